"""Fear and what is met, as a small dynamical system. Illustrative.

The thinking follows the fear-avoidance model (Vlaeyen JWS, Crombez G, Linton SJ. Pain
2016;157:1588-1589), for which there is no accepted equation; the measured paths from pain to
disability are weak (Lee 2015: fear .08). Fear keeps a person from meeting an activity. Each time
it is met, fear moves towards how it in fact went; each time it is avoided, fear moves to the top.
A plan of graded exposure sees to it that some of it is met also when fear is high.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TOP = 10.0
"""Fear lies from 0 to 10."""

LEARN = 0.5
"""Share of the way to how it went that fear moves in a week when all is met."""


def met(fear: float, plan: float) -> float:
    """Return the share, 0 to 1, of what is feared that is met: at least the ``plan``.

    Raises ``ValueError`` for fear outside 0 to 10 or a plan outside 0 to 1.
    """
    if not 0 <= fear <= TOP or not 0 <= plan <= 1:
        raise ValueError("fear must lie from 0 to 10, and the plan from 0 to 1")
    return max(plan, 1.0 - fear / TOP)


def step(fear: float, plan: float, feed: float, went: float) -> float:
    """Return the fear after one more week.

    plan: share met whatever the fear. feed: share of the way to the top that fear moves in a week
    when all is avoided, 0 to 1. went: how bad it in fact was, 0 to 10.
    Raises ``ValueError`` outside those ranges.
    """
    if not 0 <= feed <= 1 or not 0 <= went <= TOP:
        raise ValueError("feed must lie from 0 to 1, and went from 0 to 10")
    share = met(fear, plan)
    return fear + LEARN * share * (went - fear) + feed * (1.0 - share) * (TOP - fear)


def course(first: float, plan: float, feed: float, went: float, weeks: int) -> NDArray[np.float64]:
    """Return the fear at the start and after each week, shape (weeks + 1,)."""
    values = [first]
    for _ in range(weeks):
        values.append(step(values[-1], plan, feed, went))
    return np.array(values)


def rest(feed: float, went: float) -> float:
    """Return where fear comes to rest without a plan: LEARN went / (LEARN - feed), at most 10."""
    if feed >= LEARN:
        return TOP
    return min(TOP, LEARN * went / (LEARN - feed))


def rest_with(plan: float, feed: float, went: float) -> float:
    """Return where fear comes to rest while no more than the ``plan`` (above 0) is met."""
    pull, push = LEARN * plan, feed * (1.0 - plan)
    return (pull * went + push * TOP) / (pull + push)
