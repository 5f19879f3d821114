"""Every widget in each of its states, made from the course's own content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import widgets
from course.catalogue import Course
from course.design.given import meeting, quiz, right, way, wrong
from widgets.base import CourseWidget
from widgets.content.loader import load
from widgets.content.quiz import QuizContent
from widgets.content.role_play import RolePlayContent
from widgets.hosted import place
from widgets.simulations.base import Simulation
from widgets.text import Lang
from widgets.tools.sheet import Sheet

MODULE = "design"
"""The module of everything on the page. What is done there is kept nowhere."""


@dataclass(frozen=True)
class Specimen:
    """A widget in one state; ``kept`` is what the browser would have kept of it."""

    family: str
    name: str
    state: str
    widget: CourseWidget
    kept: dict[str, Any]

    @property
    def id(self) -> str:
        """The specimen's place on the page, the same in both languages."""
        return f"{self.name}-{self.state}".lower()

    def html(self) -> str:
        """Return the specimen's place; its widget is closed."""
        shown = {**self.widget.get_state(), "module": MODULE, "part": self.id, "shown": self.kept}
        html = place(shown, "")
        self.widget.close()
        return html


def specimens(course: Course, lang: Lang) -> Iterator[Specimen]:
    """Yield each public widget in each of its states, by family and name.

    Raises ``LookupError`` when the course has no content for a widget.
    """
    modules = course.root / "modules"
    for name, home in sorted(widgets.HOMES.items()):
        kind = getattr(import_module(home), name)
        if issubclass(kind, Simulation):
            widget = kind(lang=lang, module=MODULE)
            guess = widget.words["guess"]["options"][0]["id"]
            yield Specimen("simulations", name, "guess", widget, {})
            yield Specimen("simulations", name, "seen", kind(lang=lang), {"guess": guess})
        elif issubclass(kind, Sheet):
            example = kind(lang=lang, cites={}).content["example"]
            for state, kept in (("empty", {}), ("example", {"values": example})):
                yield Specimen("tools", name, state, kind(lang=lang, cites={}), kept)
        else:
            yield from _OTHERS[name](name, kind, modules, lang)


def _first(modules: Path, pattern: str) -> Path:
    found = sorted(modules.glob(pattern))
    if not found:
        raise LookupError(f"no file like modules/{pattern}: its widget cannot be shown")
    return found[0]


