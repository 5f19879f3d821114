"""The volume knob: input from the body, turned up or down on its way. Illustrative.

There is no accepted equation for central sensitisation, and it is not measured in ordinary
practice. The figure shows one idea: the same input can give a louder alarm when the system is more
sensitive (Woolf CJ. Pain 2011;152(3 Suppl):S2-15), or when attention is locked on the body. The
saturating form is Michaelis-Menten's, chosen because it is simple and cannot pass the top.
"""

from __future__ import annotations

LOCKED = 1.6
"""How much more a locked attention turns up the volume than a moving one. Illustrative."""

TOP = 10.0
"""The loudest alarm."""

HALF = 5.0
"""Amplified input that gives half of the loudest alarm."""

BEARABLE = 5.0
"""The line that the reader tries to come below. Illustrative."""


def gain(sensitivity: float, attention_locked: bool) -> float:
    """Return the factor that the input is multiplied by; 1 at sensitivity 1 with moving attention.

    sensitivity: 0.2 to 3, without unit. Raises ``ValueError`` when it is negative.
    """
    if sensitivity < 0:
        raise ValueError("sensitivity must be 0 or more")
    return sensitivity * (LOCKED if attention_locked else 1.0)


def alarm(signal: float, sensitivity: float, attention_locked: bool) -> float:
    """Return the alarm from 0 to 10 for a ``signal`` from the body (0 to 10, arbitrary units).

    Raises ``ValueError`` when signal or sensitivity is negative.
    """
    if signal < 0:
        raise ValueError("signal must be 0 or more")
    amplified = gain(sensitivity, attention_locked) * signal
    return TOP * amplified / (amplified + HALF)


def signal_for(level: float, sensitivity: float, attention_locked: bool) -> float:
    """Return the signal that gives the alarm ``level``: the inverse of ``alarm``.

    Raises ``ValueError`` when ``level`` is not from 0 up to (not including) 10, or the gain is 0.
    """
    factor = gain(sensitivity, attention_locked)
    if not 0 <= level < TOP or factor == 0:
        raise ValueError("no signal gives that alarm")
    return HALF * level / (TOP - level) / factor
