"""All hand-ins of a gradebook with their grades, read in a handful of queries."""

from __future__ import annotations

from nbgrader.api import Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy.orm import joinedload, selectinload


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
