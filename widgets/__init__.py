"""What is interactive in the course: each widget is one class, one front end, two languages."""

from importlib import import_module
from typing import Any

HOMES = {
    "Alarm": "widgets.simulations.alarm",
    "AttentionCircle": "widgets.simulations.attention_circle",
    "CardSorter": "widgets.practice.card_sorter",
    "CasePlayer": "widgets.practice.case_player",
    "Confidence": "widgets.practice.confidence",
    "Diamond": "widgets.tools.diamond",
    "MechanismSorter": "widgets.tools.mechanism_sorter",
    "Progress": "widgets.practice.progress",
    "Quiz": "widgets.practice.quiz",
    "RecallCards": "widgets.practice.recall_cards",
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
