"""A week of blocks as a leaky load, and the room that use keeps open. Illustrative.

There is no validated model of how the activities of a week add up. The patterns are those of the
facts ``overuse-pattern``, ``avoidance-pattern`` and ``flexible-pattern``; the numbers are made for
the figure. Work, housework and what drains add to a load; rest and what gives take from it; a fixed
share is left to the next part of the day, and less after a night. The room is what the week can
bear: it draws near a level that each day's use sets, so that days of only rest let it shrink.

A week is a text of 28 letters, four parts of the day for each of seven days from Monday:
w (work), h (house), r (rest), p (plus), m (minus) and . (nothing).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

DAYS = 7
PARTS = 4
KINDS = "whrpm"
ADDS = {"w": 1.6, "h": 1.2, "r": -1.2, "p": -0.4, "m": 1.6, ".": 0.0}
"""What a block adds to the load, or takes from it."""

KEPT = 0.88
"""Share of the load that is left at the next part of the day."""

NIGHT = 0.75
"""Share of the load that a night leaves."""

TOP = 10.0
ROOM = 7.0
"""The room on the first day."""

LEAST, MOST = 4.0, 8.0
"""What the room draws near: after days of no use, and of use."""

HELD = 0.85
"""Share of the way to that level which is still left a day later."""

USED = 2
"""Blocks of work, house or plus that count as a day of use."""

SHRINKS = 1.0
"""The week shrinks when the room falls by this or more."""

TIRING = 2
"""A day with so many blocks of work, house or minus needs rest."""


def _days(week: str) -> list[str]:
    """Return the days of ``week``; raises ``ValueError`` for what is no week."""
    if len(week) != DAYS * PARTS or set(week) - set(ADDS):
        raise ValueError(f"a week is {DAYS * PARTS} of the letters {''.join(ADDS)}")
    return [week[n : n + PARTS] for n in range(0, len(week), PARTS)]


def _count(day: str, kinds: str) -> int:
    return sum(day.count(kind) for kind in kinds)


def course(week: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the load after each of the 28 parts, and the room at the start of days 1 to 8."""
    load, room = 0.0, [ROOM]
    loads = []
    for day in _days(week):
        for kind in day:
            load = min(TOP, max(0.0, KEPT * load + ADDS[kind]))
            loads.append(load)
        load *= NIGHT
        use = min(USED, _count(day, "whp")) / USED
        level = LEAST + (MOST - LEAST) * use
        room.append(level + HELD * (room[-1] - level))
    return np.array(loads), np.array(room)


def settles_at(kind: str) -> float:
    """Return the load at the end of the day after endless days of only ``kind``, without a top.

    A day leaves KEPT**PARTS NIGHT of the load and adds a geometric sum of what the block adds.
    """
    day = KEPT**PARTS
    return max(0.0, ADDS[kind] * (1 - day) / (1 - KEPT) / (1 - day * NIGHT))


def checks(week: str) -> dict[str, bool]:
    """Return which marks of a flexible week ``week`` has."""
    days = _days(week)
    load, room = course(week)
    return {
        "spread": bool((load.reshape(DAYS, PARTS) <= room[:-1, None]).all()),
        "rest": all("r" in day for day in days if _count(day, "whm") >= TIRING),
        "plus": all("p" in day for day in days),
        "kept": bool(room[-1] >= room[0]),
        "varied": all(len(set(day) - {"."}) > 1 for day in days),
    }


def over(week: str) -> list[float]:
    """Return, for each day, how far the highest load is above the room; 0 or less is within it."""
    load, room = course(week)
    return [float(x) for x in load.reshape(DAYS, PARTS).max(axis=1) - room[:-1]]


def idle(week: str) -> int:
    """Return the number of days without work, house, plus or minus, that follow a day above."""
    far = over(week)
    return sum(
        any(x > 0 for x in far[:n]) and _count(day, "whpm") == 0
        for n, day in enumerate(_days(week))
    )


def pattern(week: str) -> str:
    """Return the pattern of ``week``.

    "empty"; "both" (above the room, and shrinking); "collapse" (above, then a day of only rest);
    "pushing" (above, without such a day); "shrinking"; "flexible" (every mark); or "between".
    """
    if not week.strip("."):
        return "empty"
    _, room = course(week)
    above = any(x > 0 for x in over(week))
    shrinks = bool(room[0] - room[-1] >= SHRINKS)
    if above:
        return "both" if shrinks else "collapse" if idle(week) else "pushing"
    if shrinks:
        return "shrinking"
    return "flexible" if all(checks(week).values()) else "between"
