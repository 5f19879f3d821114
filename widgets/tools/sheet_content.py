"""What a tool's content file says: sections of fields, what is checked, and what is drawn of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from widgets.content.loader import FaultyContentError
from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text
from widgets.tools.sheet_rules import Check, Note, named_in
from widgets.tools.sheet_views import View


class Option(Strict):
    """One of several answers; ``body`` is a longer text that the choice stands for.

    ``bodies`` are other texts instead, for a letter of another kind (by the answer of its ``by``).
    """

    id: Id
    text: Text
    hint: Text | None = None
    body: Text | None = None
    bodies: dict[Id, Text] = Field(default_factory=dict)


class _Named(Strict):
    id: Id
    label: Text
    hint: Text | None = None


class Line(_Named):
    """One line of the reader's own words; ``suggest`` offers some to choose from."""

    kind: Literal["line"]
    suggest: list[Text] = Field(default_factory=list)


class Area(_Named):
    """Several lines of the reader's own words."""

    kind: Literal["text"]
    rows: int = Field(default=3, ge=2, le=12)


class Flag(_Named):
    """One box to tick."""

    kind: Literal["flag"]


class Pick(_Named):
    """One of some answers."""

    kind: Literal["pick"]
    options: list[Option] = Field(min_length=2)


class Ticks(_Named):
    """Any number of some answers."""

    kind: Literal["ticks"]
    options: list[Option] = Field(min_length=2)


class Scale(_Named):
    """A whole number from ``least`` to ``most``; ``low`` and ``high`` say what the ends mean.

    It is chosen from a list, or with ``slide`` on a slider.
    """

    kind: Literal["scale"]
    slide: bool = False
    least: int
    most: int
    step: int = Field(default=1, ge=1)
    low: Text
    high: Text


class Number(_Named):
    """A number that is written, with its unit."""

    kind: Literal["number"]
    least: float
    most: float
    unit: Text | None = None


class Day(_Named):
    """A date."""

    kind: Literal["date"]


Simple = Annotated[
    Line | Area | Flag | Pick | Ticks | Scale | Number | Day, Field(discriminator="kind")
]


class _Live(_Named):
    start: Text
    stop: Text
    result: Text


class Timer(_Live):
    """A minute or so in which the reader taps each time something happens; keeps how often."""

    kind: Literal["timer"]
    seconds: int = Field(ge=5, le=600)
    again: Text
    tap: Text
    while_: Text = Field(alias="while")
    counted: Text


class Pacer(_Live):
    """A breathing pace; ``in`` and ``out`` name the scales that say how many seconds each takes."""

    kind: Literal["pacer"]
    seconds: int = Field(ge=30, le=900)
    in_: str = Field(alias="in")
    out: str
    while_: Text = Field(alias="while")
    breathe_in: Text
    breathe_out: Text


class Script(_Live):
    """A text to be read slowly, one step at a time; ``pace`` names the scale of seconds a step."""

    kind: Literal["script"]
    pace: str
    where: Text
    whole: Text
    steps: list[Text] = Field(min_length=3)


class Rows(_Named):
    """Records that the reader adds, such as tasks or steps; ``item`` names one («Oppgave {n}»)."""

    kind: Literal["rows"]
    item: Text
    add: Text
    start: int = Field(default=1, ge=1, le=12)
    most: int = Field(default=20, ge=1, le=40)
    columns: list[Simple] = Field(min_length=1)


class Item(Strict):
    """One of the records that a tool always has; ``core`` marks the most important ones."""

    id: Id
    label: Text
    hint: Text | None = None
    core: bool = False


class Items(_Named):
    """Records that are always there, such as the days of a week or the points of a list."""

    kind: Literal["items"]
    items: list[Item] = Field(min_length=2)
    columns: list[Simple] = Field(min_length=1)
    table: bool = False


Any_ = Annotated[
    Line
    | Area
    | Flag
    | Pick
    | Ticks
    | Scale
    | Number
    | Day
    | Rows
    | Items
    | Timer
    | Pacer
    | Script,
    Field(discriminator="kind"),
]


