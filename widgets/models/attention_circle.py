"""The attention circle as a small dynamical system. Illustrative.

Body focus, worry, fear and avoidance each feed the next. The circle follows the fear-avoidance
model (Vlaeyen JWS, Crombez G, Linton SJ. Pain 2016;157:1588-1589), for which there is no accepted
equation; the measured paths are weak (Lee H 2015: self-efficacy .23, distress .10,
fear .08).
The numbers here are chosen to show one thing: whether the round as a whole grows or dies out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

LINKS = 4
"""Links of the circle: focus to worry, worry to fear, fear to avoidance, avoidance to focus."""

KEPT = 0.6
"""Share of each state that stays from one step to the next."""

TOP = 10.0
"""No state passes this."""


def _checked(links: Sequence[float]) -> NDArray[np.float64]:
    values = np.asarray(links, dtype=float)
    if values.shape != (LINKS,) or (values < 0).any():
        raise ValueError(f"{LINKS} links are needed, each 0 or more")
    return values


def step(state: ArrayLike, links: Sequence[float]) -> NDArray[np.float64]:
    """Return the next state: each part keeps a share of itself and is fed by the part before it.

    state: shape (4,), focus, worry, fear and avoidance, from 0 to 10. links: shape (4,), strength
    of the links focus-worry, worry-fear, fear-avoidance and avoidance-focus, without unit.
    The sum saturates softly at 10 (hyperbolic tangent). Raises ``ValueError`` for a wrong shape or
    a negative link.
    """
    strength = _checked(links)
    now = np.asarray(state, dtype=float)
    if now.shape != (LINKS,):
        raise ValueError(f"the state has {LINKS} parts")
    fed = KEPT * now + np.roll(strength * now, 1)
    return TOP * np.tanh(fed / TOP)


def course(start: float, links: Sequence[float], rounds: int) -> NDArray[np.float64]:
    """Return the states over ``rounds`` steps, shape (rounds + 1, 4), from a first body focus."""
    states = [np.array([start, 0.0, 0.0, 0.0])]
    for _ in range(rounds):
        states.append(step(states[-1], links))
    return np.stack(states)


def growth(links: Sequence[float]) -> float:
    """Return the growth of a small disturbance per step: above 1 it spreads, below 1 it dies out.

    It is the largest absolute eigenvalue of the linear part, in closed form
    KEPT + (product of the links)^(1/4).
    """
    return float(KEPT + np.prod(_checked(links)) ** (1.0 / LINKS))
