"""A breathing pace: how long a breath takes, and how many there are in a minute. Arithmetic.

Four seconds in and six out is a place to begin, chosen for the tool: no pace is shown to be best.
"""

from __future__ import annotations

INTO, OUT = 4.0, 6.0
"""Seconds in and out until the reader has chosen."""


def breath(into: float, out: float) -> float:
    """Return the seconds of one breath. Raises ``ValueError`` when either is not above 0."""
    if into <= 0 or out <= 0:
        raise ValueError("both ways must take longer than 0 seconds")
    return into + out


def a_minute(into: float, out: float) -> float:
    """Return how many breaths of this pace there are in a minute."""
    return 60.0 / breath(into, out)
