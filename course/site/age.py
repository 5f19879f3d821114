"""What a page says of what may grow old on it: dated facts, and links to sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel.dates import format_date

from course.catalogue import Course, Module
from course.checks.coverage import taught
from course.schema import Ageing, Fact, FactList
from widgets.content.loader import ContentError, load
from widgets.text import Lang


def age(entries: Sequence[Ageing], kind: str, words: Mapping[str, str], lang: Lang) -> str:
    """Return in words how many ``entries`` there are, how many are checked, and what comes next.

    ``kind`` is ``facts`` or ``links``: the words are ``age_<kind>`` and those that follow it.
    Nothing is said of no entries.
    """
    if not entries:
        return ""

    def said(key: str, **values: object) -> str:
        return words[f"age_{kind}{key}"].format(**values)

    def day(one: date) -> str:
        return format_date(one, "long", locale="nb" if lang == "nb" else "en_GB")

    checked = [one.checked_on for one in entries if one.checked_on]
    again = [one.check_again for one in entries if one.check_again]
    sentences = [said("", count=len(entries))]
    if checked:
        sentences.append(said("_checked", count=len(checked), on=day(max(checked))))
    else:
        sentences.append(said("_unchecked"))
    if again:
        sentences.append(said("_again", on=day(min(again))))
    return " ".join(sentences)


def dated_facts(course: Course, module: Module) -> list[Fact]:
    """Return the facts of ``module`` that are tied to a year, a law or a scheme.

    An unreadable list of facts gives none: ``smertekurs check`` tells the author.
    """
    path = course.root / "modules" / "facts.yaml"
    try:
        stat = path.stat()
        facts = _dated(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, ContentError):
        return []
    here = taught(module)
    return [fact for fact in facts if fact.id in here]


@lru_cache(maxsize=4)
def _dated(path: Path, changed: int, size: int) -> list[Fact]:
    """Read the list, which is long, once for each state of the file and not for each page."""
    return [fact for fact in load(path, FactList).root if fact.dated]
