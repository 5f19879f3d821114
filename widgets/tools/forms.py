"""The tools made of fields: one class each, all their words in ``sheets/``."""

from __future__ import annotations

from widgets.tools.sheet import Sheet


class TenPoints(Sheet):
    """The ten-point checklist of the conversation about work (fact ``ten-point-checklist``)."""

    name = "ten-points"


class ProsCons(Sheet):
    """Full and graded sick leave weighed side by side (fact ``pros-cons-sickleave``)."""

    name = "pros-cons"


class InformationStrategy(Sheet):
    """Who is told what, how, when and why (fact ``info-strategy``)."""

    name = "information-strategy"


class IfThenRules(Sheet):
    """Rules that tie a small action to a cue (facts ``if-then-rules``, ``habit-two-months``)."""

    name = "if-then-rules"


class ThoughtRecord(Sheet):
    """A situation, a thought and a reply, without proof (fact ``dont-argue-with-facts``)."""

    name = "thought-record"


class ForwardPlan(Sheet):
    """Old patterns to let go and five key measures (fact ``action-plan-ahead``)."""

    name = "forward-plan"


class AdjustmentBuilder(Sheet):
    """Five kinds of adjustment, and a task that is kept (fact ``adjust-measures-five``)."""

    name = "adjustment-builder"


class RelapsePlan(Sheet):
    """Six questions and a card (fact ``relapse-questions``)."""

    name = "relapse-plan"


class MemoryAids(Sheet):
    """One message and seven aids to remember it (facts ``memory-…``)."""

    name = "memory-aids"


class GroupPlanner(Sheet):
    """A group of eight meetings and a follow-up (fact ``group-8x2-plus-2m``)."""

    name = "group-planner"


class ImplementationCalendar(Sheet):
    """Goals for two months and two to ten years (fact ``educate-professions-2-4-6``)."""

    name = "implementation-calendar"


class PatientLetter(Sheet):
    """A letter on health and work, of chosen paragraphs (fact ``info-letter-mental-work``)."""

    name = "patient-letter"


class JobMap(Sheet):
    """The overview of the work situation, parts A to F (fact ``form-work-situation``)."""

    name = "job-map"


class FeasibilityScale(Sheet):
    """Tasks rated from 1, easy, to 5, not possible (fact ``form-e-feasibility``)."""

    name = "feasibility-scale"
