"""A course with submissions of many kinds of learners, made by chance from a fixed seed."""

from __future__ import annotations

import json
import random
import shutil
from hashlib import sha512
from pathlib import Path
from typing import Any

from course.assignments.key import AssignmentKey, find_key
from course.assignments.nbgrader_command import run

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "threshold-and-tolerance"
STAMP = "2026-11-02 09:00:00.000000 UTC"


def make_course(folder: Path, assignment: str = ASSIGNMENT) -> Path:
    """Copy the course into ``folder``, generate ``assignment``; return the nbgrader course.

    Only what grading needs is there: the modules, the assignments and their keys.
    """
    for name in ("modules", "assignments"):
        shutil.copytree(
            ROOT / name,
            folder / name,
            symlinks=True,
            ignore=shutil.ignore_patterns(
                "release", "submitted", "autograded", "feedback", "gradebook.db*", "grades.csv"
            ),
        )
    course = folder / "assignments" / "nb"
    run("generate_assignment", [assignment], course, "nb")
    return course


def hand_in(course: Path, student: str, answers: Any, assignment: str = ASSIGNMENT) -> Path:
    """Put a submission of ``student`` where nbgrader collects them; return its folder."""
    folder = course / "submitted" / student / assignment
    folder.mkdir(parents=True)
    for path in (course / "release" / assignment).iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    (folder / "timestamp.txt").write_text(STAMP)
    (folder / "submission_secret.txt").write_text(sha512(student.encode()).hexdigest())
    document = {"format": 1, "assignment": assignment, "answers": answers}
    (folder / "answers.json").write_text(json.dumps(document), "utf-8")
    return folder


def some_answers(key: AssignmentKey, chance: random.Random) -> dict[str, Any]:
    """Return answers as people give them: right, half right, wrong, odd, or none at all."""
    answers: dict[str, Any] = {}
    for one in key.questions:
        if one.kind == "branches":
            asks = key.model_copy(update={"questions": [way.ask for way in one.ways]})
            answers[one.id] = some_answers(asks, chance)
            continue
        right: Any = getattr(one, "answer", None) or getattr(one, "answers", None)
        roll = chance.random()
        if roll < 0.1:
            continue
        if one.kind == "text":
            answers[one.id] = chance.choice(["", "  ", "Hei **Kari** <b>der</b>", "Ord " * 90])
        elif one.kind == "plan":
            answers[one.id] = {
                row: value + chance.choice([0, 0, 3]) for row, value in one.example.items()
            }
        elif roll < 0.2:
            answers[one.id] = chance.choice([None, 3, "x", [], {}, [[]], {"x": {"y": 1}}])
        elif one.kind == "marks":
            answers[one.id] = {
                row: {mark: value + chance.choice([0, 0, 0, 1, 3]) for mark, value in marks.items()}
                for row, marks in one.answers.items()
            }
        elif one.kind == "each":
            accepted = [name for names in one.answers.values() for name in names]
            answers[one.id] = {row: chance.choice(accepted) for row in one.answers}
        elif one.kind == "numbers":
            answers[one.id] = {
                row: band.value + chance.choice([0, 0, 1]) for row, band in one.answers.items()
            }
        elif roll < 0.6:
            answers[one.id] = right
        else:
            answers[one.id] = chance.sample(right, chance.randint(0, len(right)))
    return answers


def fill(course: Path, count: int, assignment: str = ASSIGNMENT, seed: int = 1) -> None:
    """Hand in ``count`` submissions of learners ``learner-00001`` and on."""
    chance = random.Random(seed)
    key = find_key(assignment, course)
    for number in range(1, count + 1):
        hand_in(course, f"learner-{number:05}", some_answers(key, chance), assignment)
