"""The base of what surrounds the modules: parts of the course itself, on pages of their own."""

from __future__ import annotations

from html import escape
from typing import Any

import traitlets

from widgets.base import CourseWidget
from widgets.practice.quiz import Quiz
from widgets.text import Lang

MODULE = "course"
"""Under this name the browser keeps what belongs to no module."""


class FramePart(CourseWidget):
    """A part of the course's own pages; ``content`` is in one language.

    ``places`` says where each module is: ``{slug: {title, link}}``. ``cites`` and ``references``
    are as in ``Practice``.
    """

    content = traitlets.Dict().tag(sync=True)
    places = traitlets.Dict().tag(sync=True)
    cites = traitlets.Dict().tag(sync=True)
    references = traitlets.Dict().tag(sync=True)

    def __init__(self, part: str, content: Any, lang: Lang = "nb", **kwargs: Any) -> None:
        super().__init__(lang=lang, module=MODULE, part=part, content=content, **kwargs)

    def still_html(self) -> str:
        """Return the title, and that this part is for the screen."""
        title = escape(str(self.content.get("title") or self.words["title"]))
        note = escape(self.words["needs_script"])
        return f'<div class="sa sa-still"><p><strong>{title}</strong></p><p>{note}</p></div>'


class Asking(FramePart):
    """A part that asks the questions of the quizzes, and so needs their words."""

    @classmethod
    def read_words(cls, lang: Lang) -> dict[str, Any]:
        """Return the words of the quiz, and those of this part."""
        return {**Quiz.read_words(lang), **super().read_words(lang)}


def statements_still(content: Any, choices: str = "") -> str:
    """Return statements with the words to choose from, to be marked on paper."""
    scale = " ".join(f"☐ {escape(word)}" for word in content["scale"])
    rows = "".join(f"<li>{escape(s['text'])}<br>{scale}</li>" for s in content["statements"])
    return (
        f'<div class="sa sa-still"><p><strong>{escape(content["title"])}</strong></p>'
        f"<p>{escape(content['intro'])}</p>{choices}<ul>{rows}</ul></div>"
    )
