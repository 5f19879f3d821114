"""Two ways to spread activity over days, as a leaky sum of strain. Illustrative.

There is no validated model of pacing or of boom and bust. In a review (Andrews 2012) pacing went
with better mood, but also with more pain and disability, so it is never shown as a cure.
Strain builds with the hours of activity and fades by a fixed share each day; pain is a base plus
the strain, at most 10. One who pushes on does much until the pain reaches a limit, and then rests
until it has come down; one who paces does the same amount each day.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BASE = 2.0
"""Pain without activity, on a scale of 0 to 10."""

KEPT = 0.7
"""Share of the strain that is left the next day."""

COST = 0.25
"""Strain from one hour of activity."""

REST = 1.0
"""Hours of activity on a day of rest."""

CALM = 4.0
"""One who rests begins again when the pain is not above this."""

TOP = 10.0


def pain(strain: float) -> float:
    """Return the pain, 0 to 10, that a ``strain`` (0 or more) gives."""
    return min(TOP, BASE + strain)


def settles_at(hours: float) -> float:
    """Return the strain that equal ``hours`` each day lead to: COST hours / (1 - KEPT)."""
    return COST * hours / (1.0 - KEPT)


def paced(hours: float, days: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (hours, pain) each day for one who does equal ``hours``.

    Raises ``ValueError`` for negative hours or fewer than one day.
    """
    if hours < 0 or days < 1:
        raise ValueError("hours must be 0 or more, and days at least 1")
    strain = 0.0
    done, felt = [], []
    for _ in range(days):
        done.append(hours)
        strain = KEPT * strain + COST * done[-1]
        felt.append(pain(strain))
    return np.array(done), np.array(felt)


def pushed(
    hours: float, limit: float, days: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (hours, pain) each day for one who does ``hours`` until the pain reaches ``limit``.

    Then REST hours a day, until the pain is at CALM or below. Raises ``ValueError`` for negative
    hours, a limit at or below CALM, or fewer than one day.
    """
    if hours < 0 or limit <= CALM or days < 1:
        raise ValueError(f"hours must be 0 or more, limit above {CALM}, and days at least 1")
    strain, resting = 0.0, False
    done, felt = [], []
    for _ in range(days):
        done.append(min(REST, hours) if resting else hours)
        strain = KEPT * strain + COST * done[-1]
        felt.append(pain(strain))
        resting = felt[-1] > CALM if resting else felt[-1] >= limit
    return np.array(done), np.array(felt)
