"""All that is kept about one learner on the course's side: found, copied out, taken away.

It lies in the gradebook, in nbgrader's folders of the course (submitted, autograded, feedback), in
the exchange (what was handed in, feedback handed back, a due date of one's own), and among the
certificates.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry, Student
from nbgrader.utils import notebook_hash

from course.assignments import due
from course.assignments.exchange import COURSE_IDS, exchange_folder
from course.assignments.gradebook import has_gradebook, open_gradebook, sweep
from course.certificates import FOLDER, name_of
from course.reading import records
from widgets.text import LANGS, Lang

STEPS = ("submitted", "autograded", "feedback")
"""nbgrader's folders in which each learner has a folder."""
ACCOUNT = re.compile(r"[\w.@-]+")


class NoLearnerError(ValueError):
    """What was given cannot be the name of a learner."""


@dataclass(frozen=True)
class Held:
    """What is held about a learner in one of the two courses."""

    lang: Lang
    course: Path
    learner: str
    paths: tuple[Path, ...]
    """Files and folders that are the learner's alone."""
    in_gradebook: bool
    own_dates: int

    @property
    def anything(self) -> bool:
        """Whether there is anything at all."""
        return bool(self.paths or self.in_gradebook or self.own_dates)


def find(course: Path, lang: Lang, learner: str) -> Held:
    """Return what the course in ``course`` holds. Raises ``NoLearnerError`` for an odd name."""
    if not ACCOUNT.fullmatch(learner) or set(learner) == {"."}:
        raise NoLearnerError(f"{learner!r} is not the name of an account")
    paths = [path for step in STEPS if (path := course / step / learner).exists()]
    if lang == LANGS[0]:  # certificates are of no one language: told of once
        paths += sorted(_certificates(course).glob(f"{escape(name_of(learner))}.*"))
    exchange = exchange_folder() / COURSE_IDS[lang]
    handed_in = sorted((exchange / "inbound").glob(f"{escape(learner)}+*"))
    feedback = {
        path
        for folder in [*handed_in, *(copy for step in paths for copy in step.glob("*"))]
        for path in _handed_back(folder, exchange / "feedback")
    }
    return Held(
        lang,
        course,
        learner,
        (*paths, *handed_in, *sorted(feedback)),
        _row(course, learner) is not None,
        due.own_dates(lang, learner),
    )


def _certificates(course: Path) -> Path:
    return course.parents[1] / FOLDER


def _handed_back(folder: Path, feedback: Path) -> Iterator[Path]:
    """Yield the feedback in the exchange, which nbgrader names by the hand-in's secret."""
    try:
        secret = (folder / "submission_secret.txt").read_text("utf-8")
    except (OSError, ValueError):
        return
    names = {path.stem for path in (*folder.glob("*.ipynb"), *folder.glob("*.html"))}
    # A hand-in may have lost its notebook; an assignment's notebook bears its name.
    for name in names | {folder.name, *folder.name.split("+")[1:2]}:
        path = feedback / f"{notebook_hash(secret=secret, notebook_id=name)}.html"
        if path.is_file():
            yield path


def _row(course: Path, learner: str) -> dict[str, Any] | None:
    """Return the gradebook's rows about a learner, or None when there are none."""
    if not has_gradebook(course):
        return None
    with open_gradebook(course) as gradebook:
        try:
            return _told(gradebook, gradebook.find_student(learner))
        except MissingEntry:
            return None


def _notebooks(student: Student) -> list[str]:
    return [notebook.id for one in student.submissions for notebook in one.notebooks]


def _told(gradebook: Gradebook, student: Student) -> dict[str, Any]:
    return {
        **student.to_dict(),
        "read": [one.__dict__ for one in records.lines(gradebook, _notebooks(student))],
        "submissions": [
            {
                **one.to_dict(),
                "extension": one.extension,
                "notebooks": [
                    {
                        **notebook.to_dict(),
                        "grades": [grade.to_dict() for grade in notebook.grades],
                        "comments": [comment.to_dict() for comment in notebook.comments],
                    }
                    for notebook in one.notebooks
                ],
            }
            for one in student.submissions
        ],
    }


def export(held: Held, to: Path) -> None:
    """Copy all of it into ``to``, a folder that does not exist yet, with the gradebook as JSON."""
    to.mkdir(parents=True)
    rows = _row(held.course, held.learner)
    text = json.dumps(rows, ensure_ascii=False, indent=1, default=_as_text)
    (to / "gradebook.json").write_text(text, "utf-8")
    for path in held.paths:
        bases = {
            "course": held.course,
            "exchange": exchange_folder() / COURSE_IDS[held.lang],
            FOLDER: _certificates(held.course),
        }
        name, base = next(one for one in bases.items() if path.is_relative_to(one[1]))
        place = to / name / path.relative_to(base)
        place.parent.mkdir(parents=True, exist_ok=True)
        # A link that a learner handed in is copied as a link: it may point at somebody else's.
        if path.is_dir():
            shutil.copytree(path, place, symlinks=True)
        else:
            shutil.copy2(path, place, follow_symlinks=False)


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def delete(held: Held) -> None:
    """Take all of it away. Raises ``OSError`` when something cannot be removed."""
    for path in reversed(held.paths):  # feedback first: it is found through what was handed in
        if path.is_dir() and not path.is_symlink():
            _open_up(path)
            shutil.rmtree(path)
        else:
            path.unlink()
    if held.in_gradebook:
        with open_gradebook(held.course) as gradebook:
            student = gradebook.find_student(held.learner)
            records.forget(gradebook, _notebooks(student))
            # By name: nbgrader's own loop walks a list that it shortens.
            for name in [one.assignment.name for one in student.submissions]:
                gradebook.remove_submission(name, held.learner)
            gradebook.remove_student(held.learner)
        # What is removed would else stay readable in the file.
        sweep(held.course)
    if held.own_dates:
        due.forget(held.lang, held.learner)


def _open_up(folder: Path) -> None:
    """Let what is handed in be removed: nbgrader leaves it without the right to write."""
    for path in (folder, *folder.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o700)
