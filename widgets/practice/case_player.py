"""The case player: a patient's story where the reader chooses, from one of two sides."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import traitlets

from widgets.content.case import CaseContent
from widgets.practice.base import Practice
from widgets.text import Lang


class CasePlayer(Practice):
    """A branching case of a module; ``part`` is ``case-<id>``."""

    front_end = "practice/case_player.js"
    schema = CaseContent

    part = traitlets.Unicode("case").tag(sync=True)

    def __init__(self, path: str | Path, lang: Lang = "nb", **kwargs: Any) -> None:
        super().__init__(path, lang, **kwargs)
        self.part = f"case-{self.content['id']}"

    def still_html(self) -> str:
        """Return the opening of the story as plain HTML."""
        case = self.content
        first = next(node for node in case["nodes"] if node["id"] == case["start"])
        sides = ("gp", "physio") if "gp" in first["text"] else (None,)
        told = "".join(
            f"<p><strong>{escape(self.words[side])}:</strong> {escape(first['text'][side])}</p>"
            if side
            else f"<p>{escape(first['text'])}</p>"
            for side in sides
        )
        return (
            f'<div class="sa sa-still"><p><strong>{escape(case["title"])}</strong></p>'
            f"<p>{escape(case['intro'])}</p>{told}<p>{escape(self.words['print_note'])}</p></div>"
        )
