"""Recall cards: answer from memory, turn the card, try again what was not known."""

from __future__ import annotations

from html import escape

import traitlets

from widgets.content.recall import RecallContent
from widgets.practice.base import Practice


class RecallCards(Practice):
    """The recall task of a module; the reader grades her own answers."""

    front_end = "practice/recall_cards.js"
    schema = RecallContent

    part = traitlets.Unicode("recall").tag(sync=True)

    def still_html(self) -> str:
        """Return the questions as plain HTML, without the answers."""
        cards = "".join(f"<li>{escape(card['front'])}</li>" for card in self.content["cards"])
        title = escape(self.content["title"])
        return f'<div class="sa sa-still"><p><strong>{title}</strong></p><ol>{cards}</ol></div>'
