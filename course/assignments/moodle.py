"""Points as a file for Moodle's gradebook import (*Grades → Import → CSV file*)."""

from __future__ import annotations

import csv
from pathlib import Path

from course.assignments.gradebook import open_gradebook
from course.assignments.waiting import waiting


def write_moodle(course: Path, to: Path) -> int:
    """Write one row a learner, with a column for each assignment; return the number of rows.

    A cell is empty when nothing is handed in or free text waits for its grader: Moodle leaves an
    empty cell as it is, where a 0 would be taken for a grade.
    """
    waits = waiting(course)
    with open_gradebook(course) as gradebook:
        names = sorted(one.name for one in gradebook.assignments)
        rows = []
        for student in gradebook.students:
            scores = {
                one.assignment.name: f"{round(one.score, 2):g}"
                for one in student.submissions
                if one.timestamp and student.id not in waits.get(one.assignment.name, [])
            }
            rows.append([student.id, *(scores.get(name, "") for name in names)])
    with to.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["username", *names], *rows])
    return len(rows)
