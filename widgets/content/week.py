"""The form of ``week.yaml``: one thing to try this week, and a rule to remember it by."""

from __future__ import annotations

from widgets.content.text import Id, Strict, Text


class Rule(Strict):
    """An example of an if–then rule."""

    cue: Text
    action: Text


class WeekContent(Strict):
    """``week.yaml``."""

    title: Text
    task: Text
    rule: Rule
    facts: list[Id] = []
