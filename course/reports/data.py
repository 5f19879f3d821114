"""What a report is made from: points in the gradebooks, answers as they were handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, SubmittedAssignment

from course.assignments.gradebook import gradebook_place, has_gradebook
from course.assignments.submissions import gradebook_of, submissions
from course.reading.agreement import pairs
from widgets.forms.answers import MOST_BYTES, NAME, DamagedAnswersError, parse
from widgets.text import LANGS


class NothingToReportError(Exception):
    """There is nothing to make a report from; the message says where we looked."""


@dataclass
class Handed:
    """What one learner handed in: points by cell, where None waits for its grader."""

    when: datetime
    points: dict[str, float | None]
    due: datetime | None
    answers: dict[str, Any] = field(default_factory=dict)
    first: datetime | None = None
    """When the first answer was saved, in UTC."""


@dataclass
class Cohort:
    """All hand-ins of one assignment, in both languages; ``most`` has each cell's points."""

    assignment: str
    most: dict[str, float] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    """The cells that a person grades."""
    handed: dict[str, Handed] = field(default_factory=dict)


def read_cohorts(root: Path) -> dict[str, Cohort]:
    """Return what was handed in of each assignment. Raises ``NothingToReportError``,
    and ``NoGradebookError`` for a damaged one.

    Who handed an assignment in in both languages counts with the newest.
    """
    found: dict[str, Cohort] = {}
    courses = [root / "assignments" / lang for lang in LANGS]
    for course in courses:
        if has_gradebook(course):
            for cohort in _read(course):
                _join(found.setdefault(cohort.assignment, cohort), cohort)
    if not any(cohort.handed for cohort in found.values()):
        looked = " or ".join(gradebook_place(course) for course in courses)
        raise NothingToReportError(f"nothing is graded yet: looked in {looked}")
    return {name: found[name] for name in sorted(found) if found[name].handed}


def read_second(gradebook: Path) -> dict[str, Cohort]:
    """Return what the second grader's gradebook holds. Raises ``NothingToReportError``."""
    if not gradebook.is_file() or gradebook.name != "gradebook.db":
        raise NothingToReportError(f"{gradebook} is not a gradebook; name a file gradebook.db")
    return {cohort.assignment: cohort for cohort in _read(gradebook.parent)}


def read_twice(root: Path) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Return, by assignment and cell, the points of texts that two have read, in both languages."""
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for course in (root / "assignments" / lang for lang in LANGS):
        if not has_gradebook(course):
            continue
        with gradebook_of(course) as gradebook:
            for assignment, cells in pairs(gradebook).items():
                for cell, points in cells.items():
                    found.setdefault(assignment, {}).setdefault(cell, []).extend(points)
    return found


def _join(into: Cohort, more: Cohort) -> None:
    for who, one in more.handed.items():
        if who not in into.handed or into.handed[who].when < one.when:
            into.handed[who] = one
    into.most.update(more.most)
    into.texts |= more.texts


def _read(course: Path) -> Iterator[Cohort]:
    with gradebook_of(course) as gradebook:
        handed: dict[str, list[SubmittedAssignment]] = {}
        for one in submissions(gradebook):
            handed.setdefault(one.assignment.name, []).append(one)
        for assignment in gradebook.assignments:
            yield _cohort(course, assignment, handed.get(assignment.name, []))


def _cohort(course: Path, assignment: Assignment, handed_in: list[SubmittedAssignment]) -> Cohort:
    cohort = Cohort(assignment.name)
    for notebook in assignment.notebooks:
        for cell in [*notebook.grade_cells, *notebook.task_cells]:
            cohort.most[cell.name] = float(cell.max_score)
            if cell.type == "TaskCell":
                cohort.texts.add(cell.name)
    for one in handed_in:
        handed = _handed(one)
        # A row without points: a learner with a due date of her own, or not graded yet.
        if handed and handed.points:
            folder = course / "submitted" / one.student.id / assignment.name
            _read_answers(folder, assignment.name, handed)
            cohort.handed[one.student.id] = handed
    return cohort


def _handed(one: SubmittedAssignment) -> Handed | None:
    if not one.timestamp:
        return None
    grades = [grade for notebook in one.notebooks for grade in notebook.grades]
    points = {
        grade.name: None
        if grade.needs_manual_grade and grade.manual_score is None
        else float(grade.score)
        for grade in grades
    }
    return Handed(one.timestamp, points, one.duedate)


def _read_answers(folder: Path, assignment: str, handed: Handed) -> None:
    """Fill in the answers, if there are any that can be read; they are never trusted."""
    path = folder / NAME
    try:
        if path.is_symlink() or path.stat().st_size > MOST_BYTES:
            return
        text = path.read_text("utf-8")
        handed.answers, _ = parse(text, assignment)
        first = json.loads(text).get("first")
        if isinstance(first, str):
            moment = datetime.fromisoformat(first)
            offset = moment.utcoffset()
            handed.first = moment.replace(tzinfo=None) - offset if offset is not None else None
    except (OSError, UnicodeDecodeError, DamagedAnswersError, ValueError, OverflowError):
        return


def read_progress(folder: Path) -> list[tuple[float, float]]:
    """Return (before, after) of the files in ``folder`` that hold both tests; shares from 0 to 1.

    Each file is what a reader exported from «Dine data»; only the tests' results are read.
    Raises ``NothingToReportError`` when there is no such folder.
    """
    if not folder.is_dir():
        raise NothingToReportError(f"there is no folder {folder}")
    pairs = []
    for path in sorted(folder.glob("*.json")):
        try:
            kept = json.loads(path.read_text("utf-8"))["kept"]
            pair = [
                _share(kept[f"smerte-og-arbeid/course/test-{when}"]) for when in ("before", "after")
            ]
        except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
            continue
        pairs.append((pair[0], pair[1]))
    return pairs


def _share(kept: Any) -> float:
    share = kept["results"][-1]["share"]
    if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
        raise ValueError("not a share")
    return float(share)
