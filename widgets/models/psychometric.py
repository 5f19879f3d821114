"""Psychometric function: how often a stimulus of a given intensity is answered with "yes".

Source: Wichmann FA, Hill NJ. The psychometric function: I. Fitting, sampling, and goodness of fit.
Percept Psychophys 2001;63:1293-1313. The core is a logistic function.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def _check(slope: float, guess: float, lapse: float) -> None:
    if slope <= 0:
        raise ValueError("slope must be positive")
    if guess < 0 or lapse < 0 or guess + lapse >= 1:
        raise ValueError("guess and lapse must be 0 or more, and together less than 1")


def probability(
    intensity: ArrayLike, alpha: float, slope: float, guess: float = 0.0, lapse: float = 0.0
) -> NDArray[np.float64]:
    """Return the probability of "yes" at each intensity, psi(x) = g + (1 - g - l) F(x).

    intensity: any shape, in the unit of ``alpha`` (here 0 to 10, arbitrary stimulus units).
    alpha: intensity where F = 1/2. slope: steepness of F per unit of intensity.
    guess, lapse: lower and upper asymptote, as shares.
    Raises ``ValueError`` for a slope that is not positive or asymptotes that cross.
    """
    _check(slope, guess, lapse)
    x = np.asarray(intensity, dtype=float)
    core = 1.0 / (1.0 + np.exp(-slope * (x - alpha)))
    return np.asarray(guess + (1.0 - guess - lapse) * core)


def intensity_at(
    share: float, alpha: float, slope: float, guess: float = 0.0, lapse: float = 0.0
) -> float:
    """Return the intensity where the probability is ``share``: the inverse of ``probability``.

    Raises ``ValueError`` when ``share`` does not lie between the asymptotes.
    """
    _check(slope, guess, lapse)
    core = (share - guess) / (1.0 - guess - lapse)
    if not 0.0 < core < 1.0:
        raise ValueError("share must lie between the asymptotes")
    return float(alpha + np.log(core / (1.0 - core)) / slope)
