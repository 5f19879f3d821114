"""The mechanism sorter: which pain mechanisms does each patient have, and how sure are you?"""

from __future__ import annotations

from html import escape
from typing import Any

import traitlets

from widgets.tools.base import Tool
from widgets.tools.mechanism_content import MECHANISMS, MechanismContent
from widgets.tools.still import paragraphs


class MechanismSorter(Tool):
    """One patient at a time: guess the mechanisms first, then see the course's assessment.

    Facts ``three-pain-types`` and ``nociplastic-definition``; the short definitions follow IASP's
    terminology.
    """

    front_end = "tools/mechanism_sorter.js"
    schema = MechanismContent

    part = traitlets.Unicode("mechanism-sorter").tag(sync=True)

    @classmethod
    def facts_of(cls, content: Any) -> list[str]:
        return [fact for patient in content.patients for fact in patient.facts]

    def still_html(self) -> str:
        """Return the patients and the question, without the course's answers."""
        words, content = self.words, self.content
        types = "".join(
            f"<li><strong>{escape(words['mechanisms'][m]['title'])}</strong>: "
            f"{escape(words['mechanisms'][m]['hint'])}</li>"
            for m in MECHANISMS
        )
        patients = "".join(f"<li>{paragraphs(p['text'])}</li>" for p in content["patients"])
        return (
            f'<div class="sa sa-still"><p><strong>{escape(content["title"])}</strong></p>'
            f"{paragraphs(content['intro'])}<p>{escape(words['which'])}</p><ul>{types}</ul>"
            f"<ol>{patients}</ol></div>"
        )
