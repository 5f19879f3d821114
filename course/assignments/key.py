"""The key of an assignment: what is right, what it rests on. For graders only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeGuard

from pydantic import Field, model_validator

from widgets.content.loader import FaultyContentError, load
from widgets.content.text import Id, Strict, Text
from widgets.forms.form_content import Follows

FOLDER = "keys"
SLACK = 1e-9
"""Binary fractions do not add up exactly."""
HUGE = 1e9
"""No number of an answer lies beyond this; larger ones are not even compared."""


def is_number(value: Any) -> TypeGuard[float]:
    """Return whether ``value`` is a number that can be compared."""
    return not isinstance(value, bool) and isinstance(value, int | float) and abs(value) < HUGE


def held_in(answer: Any, row: str) -> dict[str, Any]:
    """Return what ``answer``, any JSON value, holds in ``row``; empty when that is no table."""
    held = answer.get(row) if isinstance(answer, dict) else None
    return held if isinstance(held, dict) else {}


class Answer(Strict):
    """What every question's key has: the facts behind it and where it is taught."""

    id: Id
    facts: list[Id]
    section: Id
    why: Text


class MarksKey(Answer):
    """Each mark of each row, right within ``answer ± tolerance``."""

    kind: Literal["marks"]
    tolerance: float = Field(ge=0)
    answers: dict[Id, dict[Id, float]]


class OrderKey(Answer):
    """The steps in the right order, and in other orders that are as good."""

    kind: Literal["order"]
    answer: list[Id]
    also: list[list[Id]] = []


class Tick(Strict):
    """A statement that is not safe to choose: it leaves at most ``most`` of the points."""

    option: Id
    most: float = Field(ge=0, lt=1)


class SeveralKey(Answer):
    """The statements that are to be chosen, and those that cap the score."""

    kind: Literal["several"]
    answer: list[Id]
    caps: list[Tick] = []


class Cap(Strict):
    """An option that is not safe in a row: choosing it leaves at most ``most`` of the points."""

    row: Id
    option: Id
    most: float = Field(ge=0, lt=1)


class EachKey(Answer):
    """For each row the options that are accepted, and the choices that cap the score."""

    kind: Literal["each"]
    answers: dict[Id, Annotated[list[Id], Field(min_length=1)]] = Field(min_length=1)
    caps: list[Cap] = []


class Band(Strict):
    """A number that is right within ``value ± tolerance``, in the unit of its row."""

    value: float
    tolerance: float = Field(ge=0)


class NumbersKey(Answer):
    """The number of each row."""

    kind: Literal["numbers"]
    answers: dict[Id, Band] = Field(min_length=1)


class Range(Strict):
    """From ``least`` to ``most``, both counted in; without one of them there is no bound."""

    least: float | None = None
    most: float | None = None

    def holds(self, value: float) -> bool:
        """Return whether ``value`` lies within."""
        above = self.least is None or value >= self.least - SLACK
        return above and (self.most is None or value <= self.most + SLACK)


class Rule(Strict):
    """What a plan must hold: one of ``total``, ``each`` number, or ``step`` from one to the next.

    ``rows`` are the numbers it is about, in order. A broken rule with a ``cap`` is not safe: it
    leaves at most that share of the points.
    """

    what: Text
    rows: list[Id] = Field(min_length=1)
    total: Range | None = None
    each: Range | None = None
    step: Range | None = None
    cap: float | None = Field(default=None, ge=0, lt=1)

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Self:
        if sum(one is not None for one in (self.total, self.each, self.step)) != 1:
            raise FaultyContentError(
                "a rule asks for one thing", "write one of total:, each: and step:", "what"
            )
        return self

    def holds(self, numbers: Sequence[float]) -> bool:
        """Return whether ``numbers``, one for each of the rows, keep the rule."""
        if self.total is not None:
            return self.total.holds(sum(numbers))
        if self.each is not None:
            return all(self.each.holds(one) for one in numbers)
        steps = [later - one for one, later in pairwise(numbers)]
        return self.step is None or all(self.step.holds(one) for one in steps)

    def kept_by(self, answer: Any) -> bool:
        """Return whether a learner's ``answer``, any JSON value, keeps the rule.

        A number that is missing, or none, breaks it.
        """
        rows = answer if isinstance(answer, dict) else {}
        known = [rows[row] for row in self.rows if is_number(rows.get(row))]
        return len(known) == len(self.rows) and self.holds(known)


