"""Expectation and pain: what is felt is drawn towards what was expected, and teaches the next one.

Source: Onysk J et al. eLife 2024, doi:10.7554/eLife.90634 (reinforcement learning model with
expectation; healthy adults, n = 27, brief experimental heat): P = (1 - gamma) N + gamma E and
E <- E + alpha (P - E). Group means in the study: alpha 0.73 to 0.86, gamma 0.19 to 0.27.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ALPHA = 0.8
"""Learning rate within the published range 0.73 to 0.86."""

GAMMA = 0.23
"""Weight of expectation, the middle of the published range 0.19 to 0.27."""


def felt(signal: float, expected: float, gamma: float = GAMMA) -> float:
    """Return the pain felt: a weighted mean of the signal and what was expected, same unit.

    gamma: weight of expectation, 0 to 1. Raises ``ValueError`` outside that.
    """
    if not 0 <= gamma <= 1:
        raise ValueError("gamma must lie from 0 to 1")
    return (1.0 - gamma) * signal + gamma * expected


def trials(
    signals: Sequence[float], first: float, alpha: float = ALPHA, gamma: float = GAMMA
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (felt, expected) over the trials, each of the length of ``signals``.

    first: expectation before the first trial. alpha: learning rate, 0 to 1.
    Raises ``ValueError`` when alpha or gamma lies outside 0 to 1.
    """
    if not 0 <= alpha <= 1:
        raise ValueError("alpha must lie from 0 to 1")
    pain, expectation = [], []
    now = first
    for signal in signals:
        expectation.append(now)
        pain.append(felt(signal, now, gamma))
        now += alpha * (pain[-1] - now)
    return np.array(pain), np.array(expectation)


def expected_after(
    n: int, signal: float, first: float, alpha: float = ALPHA, gamma: float = GAMMA
) -> float:
    """Return the expectation after ``n`` equal signals: N + (1 - alpha (1 - gamma))^n (E0 - N)."""
    return signal + (1.0 - alpha * (1.0 - gamma)) ** n * (first - signal)
