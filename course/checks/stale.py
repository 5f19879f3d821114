"""Which boxes of law, schemes and statistics are due to be checked against their sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from course.catalogue import Course
from course.schema import Dated
from widgets.content.loader import shown


@dataclass(frozen=True)
class Due:
    """A box that waits for a person: where it stands, since when, and where to look."""

    file: str
    line: int
    box: str
    year: int
    checked_on: date | None
    check_again: date
    where: str

    def __str__(self) -> str:
        since = f"checked {self.checked_on}" if self.checked_on else "never checked"
        return (
            f"{self.file}:{self.line}: '{self.box}', details of {self.year}, {since}, "
            f"to be checked by {self.check_again}: look at {self.where}"
        )


def due(course: Course, today: date) -> list[Due]:
    """Return the boxes that nobody has checked, or that are to be checked again by ``today``.

    The Norwegian notebook stands for both: the two have the same dates, which ``check`` holds.
    """
    found = []
    for module in course.modules:
        notebook = module.notebooks.get("nb")
        for cell in notebook.cells if notebook else ():
            if cell.box != "dated" or notebook is None:
                continue
            try:
                about = Dated.model_validate(cell.dated)
            except ValidationError:
                continue  # ``check`` tells what is wrong with it
            if about.checked_on is None or about.check_again <= today:
                found.append(
                    Due(
                        shown(notebook.path),
                        cell.line,
                        cell.id,
                        about.year,
                        about.checked_on,
                        about.check_again,
                        about.where,
                    )
                )
    return sorted(found, key=lambda one: (one.check_again, one.file, one.line))
