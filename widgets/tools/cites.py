"""What facts cite, from the course's fact list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

_INTERNAL = re.compile(r"\s*\(?\breport refs?\b.*$")


def cites_of(facts: Iterable[str], beside: Path) -> dict[str, list[str]]:
    """Return what each fact cites, as a reader may see it; a fact without sources is left out.

    ``beside`` is a content file; the fact list is the nearest ``facts.yaml`` above it. Without one
    there are no cites.
    """
    found = next(
        (up / "facts.yaml" for up in beside.parents if (up / "facts.yaml").is_file()), None
    )
    known = _refs(found) if found else {}
    return {fact: list(known[fact]) for fact in dict.fromkeys(facts) if known.get(fact)}


@cache
def _refs(path: Path) -> dict[str, tuple[str, ...]]:
    # The list is long and read in every notebook: the C parser, and no validation.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    out = {}
    for fact in yaml.load(path.read_text("utf-8"), Loader=loader):
        shown = (_INTERNAL.sub("", str(ref)).strip() for ref in fact.get("refs", ()))
        out[str(fact["id"])] = tuple(ref for ref in shown if ref)
    return out
