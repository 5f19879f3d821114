"""A test of the whole course: before it, after it, or the final test."""

from __future__ import annotations

from typing import Any

import traitlets

from widgets.frame.base import Asking


class Exam(Asking):
    """Items from all modules; nothing is told before the test is handed in.

    ``content`` holds the ``items`` (each with its ``module``), the ``forms`` a and b as lists of
    ids (before and after), and the ``settings`` of the final test.
    """

    front_end = "frame/exam.js"

    mode = traitlets.Enum(("before", "after", "final"), default_value="before").tag(sync=True)

    def still_html(self) -> str:
        """Return what the test is; its questions are for the screen."""
        self.content.setdefault("title", self.words[f"title_{self.mode}"])
        return super().still_html()

    def __init__(self, mode: str, content: Any, **kwargs: Any) -> None:
        part = "final-test" if mode == "final" else f"test-{mode}"
        super().__init__(part, content, mode=mode, **kwargs)
