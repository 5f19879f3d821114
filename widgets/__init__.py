"""What is interactive in the course: each widget is one class, one front end, two languages."""

from importlib import import_module
from typing import Any

HOMES = {
    "ActivityLog": "widgets.tools.plans",
    "ActivityPacing": "widgets.simulations.activity_pacing",
    "ActivityPlan": "widgets.tools.plans",
    "AdjustmentBuilder": "widgets.tools.forms",
    "Alarm": "widgets.simulations.alarm",
    "AttentionCircle": "widgets.simulations.attention_circle",
    "BreathingPacer": "widgets.tools.live",
    "CardSorter": "widgets.practice.card_sorter",
    "CareerTimeline": "widgets.tools.plans",
    "CasePlayer": "widgets.practice.case_player",
    "Confidence": "widgets.practice.confidence",
    "DemandControlSupport": "widgets.tools.live",
    "Diamond": "widgets.tools.diamond",
    "Evidence": "widgets.simulations.evidence",
    "ExposureLadder": "widgets.tools.plans",
    "FearAvoidance": "widgets.simulations.fear_avoidance",
    "ReturnStates": "widgets.simulations.return_states",
    "FeasibilityScale": "widgets.tools.forms",
    "ForwardPlan": "widgets.tools.forms",
    "GradedLeave": "widgets.simulations.graded_leave",
    "GroupPlanner": "widgets.tools.forms",
    "IfThenRules": "widgets.tools.forms",
    "ImplementationCalendar": "widgets.tools.forms",
    "InformationStrategy": "widgets.tools.forms",
    "JobMap": "widgets.tools.forms",
    "ListSize": "widgets.simulations.list_size",
    "MeasureFinder": "widgets.tools.live",
    "MechanismSorter": "widgets.tools.mechanism_sorter",
    "MemoryAids": "widgets.tools.forms",
    "MyWeek": "widgets.simulations.my_week",
    "PatientLetter": "widgets.tools.forms",
    "PolarBear": "widgets.tools.live",
    "PrognosisSorter": "widgets.tools.live",
    "Progress": "widgets.practice.progress",
    "ProsCons": "widgets.tools.forms",
    "Quiz": "widgets.practice.quiz",
    "RecallCards": "widgets.practice.recall_cards",
    "RelapsePlan": "widgets.tools.forms",
    "ReturnPlanner": "widgets.tools.plans",
    "SickLeaveTimeline": "widgets.tools.plans",
    "RolePlay": "widgets.practice.role_play",
    "Spotlight": "widgets.tools.live",
    "TeamBoard": "widgets.tools.plans",
    "TenPoints": "widgets.tools.forms",
    "ThoughtRecord": "widgets.tools.forms",
    "Threshold": "widgets.simulations.threshold",
    "VolumeKnob": "widgets.simulations.volume_knob",
    "WeekTask": "widgets.practice.week_task",
    "WindUp": "widgets.simulations.wind_up",
    "WordChoice": "widgets.practice.word_choice",
}
"""Where each public widget lives. Loaded when first asked for, so that a page pays for its own."""

__all__ = list(HOMES)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(
            f"module 'widgets' has no attribute {name!r}; it has {', '.join(HOMES)}"
        )
    return getattr(import_module(HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(HOMES)
