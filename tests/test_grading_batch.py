"""Many submissions are graded at once as nbgrader grades one, and none can do harm."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT
from hostile import FULL, GOOD, KINDS, NAME, spoil_all
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from sqlalchemy import event
from test_assignment_content import perfect as perfect_form
from traitlets.config.loader import PyFileConfigLoader

from benchmarks.grading.cohort import fill, hand_in
from course.assignments.key import find_key
from course.assignments.nbgrader_command import run
from course.environment import tool
from course.grading.batch import Summary, grade_all
from course.grading.records import Records
from course.grading.template import NotGeneratedError
from course.grading.worker import Marks
from course.kernels.provisioner import NAME as FORKED

pytestmark = [pytest.mark.loop, pytest.mark.timeout(500)]
FORMS = ("people-points", "circle-points", "statements-points")


@pytest.fixture
def course(generated: Path, tmp_path: Path) -> Path:
    shutil.copytree(generated, tmp_path / "course", symlinks=True)
    return tmp_path / "course" / "assignments" / "nb"


def rows(course: Path) -> tuple[list[Any], list[Any]]:
    """Return all that the gradebook holds of grades and of comments."""
    grades, comments = [], []
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        for submission in book.assignment_submissions(NAME):
            for notebook in submission.notebooks:
                who = submission.student.id
                for one in notebook.grades:
                    points = (one.auto_score, one.manual_score, one.needs_manual_grade)
                    grades.append((who, one.name, *points))
                comments += [(who, one.name, one.auto_comment) for one in notebook.comments]
    return sorted(grades), sorted(comments)


def forms(course: Path) -> dict[str, float]:
    """Return each learner's points for the forms."""
    found: dict[str, float] = {}
    for who, cell, points, *_ in rows(course)[0]:
        if cell in FORMS:
            found[who] = found.get(who, 0) + points
    return found


def book_of(course: Path, who: str) -> list[dict[str, Any]]:
    """Return the cells of an autograded notebook, without when each was run."""
    path = course / "autograded" / who / NAME / f"{NAME}.ipynb"
    cells = [dict(cell) for cell in nbformat.read(path, as_version=4).cells]
    for cell in cells:
        cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k != "execution"}
    return cells


