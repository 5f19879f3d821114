"""All hand-ins of a gradebook with their grades, read in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload, selectinload

from course.assignments.gradebook import open_gradebook, unreadable


@contextmanager
def gradebook_of(course: Path) -> Iterator[Gradebook]:
    """Open the gradebook of ``course`` to read. Raises ``NoGradebookError`` when it is damaged."""
    try:
        with open_gradebook(course) as gradebook:
            yield gradebook
    except SQLAlchemyError as error:
        raise unreadable(course, error) from None


def submissions(gradebook: Gradebook) -> list[SubmittedAssignment]:
    """Return all hand-ins; a thousand learners would else take a query for each part of each.

    Ask a grade's ``cell.max_score``, not its own ``max_score``, which is a query too.
    """
    parts = selectinload(SubmittedAssignment.notebooks).selectinload(SubmittedNotebook.grades)
    found = gradebook.db.query(SubmittedAssignment).options(
        parts,
        joinedload(SubmittedAssignment.student),
        joinedload(SubmittedAssignment.assignment),
    )
    return list(found)
