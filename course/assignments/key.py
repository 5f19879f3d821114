"""The key of an assignment: what is right, what it rests on. For graders only."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from widgets.content.loader import load
from widgets.content.text import Id, Strict, Text

FOLDER = "keys"


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
    """The steps in the right order."""

    kind: Literal["order"]
    answer: list[Id]


class SeveralKey(Answer):
    """The statements that are to be chosen."""

    kind: Literal["several"]
    answer: list[Id]


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


class TextKey(Answer):
    """A free text: graded by a person, with an exemplar to compare with."""

    kind: Literal["text"]
    exemplar: Text
    scheme: dict[Id, Text] = {}
    """What each line of the rubric gives 0, 1, 2 and 3 points for."""


QuestionKey = Annotated[
    MarksKey | OrderKey | SeveralKey | EachKey | NumbersKey | TextKey, Field(discriminator="kind")
]


class AssignmentKey(Strict):
    """``assignments/keys/<assignment>.yaml``."""

    id: Id
    module: Id
    questions: list[QuestionKey]

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
