"""What grows old: boxes of law, schemes and statistics, dated facts, and links to sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from course.catalogue import Course
from course.schema import Dated, FactList, ReferenceList
from widgets.content.loader import ContentError, lines_of, load, shown


@dataclass(frozen=True)
class Due:
    """What waits for a person: where it stands, since when, and where to look."""

    file: str
    line: int
    kind: str
    name: str
    checked_on: date | None
    check_again: date | None
    where: str

    def __str__(self) -> str:
        since = f"checked {self.checked_on}" if self.checked_on else "never checked"
        by = f", to be checked by {self.check_again}" if self.check_again else ""
        return f"{self.file}:{self.line}: {self.kind} '{self.name}', {since}{by}: {self.where}"


def due(course: Course, today: date) -> list[Due]:
    """Return what nobody has checked, or what is to be checked again by ``today``.

    A file that cannot be read is passed over: ``check`` tells what is wrong with it.
    """
    found = [*_boxes(course), *_facts(course), *_links(course)]
    waiting = [
        one
        for one in found
        if one.checked_on is None or (one.check_again is not None and one.check_again <= today)
    ]
    return sorted(waiting, key=lambda one: (one.check_again or date.max, one.file, one.line))


def _boxes(course: Course) -> Iterator[Due]:
    # The Norwegian notebook stands for both: the two have the same dates, which ``check`` holds.
    for module in course.modules:
        notebook = module.notebooks.get("nb")
        for cell in notebook.cells if notebook else ():
            if cell.box != "dated" or notebook is None:
                continue
            try:
                about = Dated.model_validate(cell.dated)
            except ValidationError:
                continue
            yield Due(
                shown(notebook.path),
                cell.line,
                f"the box of {about.year}",
                cell.id,
                about.checked_on,
                about.check_again,
                f"look at {about.where}",
            )


def _facts(course: Course) -> Iterator[Due]:
    path = course.root / "modules" / "facts.yaml"
    try:
        facts = load(path, FactList).root
    except ContentError:
        return
    for fact, line in zip(facts, lines_of(path), strict=True):
        if fact.dated:
            places = [f"document {one.document}, {one.section}" for one in fact.source]
            where = "; ".join([*places, *fact.refs])
            yield Due(
                shown(path),
                line,
                "the dated fact",
                fact.id,
                fact.checked_on,
                fact.check_again,
                f"look at {where}",
            )


def _links(course: Course) -> Iterator[Due]:
    path = course.root / "modules" / "references.yaml"
    try:
        references = load(path, ReferenceList).root
    except ContentError:
        return
    for entry, line in zip(references, lines_of(path), strict=True):
        if entry.address:
            yield Due(
                shown(path),
                line,
                "the link of",
                entry.id,
                entry.checked_on,
                entry.check_again,
                f"open {entry.address}",
            )
