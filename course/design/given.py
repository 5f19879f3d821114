"""Answers as a reader's browser keeps them, right and wrong, made from the content itself."""

from __future__ import annotations

from typing import Any

from widgets.content.role_play import RolePlayContent, State, Temper
from widgets.practice.scoring import pair_key

WHEN = "2026-01-05T09:00:00.000Z"
"""When everything on the design page was answered: always the same, so that pictures are too."""


def right(item: dict[str, Any]) -> Any:
    """Return the right answer to a quiz item, as ``frontend/practice/scoring.js`` takes it."""
    kind = item["kind"]
    if kind == "single":
        return next(o["id"] for o in item["options"] if o["right"])
    if kind == "several":
        return [o["id"] for o in item["options"] if o["right"]]
    if kind == "order":
        return [step["id"] for step in item["steps"]]
    if kind == "match":
        return pair_key([(p["id"], p["right"]) for p in item["pairs"]])
    if kind == "classify":
        return {card["id"]: card["category"] for card in item["cards"]}
    return item["answer"]


def wrong(item: dict[str, Any]) -> Any:
    """Return an answer that is wrong, or partly wrong where that can be."""
    kind, good = item["kind"], right(item)
    if kind == "single":
        return next(o["id"] for o in item["options"] if not o["right"])
    if kind == "several":
        return [good[0], next(o["id"] for o in item["options"] if not o["right"])]
    if kind == "order":
        return [good[1], good[0], *good[2:]]
    if kind in ("match", "classify"):
        first, *rest = good
        other = next(place for place in good.values() if place != good[first])
        return {first: other, **{name: good[name] for name in rest}}
    if kind == "numeric":
        return good + 10 * item["tolerance"] + 10
    return not good


def answered(item: dict[str, Any], given: Any) -> dict[str, Any]:
    """Return what the browser keeps of an answer; how right it is, the page itself works out."""
    return {"given": given, "sure": 0.8, "tries": 1, "when": WHEN}


def quiz(items: list[dict[str, Any]], give: Any, at: int) -> dict[str, Any]:
    """Return what is kept of a quiz whose items are answered by ``give``."""
    answers = {item["id"]: answered(item, give(item)) for item in items} if give else {}
    return {"seed": "design", "at": at, "answers": answers}


def way(story: dict[str, Any], ending: str, side: str = "gp") -> list[str]:
    """Return the shortest way of choices from a case's start to an ``ending`` of that kind.

    Raises ``LookupError`` when there is none that needs no flag.
    """
    nodes = {node["id"]: node for node in story["nodes"]}
    ways: list[tuple[str, list[str]]] = [(story["start"], [])]
    seen = {story["start"]}
    for name, taken in ways:
        node = nodes[name]
        if node.get("ending") == ending:
            return taken
        for choice in node.get("choices", []):
            open_ = choice.get("side") in (None, side) and not choice.get("needs")
            if open_ and choice["next"] not in seen:
                seen.add(choice["next"])
                ways.append((choice["next"], [*taken, choice["id"]]))
    raise LookupError(f"no way to an ending that is {ending}")


def meeting(play: RolePlayContent, ending: str, temper: Temper) -> list[str]:
    """Return a shortest way of lines to an ``ending`` of that kind, with a manager of that temper.

    Raises ``LookupError`` when there is none.
    """
    nodes = {node.id: node for node in play.nodes}
    start = State(play.start, frozenset(), play.meters[0].start[temper])
    ways: list[tuple[State, list[str]]] = [(start, [])]
    seen = {start}
    for state, taken in ways:
        node = nodes[state.node]
        if node.ending == ending:
            return taken
        for line in node.choices:
            ahead = line.after(state)
            if ahead not in seen:
                seen.add(ahead)
                ways.append((ahead, [*taken, line.id]))
    raise LookupError(f"no way to an ending that is {ending}")
