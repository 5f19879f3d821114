"""The form of a word choice's file: what a patient says, and three ways to answer."""

from __future__ import annotations

from pydantic import Field, model_validator

from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text


class Gauge(Strict):
    """What a reply moves, from 0 to 10. An illustration, not a measurement."""

    label: Text
    start: int = Field(ge=0, le=10)


class Reply(Strict):
    """A way to answer, how the patient takes it (``effect``, ``then``), and why."""

    id: Id
    text: Text
    effect: int = Field(ge=-3, le=3)
    then: Text
    feedback: Text
    facts: list[Id] = []


class Line(Strict):
    """What the patient says, and the replies to choose from."""

    id: Id
    patient: Text
    replies: list[Reply] = Field(min_length=3, max_length=3)

    @model_validator(mode="after")
    def _unique(self) -> Line:
        unique([reply.id for reply in self.replies], "reply", "replies")
        return self


class WordingContent(Strict):
    """The whole file."""

    title: Text
    intro: Text
    gauge: Gauge
    lines: list[Line] = Field(min_length=4)
    facts: list[Id] = []
    closing: Text | None = None

    @model_validator(mode="after")
    def _unique(self) -> WordingContent:
        unique([line.id for line in self.lines], "line", "lines")
        return self
