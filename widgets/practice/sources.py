"""Which sources stand behind the facts of a content file, as a reader may see them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from widgets.tools.cites import cites_of

_AUTHOR_YEAR = re.compile(r"^[A-ZÆØÅ][\w’'.-]*(,? (&|et al\.|[A-ZÆØÅ][\w’'.-]*))* \d{4}[a-z]?$")


def sources_of(facts: list[str], beside: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return what each fact cites, and the id of each cite in the nearest ``references.yaml``.

    A cite that is neither in the reference list nor an author and a year ("a conference, 2017") is
    a note to the authors and left out.
    """
    folder = next((up for up in beside.parents if (up / "references.yaml").is_file()), None)
    ids = _references(folder / "references.yaml") if folder else {}
    cites = {
        fact: [cite for cite in all_ if cite in ids or _AUTHOR_YEAR.match(cite)]
        for fact, all_ in cites_of(facts, beside).items()
    }
    shown = {cite for some in cites.values() for cite in some}
    return {f: c for f, c in cites.items() if c}, {c: i for c, i in ids.items() if c in shown}


@cache
def _references(path: Path) -> dict[str, str]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        entries = yaml.load(path.read_text("utf-8"), Loader=loader)
        return {str(entry["cite"]): str(entry["id"]) for entry in entries or []}
    except (yaml.YAMLError, TypeError, KeyError):
        # The reference list has its own check; practice does not fall with it.
        return {}
