"""What a tool draws of what is written in it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from widgets.content.text import Strict, Text


class _Of(Strict):
    """A view of the records of one field."""

    title: Text
    of: str
    empty: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs, as ``field`` or ``field.column``."""
        columns = [getattr(self, name, None) for name in ("by", "label", "value", "tone")]
        return [self.of, *(f"{self.of}.{column}" for column in columns if column)]


class Group(Strict):
    """Records whose answer is one of ``values`` (an empty text: not answered)."""

    title: Text
    values: list[str | int] = Field(min_length=1)


class Groups(_Of):
    """The records sorted into groups by an answer. ``label`` names one; an item has its own."""

    kind: Literal["groups"]
    by: str
    label: str | None = None
    groups: list[Group] = Field(min_length=2)


class Sentences(_Of):
    """A sentence for each record that is filled: «Hvis {cue}, så {action}.»"""

    kind: Literal["sentences"]
    template: Text


class Bars(_Of):
    """The records by a number, smallest first, as bars with the number in writing.

    With ``heat`` the colour of a bar follows its number too.
    """

    kind: Literal["bars"]
    label: str
    value: str
    most: int
    heat: bool = False


class Timeline(_Of):
    """Periods from one year to another, above or below the line by their tone."""

    kind: Literal["timeline"]
    label: str
    start: str
    end: str
    tone: str
    tones: dict[Literal["good", "mixed", "hard"], Text]

    def names(self) -> list[str]:
        return [*super().names(), f"{self.of}.{self.start}", f"{self.of}.{self.end}"]


class Lanes(_Of):
    """Who does what in which week; tells when a week has nothing."""

    kind: Literal["lanes"]
    by: str
    label: str
    week: str
    weeks: int = Field(ge=1, le=12)
    done: str
    gap: Text
    no_gap: Text

    def names(self) -> list[str]:
        return [*super().names(), f"{self.of}.{self.week}", f"{self.of}.{self.done}"]


class Mark(Strict):
    """A point on a line of weeks."""

    week: int = Field(ge=0)
    text: Text


class Weeks(Strict):
    """Dates a number of weeks after a day, on a line."""

    kind: Literal["weeks"]
    title: Text
    since: str
    last: int
    marks: list[Mark] = Field(min_length=1)
    empty: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs."""
        return [self.since]


class Practice(Strict):
    """A sheet of days to tick on paper; the first ``strong`` weeks matter most."""

    kind: Literal["practice"]
    title: Text
    weeks: int = Field(ge=1, le=12)
    strong: int
    days: list[Text] = Field(min_length=7, max_length=7)
    week: Text
    hint: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs."""
        return []


class Work(_Of):
    """Work done = presence x output, and what is left to be covered by sick leave, step by step."""

    kind: Literal["work"]
    label: str
    presence: str
    output: str
    columns: list[Text] = Field(min_length=5, max_length=5)
    said: Text

    def names(self) -> list[str]:
        return [*super().names(), f"{self.of}.{self.presence}", f"{self.of}.{self.output}"]


class Letter(Strict):
    """The longer texts of the options that are ticked, as a letter. ``head`` stands first."""

    kind: Literal["letter"]
    title: Text
    of: str
    heads: dict[str, Text]
    by: str
    foot: Text
    empty: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs."""
        return [self.of, self.by]


class Told(Strict):
    """A sentence made of some fields («Først {a}, så {b}.»), when all of them are answered."""

    kind: Literal["told"]
    title: Text
    fields: list[str] = Field(min_length=1)
    text: Text
    empty: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs."""
        return self.fields


class Pace(Strict):
    """A breathing pace in numbers, from two scales of seconds, also before they are set.

    ``text`` has ``{breath}``, the seconds of one breath, and ``{rate}``, how many a minute has.
    """

    kind: Literal["pace"]
    title: Text
    into: str
    out: str
    text: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs."""
        return [self.into, self.out]


class Card(Strict):
    """A card to carry: the fields that are answered, each with its name."""

    kind: Literal["card"]
    title: Text
    fields: list[str] = Field(min_length=1)
    empty: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs."""
        return self.fields


class Corner(Strict):
    """Demands and control as a point in a square; the corner that strains is coloured."""

    kind: Literal["corner"]
    title: Text
    demands: str
    control: str
    x: Text
    y: Text
    strain: Text
    said: Text
    empty: Text

    def names(self) -> list[str]:
        """Return the fields that the view needs."""
        return [self.demands, self.control]


class Cards(_Of):
    """The longer texts of the options that are ticked, as cards. ``foot`` stands on each."""

    kind: Literal["cards"]
    foot: Text


class Verdict(Strict):
    """Where one of the records belongs, and why."""

    row: str
    best: list[str] = Field(min_length=1)
    why: Text


class Verdicts(_Of):
    """A table of rows by the reader's choice, and what the course says of each that is chosen."""

    kind: Literal["verdicts"]
    by: str
    rows: dict[str, Text]
    best: dict[str, str]
    key: dict[str, Verdict]
    corner: Text
    mark: Text
    agree: Text
    differ: Text


View = Annotated[
    Groups
    | Sentences
    | Bars
    | Timeline
    | Lanes
    | Weeks
    | Practice
    | Work
    | Letter
    | Told
    | Pace
    | Card
    | Corner
    | Cards
    | Verdicts,
    Field(discriminator="kind"),
]
