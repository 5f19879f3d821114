"""How far the reader has come in a module, as the browser remembers it."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from widgets.base import CourseWidget
from widgets.text import Lang


def parts_of(notebook: Path) -> list[str]:
    """Return the parts of a module: the ids of the notebook's code cells that hold a widget."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return [
        cell["id"]
        for cell in cells
        if cell["cell_type"] == "code" and "from widgets import" in "".join(cell["source"])
    ]


class Progress(CourseWidget):
    """A bar over the parts of the module in the working folder."""

    front_end = "practice/progress.js"

    part = traitlets.Unicode("progress").tag(sync=True)
    parts: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, lang: Lang = "nb", folder: str | Path = ".", **kwargs: Any) -> None:
        here = Path(folder).resolve()
        shown = [part for part in parts_of(here / f"{lang}.ipynb") if part != "progress"]
        kwargs.setdefault("module", here.name)
        super().__init__(lang=lang, parts=shown, **kwargs)

    def still_html(self) -> str:
        """Return the heading only: paper remembers nothing."""
        return f'<p class="sa-still">{escape(self.words["title"])}</p>'
