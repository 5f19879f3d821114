"""The base of the clinical tools that are made of fields: words in a file, one front end."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import traitlets

from widgets.base import CourseWidget
from widgets.content.loader import load
from widgets.text import Lang, localize, words_beside
from widgets.tools.cites import cites_of
from widgets.tools.sheet_content import SheetContent
from widgets.tools.sheet_still import still
from widgets.tools.sheet_views import Pace

SHEETS = Path(__file__).with_name("sheets")
"""One file for each tool, by its part: all the words that a reader meets."""


@cache
def sheet(part: str) -> SheetContent:
    """Return the content of the tool ``part``. Raises ``ContentError`` when it is not whole."""
    return load(SHEETS / f"{part}.yaml", SheetContent)


class Sheet(CourseWidget):
    """A tool that a clinician fills in with a patient.

    What is written stays in the browser, the same in every module and on the tool's own page.
    Subclasses give only their ``part``, which names their file in ``sheets/``.
    """

    front_end = "tools/sheet.js"
    name: ClassVar[str] = ""

    part = traitlets.Unicode().tag(sync=True)
    content = traitlets.Dict().tag(sync=True)
    cites = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: Lang = "nb", **kwargs: Any) -> None:
        whole = sheet(self.name)
        # The fact list lies in the course, not here; a notebook runs in its module's folder.
        root = os.environ.get("SMERTEKURS_ROOT")
        course = Path(root) / "modules" / "x" if root else Path.cwd() / "x"
        kwargs.setdefault("cites", cites_of(whole.facts, course))
        kwargs.setdefault("part", self.name)
        super().__init__(
            lang=lang,
            content=localize(whole.model_dump(by_alias=True, exclude_none=True), lang),
            **kwargs,
        )

    @classmethod
    def about(cls) -> SheetContent:
        """Return the tool's content in both languages."""
        return sheet(cls.name)

    @classmethod
    def read_words(cls, lang: Lang) -> dict[str, Any]:
        """Return the words that all of these tools share."""
        return words_beside(__file__, lang)

    @classmethod
    def values(cls) -> set[str]:
        """Return the names of the values that sentences may follow: those of a pace in numbers."""
        views = [view for section in cls.about().sections for view in section.views]
        texts = [view.text.nb for view in views if isinstance(view, Pace)]
        return {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}

    def still_html(self) -> str:
        """Return the tool as a form to print and write on."""
        return still(self.content, self.words)