class PlanKey(Answer):
    """The rules of a plan, each worth the same, and one plan that keeps them all."""

    kind: Literal["plan"]
    rules: list[Rule] = Field(min_length=1)
    example: dict[Id, float]

    @model_validator(mode="after")
    def _example_is_good(self) -> Self:
        for rule in self.rules:
            if strange := [row for row in rule.rows if row not in self.example]:
                raise FaultyContentError(
                    f"the example has no '{strange[0]}'", "name the rows of the form", "example"
                )
            if not rule.holds([self.example[row] for row in rule.rows]):
                raise FaultyContentError(
                    f"the example breaks the rule «{rule.what.nb}»", "mend one of them", "example"
                )
        return self


class Spot(Cap):
    """A choice that is not safe in one place of a grid."""

    column: Id


class GridKey(Answer):
    """For each row and column the accepted options; the ``least`` best rows make all the points."""

    kind: Literal["grid"]
    answers: dict[Id, dict[Id, Annotated[list[Id], Field(min_length=1)]]] = Field(min_length=1)
    least: int = Field(ge=1)
    caps: list[Spot] = []

    @model_validator(mode="after")
    def _has_rows_enough(self) -> Self:
        if self.least > len(self.answers):
            raise FaultyContentError("it asks for more rows than it has", "lower least:", "least")
        return self


class TextKey(Answer):
    """A free text: graded by a person, with an exemplar to compare with."""

    kind: Literal["text"]
    exemplar: Text
    scheme: dict[Id, Text] = {}
    """What each line of the rubric gives 0, 1, 2 and 3 points for."""


AutoKey = Annotated[
    MarksKey | OrderKey | SeveralKey | EachKey | NumbersKey | PlanKey | GridKey,
    Field(discriminator="kind"),
]


class WayKey(Strict):
    """The key of what those are asked who chose one of ``when``."""

    when: list[Id] = Field(min_length=1)
    ask: AutoKey


class BranchesKey(Answer):
    """A question that follows from an earlier choice, with a key for each way."""

    kind: Literal["branches"]
    follows: Follows
    ways: list[WayKey] = Field(min_length=2)

    def shown_after(self, earlier: Any) -> AutoKey | None:
        """Return the key of what was asked after ``earlier``, any JSON value; None of nothing."""
        chosen = earlier.get(self.follows.row) if isinstance(earlier, dict) else None
        return next((way.ask for way in self.ways if chosen in way.when), None)


QuestionKey = Annotated[
    MarksKey
    | OrderKey
    | SeveralKey
    | EachKey
    | NumbersKey
    | PlanKey
    | GridKey
    | TextKey
    | BranchesKey,
    Field(discriminator="kind"),
]


class AssignmentKey(Strict):
    """``assignments/keys/<assignment>.yaml``."""

    id: Id
    module: Id
    questions: list[QuestionKey]

    def every(self) -> Iterator[QuestionKey]:
        """Yield the keys of all questions, each followed by those of its ways."""
        for question in self.questions:
            yield question
            if isinstance(question, BranchesKey):
                yield from (way.ask for way in question.ways)

    def question(self, name: str) -> QuestionKey:
        """Return the key of the question ``name``; raises ``KeyError`` when there is none."""
        for question in self.questions:
            if question.id == name:
                return question
        raise KeyError(f"the key of '{self.id}' has no question '{name}'")


def find_key(assignment: str, start: Path) -> AssignmentKey:
    """Return the key of ``assignment``, from the nearest ``keys`` folder above ``start``.

    Raises ``FileNotFoundError`` when there is none, ``ContentError`` when it is faulty.
    """
    for folder in (start, *start.parents):
        path = folder / FOLDER / f"{assignment}.yaml"
        if path.is_file():
            return _read(path, path.stat().st_mtime_ns)
    raise FileNotFoundError(f"no {FOLDER}/{assignment}.yaml in {start} or above")


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> AssignmentKey:
    """Return the key at ``path``; read once by a process that grades many, until it ``changed``."""
    return load(path, AssignmentKey)
