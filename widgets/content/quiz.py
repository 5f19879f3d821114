"""The form of ``quiz.yaml``: seven kinds of question, feedback on everything that can be chosen."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from widgets.content.loader import FaultyContentError
from widgets.content.text import Id, Strict, Text

Bloom = Literal["remember", "understand", "apply", "analyse", "evaluate", "create"]


def unique(ids: list[str], what: str, *place: str | int) -> None:
    """Raise ``FaultyContentError`` at the first id that stands twice."""
    for n, name in enumerate(ids):
        if name in ids[:n]:
            raise FaultyContentError(
                f"the id '{name}' is used by an earlier {what}",
                "give it another id",
                *place,
                n,
                "id",
            )


class Item(Strict):
    """What every question has."""

    id: Id
    objective: Id
    bloom: Bloom
    facts: list[Id] = []
    prompt: Text
    explanation: Text | None = None


class Option(Strict):
    """One answer to choose, and what one learns from choosing it."""

    id: Id
    text: Text
    right: bool = False
    feedback: Text


class Single(Item):
    """One option is right."""

    kind: Literal["single"]
    options: list[Option] = Field(min_length=2)

    @model_validator(mode="after")
    def _one_is_right(self) -> Single:
        unique([o.id for o in self.options], "option", "options")
        right = sum(o.right for o in self.options)
        if right != 1:
            raise FaultyContentError(
                f"{right} options are right", "mark exactly one with right: true", "options"
            )
        return self


class Several(Item):
    """One or more options are right."""

    kind: Literal["several"]
    options: list[Option] = Field(min_length=3)

    @model_validator(mode="after")
    def _some_are_right(self) -> Several:
        unique([o.id for o in self.options], "option", "options")
        if not any(o.right for o in self.options):
            raise FaultyContentError(
                "no option is right", "mark one or more with right: true", "options"
            )
        return self


class TrueFalseFeedback(Strict):
    """What is said to one who answered true, and to one who answered false."""

    when_true: Text
    when_false: Text


class TrueFalse(Item):
    """True or false; the reader also says how sure she is."""

    kind: Literal["truefalse"]
    answer: bool
    feedback: TrueFalseFeedback


class NumericFeedback(Strict):
    """What is said when the number is right, too low and too high."""

    right: Text
    low: Text
    high: Text


class Numeric(Item):
    """A number; right within ``answer ± tolerance``."""

    kind: Literal["numeric"]
    answer: float
    tolerance: float = Field(default=0, ge=0)
    unit: Text | None = None
    feedback: NumericFeedback


class Step(Strict):
    """One step of an order."""

    id: Id
    text: Text
    feedback: Text


class Order(Item):
    """Steps to put in order; written in the right order, shown shuffled."""

    kind: Literal["order"]
    steps: list[Step] = Field(min_length=3)

    @model_validator(mode="after")
    def _unique(self) -> Order:
        unique([s.id for s in self.steps], "step", "steps")
        return self


class Pair(Strict):
    """Two things that belong together."""

    id: Id
    left: Text
    right: Text
    feedback: Text


class Match(Item):
    """Things to put together in pairs."""

    kind: Literal["match"]
    pairs: list[Pair] = Field(min_length=3)

    @model_validator(mode="after")
    def _unique(self) -> Match:
        unique([p.id for p in self.pairs], "pair", "pairs")
        return self


class Category(Strict):
    """One group that cards are sorted into."""

    id: Id
    text: Text


class Card(Strict):
    """One card to sort."""

    id: Id
    text: Text
    category: Id
    feedback: Text


class Classify(Item):
    """Cards to sort into categories."""

    kind: Literal["classify"]
    categories: list[Category] = Field(min_length=2)
    cards: list[Card] = Field(min_length=3)

    @model_validator(mode="after")
    def _known(self) -> Classify:
        unique([c.id for c in self.categories], "category", "categories")
        unique([c.id for c in self.cards], "card", "cards")
        names = [c.id for c in self.categories]
        for n, card in enumerate(self.cards):
            if card.category not in names:
                raise FaultyContentError(
                    f"the category '{card.category}' does not exist",
                    f"write one of {', '.join(names)}",
                    "cards",
                    n,
                    "category",
                )
        return self


QuizItem = Annotated[
    Single | Several | TrueFalse | Numeric | Order | Match | Classify,
    Field(discriminator="kind"),
]


class QuizContent(Strict):
    """``quiz.yaml``."""

    title: Text
    items: list[QuizItem] = Field(min_length=1)

    @model_validator(mode="after")
    def _unique(self) -> QuizContent:
        unique([item.id for item in self.items], "item", "items")
        return self
