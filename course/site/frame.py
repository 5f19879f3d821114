"""The course's own pages around the modules: tests, recall, forms and the summary."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from course.bank import BankItem, read_bank
from course.catalogue import Course
from course.forms import forms, matched_pairs
from course.site.journey import FRONT_END, MINUTES, journey
from course.site.pages import Page, write
from widgets.content.frame import FrameContent
from widgets.content.loader import ContentError, load
from widgets.content.recall import RecallContent
from widgets.frame.base import FramePart
from widgets.frame.evaluation import EvaluationForm
from widgets.frame.exam import Exam
from widgets.frame.ratings import Ratings
from widgets.frame.spaced import Spaced
from widgets.frame.summary import Summary
from widgets.practice.sources import sources_of
from widgets.text import Lang, localize

STEPS = (
    ("before", ("practice-start", "test-before")),
    ("modules", ()),
    ("recall", ("spaced",)),
    ("after", ("test-after", "practice-end")),
    ("final-test", ("final-test",)),
    ("evaluation", ("evaluation",)),
    ("summary", ()),
    ("certificate", ()),
)
"""The way through the course: each step's page, and the parts that are done there."""


def frame_page(page: Page, frame: FrameContent) -> str:
    """Return one of the course's own pages as HTML."""
    made = parts(page, frame)
    places = []
    for part in made:
        places.append((part.part, page.place(part.get_state(), part.still_html(), prints=True)))
        part.close()
    page.description = page.words[f"{page.kind}_lead"]
    listed = steps(page) if page.kind == "your-course" else []
    if not listed:
        return write(page, "frame", parts=places, steps=[])
    page.front_ends.add(FRONT_END)
    return write(page, "frame", parts=places, steps=listed, journey=journey(page), minutes=MINUTES)


def steps(page: Page) -> list[dict[str, Any]]:
    """Return the steps of the course as the page ``your-course`` lists them."""
    return [
        {
            "title": page.words[name],
            "text": page.words[f"{name}_lead"],
            "address": f"{page.link('')}#modules" if name == "modules" else page.link(f"{name}/"),
            "parts": parts,
        }
        for name, parts in STEPS
    ]


def parts(page: Page, frame: FrameContent) -> list[FramePart]:
    """Return the parts that stand on one of the course's own pages."""
    lang, course = page.lang, page.content
    told = frame.model_dump(exclude_none=True)
    how: dict[str, Any] = {"lang": lang, "places": _places(page)}
    practice = localize(told["practice"], lang)
    if page.kind == "before":
        return [Ratings("start", practice, **how), _exam("before", course, frame, how)]
    if page.kind == "after":
        return [_exam("after", course, frame, how), Ratings("end", practice, **how)]
    if page.kind == "final-test":
        return [_exam("final", course, frame, how)]
    if page.kind == "recall":
        return [_spaced(course, frame, how)]
    if page.kind == "evaluation":
        return [EvaluationForm(localize(told["evaluation"], lang), **how)]
    if page.kind == "summary":
        cards = [card for card in page.modules if card["whole"]]
        modules = [{key: card[key] for key in ("slug", "title", "parts")} for card in cards]
        content = {"title": page.course, "modules": modules, "practice": practice}
        return [Summary(content, **how)]
    return []


def _places(page: Page) -> dict[str, dict[str, str]]:
    return {
        card["slug"]: {"title": card["title"], "link": card["address"]} for card in page.modules
    }


def _exam(mode: str, course: Course, frame: FrameContent, how: dict[str, Any]) -> Exam:
    bank = read_bank(course)
    content: dict[str, Any] = {"settings": frame.final_test.model_dump()}
    if mode != "final":
        pairs = matched_pairs(bank, frame.before_after.pairs_a_module)
        bank = [entry for pair in pairs for entry in (pair.one, pair.two)]
        content["forms"] = forms(pairs)
    content["items"] = _items(bank, how["lang"])
    return Exam(mode, content, **how, **_sources(course.root, content["items"]))


def _spaced(course: Course, frame: FrameContent, how: dict[str, Any]) -> Spaced:
    items = _items(read_bank(course), how["lang"])
    cards = _cards(course, how["lang"])
    content = {"settings": frame.spacing.model_dump(), "items": items, "cards": cards}
    return Spaced(content, **how, **_sources(course.root, [*items, *cards]))


def _items(bank: Iterable[BankItem], lang: Lang) -> list[dict[str, Any]]:
    return [
        {**localize(entry.item.model_dump(exclude_none=True), lang), "module": entry.module}
        for entry in bank
    ]


def _cards(course: Course, lang: Lang) -> list[dict[str, Any]]:
    found = []
    for module in course.modules:
        try:
            cards = load(module.folder / "recall.yaml", RecallContent).cards
        except ContentError:
            # ``smertekurs check`` tells the author; the other modules' cards still come.
            continue
        told = [localize(card.model_dump(exclude_none=True), lang) for card in cards]
        # A card that brings back another module is answered, and kept, where it stands.
        found += [{**card, "module": module.slug} for card in told]
    return found


def _sources(root: Path, told: Iterable[dict[str, Any]]) -> dict[str, Any]:
    facts = sorted({fact for each in told for fact in each["facts"]})
    cites, references = sources_of(facts, root / "modules" / "frame.yaml")
    return {"cites": cites, "references": references}
