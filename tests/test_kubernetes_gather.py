"""On Kubernetes each learner hands in through a folder of her own: what is carried, what is not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from kubernetes_sample import COURSES, NAME, hand_in, own_folders, release
from nbgrader.utils import notebook_hash

from course.assignments import plain_copy
from course.assignments.desk import Desk
from course.assignments.gather import Gatherer
from course.assignments.nbgrader_command import hand_in as hand_in_by_nbgrader
from course.assignments.nbgrader_command import run

COURSE = "smerte-og-arbeid"


@pytest.fixture
def both(tmp_path: Path) -> Gatherer:
    """The course's exchange with one assignment in it, and a volume with kari and ola."""
    for part in ("exchange", "learners"):
        (tmp_path / part).mkdir()
    release(tmp_path / "exchange" / COURSE)
    own_folders(tmp_path / "learners", "kari", "ola")
    return Gatherer(tmp_path / "exchange", tmp_path / "learners")


def inbound(both: Gatherer, name: str) -> Path:
    return both.learners / "own" / name / "exchange" / COURSE / "inbound"


def came(both: Gatherer) -> list[str]:
    return sorted(one.name for one in (both.exchange / COURSE / "inbound").iterdir())


def test_a_hand_in_comes_in_once_whole_and_under_her_own_name(both: Gatherer) -> None:
    made = hand_in(inbound(both, "kari"), "kari", {"answers.json": "{}", "more/a.txt": "x"})
    assert both.round() == 1
    (name,) = came(both)
    assert name == made.name
    taken = both.exchange / COURSE / "inbound" / name
    assert (taken / "answers.json").read_text() == "{}"
    assert (taken / "more" / "a.txt").read_text() == "x"
    assert not made.exists()
    # Handing in the same again, with other answers, changes nothing.
    hand_in(inbound(both, "kari"), "kari", {"answers.json": "changed"}, like=made.name)
    both.round()
    assert (taken / "answers.json").read_text() == "{}"


def test_nobody_hands_in_under_anothers_name(
    both: Gatherer, capsys: pytest.CaptureFixture[str]
) -> None:
    made = hand_in(inbound(both, "kari"), "ola", {"answers.json": "{}"})
    assert both.round() == both.round() == 0
    assert came(both) == []
    assert made.exists()
    said = capsys.readouterr().out
    assert said.count("bears another's name; it is not taken") == 1
    assert said.count("kari: 'ola+") == 1


