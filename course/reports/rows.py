"""The rows of the forms: what is right or wrong by itself, and which options were chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from course.assignments.key import (
    BranchesKey,
    EachKey,
    GridKey,
    MarksKey,
    NumbersKey,
    QuestionKey,
    SeveralKey,
)
from widgets.content.text import Text
from widgets.practice import scoring

HUGE = 1e9
CHOSEN, LEFT, BLANK = "+chosen", "+left", "+blank"
"""Options of our own; the plus keeps them apart from any that an author writes."""


@dataclass(frozen=True)
class Row:
    """One row: the option of each learner who answered the question (None where none counts).

    ``options`` are (id, text, whether it is accepted); our own have no text. No options: a number.
    """

    id: str
    text: Text | None
    right: dict[str, bool]
    chosen: dict[str, str]
    options: tuple[tuple[str, Text | None, bool], ...] = ()


def rows_of(asked: Any, key: QuestionKey, answers: dict[str, Any]) -> Iterator[Row]:
    """Yield the rows of a question: ``answers`` has each learner's answer to it.

    asked: the question in the form. A kind without rows that stand alone (an order, a text) has
    none. An answer of another form is a blank one.
    """
    given = {who: answer for who, answer in answers.items() if answer is not None}
    if isinstance(key, EachKey):
        for row in asked.rows:
            accepted = key.answers.get(row.id, [])
            yield _choice(row.id, row.text, asked.options, accepted, _row(given, row.id))
    elif isinstance(key, GridKey):
        yield from _grid(asked, key, given)
    elif isinstance(key, SeveralKey):
        yield from _several(asked, key, given)
    elif isinstance(key, NumbersKey):
        for row in asked.rows:
            band = key.answers.get(row.id)
            if band is not None:
                yield _number(row.id, row.text, band.value, band.tolerance, _row(given, row.id))
    elif isinstance(key, MarksKey):
        for row in asked.rows:
            for mark in asked.marks:
                value = key.answers.get(row.id, {}).get(mark.id)
                if value is not None:
                    text = _both(row.text, mark.text)
                    inside = {w: a for w, a in _row(given, row.id).items() if isinstance(a, dict)}
                    held = {who: answer.get(mark.id) for who, answer in inside.items()}
                    yield _number(f"{row.id}-{mark.id}", text, value, key.tolerance, held)


def rows_of_ways(
    asked: Any, key: BranchesKey, answers: dict[str, Any], earlier: dict[str, Any]
) -> Iterator[Row]:
    """Yield the rows of each way, of those learners whom their ``earlier`` choice led to it."""
    for way in asked.ways:
        for right in (one.ask for one in key.ways if one.ask.id == way.ask.id):
            met = {w: a for w, a in answers.items() if key.shown_after(earlier.get(w)) is right}
            for row in rows_of(way.ask, right, _row(met, right.id)):
                yield replace(row, id=f"{right.id}-{row.id}")


def _row(given: dict[str, Any], name: str) -> dict[str, Any]:
    return {who: a.get(name) if isinstance(a, dict) else None for who, a in given.items()}


def _choice(name: str, text: Text, options: Any, accepted: list[str], given: dict[str, Any]) -> Row:
    known = {option.id for option in options}
    chosen = {
        who: one if isinstance(one, str) and one in known else BLANK for who, one in given.items()
    }
    return Row(
        name,
        text,
        {who: one in accepted for who, one in chosen.items()},
        chosen,
        (*((one.id, one.text, one.id in accepted) for one in options), (BLANK, None, False)),
    )


def _grid(asked: Any, key: GridKey, given: dict[str, Any]) -> Iterator[Row]:
    for row in asked.rows:
        held = _row(given, row.id)
        for column in asked.columns:
            text = _both(row.text, column.text)
            accepted = key.answers.get(row.id, {}).get(column.id, [])
            # Who left a whole row out has answered nothing in it: least: rows are enough.
            inside = {who: one.get(column.id) for who, one in held.items() if isinstance(one, dict)}
            yield _choice(f"{row.id}-{column.id}", text, column.options, accepted, inside)


def _both(one: Text, other: Text) -> Text:
    return Text(nb=f"{one.nb}: {other.nb}", en=f"{one.en}: {other.en}")


def _several(asked: Any, key: SeveralKey, given: dict[str, Any]) -> Iterator[Row]:
    for option in asked.options:
        wanted = option.id in key.answer
        chosen = {
            who: CHOSEN if isinstance(names, list) and option.id in names else LEFT
            for who, names in given.items()
        }
        right = {who: (name == CHOSEN) == wanted for who, name in chosen.items()}
        options = ((CHOSEN, None, wanted), (LEFT, None, not wanted))
        yield Row(option.id, option.text, right, chosen, options)


def _number(name: str, text: Text, value: float, slack: float, given: dict[str, Any]) -> Row:
    def hit(answer: Any) -> bool:
        if isinstance(answer, bool) or not isinstance(answer, int | float):
            return False
        return abs(answer) < HUGE and scoring.within(value, slack, answer) == 1

    return Row(name, text, {who: hit(answer) for who, answer in given.items()}, {})
