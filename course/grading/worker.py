"""Grades one submission in a warm process. It reads, and writes nothing: the batch does."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import LimitOutput
from traitlets.log import get_logger

from course.assignments.preprocessors import PlaceAnswers
from course.grading.shell import CellShell
from course.grading.template import Template

_NO_RESPONSE = "No response."
"""nbgrader's own words for a cell that is as it was released."""


@dataclass
class Marks:
    """What the gradebook is to hold of one notebook, by the name of its cells.

    ``scores`` holds the automatic points, ``None`` where a person grades. ``blank`` holds rubric
    lines of texts, and whether the text was left blank. ``comments`` are nbgrader's own.
    """

    scores: dict[str, float | None] = field(default_factory=dict)
    blank: dict[str, bool] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)


@dataclass
class Graded:
    """One graded submission: its notebooks as JSON, its marks, and what was odd with it."""

    student: str
    notebooks: dict[str, str] = field(default_factory=dict)
    marks: dict[str, Marks] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)


class _Kept(logging.Handler):
    """Keeps warnings that say something, for the instructor."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class Grader:
    """What a process keeps between submissions: the shell, the template and nbgrader's steps."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.shell = CellShell()
        self.place = PlaceAnswers(config=template.config)
        self.limit = LimitOutput(config=template.config)
        self.kept = _Kept()
        # traitlets' logger, to which nbgrader's steps speak.
        logger = logging.getLogger(get_logger().name)
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        logger.addHandler(self.kept)
        logger.propagate = False

    def grade(self, student: str) -> Graded:
        """Return ``student``'s submission graded, with the lines that nbgrader's steps said."""
        self.kept.lines = []
        done = Graded(student)
        for name, text in self.template.notebooks.items():
            notebook = nbformat.reads(text, as_version=4)
            about = {"student": student, "assignment": self.template.assignment, "notebook": name}
            resources: Any = {"nbgrader": about}
            self._look_at(student, name)
            notebook, resources = self.place.preprocess(notebook, resources)
            self.shell.run(notebook)
            notebook, resources = self.limit.preprocess(notebook, resources)
            done.marks[name] = marks_of(notebook)
            done.notebooks[name] = nbformat.writes(notebook)
        done.odd = list(dict.fromkeys(self.kept.lines))
        return done

    def _look_at(self, student: str, name: str) -> None:
        """Say what the handed-in notebook differs in. It is read as data, never run."""
        from course.grading.handed_in import differences

        path = self.template.folder / "submitted" / student / self.template.assignment
        said = differences(path / f"{name}.ipynb", self.template.notebooks[name])
        if said:
            self.kept.lines.append(f"{student}: {said}; the answers are graded as usual.")


def marks_of(notebook: NotebookNode) -> Marks:
    """Return what nbgrader's SaveAutoGrades, and our ZeroForBlank, would save of ``notebook``."""
    marks = Marks()
    blank = False
    for cell in notebook.cells:
        task = utils.is_task(cell)
        if not task:
            blank = "answer" in cell.metadata.get("tags", []) and not cell.metadata.get("answered")
        if "nbgrader" not in cell.metadata:
            continue
        name = cell.metadata.nbgrader.grade_id
        if task:
            marks.blank[name] = blank
        if utils.is_grade(cell):
            marks.scores[name] = utils.determine_grade(cell)[0]
        if task or utils.is_solution(cell):
            same = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
            marks.comments[name] = _NO_RESPONSE if same and not task else None
    return marks


_grader: Grader | None = None


def begin(template: Template) -> None:
    """Make this process ready to grade. Called once in each process of the pool."""
    global _grader
    os.chdir(template.folder)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
    _grader = Grader(template)


def grade(student: str) -> Graded:
    """Return ``student``'s submission graded. Raises whatever the submission does to us."""
    if _grader is None:
        raise RuntimeError("begin was not called in this process")
    return _grader.grade(student)
