"""A small course with a gradebook, written through nbgrader's own API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from course.assignments.gradebook import open_gradebook

ROOT = Path(__file__).resolve().parents[1]
Scores = Mapping[str, float | None]
"""Points by cell; a name that ends in ``-points`` is a form's, another a rubric line's, where None
waits for its grader."""


def make_root(folder: Path, assignments: tuple[str, ...], rule: str) -> Path:
    """Return a course's folder with the real modules; each form has a text with three lines."""
    both = {"nb": "a", "en": "a"}
    text = {"id": "text", "kind": "text", "points": 9, "words": 9, "title": both, "prompt": both}
    lines = [{"id": name, "text": both} for name in ("safe", "safety", "more")]
    form = {"title": both, "intro": both, "questions": [{**text, "rubric": lines}]}
    folder.mkdir(exist_ok=True)
    (folder / "modules").symlink_to(ROOT / "modules")
    (folder / "assignments" / "forms").mkdir(parents=True)
    for name in assignments:
        told = json.dumps({"id": name, **form})
        (folder / "assignments" / "forms" / f"{name}.yaml").write_text(told, "utf-8")
    (folder / "assignments" / "certificate.yaml").write_text(rule, "utf-8")
    return folder


def fill(
    root: Path,
    lang: str,
    most: Mapping[str, Mapping[str, float]],
    handed: Mapping[str, Mapping[str, Scores]],
    names: Mapping[str, tuple[str, str]] | None = None,
) -> Path:
    """Write ``root``'s gradebook in ``lang``: the most points of each cell, and who got what."""
    course = root / "assignments" / lang
    course.mkdir(parents=True, exist_ok=True)
    # nbgrader puts its rows together piece by piece.
    with open_gradebook(course) as book, book.db.no_autoflush:
        for assignment, cells in most.items():
            book.add_assignment(assignment)
            book.add_notebook(assignment, assignment)
            for cell, points in cells.items():
                if cell.endswith("-points"):
                    book.add_grade_cell(
                        cell, assignment, assignment, max_score=points, cell_type="code"
                    )
                else:
                    book.add_task_cell(
                        cell, assignment, assignment, max_score=points, cell_type="markdown"
                    )
        for who, done in handed.items():
            first, last = (names or {}).get(who, (None, None))
            book.add_student(who, first_name=first, last_name=last)
            for assignment, scores in done.items():
                when = datetime(2026, 11, 2, 10)
                book.add_submission(assignment, who, timestamp=when)
                for cell, score in scores.items():
                    grade = book.find_grade(cell, assignment, assignment, who)
                    by_hand = not cell.endswith("-points")
                    grade.needs_manual_grade = by_hand and score is None
                    if by_hand:
                        grade.manual_score = score
                    else:
                        grade.auto_score = score
        book.db.commit()
    return course
