"""How many on a list live with long-lasting pain, when a published share holds for that list.

Shares of adults: 25 to 30 % (Raskere tilbake 2017), 28.5 % (NKSL 2018, from HUNT) and about 30 %
(Landmark 2013, as the guide from Diakonhjemmet gives it). Nearly 20 % of the work in general
practice is about long-lasting pain (NKSL 2018). The range is what chance alone gives when people
come to a list independently of one another (binomial distribution, normal approximation).
"""

from __future__ import annotations

from math import floor, sqrt

WORK = 20.0
"""Nearly this share of general-practice work, in per cent, is about long-lasting pain."""

CAUSE_UNKNOWN = 50.0
"""More than this share, in per cent, of those with pain have pain of unknown cause (NKSL 2018)."""

Z = 1.959963984540054
"""95 % of a normal distribution lies within this many standard deviations."""


def expected(people: float, share: float) -> float:
    """Return how many of ``people`` a ``share`` in per cent is.

    Raises ``ValueError`` for a negative number of people or a share outside 0 to 100.
    """
    if people < 0 or not 0 <= share <= 100:
        raise ValueError("people must be 0 or more, and the share from 0 to 100")
    return people * share / 100.0


def spread(people: float, share: float) -> float:
    """Return half the width, in people, of the range that holds 95 % of lists of this size."""
    return Z * sqrt(expected(people, share) * (1.0 - share / 100.0))


def whole(value: float) -> int:
    """Return the nearest whole number; a half goes up, as in the browser."""
    return floor(value + 0.5)
