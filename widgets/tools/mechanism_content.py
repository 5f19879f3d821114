"""What a module writes in its ``mechanisms.yaml``: patients, and the mechanisms of their pain."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, field_validator

from widgets.content.loader import FaultyContentError
from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text

Mechanism = Literal["nociceptive", "neuropathic", "nociplastic"]
MECHANISMS: tuple[Mechanism, ...] = get_args(Mechanism)


class Patient(Strict):
    """A patient in words, the course's assessment, and what must be examined first.

    ``each`` may say, mechanism by mechanism, why it is or is not part of the pain; ``name`` may
    give the patient a name in the overview.
    """

    id: Id
    name: Text | None = None
    text: Text
    answer: list[Mechanism] = Field(min_length=1)
    why: Text
    each: dict[Mechanism, Text] = Field(default_factory=dict)
    check_first: Text
    facts: list[str] = Field(min_length=1)

    @field_validator("answer")
    @classmethod
    def _once(cls, answer: list[Mechanism]) -> list[Mechanism]:
        if len(set(answer)) < len(answer):
            raise FaultyContentError("a mechanism is written twice", "write each once")
        return answer


class MechanismContent(Strict):
    """The whole of ``mechanisms.yaml``."""

    title: Text
    intro: Text
    patients: list[Patient] = Field(min_length=2)

    @field_validator("patients")
    @classmethod
    def _ids_once(cls, patients: list[Patient]) -> list[Patient]:
        unique([patient.id for patient in patients], "patient")
        return patients
