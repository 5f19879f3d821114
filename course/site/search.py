"""What can be found: the glossary, and each section, figure, case, tool and source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field

import widgets
from course.catalogue import Course, Module
from course.notebooks import Cell
from course.site.toolbox import toolbox
from course.site.words import other, site_words
from widgets.content.loader import load, quickly
from widgets.content.text import Strict, Words
from widgets.text import Lang, localize

NOT_FOUND_BY = {"Confidence", "Progress", "Quiz", "RecallCards", "WeekTask"}
"""Widgets whose words are about the reader, or would give an answer away."""
LEAST_TAIL = 5
"""Letters of the shortest word that is found at the end of a longer one."""
LEAST_HEAD = 3

_CALL = re.compile(r"([A-Z]\w+)\((?:\"([^\"]+)\")?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"(?m)^#+ .*$|^[>\-] |^\d+\. |[*_`|]|\|?\s*-{3,}\s*")
_WORD = re.compile(r"[^\W\d_]+")

Same = Annotated[list[Words], Field(min_length=2)]


class Stop(Strict):
    """Words that say nothing of what is sought."""

    nb: list[Words]
    en: list[Words]


class SearchWords(Strict):
    """``modules/search.yaml``: words that mean the same in a search, and words to leave out."""

    nb: list[Same] = []
    en: list[Same] = []
    stop: Stop = Stop(nb=[], en=[])


@dataclass(frozen=True)
class Entry:
    """One thing that can be found; ``more`` are other words for it, ``link`` is its address."""

    kind: str
    title: str
    where: str
    link: str
    text: str
    more: str = ""
    lang: str = ""
    """The language of its text, where that is not the page's."""


def entries(course: Course, lang: Lang, link: Any) -> list[Entry]:
    """Return all that can be found in ``lang``; ``link(below)`` gives a page's address."""
    words = site_words(lang)
    out = [
        Entry(
            "term",
            term.term.in_(lang),
            "",
            f"{link('glossary/')}#{term.id}",
            term.definition.in_(lang),
            "  ".join([*term.spellings(lang), term.term.in_(other(lang))]),
        )
        for term in course.glossary
    ]
    for module in course.modules:
        if module.whole and module.info:
            out += _module(module, lang, link(f"{module.slug}/"), words)
    out += [
        Entry("tool", tool.title, words["tools"], link(f"tools/{tool.slug}/"), tool.short)
        for tool in toolbox(course, lang)
    ]
    for name in ("about", "accessibility", "certificate", "front"):
        path = course.root / "modules" / "pages" / f"{name}.{lang}.md"
        below = "" if name == "front" else f"{name}/"
        for part in re.split(r"(?m)^(?=#+ )", path.read_text("utf-8")):
            title = part.partition("\n")[0].lstrip("# ").strip()
            if title:
                out.append(Entry("page", title, words["course"], link(below), plain(part)))
    out += [
        Entry(
            "source",
            entry.cite,
            words["references"],
            _source(link, entry.id),
            entry.text,
            lang="" if entry.lang == lang else entry.lang,
        )
        for entry in course.references
    ]
    return out


def _source(link: Any, name: str) -> str:
    return f"{link('references/')}#ref-{name}"


def _module(module: Module, lang: Lang, page: str, words: dict[str, str]) -> list[Entry]:
    where = f"{words['module'].format(number=module.number)}: {module.title(lang)}"
    out = []
    for cell in module.notebooks[lang].cells:
        here = f"{page}#{cell.id}"
        if cell.kind == "markdown" and (text := plain(cell.source)):
            heading = next((text for _, text in cell.headings), module.title(lang))
            label = words.get(f"box_{cell.box}", "") if cell.box not in (None, "situation") else ""
            told = f"{where} · {label}" if label and label != heading else where
            kind = "aims" if cell.box == "objectives" else "section"
            out.append(Entry(kind, heading, told, here, text))
        elif cell.kind == "code" and (found := _widget(module, cell, lang)):
            out.append(Entry(*found[:2], where, here, found[2]))
    return out


def _widget(module: Module, cell: Cell, lang: Lang) -> tuple[str, str, str] | None:
    """Return the kind, title and words of what a code cell shows, without running it."""
    call = _CALL.search(cell.source.partition(";")[2])
    name = call[1] if call else ""
    if name not in widgets.HOMES or name in NOT_FOUND_BY:
        return None
    home = widgets.HOMES[name]
    kind = getattr(widgets, name)
    if call and call[2]:
        try:
            tree = localize(quickly(module.folder / call[2]), lang)
        except (OSError, ValueError, yaml.YAMLError):
            # ``smertekurs check`` tells the author; the rest can still be found.
            return None
        told = str(tree.get("intro") or tree.get("story") or "")
        return ("case" if name == "CasePlayer" else "figure"), str(tree["title"]), told
    if home.startswith("widgets.simulations."):
        about = kind.read_words(lang)
        told = " ".join(str(about[key]) for key in ("caption", "explain", "transfer"))
        return "figure", str(about["title"]), told.replace("**", "")
    return None


def plain(source: str) -> str:
    """Return Markdown as running text, without its first heading."""
    # Emphasis holds no words apart: a comma may follow it.
    text = _MARKS.sub(" ", _LINK.sub(r"\1", source).replace("**", ""))
    return re.sub(r"\s+", " ", text).strip()


def tails(text: str, known: set[str]) -> str:
    """Return the known words that longer words of ``text`` end with.

    «Ryggsmerter» is then found by «smerter»: what begins alike is found by itself.
    """
    found: dict[str, None] = {}
    for word in {word.lower() for word in _WORD.findall(text)}:
        for cut in range(LEAST_HEAD, len(word) - LEAST_TAIL + 1):
            head, tail = word[:cut], word[cut:]
            if tail in known and (head in known or head.rstrip("se") in known):
                found[tail] = None
                break
    return " ".join(sorted(found))


def vocabulary(found: list[Entry]) -> set[str]:
    """Return every word of at least three letters that the course has."""
    return {
        word.lower()
        for entry in found
        for word in _WORD.findall(f"{entry.title} {entry.text}")
        if len(word) >= LEAST_HEAD
    }


def search_data(course: Course, lang: Lang, link: Any) -> dict[str, Any]:
    """Return what the search page holds, as small as it can be told."""
    found = entries(course, lang, link)
    known = vocabulary(found)
    path = course.root / "modules" / "search.yaml"
    words = load(path, SearchWords) if path.is_file() else SearchWords()
    return {
        "lang": lang,
        "same": words.nb if lang == "nb" else words.en,
        "stop": words.stop.nb if lang == "nb" else words.stop.en,
        "entries": [
            [
                entry.kind,
                entry.title,
                entry.where,
                entry.link,
                entry.text,
                entry.more,
                tails(f"{entry.title} {entry.text}", known) if lang == "nb" else "",
                *([entry.lang] if entry.lang else []),
            ]
            for entry in found
        ],
    }


def search_files(root: Path) -> list[Path]:
    """Return the files that the search page rests on, beside those of every page."""
    return [root / "modules" / "search.yaml", *sorted((root / "modules").glob("*/*.yaml"))]
