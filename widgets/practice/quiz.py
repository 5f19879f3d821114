"""The quiz: seven kinds of question, feedback on everything that can be chosen."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import traitlets

from widgets.content.loader import ContentError, load
from widgets.content.quiz import QuizContent
from widgets.practice.base import Practice, module_folder
from widgets.practice.objectives import Objectives
from widgets.text import Lang, localize


class Quiz(Practice):
    """The questions of a module, one at a time; scored and kept in the reader's browser.

    ``objectives`` are the module's own, by id, so that the result can say what to look at again.
    """

    front_end = "practice/quiz.js"
    schema = QuizContent

    part = traitlets.Unicode("quiz").tag(sync=True)
    objectives = traitlets.Dict().tag(sync=True)

    def __init__(self, path: str | Path, lang: Lang = "nb", **kwargs: Any) -> None:
        kwargs.setdefault("objectives", _objectives(module_folder(Path(path).resolve()), lang))
        super().__init__(path, lang, **kwargs)

    def still_html(self) -> str:
        """Return the questions as plain HTML, without the answers."""
        items = "".join(f"<li>{_item(item)}</li>" for item in self.content["items"])
        return (
            f'<div class="sa sa-still"><p><strong>{escape(self.content["title"])}</strong></p>'
            f"<p>{escape(self.words['print_note'])}</p><ol>{items}</ol></div>"
        )


def _objectives(folder: Path, lang: Lang) -> dict[str, Any]:
    try:
        read = load(folder / "module.yaml", Objectives)
    except ContentError:
        # module.yaml has its own check; a quiz is whole without it.
        return {}
    rows = localize([o.model_dump(exclude_none=True) for o in read.objectives], lang)
    return {row.pop("id"): row for row in rows}


def _item(item: dict[str, Any]) -> str:
    # Sorted by their words, so that the order tells nothing of the answer.
    def shown(key: str, name: str) -> str:
        texts = sorted(entry[name] for entry in item.get(key, []))
        rows = "".join(f"<li>{escape(text)}</li>" for text in texts)
        return f"<ul>{rows}</ul>" if rows else ""

    groups = " / ".join(escape(c["text"]) for c in item.get("categories", []))
    return (
        f"<p>{escape(item['prompt'])}</p>"
        + "".join(shown(key, "text") for key in ("options", "steps", "cards"))
        + shown("pairs", "left")
        + shown("pairs", "right")
        + (f"<p>{groups}</p>" if groups else "")
    )
