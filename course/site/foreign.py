"""Words of the other language, marked so that a screen reader speaks them as they are spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape

from markdown_it.token import Token

from course.schema import Catalogue
from course.site.words import other
from widgets.text import Lang


@dataclass(frozen=True)
class Foreign:
    """Finds the ``words`` of ``lang`` in texts of the other language, in any case."""

    words: tuple[str, ...]
    lang: Lang

    def marked(self, children: list[Token]) -> list[Token]:
        """Return the tokens of a text with each of the words as a token of its own, marked."""
        return [new for child in children for new in self._parts(child)]

    def html(self, text: str) -> str:
        """Return ``text`` as HTML with the words marked."""
        return "".join(
            self._span(part) if foreign else escape(part, quote=False)
            for part, foreign in self._split(text)
        )

    def _parts(self, child: Token) -> list[Token]:
        if child.type != "text":
            return [child]
        out = []
        for text, foreign in self._split(child.content):
            part = Token("html_inline" if foreign else "text", "", 0)
            part.content = self._span(text) if foreign else text
            out.append(part)
        return out

    def _split(self, text: str) -> Iterator[tuple[str, bool]]:
        parts = self._pattern.split(text) if self._pattern else [text]
        yield from ((part, bool(n % 2)) for n, part in enumerate(parts))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        either = "|".join(map(re.escape, sorted(self.words, key=len, reverse=True)))
        return re.compile(rf"(?<![\w-])({either})(?![\w-])", re.I) if either else None

    def _span(self, text: str) -> str:
        return f'<span lang="{self.lang}">{escape(text, quote=False)}</span>'


def foreign(catalogue: Catalogue | None, lang: Lang) -> Foreign:
    """Return what finds the words of the other language in texts of ``lang``."""
    words = catalogue.foreign.in_(lang) if catalogue else []
    return Foreign(tuple(words), other(lang))
