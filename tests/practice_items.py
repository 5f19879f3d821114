"""Sample content of quiz, recall cards, week and card sorter; every text says its language."""

from __future__ import annotations

from typing import Any

Tree = dict[str, Any]


def text(words: str) -> Tree:
    """Return a pair of texts that begin with the name of their language."""
    return {"nb": f"NB {words}", "en": f"EN {words}"}


def sided(words: str) -> Tree:
    return {side: text(f"{side} {words}") for side in ("gp", "physio")}


def option(name: str, right: bool = False) -> Tree:
    return {
        "id": name,
        "text": text(f"option {name}"),
        "right": right,
        "feedback": text(f"about {name}"),
    }


def item(name: str, kind: str, **rest: Any) -> Tree:
    return {
        "id": name,
        "kind": kind,
        "objective": "know",
        "bloom": "apply",
        "facts": ["a-fact"],
        "prompt": text(f"question {name}"),
        **rest,
    }


def quiz() -> Tree:
    """Return a quiz with one item of each kind, and an explanation on the first."""
    numbers = {key: text(f"number {key}") for key in ("right", "low", "high")}
    return {
        "title": text("the quiz"),
        "items": [
            item(
                "one",
                "single",
                options=[option("a", True), option("b"), option("c")],
                explanation=text("explained"),
            ),
            item("many", "several", options=[option("a", True), option("b", True), option("c")]),
            item(
                "claim",
                "truefalse",
                answer=False,
                feedback={"when_true": text("said true"), "when_false": text("said false")},
            ),
            item(
                "count",
                "numeric",
                answer=12.5,
                tolerance=0.5,
                unit=text("people"),
                feedback=numbers,
            ),
            item(
                "steps",
                "order",
                steps=[
                    {"id": s, "text": text(f"step {s}"), "feedback": text(f"why {s}")}
                    for s in "abcd"
                ],
            ),
            item(
                "pairs",
                "match",
                pairs=[
                    {
                        "id": s,
                        "left": text(f"left {s}"),
                        "right": text(f"right {'ab' if s in 'ab' else s}"),
                        "feedback": text(f"pair {s}"),
                    }
                    for s in "abc"
                ],
            ),
            item(
                "groups",
                "classify",
                categories=[{"id": s, "text": text(f"group {s}")} for s in "xy"],
                cards=[
                    {
                        "id": s,
                        "text": text(f"card {s}"),
                        "category": "x" if s == "a" else "y",
                        "feedback": text(f"card feedback {s}"),
                    }
                    for s in "abc"
                ],
            ),
        ],
    }


def recall() -> Tree:
    cards = [
        {"id": f"card-{n}", "front": text(f"front {n}"), "back": text(f"back {n}")}
        for n in (1, 2, 3)
    ]
    cards[0] |= {"section": "taught-here", "facts": ["a-fact"]}
    return {"title": text("recall"), "cards": cards}


def week() -> Tree:
    return {
        "title": text("this week"),
        "task": text("the task"),
        "rule": {"cue": text("example cue"), "action": text("example action")},
        "facts": ["a-fact"],
    }


def sorting() -> Tree:
    """Return six cards for two columns; the last belongs in either."""
    cards = [
        {
            "id": f"card{n}",
            "text": text(f"card {n}"),
            "column": "left" if n % 2 else "right",
            "accept": ["left"] if n == 6 else [],
            "feedback": text(f"because {n}"),
            "facts": ["a-fact"],
        }
        for n in range(1, 7)
    ]
    columns = [{"id": side, "text": text(side), "hint": text("hint")} for side in ("left", "right")]
    return {
        "title": text("the cards"),
        "intro": text("sort them"),
        "columns": columns,
        "cards": cards,
        "closing": text("noticed"),
    }
