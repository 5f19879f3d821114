"""Two proportions: difference, number needed to treat, and how certain they are.

The interval of each share is Wilson's; the interval of the difference is Newcombe's hybrid score
method (Newcombe RG. Stat Med 1998;17:873-890, method 10); the number needed to treat and its
interval are the reciprocals (Altman DG. BMJ 1998;317:1309-1312). The tests hold them to the worked
examples of the first paper and to ``statsmodels``, whose ``confint_proportions_2indep`` with
``method="newcomb"`` gives the same.
"""

from __future__ import annotations

from math import inf, sqrt

Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution: two-sided 95 %."""

Interval = tuple[float, float]


def wilson(share: float, size: float) -> Interval:
    """Return the 95 % interval of a ``share`` (0 to 1) that was seen in ``size`` people.

    Raises ``ValueError`` for a share outside 0 to 1 or fewer than one person.
    """
    if not 0 <= share <= 1 or size < 1:
        raise ValueError("a share lies from 0 to 1, and a group has at least one person")
    z2 = Z * Z / size
    centre = (share + z2 / 2) / (1 + z2)
    half = Z / (1 + z2) * sqrt(share * (1 - share) / size + z2 / (4 * size))
    return max(0.0, centre - half), min(1.0, centre + half)


def difference(first: float, size: float, second: float, other: float) -> Interval:
    """Return the 95 % interval of ``first`` minus ``second``, shares seen in two groups."""
    low1, high1 = wilson(first, size)
    low2, high2 = wilson(second, other)
    gap = first - second
    return (
        gap - sqrt((first - low1) ** 2 + (high2 - second) ** 2),
        gap + sqrt((high1 - first) ** 2 + (second - low2) ** 2),
    )


def needed(gap: float) -> float:
    """Return how many are treated for one more with the outcome: 1 / gap, infinite for no gap.

    Below 0 for a gap below 0: then as many are treated for one fewer.
    """
    return inf if gap == 0 else 1 / gap
