"""What the reader has done in the course, on one sheet."""

from __future__ import annotations

from typing import Any

from widgets.frame.base import FramePart


class Summary(FramePart):
    """Reads what the browser keeps; ``content`` names the modules, their parts and the ratings."""

    front_end = "frame/summary.js"

    def __init__(self, content: Any, **kwargs: Any) -> None:
        super().__init__("summary", content, **kwargs)
