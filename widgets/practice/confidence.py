"""How confident the reader is of each objective of the module, at its start and at its end."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any, Literal

import traitlets

from widgets.base import CourseWidget
from widgets.content.loader import load
from widgets.practice.objectives import Objectives
from widgets.text import Lang, localize

STEPS = range(11)


def scales_html(state: Mapping[str, Any]) -> str:
    """Return the scales as its front end makes them, to be used before that has come.

    ``state`` are the traits of a ``Confidence``.
    """
    words, when = state["words"], state["when"]
    rows = []
    for objective in state["content"]["objectives"]:
        name = escape(f"{state['part']}-{objective['id']}")
        steps = "".join(
            '<label class="sa-scale__step"><input autocomplete="off" type="radio" '
            f'value="{n}" name="{name}"><span>{n}</span></label>'
            for n in STEPS
        )
        legend = escape(objective["text"])
        rows.append(
            f'<fieldset class="sa-scale"><legend>{legend}</legend>'
            f'<div class="sa-scale__row">{steps}</div></fieldset>'
        )
    return (
        f'<div class="sa-card"><p class="sa-figure__title">{escape(words[f"title_{when}"])}</p>'
        f"<p>{escape(words[f'intro_{when}'])}</p>{''.join(rows)}"
        '<div role="status"></div></div>'
    )


class Confidence(CourseWidget):
    """A rating from 0 to 10 for each objective; ``when`` is "start" or "end"."""

    front_end = "practice/confidence.js"

    when = traitlets.Enum(("start", "end"), default_value="start").tag(sync=True)
    content = traitlets.Dict().tag(sync=True)

    def __init__(
        self, when: Literal["start", "end"], lang: Lang = "nb", folder: str | Path = ".", **kw: Any
    ) -> None:
        file = Path(folder).resolve() / "module.yaml"
        content = localize(load(file, Objectives).model_dump(exclude_none=True), lang)
        kw.setdefault("module", file.parent.name)
        super().__init__(lang=lang, when=when, part=f"confidence-{when}", content=content, **kw)

    def still_html(self) -> str:
        """Return the objectives with a line to write a number on."""
        rows = "".join(
            f"<li>{escape(o['text'].rstrip('.'))}: ____</li>" for o in self.content["objectives"]
        )
        title = escape(self.words[f"title_{self.when}"])
        return (
            f'<div class="sa sa-still"><p><strong>{title}</strong> (0–10)</p><ul>{rows}</ul></div>'
        )
