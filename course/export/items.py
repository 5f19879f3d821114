"""The item bank as the question formats need it: each item in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from course.bank import read_bank
from course.catalogue import Course, Module
from widgets.content.quiz import Numeric, Order, QuizItem, TrueFalse
from widgets.text import Lang


@dataclass(frozen=True)
class Section:
    """The questions of one module, in one language."""

    slug: str
    title: str
    items: tuple[QuizItem, ...]


def sections(course: Course, modules: Sequence[Module], lang: Lang) -> list[Section]:
    """Return the questions of ``modules``, in their order; a module without any is left out."""
    bank = read_bank(course)
    found = []
    for module in modules:
        items = tuple(entry.item for entry in bank if entry.module == module.slug)
        if items:
            title = f"{module.number:02d} {module.title(lang)}"
            found.append(Section(module.slug, title, items))
    return found


def unread_quizzes(course: Course) -> list[str]:
    """Return the modules whose quiz cannot be read (``smertekurs check`` tells why)."""
    read = {entry.module for entry in read_bank(course)}
    return [
        module.slug
        for module in course.modules
        if module.slug not in read and (module.folder / "quiz.yaml").is_file()
    ]


def notes(item: QuizItem, lang: Lang) -> list[tuple[str, str]]:
    """Return what is learnt from each part of an item: ``(the part, its feedback)``.

    For formats that say it once, after the answer, instead of beside each choice.
    """
    if isinstance(item, Order):
        return [(step.text.in_(lang), step.feedback.in_(lang)) for step in item.steps]
    if isinstance(item, (TrueFalse, Numeric)):
        return []
    if item.kind == "match":
        return [
            (f"{pair.left.in_(lang)} → {pair.right.in_(lang)}", pair.feedback.in_(lang))
            for pair in item.pairs
        ]
    if item.kind == "classify":
        places = {category.id: category.text.in_(lang) for category in item.categories}
        return [
            (f"{card.text.in_(lang)} → {places[card.category]}", card.feedback.in_(lang))
            for card in item.cards
        ]
    return [(option.text.in_(lang), option.feedback.in_(lang)) for option in item.options]


def unit_of(item: Numeric, lang: Lang) -> str:
    """Return the unit in brackets, or nothing: formats with a bare number field need it said."""
    return f" ({item.unit.in_(lang)})" if item.unit else ""


def figure(value: float) -> str:
    """Return a number as the formats write it: with a point, and no more digits than it has."""
    return f"{value:.15g}"
