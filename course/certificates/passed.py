"""Who has passed, read from nbgrader's gradebooks of both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Grade, SubmittedAssignment

from course.assignments.gradebook import NoGradebookError, gradebook_place, has_gradebook
from course.assignments.submissions import gradebook_of, submissions
from course.certificates.rule import Certified, Own
from widgets.text import LANGS, Lang

ROUNDING = 1e-9
"""Shares are sums of decimals: 0.6 of the points must not fail as 0.5999999999."""


@dataclass
class Learner:
    """One learner: how each assignment stands (``passed``, ``waits`` or ``short``)."""

    account: str
    name: str = ""
    stands: dict[str, str] = field(default_factory=dict)
    langs: list[Lang] = field(default_factory=list)
    """The language of each assignment that was handed in."""

    @property
    def shown(self) -> str:
        """The name in the gradebook, else the account."""
        return self.name or self.account

    @property
    def lang(self) -> Lang:
        """The language that most was handed in in; bokmål when there were as many of each."""
        return "en" if self.langs.count("en") > self.langs.count("nb") else "nb"

    def missing(self, certified: Certified) -> list[str]:
        """Return what is not passed, with why; empty for who has passed."""
        told = {"waits": "waits for its grader", "short": "not enough points"}
        stands = [(need.assignment, self.stands.get(need.assignment)) for need in certified.needs]
        return [
            f"{name}: {told.get(how or '', 'not handed in or not graded')}"
            for name, how in stands
            if how != "passed"
        ]


def read_learners(root: Path, certified: Certified) -> dict[str, Learner]:
    """Return all learners by account. Raises ``NoGradebookError``, also when no language has one.

    An assignment that was handed in in both languages counts where it went best.
    """
    courses = [(lang, root / "assignments" / lang) for lang in LANGS]
    there = [one for one in courses if has_gradebook(one[1])]
    if not there:
        looked = " or ".join(gradebook_place(course) for _, course in courses)
        raise NoGradebookError(f"there is no gradebook: neither {looked}; grade something first")
    found: dict[str, Learner] = {}
    for lang, course in there:
        with gradebook_of(course) as gradebook:
            for student in gradebook.students:
                learner = found.setdefault(student.id, Learner(student.id))
                parts = (student.first_name, student.last_name)
                learner.name = learner.name or " ".join(p.strip() for p in parts if p)
            for one in submissions(gradebook):
                _add(found[one.student.id], lang, one, certified)
    return found


def _add(learner: Learner, lang: Lang, one: SubmittedAssignment, certified: Certified) -> None:
    name = one.assignment.name
    need = next((need for need in certified.needs if need.assignment == name), None)
    # nbgrader makes a row for who was only given another due date.
    if need is None or not one.timestamp:
        return
    learner.langs.append(lang)
    best = ("short", "waits", "passed")
    stands = standing(one, need)
    before = learner.stands.get(name, "short")
    learner.stands[name] = max(before, stands, key=best.index)


def standing(one: SubmittedAssignment, need: Own) -> str:
    """Return ``passed``, ``waits`` (a text has no grade yet) or ``short``."""
    grades = [grade for notebook in one.notebooks for grade in notebook.grades]
    tasks = [grade for grade in grades if grade.cell.type == "TaskCell"]
    counted = [g for g in grades if need.counts == "all" or g not in tasks]
    most = sum(grade.cell.max_score for grade in counted)
    if not grades or not most:
        return "short"
    if any(grade.needs_manual_grade and grade.manual_score is None for grade in grades):
        return "waits"
    lines = {grade.name: grade.score for grade in grades}
    enough = sum(grade.score for grade in counted) / most >= (need.share or 1) - ROUNDING
    safe = all(lines.get(line, 0) >= least for line, least in need.lines.items())
    written = all(_text(tasks, name) >= share - ROUNDING for name, share in need.texts.items())
    return "passed" if enough and safe and written else "short"


def _text(tasks: list[Grade], name: str) -> float:
    """Return the share of the points of one free text, whose lines are cells of their own."""
    lines = [grade for grade in tasks if grade.name.startswith(f"{name}-")]
    most = sum(grade.cell.max_score for grade in lines)
    return float(sum(grade.score for grade in lines) / most) if most else 0.0
