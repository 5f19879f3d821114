"""The base of everything interactive: one front end, one language, and a still version."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from widgets.bundle import FRONTEND, widget_module
from widgets.text import LANGS, Lang, words_beside

STYLE = "\n".join(
    path.read_text("utf-8")
    for path in (
        FRONTEND / "tokens.css",
        FRONTEND / "widgets.css",
        *sorted((FRONTEND / "css").glob("*.css")),
    )
)
"""The style that all widgets share: colours and type, the frame, and each family's own."""

FRONT_ENDS: set[str] = set()
"""Every front end that a widget class names; the site joins them into its one script."""


class CourseWidget(anywidget.AnyWidget):
    """A part of a module that the reader can touch.

    Subclasses name their front end (``front_end``, a path below ``widgets/frontend``) and their
    ``part`` (stable id of the part within its module, equal to the id of its notebook cell).
    The words come from the YAML file beside the subclass.

    Traits are small parameters, never pictures. The still version (``still_html``) travels beside
    the widget in the cell's output, for print and for readers without scripts.
    """

    front_end: ClassVar[str] = ""

    lang = traitlets.Enum(LANGS, default_value="nb").tag(sync=True)
    module = traitlets.Unicode().tag(sync=True)
    part = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    # Read by the site's host, which has every front end in one script.
    entry = traitlets.Unicode().tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if cls.__dict__.get("front_end"):
            cls._esm = widget_module(cls.front_end)
            cls._css = STYLE
            FRONT_ENDS.add(cls.front_end)
        super().__init_subclass__(**kwargs)

    def __init__(self, lang: Lang = "nb", **kwargs: Any) -> None:
        kwargs.setdefault("module", Path.cwd().name)
        kwargs.setdefault("words", self.read_words(lang))
        super().__init__(lang=lang, entry=self.front_end, **kwargs)

    @classmethod
    def read_words(cls, lang: Lang) -> dict[str, Any]:
        """Return the words of this widget in ``lang``, from the YAML file beside its class."""
        return words_beside(str(sys.modules[cls.__module__].__file__), lang)

    @classmethod
    def values(cls) -> set[str]:
        """Return the names of the values that sentences in the module may follow."""
        return set()

    def still_html(self) -> str:
        """Return the widget as plain HTML that needs no script: for print and as a fallback."""
        return f"<p>{escape(str(self.words.get('title', self.part)))}</p>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": self.still_html()}, metadata
