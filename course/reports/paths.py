"""Where learners part ways in the patient stories, from the progress that they handed in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.reports.stats import SMALL, masked
from widgets.content.case import SIDES, CaseContent, Choice, Side
from widgets.content.loader import ContentError, load
from widgets.content.text import SidedText, Sides, Text

KEY = "smerte-og-arbeid/{slug}/case-{case}"


@dataclass(frozen=True)
class Way:
    """One choice of a place: how many took it (None hides a small group), and how good it is."""

    id: str
    text: Text
    quality: str
    n: int | None


@dataclass(frozen=True)
class Parting:
    """A place in a case where not all went the same way; ``step`` counts the places from 1."""

    case: str
    title: Text
    side: Side
    node: str
    step: int
    n: int
    ways: tuple[Way, ...]


def read_paths(root: Path, folder: Path) -> list[Parting]:
    """Return where the ways part in the cases of ``root``, by the files in ``folder``.

    Each file is what a learner exported and handed in; of it only the choices in the cases are
    read. The first way to an ending counts, for it shows what one would have done before knowing.
    A place that fewer than ``SMALL`` came to is left out, and small groups are hidden.
    """
    kept = list(_kept(folder))
    found: list[Parting] = []
    for file in sorted((root / "modules").glob("*/cases/*.yaml")):
        try:
            case = load(file, CaseContent)
        except ContentError:
            # ``smertekurs check`` tells the author; the other cases are still told of.
            continue
        key = KEY.format(slug=file.parents[1].name, case=case.id)
        for side in SIDES:
            ways = [way for one in kept if (way := _first(one.get(key), side)) is not None]
            found += _partings(case, side, ways)
    return found


def _kept(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        try:
            kept = json.loads(path.read_text("utf-8"))["kept"]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            continue
        if isinstance(kept, dict):
            yield kept


def _first(kept: Any, side: Side) -> list[Any] | None:
    """Return the choices of the first way to an ending, if it was taken from ``side``."""
    if not isinstance(kept, dict) or not kept.get("done"):
        return None
    way = kept["first"] if isinstance(kept.get("first"), dict) else kept
    taken = way.get("taken")
    return taken if way.get("side") == side and isinstance(taken, list) else None


def _steps(case: CaseContent, side: Side, taken: list[Any]) -> Iterator[tuple[str, Choice]]:
    """Yield each node and the choice made there; a choice that is no longer there ends the way."""
    nodes = {node.id: node for node in case.nodes}
    node = nodes[case.start]
    for name in taken:
        choice = next((one for one in case.ways(node, side) if one.id == name), None)
        if choice is None:
            return
        yield node.id, choice
        node = nodes[choice.next]


def _partings(case: CaseContent, side: Side, ways: list[list[Any]]) -> Iterator[Parting]:
    took: dict[str, Counter[str]] = {}
    depth: dict[str, int] = {}
    for way in ways:
        # Who comes to a place twice counts with the first choice there.
        seen = set()
        for step, (here, choice) in enumerate(_steps(case, side, way), 1):
            depth[here] = min(step, depth.get(here, step))
            if here not in seen:
                seen.add(here)
                took.setdefault(here, Counter())[choice.id] += 1
    for node in case.nodes:
        counts = took.get(node.id, Counter())
        if counts.total() < SMALL or len(counts) < 2:
            continue
        choices = case.ways(node, side)
        shown = masked({choice.id: counts[choice.id] for choice in choices})
        told = tuple(
            Way(choice.id, _text(choice.text, side), choice.quality, shown[choice.id])
            for choice in choices
        )
        total = counts.total()
        yield Parting(case.id, case.title, side, node.id, depth[node.id], total, told)


def _text(text: SidedText, side: Side) -> Text:
    return getattr(text, side) if isinstance(text, Sides) else text
