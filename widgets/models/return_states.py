"""Return to work as a going in and out of work, from five places to begin.

The shares at work one and four years after a Norwegian work-related rehabilitation programme are
published (Øyeflaten I, Lie SA, Ihlebæk CM, Eriksen HR. BMC Public Health 2012;12:748, n = 584).
Between them a two-state Markov process in continuous time is fitted: all begin out of work, some
come into work at a steady rate, some fall out of it at another.
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

PUBLISHED = {
    "full": (0.38, 0.51),
    "partial": (0.49, 0.56),
    "medical": (0.28, 0.46),
    "vocational": (0.16, 0.46),
    "disability": (0.07, 0.28),
}
"""Shares at work after 1 and 4 years, by the status at departure."""
EARLY, LATE = 1.0, 4.0
"""Years after departure at which the shares are known."""


def at_work(into: float, out: float, years: float) -> float:
    """Return the share at work, 0 to 1, after so many ``years``.

    ``into`` and ``out`` are rates a year: of coming into work, and of falling out of it. Closed
    form of the two-state chain: into / (into + out) · (1 − exp(−(into + out) · years)).
    Raises ``ValueError`` when something is below zero.
    """
    if into < 0 or out < 0 or years < 0:
        raise ValueError("rates and years must not be below zero")
    both = into + out
    return into / both * (1 - exp(-both * years)) if both else 0.0


def fit(early: float, late: float) -> tuple[float, float]:
    """Return the rates (into, out), a year, whose course goes through both shares.

    Where no course does, because more than steadily many come late, nobody falls out and the rate
    is the one that misses both shares by the same number of percentage points.
    Raises ``ValueError`` unless 0 < early <= late < 1.
    """
    if not 0 < early <= late < 1:
        raise ValueError("the shares must lie between 0 and 1, the later not below the earlier")
    ratio = late / early

    def grown(decay: float) -> float:
        # (1 - x^4) / (1 - x), x the share of the way left after a year.
        return 1 + decay + decay**2 + decay**3

    if ratio < grown(1 - early):
        decay = _solve(lambda x: grown(x) - ratio)
        pull = -log(decay)
        into = pull * early / (1 - decay)
        return into, pull - into
    into = -log(1 - _solve(lambda x: (early - x) + (late - (1 - (1 - x) ** 4))))
    return into, 0.0


def _solve(of: Callable[[float], float], low: float = 1e-9, high: float = 1 - 1e-9) -> float:
    """Return where the monotonic function ``of`` crosses zero between ``low`` and ``high``."""
    rising = of(high) > of(low)
    for _ in range(200):
        middle = (low + high) / 2
        if (of(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2
