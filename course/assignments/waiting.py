"""Whose free text nobody has graded yet: nbgrader itself exports it as 0 without a word."""

from __future__ import annotations

from pathlib import Path

from course.assignments.gradebook import has_gradebook, open_gradebook


def waiting(course: Path) -> dict[str, list[str]]:
    """Return, by assignment, the learners with something left to grade by hand."""
    if not has_gradebook(course):
        return {}
    found: dict[str, list[str]] = {}
    with open_gradebook(course) as gradebook:
        for assignment in gradebook.assignments:
            students = sorted(
                submission.student.id
                for submission in assignment.submissions
                if any(
                    grade.needs_manual_grade and grade.manual_score is None
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                )
            )
            if students:
                found[assignment.name] = students
    return found
