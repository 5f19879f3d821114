"""The texts of one question, all learners', without their names and in an order of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook

from course.assignments.submissions import submissions
from course.reading.records import SETTLED, Line
from widgets.content.loader import ContentError, load
from widgets.forms.answers import MOST_BYTES, NAME, DamagedAnswersError, parse
from widgets.forms.form_content import FormContent, FreeText


@dataclass(frozen=True)
class Question:
    """A question with a text of the learner's own."""

    assignment: str
    title: str
    about: FreeText

    @property
    def id(self) -> str:
        """The assignment and the question, as they stand in an address."""
        return f"{self.assignment}/{self.about.id}"

    @property
    def cells(self) -> dict[str, str]:
        """nbgrader's name for each line of the rubric, by the line's own."""
        return {line.id: f"{self.about.id}-{line.id}" for line in self.about.rubric}


@dataclass(frozen=True)
class Script:
    """One learner's text. Nothing in it says whose: ``notebook`` is nbgrader's random name."""

    notebook: str
    text: str
    graded: dict[str, tuple[float, str]]
    """Points and comment by cell, where somebody gave them."""

    @property
    def mark(self) -> str:
        """The SHA-256 of the text."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()

    def given(self, lines: Sequence[Line], reader: str, cells: Sequence[str]) -> dict[str, Line]:
        """Return what ``reader`` gave this text, by cell."""
        return {
            one.cell: one
            for one in lines
            if (one.notebook, one.reader, one.mark) == (self.notebook, reader, self.mark)
            and one.cell in cells
        }

    def readers(self, lines: Sequence[Line], cells: Sequence[str]) -> list[str]:
        """Return who has read this text, the first one first."""
        found = [
            one.reader
            for one in lines
            if one.notebook == self.notebook and one.mark == self.mark and one.cell in cells
        ]
        return [one for one in dict.fromkeys(found) if one != SETTLED]


def questions(assignments: Path, lang: str) -> list[Question]:
    """Return the questions with texts of all forms in ``assignments``; a faulty form has none."""
    found = []
    for path in sorted((assignments / "forms").glob("*.yaml")):
        try:
            form = load(path, FormContent)
        except ContentError:
            continue
        title = form.title.nb if lang == "nb" else form.title.en
        found += [
            Question(path.stem, title, one) for one in form.questions if isinstance(one, FreeText)
        ]
    return found


def scripts(book: Gradebook, course: Path, question: Question) -> list[Script]:
    """Return the graded hand-ins with something in them, always in the same chance order.

    The order differs from question to question: who is read when tired is not always the same.
    """
    cells = set(question.cells.values())
    found = []
    for one in submissions(book):
        if one.assignment.name != question.assignment:
            continue
        folder = course / "autograded" / one.student.id / question.assignment
        text = _text(folder, question)
        if not text.strip():
            continue
        for notebook in one.notebooks:
            comments = {c.name: c.manual_comment or "" for c in notebook.comments}
            graded = {
                grade.name: (float(grade.manual_score), comments.get(grade.name, ""))
                for grade in notebook.grades
                if grade.name in cells and grade.manual_score is not None
            }
            found.append(Script(notebook.id, text, graded))
    key = question.id.encode()
    return sorted(found, key=lambda one: hashlib.sha256(key + one.notebook.encode()).digest())


def _text(folder: Path, question: Question) -> str:
    """Return the text that was handed in, as it was graded; never trusted."""
    path = folder / NAME
    try:
        if path.is_symlink() or path.stat().st_size > MOST_BYTES:
            return ""
        answers, _ = parse(path.read_text("utf-8"), question.assignment)
    except (OSError, UnicodeDecodeError, DamagedAnswersError):
        return ""
    text = answers.get(question.about.id)
    return text if isinstance(text, str) else ""
