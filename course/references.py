"""The reference list at the end of a module's notebook."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

import yaml

import widgets
from course.notebooks import Notebook, read_notebook
from course.schema import Reference, ReferenceList
from widgets.content.loader import load
from widgets.simulations.base import Simulation
from widgets.text import Lang, words_beside
from widgets.tools.cites import cites_of

_FIGURE = re.compile(r"from widgets import (\w+)")


class References:
    """The references that a module cites: in its text, its figures, or the facts of its practice.

    Shown by a notebook as an HTML list whose items are the targets of the text's links
    (``#ref-<id>``). ``folder`` is the module's folder, by default the one we are in.
    Raises ``ContentError`` for a broken references.yaml, ``NotebookFaultError`` for the notebook.
    """

    def __init__(self, lang: Lang = "nb", folder: Path | None = None) -> None:
        self.lang = lang
        self.folder = (folder or Path.cwd()).resolve()
        self.entries = cited_references(self.folder, lang)

    def _repr_html_(self) -> str:
        return reference_list(self.entries, self.lang)

    def __repr__(self) -> str:
        return "\n".join(entry.text for entry in self.entries)


def reference_list(entries: list[Reference], lang: Lang) -> str:
    """Return ``entries`` as an HTML list."""
    words = words_beside(__file__, lang)
    rows = []
    for entry in entries:
        link = ""
        if entry.address:
            shown = f"doi:{entry.doi}" if entry.doi else words["open_source"]
            link = (
                f' <a href="{escape(entry.address)}" rel="noopener noreferrer"'
                f' aria-label="{escape(entry.cite)}: {escape(shown)}">{escape(shown)}</a>'
            )
        note = f" {escape(entry.note.in_(lang))}" if entry.note else ""
        rows.append(f'<li id="ref-{entry.id}">{titled(entry, lang)}{note}{link}</li>')
    return f'<ul class="references">{"".join(rows)}</ul>'


def titled(entry: Reference, lang: Lang) -> str:
    """Return who wrote ``entry`` and what it is called as HTML, marked when not in ``lang``."""
    text = escape(entry.text)
    return text if entry.lang == lang else f'<span lang="{entry.lang}">{text}</span>'


def cited_references(folder: Path, lang: Lang) -> list[Reference]:
    """Return what the module in ``folder`` cites, in the order of the texts (by alphabet).

    That is what its text links to, what its figures name, and what its facts rest on.
    """
    shared = folder.parent
    known = load(shared / "references.yaml", ReferenceList).root
    notebook = read_notebook(folder / f"{lang}.ipynb")
    wanted = set(notebook.cited)
    cites = cites_of(facts_used(folder), folder / "module.yaml")
    names = {name for some in cites.values() for name in some}
    told = figure_sources(notebook, lang)
    wanted |= {entry.id for entry in known if entry.cite in names or _names(told, entry.cite)}
    return sorted(
        (entry for entry in known if entry.id in wanted), key=lambda entry: entry.text.casefold()
    )


def figure_sources(notebook: Notebook, lang: Lang) -> str:
    """Return what the figures of a notebook say of their sources and limits, as one text."""
    told: list[str] = []
    for cell in notebook.cells:
        name = _FIGURE.match(cell.source) if cell.kind == "code" else None
        figure = getattr(widgets, name[1], None) if name else None
        if isinstance(figure, type) and issubclass(figure, Simulation):
            words = figure.read_words(lang)
            told += [words["source"], *words["limits"]]
    return "\n".join(told)


def _names(told: str, cite: str) -> bool:
    # "HUNT" names nothing; an author with a year does.
    return cite[-1].isdigit() and cite in told


def facts_used(folder: Path) -> set[str]:
    """Return the ids of the facts that the module's quiz, cases, cards and task rest on."""
    found: set[str] = set()
    for path in [*folder.glob("*.yaml"), *folder.glob("cases/*.yaml")]:
        _collect(_read(path), found)
    return found


def _read(path: Path) -> Any:
    # The fact list is long and this runs in every notebook: the C parser, and no validation.
    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _collect(tree: Any, found: set[str]) -> None:
    if isinstance(tree, dict):
        facts = tree.get("facts")
        if isinstance(facts, list):
            found.update(str(fact) for fact in facts)
        for value in tree.values():
            _collect(value, found)
    elif isinstance(tree, list):
        for value in tree:
            _collect(value, found)