class Section(Strict):
    """A step of the tool; ``beside`` puts its fields next to each other where there is room."""

    id: Id
    title: Text
    hint: Text | None = None
    beside: bool = False
    fields: list[Any_] = Field(default_factory=list)
    views: list[View] = Field(default_factory=list)


class SheetContent(Strict):
    """The whole of a tool's file. ``prints`` says what goes on paper: everything, or the views.

    A tool that rests on a model says with ``honesty`` where that comes from (as a simulation does),
    and with ``leaves_out`` what it does not show; both or neither.
    """

    title: Text
    short: Text
    intro: Text
    caution: Text | None = None
    dated: Text | None = None
    link: Annotated[str, Field(pattern=r"^https://")] | None = None
    honesty: Literal["published", "fitted", "illustrative"] | None = None
    leaves_out: list[Text] = Field(default_factory=list)
    prints: Literal["all", "views"] = "all"
    group: Literal["talk", "body", "work", "team"]
    sections: list[Section] = Field(min_length=1)
    checks: list[Check] = Field(default_factory=list)
    notes: list[Note] = Field(default_factory=list)
    closing: Text | None = None
    example: dict[str, Any]
    facts: list[str] = Field(min_length=1)

    def fields(self) -> dict[str, Any_]:
        """Return every field by its id."""
        return {field.id: field for section in self.sections for field in section.fields}

    @model_validator(mode="after")
    def _holds_together(self) -> SheetContent:
        unique([section.id for section in self.sections], "section")
        unique([field.id for s in self.sections for field in s.fields], "field")
        if (self.honesty is None) != (not self.leaves_out):
            mend = "write both, or neither"
            raise FaultyContentError("honesty and leaves_out belong together", mend, "honesty")
        known = set(self.fields())
        for field in self.fields().values():
            if isinstance(field, Rows | Items):
                unique([column.id for column in field.columns], f"column of {field.id}")
                known |= {f"{field.id}.{column.id}" for column in field.columns}
        views = [view for section in self.sections for view in section.views]
        for place, name in [
            *(
                (("checks", n), name)
                for n, c in enumerate(self.checks)
                for name in named_in(c.when)
            ),
            *((("notes", n), name) for n, c in enumerate(self.notes) for name in named_in(c.when)),
            *((("sections",), name) for view in views for name in view.names()),
        ]:
            if name not in known:
                raise FaultyContentError(f"there is no field '{name}'", "mend its name", *place)
        for what in _faults_in(self.example, self.fields()):
            raise FaultyContentError(what, "write it as the fields say", "example")
        return self


def _faults_in(example: dict[str, Any], fields: Mapping[str, Any_]) -> Iterator[str]:
    """Say what is wrong with the example: an unknown field, or a value of the wrong kind."""
    for name, value in example.items():
        field = fields.get(name)
        if field is None:
            yield f"there is no field '{name}'"
        elif isinstance(field, Rows | Items):
            columns = {column.id: column for column in field.columns}
            whole = isinstance(value, list if isinstance(field, Rows) else dict)
            if isinstance(field, Items) and whole and set(value) - {i.id for i in field.items}:
                yield f"{name}: unknown item {sorted(set(value) - {i.id for i in field.items})[0]}"
            records = value.values() if isinstance(value, dict) else value
            if not whole or not all(isinstance(record, dict) for record in records):
                yield f"{name} is not made of records"
                return
            for record in records:
                yield from _faults_in(record, columns)
        elif not _fits(field, value):
            yield f"{name}: {value!r} is not an answer here"


def _fits(field: Any_, value: Any) -> bool:
    if isinstance(field, Pick):
        return value in [option.id for option in field.options]
    if isinstance(field, Ticks):
        return isinstance(value, list) and set(value) <= {option.id for option in field.options}
    if isinstance(field, Flag):
        return value is True
    if isinstance(field, Scale | Number):
        return isinstance(value, int | float) and field.least <= value <= field.most
    if isinstance(field, Timer | Pacer | Script):
        return isinstance(value, int) and 0 <= value <= 999
    if isinstance(field, Day):
        return isinstance(value, str) and len(value) == 10
    return isinstance(value, dict) and set(value) == {"nb", "en"}
