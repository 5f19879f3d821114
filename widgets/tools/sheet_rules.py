"""When a check is met and a note shown: small conditions that are written as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from widgets.content.text import Strict, Text


class Filled(Strict):
    """Something is written in a field (``rows.column``: in that column of any record)."""

    filled: str


class Is(Strict):
    """A field has one of these answers."""

    field: str
    is_: list[str] = Field(alias="is", min_length=1)


class Count(Strict):
    """How many records, or ticks, there are; ``where`` keeps those with these answers.

    In ``where`` an empty text means that nothing is answered, and ``*`` that something is.
    ``only`` keeps the items with these ids.
    """

    count: str
    where: dict[str, list[str | int]] = Field(default_factory=dict)
    only: list[str] = Field(default_factory=list)
    least: int | None = None
    most: int | None = None


class Between(Strict):
    """A number lies from ``least`` to ``most``."""

    number: str
    least: float | None = None
    most: float | None = None


class Days(Strict):
    """A date is from ``least`` to ``most`` days after another (the latest of a column's dates)."""

    days: str
    after: str
    least: int
    most: int


class All(Strict):
    """All of these."""

    all: list[Condition] = Field(min_length=1)


class Some(Strict):
    """At least one of these."""

    any: list[Condition] = Field(min_length=1)


class Not(Strict):
    """The opposite."""

    not_: Condition = Field(alias="not")


def _kind(value: Any) -> str | None:
    keys = value if isinstance(value, dict) else value.model_dump(by_alias=True)
    kinds = ("filled", "field", "count", "number", "days", "all", "any", "not")
    return next((kind for kind in kinds if kind in keys), None)


Condition = Annotated[
    Annotated[Filled, Tag("filled")]
    | Annotated[Is, Tag("field")]
    | Annotated[Count, Tag("count")]
    | Annotated[Between, Tag("number")]
    | Annotated[Days, Tag("days")]
    | Annotated[All, Tag("all")]
    | Annotated[Some, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(_kind),
]


class Check(Strict):
    """What should be in place, in words, and when it is."""

    when: Condition
    text: Text


class Note(Strict):
    """What is told when the condition is met; a ``warn`` asks the reader to stop and think."""

    when: Condition
    tone: Literal["warn", "note"] = "note"
    text: Text


def named_in(condition: Any) -> Iterator[str]:
    """Give the name of each field that a condition asks about."""
    if isinstance(condition, All | Some):
        for one in condition.all if isinstance(condition, All) else condition.any:
            yield from named_in(one)
    elif isinstance(condition, Not):
        yield from named_in(condition.not_)
    elif isinstance(condition, Count):
        yield condition.count
        yield from (f"{condition.count}.{column}" for column in condition.where)
    elif isinstance(condition, Filled):
        yield condition.filled
    elif isinstance(condition, Days):
        yield from (condition.days, condition.after)
    else:
        yield condition.field if isinstance(condition, Is) else condition.number


for _model in (All, Some, Not, Check, Note):
    _model.model_rebuild()
