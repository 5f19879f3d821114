"""What the hidden tests of an assignment call: points for one answer, and words about it.

An answer is whatever a learner's file held: any JSON value. Nothing here trusts its form.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from course.assignments.explain import Given, explain
from course.assignments.key import (
    BranchesKey,
    EachKey,
    GridKey,
    MarksKey,
    NumbersKey,
    OrderKey,
    PlanKey,
    QuestionKey,
    SeveralKey,
    find_key,
    held_in,
    is_number,
)
from widgets.practice import scoring
from widgets.text import Lang


def share(key: QuestionKey, answer: Any) -> float:
    """Return how much of ``answer`` is right, from 0 to 1. An answer of another form gives 0.

    Raises ``TypeError`` for a free text, which a person grades, and for a question that follows
    from another, of which one way is to be taken first.
    """
    if isinstance(key, MarksKey):
        return _marks(key, answer)
    if isinstance(key, EachKey):
        return _each(key, answer)
    if isinstance(key, NumbersKey):
        rows = answer if isinstance(answer, dict) else {}
        hits = [
            _hit(band.value, band.tolerance, rows.get(row)) for row, band in key.answers.items()
        ]
        return sum(hits) / len(hits)
    if isinstance(key, PlanKey):
        return _plan(key, answer)
    if isinstance(key, GridKey):
        return _grid(key, answer)
    names = _names(answer)
    if isinstance(key, OrderKey):
        return max(scoring.in_order(order, names) for order in [key.answer, *key.also])
    if isinstance(key, SeveralKey):
        most = [cap.most for cap in key.caps if cap.option in names]
        return min([scoring.several(key.answer, names), *most])
    raise TypeError(f"{key.kind} is not graded by a key of its own")


def _names(answer: Any) -> list[str]:
    names = answer if isinstance(answer, list) else []
    # Each name once: repeating a right answer gains nothing.
    return list(dict.fromkeys(name for name in names if isinstance(name, str)))


def _marks(key: MarksKey, answer: Any) -> float:
    rows = answer if isinstance(answer, dict) else {}
    scores = []
    for row, marks in key.answers.items():
        given = rows.get(row)
        for mark, right in marks.items():
            value = given.get(mark) if isinstance(given, dict) else None
            scores.append(_hit(right, key.tolerance, value))
    return sum(scores) / len(scores)


def _hit(right: float, tolerance: float, value: Any) -> float:
    if not is_number(value):
        return 0.0
    return scoring.within(right, tolerance, value)


def _each(key: EachKey, answer: Any) -> float:
    rows = answer if isinstance(answer, dict) else {}
    right = [rows.get(row) in accepted for row, accepted in key.answers.items()]
    most = [cap.most for cap in key.caps if rows.get(cap.row) == cap.option]
    return min([sum(right) / len(right), *most])


def _plan(key: PlanKey, answer: Any) -> float:
    kept = [rule.kept_by(answer) for rule in key.rules]
    broken = [rule for rule, good in zip(key.rules, kept, strict=True) if not good]
    most = [rule.cap for rule in broken if rule.cap is not None]
    return min([sum(kept) / len(kept), *most])


def _grid(key: GridKey, answer: Any) -> float:
    rows = {row: held_in(answer, row) for row in key.answers}
    shares = sorted(
        sum(rows[row].get(column) in accepted for column, accepted in wanted.items()) / len(wanted)
        for row, wanted in key.answers.items()
    )
    most = [cap.most for cap in key.caps if held_in(answer, cap.row).get(cap.column) == cap.option]
    return min([sum(shares[-key.least :]) / key.least, *most])


class Graded(float):
    """Points that nbgrader reads as a number and a reader sees as feedback."""

    html: str = ""

    def __repr__(self) -> str:
        return float.__repr__(self)

    def _repr_html_(self) -> str:
        return self.html


def grade(
    assignment: str, question: str, answer: Any, points: float, lang: Lang, earlier: Any = None
) -> Graded:
    """Return the points for ``answer``, from 0 to ``points``, with feedback in ``lang``.

    ``earlier`` is the answer to the question that this one follows from, where it follows from one:
    only the way that it led to counts.

    The value of a test cell is what nbgrader takes as its score (partial credit).
    Raises ``FileNotFoundError`` or ``KeyError`` when there is no key for the question.
    """
    key = find_key(assignment, Path.cwd())
    one = key.question(question)
    notes: tuple[str, ...] = ()
    if isinstance(one, BranchesKey):
        one, answer, notes = _way(one, answer, earlier)
    part = 0.0 if isinstance(one, BranchesKey) else share(one, answer)
    got = Graded(min(points, max(0.0, round(part * points, 2))))
    got.html = explain(Given(key, one, answer, part, float(got), points, notes), lang)
    return got


def _way(key: BranchesKey, answer: Any, earlier: Any) -> tuple[QuestionKey, Any, tuple[str, ...]]:
    """Return the key of what was asked, the answer to it, and what is to be said of the rest."""
    held = answer if isinstance(answer, dict) else {}
    shown = key.shown_after(earlier)
    name = shown.id if shown else ""
    beside = any(value for one, value in held.items() if one != name)
    if answer is not None and not isinstance(answer, dict):
        beside = True
    notes = ("unchosen",) * (shown is None) + ("beside",) * beside
    return shown or key, held.get(name), notes
