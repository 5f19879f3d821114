"""The clinical tools that have a page of their own, so that one can be found in a consultation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import widgets
from course.catalogue import Course
from course.site.words import site_words
from widgets.base import CourseWidget
from widgets.text import Lang, words_beside
from widgets.tools import diamond
from widgets.tools.cites import cites_of
from widgets.tools.sheet import Sheet

GROUPS = ("talk", "body", "work", "team")
"""In the order of the page; their headings are the site's words ``tools_talk`` and so on."""


@dataclass(frozen=True)
class Tool:
    """A tool as the list shows it; ``make`` gives the widget in a language."""

    slug: str
    group: str
    title: str
    short: str
    make: Callable[[], CourseWidget]


@cache
def _kinds() -> dict[str, Any]:
    found = {
        name: getattr(import_module(home), name)
        for name, home in widgets.HOMES.items()
        if home.startswith("widgets.tools.")
    }
    return {kind.name: kind for kind in found.values() if issubclass(kind, Sheet)}


def tool_slugs(course: Course) -> list[str]:
    """Return the last part of each tool's address."""
    story = diamond_story(course)
    return [*([story.stem] if story else []), *sorted(_kinds())]


def diamond_story(course: Course) -> Path | None:
    """Return the first module's story for the Diamond; without one the Diamond has no page."""
    return next(iter(sorted((course.root / "modules").glob("*/diamond.yaml"))), None)


def toolbox(course: Course, lang: Lang) -> list[Tool]:
    """Return the tools, by group and then as they are called in ``lang``."""
    out = []
    for slug, kind in _kinds().items():
        about = kind.about()

        def make(kind: Any = kind, about: Any = about) -> CourseWidget:
            cites = cites_of(about.facts, course.root / "modules" / "x")
            made: CourseWidget = kind(lang=lang, module="tools", cites=cites)
            return made

        out.append(Tool(slug, about.group, about.title.in_(lang), about.short.in_(lang), make))
    story = diamond_story(course)
    if story:
        words = words_beside(str(diamond.__file__), lang)
        out.append(
            Tool(
                "diamond",
                "talk",
                words["title"],
                site_words(lang)["diamond_short"],
                lambda: diamond.Diamond(story, lang=lang),
            )
        )
    return sorted(out, key=lambda tool: (GROUPS.index(tool.group), tool.title.casefold()))
