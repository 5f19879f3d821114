"""The site's own words, from the YAML files beside this one, and its pages of plain text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from widgets.text import Lang, localize

FILES = [
    Path(__file__).with_name(name) for name in ("words.yaml", "journey.yaml", "your_data.yaml")
]


@cache
def site_words(lang: Lang) -> dict[str, str]:
    """Return the site's words in ``lang``. Raises ``ValueError`` where a language is missing."""
    words: dict[str, Any] = {}
    for file in FILES:
        words |= yaml.safe_load(file.read_text("utf-8"))
    localized: dict[str, str] = localize(words, lang)
    return localized


def other(lang: Lang) -> Lang:
    """Return the language that ``lang`` is not."""
    return "en" if lang == "nb" else "nb"