def _quiz(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    seen: set[str] = set()
    for file in sorted(modules.glob("*/quiz.yaml")):
        for at, item in enumerate(load(file, QuizContent).model_dump(exclude_none=True)["items"]):
            if item["kind"] in seen:
                continue
            seen.add(item["kind"])
            for state, give in (("ask", None), ("right", right), ("wrong", wrong)):
                made = kind(file, lang=lang)
                made.content = {**made.content, "items": [made.content["items"][at]]}
                kept = quiz(made.content["items"], give, 0)
                yield Specimen("practice", name, f"{item['kind']}-{state}", made, kept)
    whole = kind(_first(modules, "*/quiz.yaml"), lang=lang)
    items = whole.content["items"]
    yield Specimen("practice", name, "begin", whole, {})
    kept = quiz(items, lambda item: (wrong if item is items[0] else right)(item), len(items))
    yield Specimen("practice", name, "result", kind(_first(modules, "*/quiz.yaml"), lang), kept)


def _case(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/cases/*.yaml")
    story = kind(file, lang=lang).content
    good, poor = (way(story, ending) for ending in ("good", "poor"))
    states: dict[str, dict[str, Any]] = {
        "begin": {},
        "choose": {"side": "gp", "taken": []},
        "follows": {"side": "physio", "taken": poor[:1], "pending": poor[0]},
        "good": {"side": "gp", "taken": good},
        "poor": {"side": "gp", "taken": poor},
    }
    for state, kept in states.items():
        yield Specimen("practice", name, state, kind(file, lang=lang), kept)


def _role_play(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/meeting.yaml")
    play = load(file, RolePlayContent)
    good = meeting(play, "good", "busy")
    states: dict[str, dict[str, Any]] = {
        "begin": {},
        "choose": {"side": "busy", "taken": good[:1]},
        "follows": {"side": "sceptical", "taken": good[:1], "pending": good[0]},
        "good": {"side": "busy", "taken": good},
        "poor": {"side": "sceptical", "taken": meeting(play, "poor", "sceptical")},
    }
    for state, kept in states.items():
        yield Specimen("practice", name, state, kind(file, lang=lang), kept)


def _cards(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/triage.yaml")
    content = kind(file, lang=lang).content
    placed = {card["id"]: card["column"] for card in content["cards"]}
    other = {card: content["columns"][-1]["id"] for card in list(placed)[:2]}
    states: tuple[tuple[str, dict[str, Any]], ...] = (
        ("empty", {}),
        ("checked", {"placed": {**placed, **other}, "checked": True}),
    )
    for state, kept in states:
        yield Specimen("practice", name, state, kind(file, lang=lang), kept)


def _words(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/words.yaml")
    lines = kind(file, lang=lang).content["lines"]
    yield Specimen("practice", name, "ask", kind(file, lang=lang), {})
    for n in range(3):
        chosen = {lines[0]["id"]: lines[0]["replies"][n]["id"]}
        yield Specimen(
            "practice", name, f"reply-{n + 1}", kind(file, lang=lang), {"chosen": chosen, "at": 0}
        )


def _recall(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/recall.yaml")
    cards = [card["id"] for card in kind(file, lang=lang).content["cards"]]
    states: dict[str, dict[str, Any]] = {
        "begin": {},
        "ask": {"queue": cards, "again": [], "first": {}},
        "end": {"queue": [], "again": cards[:1], "first": dict.fromkeys(cards, "knew")},
    }
    for state, kept in states.items():
        yield Specimen("practice", name, state, kind(file, lang=lang), kept)


def _week(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/week.yaml")
    rule = kind(file, lang=lang).content["rule"]
    states: tuple[tuple[str, dict[str, Any]], ...] = (
        ("empty", {}),
        ("kept", {**rule, "went": None}),
        ("told", {**rule, "went": "tried"}),
    )
    for state, kept in states:
        yield Specimen("practice", name, state, kind(file, lang=lang), kept)


def _confidence(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    folder = _first(modules, "*/module.yaml").parent
    for when in ("start", "end"):
        made = kind(when, lang=lang, folder=folder)
        levels = {objective["id"]: 6 for objective in made.content["objectives"]}
        yield Specimen("practice", name, f"{when}-empty", made, {})
        rated = kind(when, lang=lang, folder=folder)
        yield Specimen("practice", name, f"{when}-rated", rated, {"levels": levels})


def _progress(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    folder = _first(modules, "*/module.yaml").parent
    yield Specimen("practice", name, "begin", kind(lang=lang, folder=folder), {})


def _diamond(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/diamond.yaml")
    for mode in ("practice", "own"):
        yield Specimen("tools", name, mode, kind(file, lang=lang), {"mode": mode})


def _mechanisms(name: str, kind: Any, modules: Path, lang: Lang) -> Iterator[Specimen]:
    file = _first(modules, "*/mechanisms.yaml")
    patient = kind(file, lang=lang).content["patients"][0]["id"]
    answer = {patient: {"marked": ["nociceptive"], "sure": "middle"}}
    yield Specimen("tools", name, "ask", kind(file, lang=lang), {})
    yield Specimen("tools", name, "told", kind(file, lang=lang), {"answers": answer, "at": 0})


_OTHERS: dict[str, Any] = {
    "CardSorter": _cards,
    "CasePlayer": _case,
    "Confidence": _confidence,
    "Diamond": _diamond,
    "MechanismSorter": _mechanisms,
    "Progress": _progress,
    "Quiz": _quiz,
    "RecallCards": _recall,
    "RolePlay": _role_play,
    "WeekTask": _week,
    "WordChoice": _words,
}
