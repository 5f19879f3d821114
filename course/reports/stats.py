"""The measures of a report: numbers in, a number or None out.

None stands for what cannot be said: a group below ``SMALL``, or no spread to measure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
import pandas as pd
import pingouin
from scipy import stats
from sklearn.metrics import cohen_kappa_score

SMALL = 5
"""Nothing is told of fewer learners than this."""
Numbers = Sequence[float] | np.ndarray


def _number(value: float | np.floating, digits: int = 4) -> float | None:
    return round(float(value), digits) if isfinite(value) else None


def mean(values: Numbers) -> float | None:
    """Return the mean; of shares of an item's points it is the item's difficulty (1 is easiest)."""
    return _number(np.mean(values)) if len(values) >= SMALL else None


def _spread(values: Numbers) -> bool:
    return float(np.ptp(values)) > 1e-12


def correlation(item: Numbers, rest: Numbers) -> float | None:
    """Return Pearson's r between an item's points and the points of all the others."""
    if len(item) < SMALL or not _spread(item) or not _spread(rest):
        return None
    return _number(stats.pearsonr(item, rest).statistic)


def point_biserial(right: Sequence[bool] | np.ndarray, rest: Numbers) -> float | None:
    """Return the point-biserial correlation of being right with the points of all the others."""
    if len(right) < SMALL or len(set(map(bool, right))) < 2 or not _spread(rest):
        return None
    return _number(stats.pointbiserialr(np.asarray(right, bool), rest).statistic)


def alpha(points: pd.DataFrame) -> tuple[float, float, float] | None:
    """Return Cronbach's alpha and its 95 % confidence interval.

    points: a row for each learner, a column for each item; nothing missing.
    """
    if len(points) < SMALL or points.shape[1] < 2 or not _spread(points.sum(axis=1).to_numpy()):
        return None
    value, (low, high) = pingouin.cronbach_alpha(data=points)
    return round(float(value), 3), round(float(low), 3), round(float(high), 3)


@dataclass(frozen=True)
class Agreement:
    """How alike two graders graded one line of a rubric. ``weighted`` has quadratic weights."""

    n: int
    same: float | None
    kappa: float | None
    weighted: float | None


def agreement(one: Sequence[int], two: Sequence[int], levels: Sequence[int]) -> Agreement:
    """Return Cohen's kappa, plain and with quadratic weights, and the share of equal grades."""
    n = len(one)
    if n < SMALL:
        return Agreement(n, None, None, None)
    same = _number(np.mean(np.asarray(one) == np.asarray(two)))
    if len({*one, *two}) < 2:
        return Agreement(n, same, None, None)
    plain = cohen_kappa_score(one, two, labels=list(levels))
    weighted = cohen_kappa_score(one, two, labels=list(levels), weights="quadratic")
    return Agreement(n, same, _number(plain), _number(weighted))


@dataclass(frozen=True)
class Change:
    """Means of two tests of the same learners, and the mean change with its 95 % interval."""

    n: int
    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None


def change(before: Numbers, after: Numbers) -> Change:
    """Return the paired change (Student's t for the interval). The shares lie from 0 to 1."""
    n = len(before)
    if n < SMALL:
        return Change(n, None, None, None, None, None)
    gap = np.asarray(after) - np.asarray(before)
    low = high = _number(gap.mean())
    if _spread(gap):
        found = stats.ttest_rel(after, before).confidence_interval()
        low, high = _number(found.low), _number(found.high)
    return Change(n, mean(before), mean(after), _number(gap.mean()), low, high)


@dataclass(frozen=True)
class Quartiles:
    """The middle of something, and between what the middle half lies."""

    n: int
    low: float | None
    median: float | None
    high: float | None


def quartiles(values: Numbers) -> Quartiles:
    """Return the quartiles."""
    if len(values) < SMALL:
        return Quartiles(len(values), None, None, None)
    low, median, high = np.quantile(values, (0.25, 0.5, 0.75))
    return Quartiles(len(values), _number(low, 2), _number(median, 2), _number(high, 2))


def masked(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return the counts with None for those from 1 to ``SMALL`` - 1.

    When the hidden ones could be worked out from the whole, the next smallest is hidden too.
    """
    hidden = {name for name, count in counts.items() if 0 < count < SMALL}
    # That nobody chose something tells of nobody.
    others = (name for name in counts if name not in hidden and counts[name])
    shown = sorted(others, key=lambda name: counts[name])
    while hidden and sum(counts[name] for name in hidden) < SMALL and shown:
        hidden.add(shown.pop(0))
    return {name: None if name in hidden else count for name, count in counts.items()}
