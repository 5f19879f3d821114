"""The Diamond: one situation in body, feelings, thoughts and actions, with the surroundings."""

from __future__ import annotations

from html import escape
from typing import Any

import traitlets

from widgets.tools.base import Tool
from widgets.tools.diamond_content import CORNERS, DiamondContent
from widgets.tools.diamond_still import empty_diamond
from widgets.tools.still import paragraphs


class Diamond(Tool):
    """Practise the Diamond with the module's story, or make one's own for the consultation.

    Model: facts ``diamond-model`` and ``diamond-start-body``. What a reader writes stays in the
    browser.
    """

    front_end = "tools/diamond.js"
    schema = DiamondContent

    part = traitlets.Unicode("diamond").tag(sync=True)

    @classmethod
    def facts_of(cls, content: Any) -> list[str]:
        return list(content.facts)

    def still_html(self) -> str:
        """Return the story, an empty Diamond to draw on, and the phrases in the story's order."""
        words, content = self.words, self.content
        titles: dict[str, str] = {corner: words["corners"][corner]["title"] for corner in CORNERS}
        phrases = "".join(f"<li>{escape(phrase['text'])}</li>" for phrase in content["phrases"])
        return (
            f'<div class="sa sa-still"><p><strong>{escape(words["title"])}: '
            f"{escape(content['title'])}</strong></p>{paragraphs(content['story'])}"
            f"{empty_diamond(titles, words['title'])}"
            f"<p><strong>{escape(words['phrases_head'])}</strong></p><ul>{phrases}</ul></div>"
        )
