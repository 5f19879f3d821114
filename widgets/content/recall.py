"""The form of ``recall.yaml``: questions to answer from memory."""

from __future__ import annotations

from pydantic import Field, model_validator

from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text


class RecallCard(Strict):
    """One question and its answer; ``section`` is the cell where it is taught."""

    id: Id
    front: Text
    back: Text
    facts: list[Id] = []
    section: Id | None = None
    module: Id | None = None


class RecallContent(Strict):
    """``recall.yaml``."""

    title: Text
    cards: list[RecallCard] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> RecallContent:
        unique([card.id for card in self.cards], "card", "cards")
        return self
