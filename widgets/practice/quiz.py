"""The quiz: seven kinds of question, feedback on everything that can be chosen."""

from __future__ import annotations

from html import escape
from typing import Any

import traitlets

from widgets.content.quiz import QuizContent
from widgets.practice.base import Practice


class Quiz(Practice):
    """The questions of a module, one at a time; scored and kept in the reader's browser."""

    front_end = "practice/quiz.js"
    schema = QuizContent

    part = traitlets.Unicode("quiz").tag(sync=True)

    def still_html(self) -> str:
        """Return the questions as plain HTML, without the answers."""
        items = "".join(f"<li>{_item(item)}</li>" for item in self.content["items"])
        return (
            f'<div class="sa sa-still"><p><strong>{escape(self.content["title"])}</strong></p>'
            f"<p>{escape(self.words['print_note'])}</p><ol>{items}</ol></div>"
        )


def _item(item: dict[str, Any]) -> str:
    # Sorted by their words, so that the order tells nothing of the answer.
    texts = sorted(
        entry["text"] if "text" in entry else entry["left"]
        for key in ("options", "steps", "pairs", "cards")
        for entry in item.get(key, [])
    )
    shown = "".join(f"<li>{escape(text)}</li>" for text in texts)
    groups = " / ".join(escape(c["text"]) for c in item.get("categories", []))
    return (
        f"<p>{escape(item['prompt'])}</p>"
        + (f"<ul>{shown}</ul>" if shown else "")
        + (f"<p>{groups}</p>" if groups else "")
    )
