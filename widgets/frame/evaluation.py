"""The reader's view of the course, to keep or to send herself."""

from __future__ import annotations

from html import escape
from typing import Any

from widgets.frame.base import FramePart, statements_still


class EvaluationForm(FramePart):
    """Ratings, choices and open questions about the course."""

    front_end = "frame/evaluation.js"

    def __init__(self, content: Any, **kwargs: Any) -> None:
        super().__init__("evaluation", content, **kwargs)

    def still_html(self) -> str:
        """Return the form as it can be filled in on paper."""

        def choice(asked: Any) -> str:
            options = " ".join(f"☐ {escape(option['text'])}" for option in asked["options"])
            return f"<p>{escape(asked['text'])}: {options}</p>"

        rows = "".join(choice(asked) for asked in self.content["choices"])
        open_ = "".join(f"<p>{escape(q['text'])} ____</p>" for q in self.content["questions"])
        return statements_still(self.content, rows) + open_
