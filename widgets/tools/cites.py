"""What facts cite, from the course's fact list and its reference list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_INTERNAL = re.compile(r"\s*\(?\breport refs?\b.*$")


def cites_of(facts: Iterable[str], beside: Path) -> dict[str, list[str]]:
    """Return what each fact cites, as a reader may see it; a fact without sources is left out.

    ``beside`` is a content file; the fact list is the nearest ``facts.yaml`` above it. Without one
    there are no cites. Where a ``references.yaml`` lies beside the fact list, only what stands in
    it is shown, so that a reader finds every source; a fact none of whose own sources does, cites
    the document that it was taken from.
    """
    found = next(
        (up / "facts.yaml" for up in beside.parents if (up / "facts.yaml").is_file()), None
    )
    known = _refs(found) if found else {}
    return {fact: list(known[fact]) for fact in dict.fromkeys(facts) if known.get(fact)}


@cache
def _refs(path: Path) -> dict[str, tuple[str, ...]]:
    listed, documents = _listed(path.with_name("references.yaml"))
    out = {}
    for fact in _read(path):
        shown = (_INTERNAL.sub("", str(ref)).strip() for ref in fact.get("refs", ()))
        kept = tuple(ref for ref in shown if ref and (listed is None or ref in listed))
        taken = (documents.get(str(one.get("document"))) for one in fact.get("source", ()))
        out[str(fact["id"])] = kept or tuple(dict.fromkeys(cite for cite in taken if cite))
    return out


def _listed(path: Path) -> tuple[set[str] | None, dict[str, str]]:
    """Return the cites of the reference list (``None`` without one), and those of documents."""
    try:
        entries = _read(path)
        cites = {str(entry["cite"]) for entry in entries}
        documents = {str(x["document"]): str(x["cite"]) for x in entries if x.get("document")}
    except (OSError, yaml.YAMLError, TypeError, KeyError, AttributeError):
        # The reference list has its own check; the tools do not fall with it.
        return None, {}
    return cites, documents


def _read(path: Path) -> Any:
    # The lists are long and read in every notebook: the C parser, and no validation.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader)
