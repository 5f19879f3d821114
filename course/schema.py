"""The form of the course's shared content files, in both languages."""

from __future__ import annotations

import datetime
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator, model_validator

from widgets.content.loader import FaultyContentError
from widgets.content.text import Id, Strict, Text, Words
from widgets.text import Lang


class Foreign(Strict):
    """Words of the other language that stand in the texts of each language."""

    nb: list[Words] = []
    en: list[Words] = []

    def in_(self, lang: Lang) -> list[str]:
        """Return the words of the other language in texts of ``lang``."""
        return list(self.nb if lang == "nb" else self.en)


class Catalogue(Strict):
    """``modules/catalogue.yaml``: the course's title, its introduction, and ``Foreign`` words."""

    title: Text
    introduction: Text
    foreign: Foreign = Foreign()


class Objective(Strict):
    """What a learner can do after a module; quiz items point to its id.

    ``section`` is the cell where it is taught: the quiz's result leads there.
    """

    id: Id
    text: Text
    section: Id | None = None


class Change(Strict):
    """What was changed in a module, in words that a clinician reads, and when."""

    date: datetime.date
    what: Text


Length = Literal["full", "short"]


class ModuleInfo(Strict):
    """``module.yaml``: what the front page and the page head say of a module.

    ``length`` is how long its text is, and ``cases`` and ``figures`` how many cases, and figures or
    tools, it has at least; ``smertekurs check`` holds the module to them. ``tools`` are the tools
    that the text speaks of and that stand elsewhere, by the last part of their address.
    """

    number: int = Field(ge=0)
    title: Text
    summary: Text
    minutes: int = Field(gt=0, le=600)
    objectives: list[Objective] = Field(min_length=1)
    length: Length = "full"
    cases: int = Field(default=1, ge=0, le=10)
    figures: int = Field(default=2, ge=0, le=20)
    tools: list[str] = []
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    changes: list[Change] = Field(min_length=1)
    """Newest first."""

    @field_validator("changes")
    @classmethod
    def _newest_first(cls, changes: list[Change]) -> list[Change]:
        days = [change.date for change in changes]
        if days != sorted(days, reverse=True):
            raise FaultyContentError("the changes are not in order", "put the newest first")
        return changes


class Dated(Strict):
    """What a box that ages says of itself: its year, when a person last checked it, and where.

    ``source`` is the number of the source document, where there is one.
    """

    source: str | None = None
    year: int = Field(ge=1900, le=2100)
    checked_on: date | None = None
    check_again: date
    where: Annotated[str, Field(pattern=r"^https://[^\s/]+")]

    @property
    def host(self) -> str:
        """The web site to look at, without what browsers do not need."""
        return self.where.removeprefix("https://").split("/")[0].removeprefix("www.")


class Ageing(BaseModel):
    """What may grow old: when a person last checked it, and when it is to be checked again."""

    checked_on: date | None = None
    check_again: date | None = None

    def needs_a_day(self, what: str) -> None:
        """Refuse an entry that says no day; ``what`` names it. Raises ``FaultyContentError``."""
        if self.check_again is None:
            raise FaultyContentError(
                f"{what} does not say when it is to be checked again",
                "write check_again: and a day, such as 2027-06-01",
                "id",
            )


class LeftOut(Strict):
    """A fact that a module does not teach, and why."""

    fact: Id
    why: Words


class Coverage(Strict):
    """``coverage.yaml``: the topics that a module teaches, and which of their facts it omits."""

    topics: list[Id] = []
    left_out: list[LeftOut] = []


class Reference(Strict, Ageing):
    """One entry of ``references.yaml``; ``cite`` is how facts.yaml names it in ``refs``.

    ``lang`` is the language of its title, the author's where it has none;
    ``note`` is what we say about the source ourselves; ``document`` is its number in the
    ``source`` of facts.yaml, for what the facts were taken from.
    One with a web address says when the address is to be tried again.
    """

    id: Id
    cite: Words
    text: Words
    lang: Lang = "en"
    note: Text | None = None
    document: Words | None = None
    doi: str | None = None
    url: str | None = None

    @property
    def address(self) -> str | None:
        """The web address of the source, where it has one."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if self.address:
            self.needs_a_day(f"the link of '{self.id}'")
        return self


class ReferenceList(RootModel[list[Reference]]):
    """``modules/references.yaml``."""


class Forms(Strict):
    """Other forms of a term that are linked too."""

    nb: list[Words] = []
    en: list[Words] = []


class Term(Strict):
    """One entry of ``glossary.yaml``."""

    id: Id
    term: Text
    forms: Forms = Forms()
    definition: Text

    def spellings(self, lang: Lang) -> list[str]:
        """Return the term and its other forms in ``lang``."""
        return [self.term.in_(lang), *(self.forms.nb if lang == "nb" else self.forms.en)]


class Glossary(RootModel[list[Term]]):
    """``modules/glossary.yaml``."""


class FactSource(BaseModel):
    """Where a fact stands in the source documents."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    document: str
    section: str = ""


class Fact(Ageing):
    """One entry of ``facts.yaml``, with the keys that the engine reads.

    ``dated`` marks what is tied to a year, a law or a scheme; such a fact says when it is to be
    checked again.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    topic: str = ""
    refs: list[str] = []
    source: list[FactSource] = []
    dated: bool = False

    @model_validator(mode="after")
    def _has_a_day(self) -> Self:
        if self.dated:
            self.needs_a_day(f"the dated fact '{self.id}'")
        return self


class FactList(RootModel[list[Fact]]):
    """``modules/facts.yaml``."""
