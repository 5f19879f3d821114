"""Graded sick leave: the work done is presence times output, and the leave is the rest.

Source: the example of the electrician in the Norwegian guide on work-focused therapy (fact
``electrician-50-75``): present half the day with half the usual output does a quarter of a job, so
that the leave that fits is 75 %, not 50 %. Shares are in per cent of a full job.
"""

from __future__ import annotations


def work(presence: float, output: float) -> float:
    """Return the work done, in per cent of a full job.

    presence: share of the hours present. output: share of the usual work done in those hours. Both
    in per cent. Raises ``ValueError`` outside 0 to 100.
    """
    if not (0 <= presence <= 100 and 0 <= output <= 100):
        raise ValueError("presence and output must lie from 0 to 100")
    return presence * output / 100.0


def leave(presence: float, output: float) -> float:
    """Return the degree of sick leave, in per cent, that fits the work done."""
    return 100.0 - work(presence, output)


def gap(presence: float, output: float, written: float) -> float:
    """Return how many percentage points more is expected than done when ``written`` is the degree.

    Below 0, less is expected than is done.
    """
    return leave(presence, output) - written