@pytest.mark.parametrize("kind", ["link", "linked folder", "pipe", "large", "many", "deep"])
def test_what_is_not_plain_files_of_a_bearable_size_is_left_where_it_is(
    both: Gatherer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    (tmp_path / "key").write_text("answer key")
    made = hand_in(inbound(both, "kari"), "kari", {"answers.json": "{}"})
    if kind == "link":
        (made / "x.json").symlink_to(tmp_path / "key")
    elif kind == "linked folder":
        (made / "x").symlink_to(tmp_path)
    elif kind == "pipe":
        os.mkfifo(made / "x")
    elif kind == "large":
        monkeypatch.setattr(plain_copy, "MOST_BYTES", 1000)
        (made / "x").write_bytes(b"x" * 2000)
    elif kind == "many":
        for number in range(plain_copy.MOST_FILES + 1):
            (made / str(number)).touch()
    else:
        (made / "/".join("abcdefgh")).mkdir(parents=True)
    hand_in(inbound(both, "ola"), "ola", {"answers.json": "{}"})
    assert both.round() == 1
    assert [name.split("+")[0] for name in came(both)] == ["ola"]
    assert [one.name for one in (both.exchange / COURSE).iterdir() if "tmp" in one.name] == []


@pytest.mark.parametrize("part", ["inbound", COURSE, "hand-in"])
def test_a_link_in_the_place_of_a_folder_leads_nowhere(both: Gatherer, part: str) -> None:
    mine, hers = inbound(both, "kari"), inbound(both, "ola")
    made = hand_in(hers, "ola", {"answers.json": "{}"})
    if part == "hand-in":
        (mine / made.name.replace("ola", "kari")).symlink_to(made)
    else:
        place = mine if part == "inbound" else mine.parent
        place.rename(place.with_name("away"))
        place.symlink_to(hers if part == "inbound" else hers.parent)
    made.rename(made.with_name(made.name.replace("ola", "kari")))
    both.round()
    assert came(both) == []


def test_what_is_still_being_written_waits(both: Gatherer) -> None:
    made = hand_in(inbound(both, "kari"), "kari", {"answers.json": "{}"})
    secret = (made / "submission_secret.txt").read_text()
    (made / "submission_secret.txt").unlink()
    made.chmod(0o755)
    assert both.round() == 0
    (made / "submission_secret.txt").write_text(secret[:50])
    assert both.round() == 0
    (made / "submission_secret.txt").write_text(secret)
    assert both.round() == 0
    made.chmod(0o777)
    assert both.round() == 1


def test_feedback_reaches_its_owner_and_nobody_else_and_goes_when_the_course_takes_it_back(
    both: Gatherer,
) -> None:
    made = hand_in(inbound(both, "kari"), "kari", {f"{NAME}.ipynb": "{}"})
    hand_in(inbound(both, "ola"), "ola", {f"{NAME}.ipynb": "{}"})
    secret = (made / "submission_secret.txt").read_text()
    both.round()
    feedback = both.exchange / COURSE / "feedback"
    feedback.mkdir()
    page = feedback / f"{notebook_hash(secret=secret, notebook_id=NAME)}.html"
    page.write_text("4 points")
    # Another gatherer, as after a new start: nothing is kept in memory only.
    Gatherer(both.exchange, both.learners).round()
    own = both.learners / "own"
    assert [one.read_text() for one in (own / "kari" / "feedback" / COURSE).iterdir()] == [
        "4 points"
    ]
    assert list((own / "ola" / "feedback" / COURSE).iterdir()) == []
    page.write_text("5 points, by hand")
    both.round()
    assert [one.read_text() for one in (own / "kari" / "feedback" / COURSE).iterdir()] == [
        "5 points, by hand"
    ]
    page.unlink()
    both.round()
    assert list((own / "kari" / "feedback" / COURSE).iterdir()) == []


def test_what_is_released_is_shown_and_what_is_withdrawn_is_gone(both: Gatherer) -> None:
    shown = both.learners / "handed-out" / COURSE
    released = both.exchange / COURSE / "outbound"
    (both.exchange / COURSE / "due.json").write_text("{}")
    both.round()
    assert (shown / "due.json").read_text() == "{}"
    (released / NAME / "form.yaml").write_text("id: mended\n")
    both.round()
    assert (shown / "outbound" / NAME / "form.yaml").read_text() == "id: mended\n"
    assert {one.name for one in shown.iterdir()} == {"outbound", "due.json"}
    (released / NAME).rename(both.exchange / "away")
    both.round()
    assert list((shown / "outbound").iterdir()) == []


@pytest.mark.loop
def test_a_learner_hands_in_by_nbgrader_through_her_own_mounts_and_reads_her_feedback(
    both: Gatherer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course" / "nb"
    made_course(course)
    shutil.rmtree(both.exchange / COURSE)
    monkeypatch.setenv("SMERTEKURS_EXCHANGE", str(both.exchange))
    run("release_assignment", [NAME], course, "nb")
    both.round()
    with monkeypatch.context() as pod:
        desk = in_pod(pod, both.learners, "kari", tmp_path / "home")
        folder = desk.fetch("nb", NAME).notebook.parent
        (folder / "answers.json").write_text("{}")
        hand_in_by_nbgrader(folder, "nb")
        assert [one.feedback for one in desk.hand_ins("nb", NAME)] == [None]
    assert both.round() == 1
    run("collect", [NAME], course, "nb")
    submitted = course / "submitted" / "kari" / NAME
    assert (submitted / "answers.json").read_text() == "{}"
    feedback = course / "feedback" / "kari" / NAME
    shutil.copytree(submitted, feedback)
    (feedback / f"{NAME}.html").write_text("<p>Godt sett.</p>")
    run("release_feedback", [NAME], course, "nb")
    both.round()
    with monkeypatch.context() as pod:
        desk = in_pod(pod, both.learners, "kari", tmp_path / "home")
        (handed_in,) = desk.hand_ins("nb", NAME)
        assert handed_in.feedback is not None
        assert handed_in.feedback.read_text() == "<p>Godt sett.</p>"


def made_course(course: Path) -> None:
    """Make an nbgrader course with one assignment that is ready to be released."""
    ready = course / "release" / NAME
    ready.mkdir(parents=True)
    shutil.copy(ROOT / "assignments" / "nb" / "nbgrader_config.py", course)
    shutil.copy(ROOT / "assignments" / "forms" / f"{NAME}.yaml", ready / "form.yaml")
    form = nbformat.v4.new_code_cell('Form("form.yaml", lang="nb")', metadata={"tags": ["form"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[form]), ready / f"{NAME}.ipynb")


def in_pod(pod: pytest.MonkeyPatch, volume: Path, name: str, home: Path) -> Desk:
    """Be in ``name``'s pod: its variables, and its exchange as the Hub lays it out."""
    exchange = volume / "own" / name / "exchange"
    for course in COURSES:
        for link, to in (
            ("outbound", volume / "handed-out" / course / "outbound"),
            ("due.json", volume / "handed-out" / course / "due.json"),
            ("feedback", volume / "own" / name / "feedback" / course),
        ):
            (exchange / course / link).unlink(missing_ok=True)
            (exchange / course / link).symlink_to(to)
    for key, value in {
        "SMERTEKURS_EXCHANGE": str(exchange),
        "JUPYTER_DATA_DIR": str(home / "jupyter"),
        "JUPYTERHUB_USER": name,
        "JUPYTERHUB_API_TOKEN": "x",
        "JUPYTERHUB_SERVICE_PREFIX": f"/user/{name}/",
        "JUPYTERHUB_SERVICE_URL": "http://0.0.0.0:8888",
    }.items():
        pod.setenv(key, value)
    return Desk(home)
