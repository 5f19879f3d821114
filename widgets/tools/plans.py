"""The tools made of days, steps, periods and weeks; all their words are in ``sheets/``."""

from __future__ import annotations

from widgets.tools.sheet import Sheet


class ActivityLog(Sheet):
    """One week of activity and rest, and its pattern (fact ``map-action-pattern``)."""

    name = "activity-log"


class ActivityPlan(Sheet):
    """A week that spreads effort and gives direction (fact ``activity-plan``)."""

    name = "activity-plan"


class ExposureLadder(Sheet):
    """Steps towards what was avoided, after a safety gate (fact ``graded-exposure``)."""

    name = "exposure-ladder"


class CareerTimeline(Sheet):
    """All of working life on one line (fact ``timeline-career``)."""

    name = "career-timeline"


class SickLeaveTimeline(Sheet):
    """The dates of weeks 7 and 26 (facts ``nav-dialogue-7``, ``nav-dialogue-26``)."""

    name = "sick-leave-timeline"


class TeamBoard(Sheet):
    """Who does what in the next four weeks (fact ``simultaneous-services``)."""

    name = "team-board"


class ReturnPlanner(Sheet):
    """Work done = presence x output, and the sick leave that fits (fact ``electrician-50-75``)."""

    name = "return-planner"
