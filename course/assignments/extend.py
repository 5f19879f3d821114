"""Due dates in nbgrader's gradebook, with the learners told in the exchange."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import MissingEntry

from course.assignments.due import tell
from course.assignments.gradebook import open_gradebook
from widgets.text import Lang


class NoDueDateError(Exception):
    """There is no due date to move; the message says what to do."""


def _as_kept(when: datetime) -> datetime:
    """Return the moment as nbgrader keeps it: UTC without a zone."""
    return when.astimezone(UTC).replace(tzinfo=None)


def set_due(course: Path, lang: Lang, assignment: str, when: datetime) -> None:
    """Set when everybody has to hand in. Dates given to single learners stay where they are."""
    with open_gradebook(course) as gradebook:
        # nbgrader keeps extra time, not an extra date: it must move the other way.
        own = {}
        try:
            found = gradebook.find_assignment(assignment)
            own = {one.student.id: one.duedate for one in found.submissions if one.extension}
        except MissingEntry:
            pass
        gradebook.update_or_create_assignment(assignment, duedate=_as_kept(when))
        for learner, date in own.items():
            one = gradebook.find_submission(assignment, learner)
            one.extension = date - _as_kept(when)
        gradebook.db.commit()
    tell(lang, assignment, when)


def extend_for(course: Path, lang: Lang, assignment: str, learner: str, when: datetime) -> None:
    """Give one learner another due date. Raises ``NoDueDateError`` when there is none to move."""
    with open_gradebook(course) as gradebook:
        try:
            due = gradebook.find_assignment(assignment).duedate
        except MissingEntry:
            due = None
        if due is None:
            raise NoDueDateError(
                f"{assignment} has no due date; give it one: "
                f"smertekurs assignment release {assignment} --force --due DATE"
            )
        gradebook.update_or_create_student(learner)
        one = gradebook.update_or_create_submission(assignment, learner)
        one.extension = _as_kept(when) - due
        gradebook.db.commit()
    tell(lang, assignment, when, learner)
