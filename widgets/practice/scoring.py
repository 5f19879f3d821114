"""How answers are scored: pure functions, the same numbers as ``frontend/practice/scoring.js``.

Every score lies from 0 to 1, so that the points of a question can be anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite
from typing import Any

from widgets.content.quiz import Classify, Match, Numeric, Order, QuizItem, Several, Single

SLACK = 1e-9
"""What binary fractions may add to a difference: 0.3 - 0.1 is still within 0.2."""


def one(key: object, given: object) -> float:
    """Return 1 when ``given`` is the right answer, else 0."""
    return float(key == given)


def several(right: Collection[str], given: Collection[str]) -> float:
    """Return the right ones chosen less the wrong ones chosen, as a share of the right; never < 0.

    Choosing everything does not pay, and choosing one of two right ones gives half.
    """
    hits = len(set(given) & set(right))
    misses = len(set(given) - set(right))
    return max(0.0, (hits - misses) / len(set(right)))


def within(answer: float, tolerance: float, given: float) -> float:
    """Return 1 when ``given`` lies within ``answer ± tolerance``, else 0."""
    return float(isfinite(given) and abs(given - answer) <= tolerance + SLACK)


def in_order(key: Sequence[str], given: Sequence[str]) -> float:
    """Return Kendall's rank correlation of the two orders, 0 where it is negative.

    Of all pairs of steps, those in the right relative order less those in the wrong one, as a share
    of all (Kendall MG. A new measure of rank correlation. Biometrika 1938;30:81-93). A chance order
    is expected to give 0, one swap of neighbours costs little. ``given`` holds the steps of ``key``
    in some order; anything else gives 0.
    """
    if sorted(given) != sorted(key) or len(key) < 2:
        return 0.0
    place = {name: n for n, name in enumerate(given)}
    pairs = list(combinations(key, 2))
    right = sum(place[a] < place[b] for a, b in pairs)
    return max(0.0, (2 * right - len(pairs)) / len(pairs))


def placed(key: Mapping[str, str], given: Mapping[str, str]) -> float:
    """Return the share of ``key`` that ``given`` places alike: matching pairs, sorting cards."""
    return sum(given.get(name) == place for name, place in key.items()) / len(key)


def pair_key(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return which answer belongs to each ``(id, right text)``.

    Two pairs with the same right text share one answer, named by the first of them.
    """
    first: dict[str, str] = {}
    return {name: first.setdefault(right, name) for name, right in pairs}


def score(item: QuizItem, given: Any) -> float:
    """Return the score of an answer to a quiz item.

    ``given`` is an option's id (single), a list of ids (several, order), true or false (truefalse),
    a number (numeric), or a mapping from pair or card to answer or category (match, classify).
    """
    if isinstance(item, Single):
        return one(next(o.id for o in item.options if o.right), given)
    if isinstance(item, Several):
        return several([o.id for o in item.options if o.right], given)
    if isinstance(item, Numeric):
        return within(item.answer, item.tolerance, given)
    if isinstance(item, Order):
        return in_order([s.id for s in item.steps], given)
    if isinstance(item, Match):
        return placed(pair_key([(p.id, p.right.nb) for p in item.pairs]), given)
    if isinstance(item, Classify):
        return placed({c.id: c.category for c in item.cards}, given)
    return one(item.answer, given)


@dataclass(frozen=True)
class Calibration:
    """How sure someone was beside how often she was right; shares from 0 to 1.

    ``brier`` is the mean squared distance between the two (Brier GW. Verification of forecasts
    expressed in terms of probability. Mon Weather Rev 1950;78:1-3): 0 is perfect, 0.25 is what
    always saying 50 % gives.
    """

    count: int
    sure: float
    right: float
    brier: float


def calibration(answers: Sequence[tuple[float, bool]]) -> Calibration | None:
    """Return the calibration of ``(sure from 0 to 1, was right)``; None without answers."""
    if not answers:
        return None
    count = len(answers)
    return Calibration(
        count,
        sum(sure for sure, _ in answers) / count,
        sum(right for _, right in answers) / count,
        sum((sure - right) ** 2 for sure, right in answers) / count,
    )
