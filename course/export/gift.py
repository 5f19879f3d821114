"""The item bank as GIFT, the text format that Moodle and many others read.

GIFT (docs.moodle.org, "GIFT format") knows choice, true or false, number and matching. It has no
question of order: one becomes a matching of steps with places. Feedback on pairs, cards and steps
is said in the general feedback, and too low and too high have none of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from course.export.items import Section, figure, notes, unit_of
from widgets.content.quiz import (
    Classify,
    Match,
    Numeric,
    Order,
    QuizItem,
    Several,
    Single,
    TrueFalse,
)
from widgets.text import Lang

_CONTROL = re.compile(r"([~=#{}:\\])")


def gift(title: str, sections: Iterable[Section], lang: Lang) -> bytes:
    """Return the questions of ``sections`` as one file, a category for each."""
    out = []
    for section in sections:
        out.append(f"$CATEGORY: $course$/top/{_named(title)}/{_named(section.title)}\n")
        out += [_question(item, lang) for item in section.items]
    return "\n".join(out).encode()


def _named(text: str) -> str:
    return text.replace("/", "//")


def _said(text: str) -> str:
    """Return ``text`` on one line, with the letters that mean something to GIFT escaped."""
    return _CONTROL.sub(r"\\\1", " ".join(text.split()))


def _question(item: QuizItem, lang: Lang) -> str:
    prompt = _said(
        item.prompt.in_(lang) + (unit_of(item, lang) if isinstance(item, Numeric) else "")
    )
    rows = [f"\t{row}" for row in _answers(item, lang)]
    if general := _general(item, lang):
        rows.append(f"\t####{_said(general)}")
    return f"::{_said(item.id)}::{prompt} {{\n" + "\n".join(rows) + "\n}\n"


def _general(item: QuizItem, lang: Lang) -> str:
    said = [item.explanation.in_(lang)] if item.explanation else []
    if isinstance(item, (Order, Match, Classify)):
        said += [f"{part}: {text}" for part, text in notes(item, lang)]
    return " ".join(said)


def _answers(item: QuizItem, lang: Lang) -> list[str]:
    if isinstance(item, Single):
        return [
            f"{'=' if option.right else '~'}{_said(option.text.in_(lang))}"
            f"#{_said(option.feedback.in_(lang))}"
            for option in item.options
        ]
    if isinstance(item, Several):
        right = sum(option.right for option in item.options)
        share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
        return [
            f"~%{'' if option.right else '-'}{share}%{_said(option.text.in_(lang))}"
            f"#{_said(option.feedback.in_(lang))}"
            for option in item.options
        ]
    if isinstance(item, TrueFalse):
        # What is said to the wrong answer comes first, then to the right one.
        said = {True: item.feedback.when_true.in_(lang), False: item.feedback.when_false.in_(lang)}
        return [
            f"{'TRUE' if item.answer else 'FALSE'}"
            f"#{_said(said[not item.answer])}#{_said(said[item.answer])}"
        ]
    if isinstance(item, Numeric):
        return [
            f"#={figure(item.answer)}:{figure(item.tolerance)}#{_said(item.feedback.right.in_(lang))}"
        ]
    if isinstance(item, Order):
        pairs = [(step.text.in_(lang), f"{n}.") for n, step in enumerate(item.steps, 1)]
    elif isinstance(item, Match):
        pairs = [(pair.left.in_(lang), pair.right.in_(lang)) for pair in item.pairs]
    else:
        places = {category.id: category.text.in_(lang) for category in item.categories}
        pairs = [(card.text.in_(lang), places[card.category]) for card in item.cards]
    return [f"={_said(left)} -> {_said(right)}" for left, right in pairs]
