"""The form of a card sorter's file: columns, and cards that belong in them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from widgets.content.loader import FaultyContentError
from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text


class Column(Strict):
    """A place for cards; ``hint`` says in a few words what belongs there."""

    id: Id
    text: Text
    hint: Text | None = None


class Card(Strict):
    """A card, the column where it belongs, and why; ``accept`` are other sound columns."""

    id: Id
    text: Text
    column: Id
    accept: list[Id] = []
    feedback: Text
    facts: list[Id] = []


class SortingContent(Strict):
    """The whole file.

    Columns that are a model say with ``honesty`` where it comes from, and with ``leaves_out`` what
    it does not show.
    """

    title: Text
    intro: Text
    columns: list[Column] = Field(min_length=2, max_length=5)
    cards: list[Card] = Field(min_length=6)
    facts: list[Id] = []
    closing: Text | None = None
    honesty: Literal["published", "fitted", "illustrative"] | None = None
    leaves_out: list[Text] = []

    @model_validator(mode="after")
    def _whole(self) -> SortingContent:
        columns = [column.id for column in self.columns]
        unique(columns, "column", "columns")
        unique([card.id for card in self.cards], "card", "cards")
        for n, card in enumerate(self.cards):
            for name in (card.column, *card.accept):
                if name not in columns:
                    what = f"card '{card.id}': there is no column '{name}'"
                    mend = f"write one of {', '.join(columns)}"
                    raise FaultyContentError(what, mend, "cards", n)
        empty = set(columns) - {card.column for card in self.cards}
        if empty:
            raise FaultyContentError(f"no card belongs in '{min(empty)}'", "write one", "columns")
        return self
