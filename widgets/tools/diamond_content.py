"""What a module writes in its ``diamond.yaml``: a story, phrases, arrows, places to start."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from widgets.content.loader import FaultyContentError
from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text

Corner = Literal["body", "feelings", "thoughts", "actions", "surroundings"]
CORNERS: tuple[Corner, ...] = get_args(Corner)
"""The body is first: with pain it is always filled in first (fact ``diamond-start-body``)."""
FEWEST_ARROWS = 2


class Phrase(Strict):
    """One phrase of the story, the corner where it belongs, and what the reader is told."""

    id: Id
    text: Text
    corner: Corner
    feedback: Text


class Arrow(Strict):
    """One corner drives another; ``text`` says how in this story."""

    from_: Corner = Field(alias="from")
    to: Corner
    text: Text

    @model_validator(mode="after")
    def _two_corners(self) -> Arrow:
        if self.from_ == self.to:
            raise FaultyContentError(
                "an arrow runs from a corner to itself", "change 'from' or 'to'", "to"
            )
        return self


class Place(Strict):
    """A phrase where a change can begin, and why it is a good place."""

    id: Id
    why: Text


class DiamondContent(Strict):
    """The whole of ``diamond.yaml``."""

    title: Text
    story: Text
    phrases: list[Phrase] = Field(min_length=5)
    arrows: list[Arrow] = Field(min_length=FEWEST_ARROWS)
    changeable: list[Place] = Field(min_length=1)
    facts: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _phrases_hold_together(self) -> DiamondContent:
        known = [phrase.id for phrase in self.phrases]
        unique(known, "phrase", "phrases")
        if not any(phrase.corner == "body" for phrase in self.phrases):
            raise FaultyContentError(
                "no phrase belongs in the body", "write one with corner: body", "phrases"
            )
        for n, place in enumerate(self.changeable):
            if place.id not in known:
                mend = f"write one of {', '.join(known)}"
                raise FaultyContentError("no phrase has this id", mend, "changeable", n, "id")
        return self
