"""Writes graded submissions into nbgrader's gradebook, each in one transaction."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from types import TracebackType

from nbgrader.api import Comment, Grade, Gradebook, SubmittedNotebook
from sqlalchemy import Index
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from course.grading.worker import Marks

FOUND_BY = (
    Index("smertekurs_notebook_by_hand_in", SubmittedNotebook.__table__.c.assignment_id),
    Index("smertekurs_grade_by_notebook", Grade.__table__.c.notebook_id),
    Index("smertekurs_comment_by_notebook", Comment.__table__.c.notebook_id),
)
"""nbgrader has none of these: each submission reads three tables from end to end without them."""


class Records:
    """The gradebook, open for the whole batch. Use it as a context manager.

    ``db_url`` is SQLAlchemy's: SQLite's file, or PostgreSQL.
    """

    def __init__(self, db_url: str, course_id: str, assignment: str) -> None:
        self.gradebook = Gradebook(db_url, course_id)
        # A full disk is told of where it stops a submission; without an index it is only slower.
        with suppress(SQLAlchemyError):
            for index in FOUND_BY:
                index.create(self.gradebook.engine, checkfirst=True)
        self.assignment = assignment

    def __enter__(self) -> Records:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.gradebook.close()

    def save(self, student: str, marks: Mapping[str, Marks], handed_in: datetime | None) -> float:
        """Save ``marks`` as nbgrader's autograder does; return how late the hand-in was (seconds).

        Points and comments that a person gave stay as they are.
        """
        book = self.gradebook
        when = {"timestamp": handed_in.isoformat()} if handed_in else {}
        try:
            with warnings.catch_warnings():
                # nbgrader makes a submission in an order that SQLAlchemy remarks upon.
                warnings.simplefilter("ignore", SAWarning)
                book.update_or_create_student(student)
                submission = book.update_or_create_submission(self.assignment, student, **when)
            for notebook in submission.notebooks:
                about = marks.get(notebook.name)
                if about is None:
                    continue
                for grade in notebook.grades:
                    if grade.name in about.scores:
                        grade.auto_score = about.scores[grade.name]
                        grade.needs_manual_grade = (
                            grade.manual_score is not None or grade.auto_score is None
                        )
                    if grade.name in about.blank:
                        blank = about.blank[grade.name]
                        grade.auto_score = 0 if blank else None
                        grade.needs_manual_grade = not blank
                for comment in notebook.comments:
                    if comment.name in about.comments:
                        comment.auto_comment = about.comments[comment.name]
            book.db.commit()
            late = float(submission.total_seconds_late or 0)
        except Exception:
            book.db.rollback()
            raise
        finally:
            # Nothing is held on to: a batch of thousands needs no more memory than one of ten.
            book.db.expunge_all()
        return late
