"""Which sources stand behind the facts of a content file, as a reader may see them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from widgets.tools.cites import cites_of


def sources_of(facts: list[str], beside: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return what each fact cites, and the id of each cite in the nearest ``references.yaml``."""
    folder = next((up for up in beside.parents if (up / "references.yaml").is_file()), None)
    ids = _references(folder / "references.yaml") if folder else {}
    cites = cites_of(facts, beside)
    shown = {cite for some in cites.values() for cite in some}
    return cites, {c: i for c, i in ids.items() if c in shown}


@cache
def _references(path: Path) -> dict[str, str]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        entries = yaml.load(path.read_text("utf-8"), Loader=loader)
        return {str(entry["cite"]): str(entry["id"]) for entry in entries or []}
    except (yaml.YAMLError, TypeError, KeyError):
        # The reference list has its own check; practice does not fall with it.
        return {}
