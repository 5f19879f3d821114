"""How far the reader has come in the modules, as the browser remembers it."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any, Literal

import traitlets

import widgets
from widgets.base import CourseWidget
from widgets.content.loader import ContentError, load
from widgets.content.text import Text
from widgets.practice.objectives import Objectives
from widgets.text import Lang

_WIDGET = re.compile(r"from widgets import (\w+)")


def parts_of(notebook: Path) -> dict[str, str]:
    """Return the parts of a module: cell id to the widget's class, in the notebook's order."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    found = {
        cell["id"]: _WIDGET.search("".join(cell["source"]))
        for cell in cells
        if cell["cell_type"] == "code"
    }
    return {part: match[1] for part, match in found.items() if match and match[1] != "Progress"}


class _Titled(Objectives):
    title: Text


class Progress(CourseWidget):
    """What is done in the module in the working folder, or (``scope="all"``) in all modules.

    ``modules`` is a list of ``{id, title, parts: [{id, label}]}``; a part is done when its key in
    the browser's store holds ``done`` (``frontend/store.js``).
    """

    front_end = "practice/progress.js"

    part = traitlets.Unicode("progress").tag(sync=True)
    modules: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        lang: Lang = "nb",
        folder: str | Path = ".",
        scope: Literal["module", "all"] = "module",
        **kwargs: Any,
    ) -> None:
        here = Path(folder).resolve()
        names = self.read_words(lang)["parts"]
        folders = sorted(here.parent.glob("[0-9][0-9]-*")) if scope == "all" else [here]
        kwargs.setdefault("module", here.name)
        kwargs["modules"] = [
            _module(place, lang, names) for place in folders if (place / f"{lang}.ipynb").is_file()
        ]
        super().__init__(lang=lang, **kwargs)

    def still_html(self) -> str:
        """Return the parts with a box to tick: paper remembers nothing."""
        rows = "".join(
            f"<li>☐ {escape(part['label'])}</li>"
            for module in self.modules
            for part in module["parts"]
        )
        title = escape(self.words["title"])
        return f'<div class="sa sa-still"><p><strong>{title}</strong></p><ul>{rows}</ul></div>'


def _module(folder: Path, lang: Lang, names: dict[str, str]) -> dict[str, Any]:
    try:
        title = load(folder / "module.yaml", _Titled).title.in_(lang)
    except ContentError:
        # module.yaml has its own check; the bar is whole without the title.
        title = folder.name
    parts = parts_of(folder / f"{lang}.ipynb")
    rows = [{"id": part, "label": _label(part, kind, lang, names)} for part, kind in parts.items()]
    return {"id": folder.name, "title": title, "parts": rows}


def _label(part: str, kind: str, lang: Lang, names: dict[str, str]) -> str:
    for start, name in names.items():
        if part == start or part.startswith(f"{start}-"):
            return name
    try:
        return str(getattr(widgets, kind).read_words(lang).get("title", part))
    except (AttributeError, ImportError, OSError):
        # Its own cell tells of a widget that is missing.
        return part
