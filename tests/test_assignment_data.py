"""What is kept about a learner can be given out whole, and taken away without leaving a trace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from nbgrader.utils import notebook_hash
from typer.testing import CliRunner

from course.assignments.due import parse_date
from course.assignments.exchange import COURSE_IDS
from course.assignments.extend import extend_for, set_due
from course.assignments.gradebook import open_gradebook
from course.cli import app

ONE, TWO = "first-task", "second-task"


@pytest.fixture
def kept(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what ``made`` has, to do with as a test likes."""
    monkeypatch.setenv("SMERTEKURS_EXCHANGE", str(tmp_path / "kept" / "exchange"))
    return Path(shutil.copytree(made, tmp_path / "kept"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a gradebook and an exchange; kari and karin have handed in two assignments."""
    tmp_path = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMERTEKURS_EXCHANGE", str(tmp_path / "exchange"))
        fill(tmp_path)
    return tmp_path


def fill(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "catalogue.yaml").write_text("[]")
    exchange = tmp_path / "exchange" / COURSE_IDS["nb"]
    (exchange / "feedback").mkdir(parents=True)
    course = tmp_path / "assignments" / "nb"
    course.mkdir(parents=True)
    for who in ("kari", "karin"):
        (tmp_path / "certificates").mkdir(exist_ok=True)
        (tmp_path / "certificates" / f"{who}.pdf").write_text(f"given to {who}")
    for name in (ONE, TWO):
        set_due(course, "nb", name, parse_date("2099-12-04"))
        for who in ("kari", "karin"):
            extend_for(course, "nb", name, who, parse_date("2099-12-11"))
            secret = f"{who} {name}"
            inbound = exchange / "inbound" / f"{who}+{name}+2026-11-02 10:00:00 UTC+abc"
            for folder in (inbound, *(course / s / who / name for s in ("submitted", "feedback"))):
                folder.mkdir(parents=True)
                (folder / "submission_secret.txt").write_text(secret)
                (folder / f"{name}.ipynb").write_text(f"written by {who}")
            # nbgrader leaves what is handed in without the right to write.
            (course / "submitted" / who / name).chmod(0o555)
            named = notebook_hash(secret=secret, notebook_id=name)
            (exchange / "feedback" / f"{named}.html").write_text(f"feedback to {who}")


def run(root: Path, *arguments: str, answer: str = "") -> tuple[int, str]:
    command = ["data", arguments[0], "--root", str(root), *arguments[1:]]
    done = CliRunner().invoke(app, command, input=answer)
    return done.exit_code, done.output


def traces(root: Path, who: str) -> list[Path]:
    """Return every path that names ``who``, and every file that holds the name."""
    exact = {path for path in root.rglob("*") if path.name == who or f"{who}+" in path.name}
    inside = [path for path in root.rglob("*") if path.is_file()]
    other = b"karin"
    text = who.encode()
    return [*exact, *(p for p in inside if text in p.read_bytes().replace(other, b""))]


def test_deletion_leaves_nothing_of_one_and_everything_of_another(kept: Path) -> None:
    files = len([p for p in kept.rglob("*") if p.is_file()])
    assert traces(kept, "kari")
    code, said = run(kept, "delete", "kari", "--yes")
    assert code == 0, said
    assert traces(kept, "kari") == []
    # A certificate; of each assignment two files in three folders, and feedback handed back.
    gone = files - len([p for p in kept.rglob("*") if p.is_file()])
    assert gone == 1 + 2 * (3 * 2 + 1)
    with open_gradebook(kept / "assignments" / "nb") as gradebook:
        assert [one.id for one in gradebook.students] == ["karin"]
        assert len(gradebook.find_student("karin").submissions) == 2
    due = json.loads((kept / "exchange" / COURSE_IDS["nb"] / "due.json").read_text())
    assert [len(about["learners"]) for about in due.values()] == [1, 1]
    assert run(kept, "delete", "kari", "--yes")[0] == 1


def test_nothing_is_deleted_without_a_yes(kept: Path) -> None:
    before = sorted(kept.rglob("*"))
    code, said = run(kept, "delete", "kari", answer="n\n")
    assert code == 1 and "Nothing was deleted." in said
    assert sorted(kept.rglob("*")) == before


def test_the_export_holds_all_that_deletion_takes(kept: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    code, said = run(kept, "export", "kari", "--to", str(to))
    assert code == 0, said
    rows = json.loads((to / "nb" / "gradebook.json").read_text())
    assert rows["id"] == "kari" and len(rows["submissions"]) == 2
    copied = [path for path in (to / "nb").rglob("*") if path.is_file()]
    assert len(copied) == 1 + 1 + 2 * (3 * 2 + 1)
    assert not any(b"karin" in path.read_bytes() for path in copied)
    for folder in to.rglob("*"):
        folder.chmod(0o755)
    shutil.rmtree(to)


@pytest.mark.parametrize("name", ["*", "../nb", "..", "kari+x", ""])
def test_a_name_that_is_no_account_reaches_nothing(kept: Path, name: str) -> None:
    before = sorted(kept.rglob("*"))
    assert run(kept, "delete", "--yes", "--", name)[0] == 2
    assert sorted(kept.rglob("*")) == before
