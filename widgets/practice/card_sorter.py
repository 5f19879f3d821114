"""The card sorter: put each card where it belongs, then see what the course thinks and why."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from widgets.content.sorting import SortingContent
from widgets.practice.base import Practice
from widgets.text import Lang


class CardSorter(Practice):
    """Cards into two to five columns; a module may have several, each with its own file."""

    front_end = "practice/card_sorter.js"
    schema = SortingContent

    def __init__(self, path: str | Path, lang: Lang = "nb", **kwargs: Any) -> None:
        kwargs.setdefault("part", f"card-sorter-{Path(path).stem}")
        super().__init__(path, lang, **kwargs)

    def still_html(self) -> str:
        """Return the columns and the cards as plain HTML, without the answers."""
        content = self.content
        columns = "".join(
            f"<li><strong>{escape(c['text'])}</strong>{': ' * bool(c.get('hint'))}"
            f"{escape(c.get('hint', ''))}</li>"
            for c in content["columns"]
        )
        cards = "".join(f"<li>{escape(card['text'])}</li>" for card in content["cards"])
        return (
            f'<div class="sa sa-still"><p><strong>{escape(content["title"])}</strong></p>'
            f"<p>{escape(content['intro'])}</p><ul>{columns}</ul><ol>{cards}</ol></div>"
        )