def test_fifty_submissions_get_what_nbgrader_itself_gives_them(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What nbgrader does takes a sixth as long when its kernels are forked. It grades with stock
    # ones in the tests of PostgreSQL and of the whole way.
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", FORKED)
    fill(course, 50)
    stock = course.parents[2] / "stock"
    shutil.copytree(course.parents[1], stock, symlinks=True)
    stock = stock / "assignments" / "nb"
    assert len(grade_all(course, NAME).graded) == 50
    run("autograde", [NAME], stock, "nb")
    assert rows(course) == rows(stock)
    assert len({points for _, _, points, *_ in rows(course)[0]}) > 8, "they are not varied"
    for number in range(1, 51):
        who = f"learner-{number:05}"
        assert book_of(course, who) == book_of(stock, who)
        files = [
            sorted(path.name for path in (one / "autograded" / who / NAME).iterdir())
            for one in (course, stock)
        ]
        assert files[0] == files[1]


def test_one_more_submission_reads_no_table_of_submissions_from_end_to_end(course: Path) -> None:
    asked: list[tuple[str, Any]] = []
    with Records(f"sqlite:///{course}/gradebook.db", "", NAME) as records:
        engine = records.gradebook.engine

        def keep(_a: Any, _b: Any, statement: str, given: Any, _c: Any, many: bool) -> None:
            if not many:
                asked.append((statement, given))

        event.listen(engine, "before_cursor_execute", keep)
        records.save("anna", {NAME: Marks({"circle-points": 1.0})}, None)
        event.remove(engine, "before_cursor_execute", keep)
        assert len(asked) > 8
        with engine.connect() as connection:
            for statement, given in asked:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
                for step in (str(row[3]) for row in plan):
                    grows = r"SCAN (grade|comment|student|submitted_\w+)( |$)"
                    assert not re.search(grows, step), (step, statement)


@pytest.fixture(scope="module")
def graded(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    """A course in which every hostile kind was handed in, and what grading it came to."""
    copy = tmp_path_factory.mktemp("hostile") / "course"
    shutil.copytree(generated, copy, symlinks=True)
    course = copy / "assignments" / "nb"
    spoil_all(course, hand_in)
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        book.update_or_create_assignment(NAME, duedate="2026-12-01 12:00:00 UTC")
    return course, grade_all(course, NAME)


@pytest.fixture(scope="module")
def points(graded: tuple[Path, Summary]) -> dict[str, float]:
    """Each one's points for the forms; the gradebook is long to read."""
    return forms(graded[0])


def test_no_kind_of_submission_stops_the_batch(graded: tuple[Path, Summary]) -> None:
    _, done = graded
    assert len(KINDS) >= 40
    assert sorted(done.graded) == sorted(kind.name for kind in KINDS)
    assert list(done.failed) == ["thief"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_each_kind_gets_what_is_fair_and_one_clear_line(
    graded: tuple[Path, Summary], points: dict[str, float], kind: Any
) -> None:
    _, done = graded
    assert points[kind.name] == pytest.approx(kind.points)
    said = [line for line in done.odd if line.startswith(f"{kind.name}: ")]
    assert len(said) == bool(kind.says), said
    assert all(kind.says in line and line.isprintable() for line in said), said
    assert not any("Traceback" in line for line in said)


def test_nothing_that_a_learner_wrote_was_run_or_followed(graded: tuple[Path, Summary]) -> None:
    course, _ = graded
    assert not list(course.parents[1].rglob("pwned"))
    for who in (course / "autograded").iterdir():
        for path in who.rglob("*"):
            assert not path.is_symlink(), path
            if path.is_file() and path.suffix != ".ipynb":
                assert "FOR GRADERS ONLY" not in path.read_text("utf-8", "replace"), path


def test_feedback_shows_what_was_written_as_text_and_reaches_all_whom_it_can(
    graded: tuple[Path, Summary], monkeypatch: pytest.MonkeyPatch
) -> None:
    course, _ = graded
    monkeypatch.setenv("SMERTEKURS_EXCHANGE", str(course / "exchange"))
    for who in ("html", "template", "markdown"):
        run("generate_feedback", [NAME, f"--student={who}"], course, "nb")
    page = course / "feedback" / "html" / NAME / f"{NAME}.html"
    for who in ("no-secret", "no-time", "secret-of-bytes", "time-of-bytes", "many-files"):
        # What nbgrader puts there; making each page would take long.
        shutil.copytree(course / "autograded" / who / NAME, course / "feedback" / who / NAME)
        shutil.copy(page, course / "feedback" / who / NAME)
    said = run("release_feedback", [NAME], course, "nb")
    left = re.findall(r"WARNING\] (.*?): the hand-in does not say where its feedback goes", said)
    assert sorted(left) == ["no-secret", "secret-of-bytes"]
    assert len(list(course.glob("exchange/**/feedback/*.html"))) == 6
    for who in ("html", "template", "markdown"):
        page = (course / "feedback" / who / NAME / f"{NAME}.html").read_text("utf-8")
        for harm in ("<script>alert", "<img src=x", 'href="javascript', 'evil.example/z"', ">49<"):
            assert harm not in page, (who, harm)


def give(course: Path, who: str, points: float) -> None:
    """Grade one line of the text by hand."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        grade = book.find_grade("script-purpose", NAME, NAME, who)
        grade.manual_score, grade.needs_manual_grade = points, False
        comment = book.find_comment("script-purpose", NAME, NAME, who)
        comment.manual_comment = "Fint."
        book.db.commit()


def test_what_is_graded_is_passed_over_and_a_regrade_keeps_what_people_gave(course: Path) -> None:
    for who in ("anna", "berit"):
        hand_in(course, who, GOOD | {"circle": []})
    assert sorted(grade_all(course, NAME).graded) == ["anna", "berit"]
    give(course, "anna", 2)
    key = course.parent / "keys" / f"{NAME}.yaml"
    key.write_text(key.read_text("utf-8").replace("[check, careful]", "[check]"), "utf-8")
    again = grade_all(course, NAME)
    assert (again.graded, sorted(again.already)) == ([], ["anna", "berit"])
    (course / "submitted" / "berit" / NAME / "timestamp.txt").write_text(
        "2026-11-03 09:00:00.000000 UTC"
    )
    assert grade_all(course, NAME).graded == ["berit"]
    assert sorted(grade_all(course, NAME, force=True).graded) == ["anna", "berit"]
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        line = book.find_grade("script-purpose", NAME, NAME, "anna")
        assert (line.manual_score, line.score) == (2, 2)
        comment = book.find_comment("script-purpose", NAME, NAME, "anna")
        assert comment.manual_comment == "Fint."
    assert forms(course)["anna"] < FULL - 5


def command(course: Path, **how: Any) -> subprocess.Popen[str]:
    line = [tool("smertekurs"), "grade", NAME, f"--root={course.parents[1]}", "--jobs=2"]
    return subprocess.Popen(
        line,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        **how,
    )


def test_a_killed_grader_goes_on_where_it_was(course: Path) -> None:
    fill(course, 150)
    killed = command(course)
    limit = time.monotonic() + 60
    while len(list(course.glob(f"autograded/*/{NAME}"))) < 5:
        assert time.monotonic() < limit and killed.poll() is None
        time.sleep(0.02)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    before = len(list(course.glob(f"autograded/*/{NAME}")))
    assert 5 <= before < 150
    said, _ = command(course).communicate(timeout=200)
    assert f"{150 - before} graded, {before} graded before, 0 could not be graded" in said
    assert len(forms(course)) == 150
    assert not list(course.glob("autograded/*/.making-*"))


def test_a_full_disk_loses_nothing(course: Path) -> None:
    fill(course, 3)
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))  # noqa: E731
    full = command(course, preexec_fn=small)
    said, _ = full.communicate(timeout=100)
    assert full.returncode == 1
    assert "0 graded, 0 graded before, 3 could not be graded" in said
    assert said.count("Run the command again for it.") == 3 and "Traceback" not in said
    said, _ = command(course).communicate(timeout=100)
    assert "3 graded, 0 graded before, 0 could not be graded" in said


def test_a_process_that_dies_takes_no_other_submission_with_it(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(course, 6)
    # As when the system ends a process for its memory: only ever one learner's.
    code = (
        "import os, sys\nfrom course.grading import worker\n"
        "held = worker.Grader.grade\n"
        "def grade(self, student):\n"
        "    if student == 'learner-00003': os._exit(9)\n"
        "    return held(self, student)\n"
        "worker.Grader.grade = grade\n"
    )
    (course.parents[1] / "deadly.py").write_text(code)
    starter = (
        "import multiprocessing as m, sys, pathlib\n"
        "sys.path.insert(0, str(pathlib.Path(sys.argv[1]).parents[1]))\n"
        "from course.grading import batch, worker\n"
        "import concurrent.futures, deadly\n"
        "batch._pool = lambda template, size: concurrent.futures.ProcessPoolExecutor(\n"
        "    size, m.get_context('fork'), initializer=worker.begin, initargs=(template,))\n"
        f"done = batch.grade_all(pathlib.Path(sys.argv[1]), '{NAME}', jobs=2)\n"
        "import json; print(json.dumps([sorted(done.graded), done.failed]))\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", starter, str(course)],
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout  # fmt: skip
    good, failed = json.loads(said.splitlines()[-1])
    assert list(failed) == ["learner-00003"] and "died" in failed["learner-00003"]
    assert good == [f"learner-{number:05}" for number in (1, 2, 4, 5, 6)]


def test_an_assignment_that_was_not_generated_is_told(course: Path) -> None:
    with pytest.raises(NotGeneratedError, match="smertekurs assignment generate rewrite-it"):
        grade_all(course, "rewrite-it")


def test_every_assignment_goes_from_its_source_to_points(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("modules", "assignments"):
        shutil.copytree(
            ROOT / part,
            tmp_path / part,
            symlinks=True,
            ignore=shutil.ignore_patterns("release", "submitted", "autograded", "gradebook.db*"),
        )
    for lang in ("nb", "en"):
        course = tmp_path / "assignments" / lang
        monkeypatch.chdir(course)
        config = PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
        api = NbGraderAPI(config=config)
        for form in sorted((course.parent / "forms").glob("*.yaml")):
            name = form.stem
            assert api.generate_assignment(name)["success"], name
            handed = "".join(
                path.read_text("utf-8")
                for path in (course / "release" / name).rglob("*")
                if path.is_file()
            )
            key = find_key(name, course)
            for secret in ("HIDDEN TESTS", "MARK SCHEME", "FOR GRADERS ONLY"):
                assert secret not in handed, (name, secret)
            assert not any(one.why.in_("nb")[:60] in handed for one in key.questions), name
            hand_in(course, "anna", {one.id: perfect(one) for one in key.questions}, name)
            hand_in(course, "tom", {}, name)
            assert sorted(grade_all(course, name, jobs=1).graded) == ["anna", "tom"], name
            with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
                best, none = (
                    [
                        (one.auto_score, one.max_score, one.needs_manual_grade)
                        for one in book.find_submission_notebook(name, name, who).grades
                    ]
                    for who in ("anna", "tom")
                )
            assert all(hand or got == most for got, most, hand in best), name
            assert sum(hand for *_, hand in best) == sum(
                len(one.scheme) for one in key.questions if one.kind == "text"
            ), f"{name}: a text of its own is read by a person, line by line"
            assert all(got == 0 and not hand for got, _, hand in none), name


def perfect(one: Any) -> Any:
    """Return an answer that the key of a question gives all points."""
    if one.kind == "text":
        return one.exemplar.nb
    return perfect_form(one)
