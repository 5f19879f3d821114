"""Temporal summation as a leaky sum. Illustrative: it is not a model of the spinal cord.

What is observed in people: repeated equal pulses can be felt as stronger and stronger when they
come often enough (0.33 Hz or faster), and many people show none of it. Protocol and measure (rating
of pulse 5 less rating of pulse 1, 0.4 Hz): Staud R et al. PLoS ONE 2014;9:e89086,
doi:10.1371/journal.pone.0089086. Britton NF, Chaplain MAJ, Skevington SM (IMA J Math Appl Med Biol
1996;13:193-205) find positive feedback through NMDA receptors essential; the leaky sum lacks it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def kept(rate: float, decay: float) -> float:
    """Return the share of the trace that is left when the next pulse comes, e^(-1 / (rate decay)).

    rate: pulses per second (Hz). decay: time constant of the trace, seconds.
    Raises ``ValueError`` when either is not positive.
    """
    if rate <= 0 or decay <= 0:
        raise ValueError("rate and decay must be positive")
    return float(np.exp(-1.0 / (rate * decay)))


def felt(pulses: int, rate: float, strength: float, decay: float) -> NDArray[np.float64]:
    """Return how strong each pulse is felt, s[n+1] = s[n] e^(-dt/tau) + strength; shape (pulses,).

    strength: what one pulse adds, in arbitrary units (0 to 10 in the figure).
    Raises ``ValueError`` for fewer than one pulse, or a negative strength.
    """
    if pulses < 1 or strength < 0:
        raise ValueError("at least one pulse, and a strength of 0 or more")
    left = kept(rate, decay)
    return np.asarray(strength * np.cumsum(left ** np.arange(pulses)))


def plateau(rate: float, strength: float, decay: float) -> float:
    """Return the level that the sum comes near to: strength / (1 - e^(-dt/tau))."""
    return strength / (1.0 - kept(rate, decay))


def summation(rate: float, strength: float, decay: float) -> float:
    """Return pulse 5 less pulse 1, the measure of Staud 2014, in the unit of ``strength``."""
    values = felt(5, rate, strength, decay)
    return float(values[4] - values[0])
