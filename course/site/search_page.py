"""The search page: it holds all that can be found, so that search needs no server and no network.

The page is asked for when a reader opens search, and never before. The libraries stand in its one
inline script, so that it also works from a memory stick.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from rjsmin import jsmin

from course.catalogue import Course
from course.site.assets import HERE, Asset, script
from course.site.pages import Address, Page
from course.site.search import search_data
from widgets.bundle import FRONTEND
from widgets.hosted import inline
from widgets.text import Lang

VENDOR = HERE / "vendor"
STEMMERS: dict[Lang, str] = {"nb": "no.js", "en": "en.js"}


@cache
def libraries(lang: Lang) -> str:
    """Return MiniSearch and the language's stemmer as one script: ``MiniSearch``, ``saStem``."""
    search = (VENDOR / "minisearch-7.2.0" / "minisearch.js").read_text("utf-8")
    stemmer = (VENDOR / "orama-stemmers-3.1.18" / STEMMERS[lang]).read_text("utf-8")
    scoped = stemmer.replace("export function", "function").replace("export const", "const")
    return inline(
        f"{jsmin(search)}\nglobalThis.saStem = (() => {{{jsmin(scoped)}\nreturn stemmer;}})();\n"
    )


class SearchPage(Page):
    """The page that a reader searches on."""

    def __init__(self, course: Course, assets: Mapping[str, Asset], address: Address, **how: Any):
        super().__init__(course, assets, address, **how)
        self.description = self.words["search_lead"]
        self.front_ends = {os.path.relpath(HERE / "search.js", FRONTEND)}
        data = search_data(course, self.lang, self.link)
        self.data = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace(
            "<", "\\u003c"
        )

    def last_script(self) -> str:
        """Return the page's script with the libraries before it."""
        return self._inline(libraries(self.lang) + script(frozenset(self.front_ends)))
