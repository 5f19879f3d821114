"""The learner's desk tells how things stand, and a due date can be moved for one learner."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from jupyter_core.paths import jupyter_data_dir
from nbgrader.utils import get_username, notebook_hash

from course.assignments.desk import Desk
from course.assignments.desk_page import page, told
from course.assignments.due import due, parse_date, tell
from course.assignments.exchange import COURSE_IDS
from course.assignments.extend import NoDueDateError, extend_for, set_due
from course.assignments.gradebook import open_gradebook
from course.assignments.moodle import write_moodle
from widgets.forms import answers as store
from widgets.text import LANGS

NAME = "threshold-and-tolerance"
FORM = ROOT / "assignments" / "forms" / f"{NAME}.yaml"
SOON = parse_date("2099-12-04T12:00")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk with one assignment handed out and fetched, and nothing done."""
    monkeypatch.setenv("SMERTEKURS_EXCHANGE", str(tmp_path / "exchange"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    found = Desk(tmp_path / "home")
    for place in (tmp_path / "exchange" / COURSE_IDS["nb"] / "outbound" / NAME, here(found)):
        place.mkdir(parents=True)
        (place / "form.yaml").write_text(FORM.read_text("utf-8"), "utf-8")
    return found


def here(desk: Desk) -> Path:
    return desk.place("nb", NAME)


def hand_in(desk: Desk, when: str, answers: dict[str, object]) -> Path:
    """Leave what ``nbgrader submit`` leaves with the learner; return the copy."""
    store.write(here(desk), NAME, answers)
    kept = Path(jupyter_data_dir()) / "nbgrader_cache" / COURSE_IDS["nb"]
    copy = kept / f"{get_username()}+{NAME}+{when} UTC"
    copy.mkdir(parents=True)
    (copy / "answers.json").write_bytes((here(desk) / "answers.json").read_bytes())
    (copy / "timestamp.txt").write_text(f"{when} UTC")
    (copy / "submission_secret.txt").write_text(when)
    (copy / f"{NAME}.ipynb").write_text("{}")
    return copy


def test_an_assignment_goes_from_open_to_feedback(desk: Desk) -> None:
    def state() -> str:
        (one,) = desk.entries("nb")
        return one.state

    assert state() == "open"
    tell("nb", NAME, datetime(2020, 1, 1, tzinfo=UTC))
    assert state() == "late"
    tell("nb", NAME, SOON)
    store.write(here(desk), NAME, {"circle": ["signal"]})
    assert state() == "begun"
    hand_in(desk, "2026-11-02 10:00:00.000000", {"circle": ["fear"]})
    assert state() == "handed-in"
    store.write(here(desk), NAME, {"circle": ["thought"]})
    assert state() == "changed"
    copy = hand_in(desk, "2026-11-03 10:00:00.000000", {"circle": ["avoid"]})
    name = notebook_hash(secret=(copy / "submission_secret.txt").read_text(), notebook_id=NAME)
    back = copy.parents[2].parent / "exchange" / COURSE_IDS["nb"] / "feedback"
    back.mkdir()
    (back / f"{name}.html").write_text('<p class="total">Poeng: 2 av 29</p>')
    (one,) = desk.entries("nb")
    assert one.state == "feedback" and one.points == "Poeng: 2 av 29"
    newest, first = one.hand_ins
    assert newest.mark == hashlib.sha256((here(desk) / "answers.json").read_bytes()).hexdigest()
    assert first.mark != newest.mark and first.feedback is None


def test_the_list_survives_a_damaged_answer_file_and_leaves_it(desk: Desk) -> None:
    (here(desk) / "answers.json").write_text("{damaged")
    assert [one.state for one in desk.entries("nb")] == ["open"]
    assert (here(desk) / "answers.json").read_text() == "{damaged"


def test_an_assignment_with_an_unreadable_form_hides_no_other(desk: Desk) -> None:
    other = desk.place("nb", "other")
    other.mkdir()
    (other / "form.yaml").write_text("[broken")
    assert {one.name for one in desk.entries("nb")} == {NAME, "other"}


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_whole_in_each_language(desk: Desk, lang: str) -> None:
    tell("nb", NAME, SOON)
    html = page(desk, "en" if lang == "en" else "nb", "/")
    assert f'<html lang="{lang}">' in html and get_username() in html
    if lang == "nb":
        assert "fredag 4. desember 2099 kl. 12.00" in html
    assert told(SOON, "en") == "Friday 4 December 2099 at 12:00"


def test_what_an_assignment_calls_itself_is_escaped(desk: Desk) -> None:
    form = yaml.safe_load(FORM.read_text("utf-8"))
    form["title"] = {"nb": "<script>x</script>", "en": "<script>x</script>"}
    (here(desk) / "form.yaml").write_text(yaml.safe_dump(form), "utf-8")
    assert "<script" not in page(desk, "nb", "/")


def test_only_the_one_learner_gets_the_later_date(desk: Desk, tmp_path: Path) -> None:
    later = parse_date("2099-12-11")
    with pytest.raises(NoDueDateError, match="has no due date"):
        extend_for(tmp_path, "nb", NAME, "ola", later)
    set_due(tmp_path, "nb", NAME, SOON)
    extend_for(tmp_path, "nb", NAME, "ola", later)
    assert due("nb", NAME, "ola") == later and due("nb", NAME, "kari") == SOON
    assert "ola" not in json.dumps(
        json.loads((tmp_path / "exchange" / COURSE_IDS["nb"] / "due.json").read_text())
    )
    # Moving everybody's date leaves what was promised to one.
    set_due(tmp_path, "nb", NAME, parse_date("2099-12-05"))
    assert due("nb", NAME, "ola") == later
    with open_gradebook(tmp_path) as gradebook:
        kept = gradebook.find_submission(NAME, "ola").duedate
    assert kept == later.astimezone(UTC).replace(tzinfo=None)


def test_a_day_alone_means_its_last_minute_in_norway() -> None:
    assert parse_date("2026-07-01") == datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
    with pytest.raises(ValueError, match="is not a date"):
        parse_date("i morgen")


def test_moodle_gets_no_zero_for_what_is_not_graded(tmp_path: Path) -> None:
    with open_gradebook(tmp_path) as gradebook:
        gradebook.add_assignment(NAME)
        gradebook.add_notebook("book", NAME)
        gradebook.add_grade_cell("done", "book", NAME, max_score=5, cell_type="code")
        for who in ("done", "waits", "absent"):
            gradebook.add_student(who)
        for who in ("done", "waits"):
            gradebook.add_submission(NAME, who, timestamp=datetime(2026, 11, 2, 10))
            grade = gradebook.find_grade("done", "book", NAME, who)
            grade.auto_score, grade.needs_manual_grade = 4.333, who == "waits"
        gradebook.db.commit()
    assert write_moodle(tmp_path, tmp_path / "out.csv") == 3
    rows = (tmp_path / "out.csv").read_text().split()
    assert rows[0] == f"username,{NAME}"
    assert set(rows[1:]) == {"done,4.33", "waits,", "absent,"}
