"""The form of ``modules/frame.yaml``: what surrounds the modules, and its settings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text


class BeforeAfter(Strict):
    """The tests before and after: how many pairs of matched items are drawn from each module."""

    pairs_a_module: int = Field(default=2, ge=1, le=6)


class FinalTest(Strict):
    """The final test: how many items, and how many per cent of the points are needed."""

    items: int = Field(default=30, ge=5, le=100)
    needed: int = Field(default=80, ge=1, le=100)


class Spacing(Strict):
    """When an item comes back, in days; ``in_a_row`` right answers put it to rest.

    The form of spaced education (facts come back as questions, later when they were known).
    ``session`` is how many are asked at one sitting.
    """

    wrong: int = Field(default=12, ge=1)
    right: int = Field(default=24, ge=1)
    in_a_row: int = Field(default=2, ge=1)
    retest: int = Field(default=183, ge=1)
    session: int = Field(default=10, ge=1, le=50)


class Statement(Strict):
    """Something to rate."""

    id: Id
    text: Text


class Rating(Strict):
    """Statements that are all rated on one scale of words, from least to most."""

    title: Text
    intro: Text
    scale: list[Text] = Field(min_length=3, max_length=7)
    statements: list[Statement] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> Rating:
        unique([s.id for s in self.statements], "statement", "statements")
        return self


class Choice(Strict):
    """A question with one answer to choose."""

    id: Id
    kind: Literal["choice"]
    text: Text
    options: list[Statement] = Field(min_length=2)


class Open(Strict):
    """A question that is answered in the reader's own words."""

    id: Id
    kind: Literal["open"]
    text: Text


class Evaluation(Rating):
    """The reader's view of the course: some ratings, then some questions."""

    choices: list[Choice] = []
    questions: list[Open] = []


class FrameContent(Strict):
    """``modules/frame.yaml``."""

    before_after: BeforeAfter = BeforeAfter()
    final_test: FinalTest = FinalTest()
    spacing: Spacing = Spacing()
    practice: Rating
    evaluation: Evaluation
