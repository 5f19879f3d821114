"""Word choice: a patient says something, the reader answers, and sees what the words do."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from widgets.content.wording import WordingContent
from widgets.practice.base import Practice
from widgets.text import Lang


class WordChoice(Practice):
    """Lines of a conversation with three replies each; the gauge is an illustration."""

    front_end = "practice/word_choice.js"
    schema = WordingContent

    def __init__(self, path: str | Path, lang: Lang = "nb", **kwargs: Any) -> None:
        kwargs.setdefault("part", f"word-choice-{Path(path).stem}")
        super().__init__(path, lang, **kwargs)

    def still_html(self) -> str:
        """Return the lines and the replies as plain HTML, without what they do."""
        content = self.content
        lines = "".join(
            f"<li><p>{escape(line['patient'])}</p><ul>"
            + "".join(f"<li>{escape(reply['text'])}</li>" for reply in line["replies"])
            + "</ul></li>"
            for line in content["lines"]
        )
        return (
            f'<div class="sa sa-still"><p><strong>{escape(content["title"])}</strong></p>'
            f"<p>{escape(content['intro'])}</p><ol>{lines}</ol></div>"
        )
