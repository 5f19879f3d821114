"""The form of an assignment: its questions in both languages. It never holds an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from widgets.content.loader import FaultyContentError
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


Asked = Annotated[
    Marks | Steps | Choices | Each | Numbers | Plan | Grid, Field(discriminator="kind")
]
"""A question that a key grades."""


class Follows(Strict):
    """The earlier choice that decides what is asked: a ``row`` of an ``each`` question."""

    question: Id
    row: Id


class Way(Strict):
    """What is asked of those who chose one of ``when``."""

    when: list[Id] = Field(min_length=1)
    ask: Asked


class Branches(Question):
    """A question that follows from an earlier choice: each learner meets one of its ways.

    An answer is a mapping from a way's question to the answer in it, so that nothing is lost when
    the earlier choice is changed and changed back. Only the way that is shown counts.
    """

    kind: Literal["branches"]
    follows: Follows
    ways: list[Way] = Field(min_length=2)


FormQuestion = Annotated[
    Marks | Steps | Choices | Each | Numbers | Plan | Grid | FreeText | Branches,
    Field(discriminator="kind"),
]


class FormContent(Strict):
    """``assignments/forms/<assignment>.yaml``."""

    id: Id
    title: Text
    intro: Text
    questions: list[FormQuestion] = Field(min_length=1)

    def every(self) -> Iterator[FormQuestion | Asked]:
        """Yield all questions, each followed by those of its ways."""
        for question in self.questions:
            yield question
            if isinstance(question, Branches):
                yield from (way.ask for way in question.ways)

    @model_validator(mode="after")
    def _has_a_name_for_each(self) -> Self:
        names = [question.id for question in self.every()]
        if twice := [name for name in names if names.count(name) > 1]:
            raise FaultyContentError(
                f"two questions are called '{twice[0]}'", "give one another id", "questions"
            )
        return self

    @model_validator(mode="after")
    def _leads_everyone_on(self) -> Self:
        for n, question in enumerate(self.questions):
            if isinstance(question, Branches):
                _check_ways(question, self.questions[:n], ("questions", n))
        return self


def _check_ways(question: Branches, earlier: list[FormQuestion], at: tuple[str | int, ...]) -> None:
    """Refuse ways by which a learner would meet no question, or two, or a smaller one."""
    follows = question.follows
    choice = next((one for one in earlier if one.id == follows.question), None)
    if not isinstance(choice, Each):
        what = f"no earlier question of the kind each is called '{follows.question}'"
        mend = "name one that stands above, so that it is answered first"
        raise FaultyContentError(what, mend, *at, "follows", "question")
    if follows.row not in [row.id for row in choice.rows]:
        what = f"'{choice.id}' has no row '{follows.row}'"
        raise FaultyContentError(what, "name one of its rows", *at, "follows", "row")
    left = [option.id for option in choice.options]
    for n, way in enumerate(question.ways):
        place = (*at, "ways", n)
        for name in way.when:
            if name not in left:
                known = name in [option.id for option in choice.options]
                why = "leads two ways" if known else f"is not an option of '{choice.id}'"
                raise FaultyContentError(f"'{name}' {why}", "mend when:", *place, "when")
            left.remove(name)
        if way.ask.points != question.points:
            what = f"this way gives {way.ask.points} points, the question {question.points}"
            raise FaultyContentError(what, "let all ways give the same", *place, "ask", "points")
    if left:
        what = f"who chooses '{left[0]}' meets no question"
        raise FaultyContentError(what, "name it in the when: of a way", *at, "ways")
