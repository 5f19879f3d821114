"""The words of the packages, from words.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from widgets.text import Lang, localize


@cache
def _words(lang: Lang) -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(
        Path(__file__).with_name("words.yaml").read_text("utf-8")
    )
    localized: dict[str, Any] = localize(words, lang)
    return localized


def export_words(lang: Lang) -> dict[str, str]:
    """Return the words in ``lang``. Raises ``ValueError`` where a language is missing."""
    return {key: value for key, value in _words(lang).items() if isinstance(value, str)}


def instead(lang: Lang) -> list[tuple[str, str]]:
    """Return what the pages say of the open web, with what is true in a learning platform."""
    return [(row["said"], row["now"]) for row in _words(lang)["instead"]]
