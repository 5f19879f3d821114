"""How often the reader does what the course is about, in her own view, at the start and the end."""

from __future__ import annotations

from typing import Any

import traitlets

from widgets.frame.base import FramePart, statements_still


class Ratings(FramePart):
    """Statements to rate; ``when`` is "start" or "end", and the end shows the change."""

    front_end = "frame/ratings.js"

    when = traitlets.Enum(("start", "end"), default_value="start").tag(sync=True)

    def __init__(self, when: str, content: Any, **kwargs: Any) -> None:
        super().__init__(f"practice-{when}", content, when=when, **kwargs)

    def still_html(self) -> str:
        """Return the statements with the words to choose from."""
        return statements_still(self.content)
