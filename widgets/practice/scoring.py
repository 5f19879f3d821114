"""How answers are scored: pure functions, each from 0 (nothing right) to 1 (all right).

The browser's version (``frontend/practice/scoring.js``) is held to this one by a parity test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations


def single(chosen: str | None, right: str) -> float:
    """1 when the one right option is chosen, else 0."""
    return float(chosen == right)


def several(chosen: AbstractSet[str], right: AbstractSet[str]) -> float:
    """Share of the right options that are chosen, less one share for each wrong one; never below 0.

    Choosing everything gains nothing when half or more are wrong. Raises ``ValueError`` when no
    option is right.
    """
    if not right:
        raise ValueError("no option is right")
    return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))


def numeric(value: float | None, answer: float, tolerance: float) -> float:
    """1 when ``value`` lies within ``answer ± tolerance`` (same unit), else 0."""
    # A hair of slack, so that 0.3 is within 0.1 ± 0.2.
    return float(value is not None and abs(value - answer) <= tolerance + 1e-9)


def order(given: Sequence[str], right: Sequence[str]) -> float:
    """Share of all pairs of steps that stand in the right relative order.

    The reversed order gives 0. This is Kendall's tau put on a scale from 0 to 1: (tau + 1) / 2
    (Kendall MG. A new measure of rank correlation. Biometrika 1938;30:81-93). A step that is
    missing from ``given`` loses its pairs. Raises ``ValueError`` for fewer than two steps.
    """
    if len(right) < 2:
        raise ValueError("an order needs two steps or more")
    place = {step: n for n, step in enumerate(given)}
    pairs = list(combinations(right, 2))
    kept = sum(a in place and b in place and place[a] < place[b] for a, b in pairs)
    return kept / len(pairs)


def share(given: Mapping[str, str | None], right: Mapping[str, str]) -> float:
    """Share of ``right`` that ``given`` has: for matching and sorting."""
    if not right:
        raise ValueError("nothing to match")
    return sum(given.get(key) == value for key, value in right.items()) / len(right)


def calibration(sure: Sequence[float], right: Sequence[float]) -> float:
    """Mean confidence less the share that was right, both from 0 to 1; above 0 is overconfident.

    Raises ``ValueError`` when the two differ in length or are empty.
    """
    if not sure or len(sure) != len(right):
        raise ValueError("one confidence is needed for each answer")
    return sum(sure) / len(sure) - sum(right) / len(right)
