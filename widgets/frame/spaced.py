"""Spaced recall: what was met in the modules comes back when it is nearly forgotten."""

from __future__ import annotations

from typing import Any

from widgets.frame.base import Asking


class Spaced(Asking):
    """Questions and recall cards of all modules, each on its day (``widgets.frame.spacing``)."""

    front_end = "frame/spaced.js"

    def __init__(self, content: Any, **kwargs: Any) -> None:
        super().__init__("spaced", content, **kwargs)
