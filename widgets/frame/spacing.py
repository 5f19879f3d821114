"""When a question comes back: the same days as ``frontend/frame/spacing.js``.

Spaced education: a question that was missed comes back sooner than one that was known, and rests
when it was known some times in a row (Kerfoot BP, DeWolf WC, Masser BA, Church PA, Federman DD.
Spaced education improves the retention of clinical knowledge by medical students. Med Educ
2007;41:23-31). The days are settings of the course, in ``modules/frame.yaml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from widgets.content.frame import Spacing


@dataclass(frozen=True)
class Entry:
    """One question: when it is ``due``, and how many right answers in a row it has had.

    ``open`` comes and goes, ``resting`` waits for its one retest, ``known`` has passed it.
    """

    state: Literal["open", "resting", "known"]
    due: date | None
    streak: int = 0


def enrol(right: bool, day: date, rules: Spacing) -> Entry:
    """Return the entry of a question that was first answered, in its module, on ``day``.

    That answer sets the day, but is no proof of memory: the text has just been read.
    """
    return Entry("open", day + timedelta(rules.right if right else rules.wrong))


def after(entry: Entry, right: bool, day: date, rules: Spacing) -> Entry:
    """Return the entry after an answer on ``day``."""
    if not right:
        return Entry("open", day + timedelta(rules.wrong))
    streak = entry.streak + 1
    if entry.state == "resting":
        return Entry("known", None, streak)
    if streak >= rules.in_a_row:
        return Entry("resting", day + timedelta(rules.retest), streak)
    return Entry("open", day + timedelta(rules.right), streak)
