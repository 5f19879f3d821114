"""Text in both languages, as the content files hold it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, StringConstraints, Tag

from widgets.text import Lang

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
"""A stable name: lower-case letters, digits and hyphens."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Some words; never empty."""


class Strict(BaseModel):
    """A part of a content file: an unknown key is a fault, so that a misspelt one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Strict):
    """A text in both languages."""

    nb: Words
    en: Words

    def in_(self, lang: Lang) -> str:
        """Return the text in ``lang``."""
        return self.nb if lang == "nb" else self.en


class Sides(Strict):
    """A text that is told differently from the GP's and from the physiotherapist's side."""

    gp: Text
    physio: Text


def _told(value: Any) -> str:
    if isinstance(value, Sides):
        return "sides"
    return "sides" if isinstance(value, dict) and {"gp", "physio"} & set(value) else "text"


SidedText = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Sides, Tag("sides")], Discriminator(_told)
]
"""One pair, or one pair for each side."""
