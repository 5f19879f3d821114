"""Where assignments are handed out and in, and what nbgrader calls the two courses."""

from __future__ import annotations

import os
from pathlib import Path

from widgets.text import Lang

COURSE_IDS: dict[Lang, str] = {"nb": "smerte-og-arbeid", "en": "pain-and-work"}
EXCHANGE = "SMERTEKURS_EXCHANGE"
"""Names the folder where assignments are handed out and in; a shared one for many accounts."""


def exchange_folder() -> Path:
    """Return the folder where assignments are handed out and in."""
    named = os.environ.get(EXCHANGE)
    if named:
        return Path(named).absolute()
    return Path.home() / ".local" / "share" / "smerte-og-arbeid" / "exchange"
