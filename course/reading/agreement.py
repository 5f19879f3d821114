"""How far two readers agree, from what each gave without seeing the other's points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbgrader.api import Gradebook

from course.reading.records import SETTLED, Line, lines
from course.reading.scripts import Question, Script


@dataclass(frozen=True)
class Both:
    """A text that two have read: (mine, the other's) points by line; ``settled`` when they did."""

    number: int
    script: Script
    other: str
    points: dict[str, tuple[float, float]]
    comments: dict[str, str]
    """The other's comments."""
    settled: dict[str, float]

    @property
    def gap(self) -> float:
        """The largest difference on a line."""
        return max(abs(a - b) for a, b in self.points.values())


@dataclass(frozen=True)
class Differences:
    """The texts that this reader and another have read, the largest difference first.

    ``same`` has for each line how many of them got the same points; ``of`` is how many texts the
    question has.
    """

    scripts: tuple[Both, ...]
    same: dict[str, int]
    of: int


def differences(
    found: Sequence[Script], given: Sequence[Line], question: Question, reader: str
) -> Differences:
    """Return where ``reader`` and the first other one differ; only texts that both have read.

    So nobody sees another's points before giving her own.
    """
    cells = list(question.cells.values())
    both = []
    for number, script in enumerate(found, 1):
        mine = script.given(given, reader, cells)
        others = [one for one in script.readers(given, cells) if one != reader]
        whole = (script.given(given, one, cells) for one in others)
        theirs = next((one for one in whole if len(one) == len(cells)), None)
        if len(mine) < len(cells) or theirs is None:
            continue
        settled = script.given(given, SETTLED, cells)
        by_line = question.cells.items()
        both.append(
            Both(
                number,
                script,
                next(iter(theirs.values())).reader,
                {line: (mine[cell].points, theirs[cell].points) for line, cell in by_line},
                {line: theirs[cell].comment for line, cell in by_line if theirs[cell].comment},
                {line: settled[cell].points for line, cell in by_line if cell in settled},
            )
        )
    both.sort(key=lambda one: (bool(one.settled), -one.gap, one.number))
    same = {line: sum(len(set(one.points[line])) == 1 for one in both) for line in question.cells}
    return Differences(tuple(both), same, len(found))


def pairs(book: Gradebook) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Return, by assignment and cell, the (first, second) reader's points of each text."""
    by_cell: dict[tuple[str, str, str], list[float]] = {}
    for one in lines(book):
        if one.reader != SETTLED:
            by_cell.setdefault((one.notebook, one.mark, one.cell), []).append(one.points)
    names = {
        notebook.id: assignment.name
        for assignment in book.assignments
        for submission in assignment.submissions
        for notebook in submission.notebooks
    }
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for (notebook, _mark, cell), points in by_cell.items():
        if len(points) > 1 and notebook in names:
            into = found.setdefault(names[notebook], {}).setdefault(cell, [])
            into.append((points[0], points[1]))
    return found
