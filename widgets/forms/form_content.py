"""The form of an assignment: its questions in both languages. It never holds an answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from widgets.content.text import Id, Strict, Text


class Row(Strict):
    """Something that is named and can be pointed at: a person, a step, a statement."""

    id: Id
    text: Text


class Question(Strict):
    """What every question has. ``points`` are the most it can give."""

    id: Id
    title: Text
    prompt: Text
    points: int = Field(gt=0)


class Marks(Question):
    """Marks to set on a scale, for each row."""

    kind: Literal["marks"]
    rows: list[Row] = Field(min_length=1)
    marks: list[Row] = Field(min_length=1)
    least: float
    most: float
    step: float = Field(gt=0)
    ends: list[Text] = Field(min_length=2, max_length=2)
    rising: Text | None = None
    """What the page says when a mark lies below the one before it; without it none need rise."""


class Steps(Question):
    """Steps to put in order; written here in an order that is not the answer."""

    kind: Literal["order"]
    steps: list[Row] = Field(min_length=3)


class Choices(Question):
    """Statements of which some are to be chosen."""

    kind: Literal["several"]
    options: list[Row] = Field(min_length=3)


class Each(Question):
    """One choice for each row, among the same options: statements, matching, sorting."""

    kind: Literal["each"]
    rows: list[Row] = Field(min_length=1)
    options: list[Row] = Field(min_length=2)


class NumberRow(Row):
    """A number to find, with the unit that is written after the field."""

    unit: Text


class Numbers(Question):
    """Numbers to work out and write."""

    kind: Literal["numbers"]
    rows: list[NumberRow] = Field(min_length=1)


class Plan(Question):
    """Numbers that make a plan together; the page shows their sum, in ``unit``, as they change."""

    kind: Literal["plan"]
    rows: list[NumberRow] = Field(min_length=2)
    total: Text
    unit: Text


class Column(Row):
    """A column of a grid, and what can be chosen in it."""

    options: list[Row] = Field(min_length=2)


class Grid(Question):
    """A table with one choice in each place; at least ``least`` of its rows are to be filled."""

    kind: Literal["grid"]
    rows: list[Row] = Field(min_length=2)
    columns: list[Column] = Field(min_length=2)
    least: int = Field(ge=1)


class Criterion(Strict):
    """One line of the rubric, graded 0 to 3; the learner reads it before writing."""

    id: Id
    text: Text


class FreeText(Question):
    """A text of the learner's own, graded by a person."""

    kind: Literal["text"]
    words: int = Field(gt=0)
    rubric: list[Criterion] = Field(min_length=1)


FormQuestion = Annotated[
    Marks | Steps | Choices | Each | Numbers | Plan | Grid | FreeText, Field(discriminator="kind")
]


class FormContent(Strict):
    """``assignments/forms/<assignment>.yaml``."""

    id: Id
    title: Text
    intro: Text
    questions: list[FormQuestion] = Field(min_length=1)
