"""Keeping a table in a document, between marks of its own."""

from __future__ import annotations

from pathlib import Path


def put(path: Path, name: str, told: str) -> None:
    """Put ``told`` between ``<!-- name -->`` and ``<!-- /name -->`` in the document ``path``."""
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    head, _, rest = path.read_text("utf-8").partition(begin)
    tail = rest.partition(end)[2]
    path.write_text(f"{head}{begin}\n\n{told}\n\n{end}{tail}", "utf-8")
