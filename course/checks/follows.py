"""Checks of the numbers in a sentence that follow a figure of the same module."""

from __future__ import annotations

import re
from collections.abc import Iterator

import widgets
from course.checks.places import in_cell
from course.notebooks import Cell, Notebook
from course.site.prose import FOLLOWS
from widgets.base import CourseWidget
from widgets.content.loader import Fault

FORM = '<span data-follows="evidence" data-value="gap">12,0</span>'
_ANY = re.compile(r"<[^>]*\bdata-(?:follows|value)\b[^>]*>")


def check_follows(
    notebook: Notebook, cell: Cell, figures: dict[str, str | None]
) -> Iterator[Fault]:
    """Tell of numbers that follow no figure; ``figures`` has each code cell's widget by its id."""
    wholes = {found.start(): found for found in FOLLOWS.finditer(cell.source)}
    for found in _ANY.finditer(cell.source):
        at = found[0]
        whole = wholes.get(found.start())
        if whole is None:
            what = "a number that follows a figure is not in the form"
            yield in_cell(notebook, cell, what, f"write it like {FORM}", at=at)
            continue
        figure, value, _ = whole.groups()
        name = figures.get(figure)
        if name is None:
            what = f"a number follows the figure '{figure}', which the module has not"
            mend = "name the id of a figure's cell in this notebook"
            yield in_cell(notebook, cell, what, mend, at=at)
            continue
        known = _values(name)
        if value not in known:
            what = f"the figure '{figure}' tells no value '{value}'"
            mend = f"write one of {', '.join(sorted(known))}" if known else "take the span away"
            yield in_cell(notebook, cell, what, mend, at=at)


def _values(name: str) -> set[str]:
    kind = getattr(widgets, name, None) if name in widgets.HOMES else None
    return kind.values() if isinstance(kind, type) and issubclass(kind, CourseWidget) else set()
