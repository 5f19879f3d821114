"""An assignment goes the whole way through nbgrader, with people where people are."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import FORMGRADER_LISTENS, ROOT
from nbgrader.api import Gradebook
from playwright.sync_api import Page, expect
from test_leaks import leaked

from widgets.text import Lang

pytestmark = [pytest.mark.loop, pytest.mark.browser, pytest.mark.timeout(400)]

NAME = "threshold-and-tolerance"
RIGHT = ["signal", "focus", "thought", "fear", "avoid", "louder"]
GIVEN = ["signal", "focus", "thought", "fear", "louder", "avoid"]
SCRIPT = "Hei <b>Kari</b> {{ 7*7 }}\n\n**Ikke** avspenning"
PATIENCE = 120_000
WORDS = {
    "nb": {
        "saved": re.compile(r"Lagret kl\. \d\d:\d\d"),
        "hand_in": "Lever oppgaven",
        "of": "av",
        "comment": "Tydelig og varmt sagt.",
        "points": "Poeng: 19,33 av 29",
        "title": "Terskel og toleranse",
        "lost": "Ikke lagret ennå",
        "read": "Les avsnittet «Den onde sirkelen» i modul 4.",
    },
    "en": {
        "saved": re.compile(r"Saved at \d\d:\d\d"),
        "hand_in": "Hand in",
        "of": "of",
        "comment": "Clearly and warmly said.",
        "points": "Points: 19.33 of 29",
        "title": "Threshold and tolerance",
        "lost": "Not saved yet",
        "read": "Read the section “The vicious circle” in module 4.",
    },
}


@dataclass
class School:
    """A copy of the course with its own exchange; nobody's environment is activated."""

    folder: Path
    lang: Lang

    @property
    def course(self) -> Path:
        return self.folder / "course"

    @property
    def nbgrader(self) -> Path:
        return self.course / "assignments" / self.lang

    def env(self, who: str) -> dict[str, str]:
        home = self.folder / "homes" / who
        home.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "SMERTEKURS"))}
        return {
            **kept,
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "SMERTEKURS_EXCHANGE": str(self.folder / "exchange"),
            "PYTHONPATH": str(ROOT),
        }

    def run(self, who: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "course", "assignment", *map(str, arguments)],
            cwd=self.folder / "homes" / who if who != "teacher" else self.course,
            env=self.env(who),
            capture_output=True,
            text=True,
            timeout=240,
        )

    def does(self, who: str, *arguments: str | Path) -> str:
        done = self.run(who, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@contextmanager
def started(school: School, who: str, *arguments: str, **more: str) -> Iterator[tuple[str, int]]:
    """Run a command that serves; yield the address that it prints, and its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "course", "assignment", *arguments],
        cwd=school.course if who == "teacher" else school.folder / "homes" / who,
        env={**school.env(who), **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+/\S*", line):
                yield found[0], process.pid
                break
        else:
            raise AssertionError("".join(said))
    finally:
        process.terminate()
        process.communicate(timeout=60)


def kernels(pid: int) -> list[psutil.Process]:
    """Return the kernels: forked from the warm process, or started the ordinary way."""
    server = psutil.Process(pid)
    found = [c for c in server.children() if "ipykernel_launcher" in " ".join(c.cmdline())]
    for mother in server.children():
        if "course.kernels.mother" in " ".join(mother.cmdline()):
            found += mother.children()
    return found


def set_mark(page: Page, row: int, mark: int, value: int) -> None:
    slider = page.locator(".sa-form__row").nth(row).locator("input[type=range]").nth(mark)
    slider.focus()
    slider.press("Home")
    for _ in range(value):
        slider.press("ArrowRight")


def put_in_order(page: Page, wanted: list[str]) -> None:
    order = page.locator('[data-question="circle"]')
    for place, name in enumerate(wanted):
        while True:
            now = order.locator('[data-move$="-1"]').evaluate_all(
                "all => all.map(b => b.dataset.move.slice(0, -2))"
            )
            if now.index(name) == place:
                break
            order.locator(f'[data-move="{name}-1"]').press("Enter")


def new_school(folder: Path, lang: Lang) -> School:
    """Copy the course into ``folder``, without what earlier grading left."""
    for part in ("assignments", "modules"):
        shutil.copytree(ROOT / part, folder / "course" / part, symlinks=True)
    for course in (folder / "course" / "assignments").glob("??"):
        for made in ("release", "submitted", "autograded", "feedback", "gradebook.db"):
            shutil.rmtree(course / made, ignore_errors=True)
            if (course / made).is_file():
                (course / made).unlink()
    return School(folder, lang)


@pytest.fixture(params=["nb", "en"])
def school(request: pytest.FixtureRequest, tmp_path: Path) -> School:
    return new_school(tmp_path, request.param)


def test_the_whole_way(school: School, visit, axe) -> None:
    lang = school.lang
    for who in ("teacher", "kari"):
        school.env(who)
    school.does("teacher", "generate", NAME, "--lang", lang)
    school.does("teacher", "release", NAME, "--lang", lang)
    school.does("kari", "fetch", NAME, "--lang", lang)
    folder = school.folder / "homes" / "kari" / NAME
    for place in (school.nbgrader / "release", school.folder / "exchange", folder):
        files = [path for path in place.rglob("*") if path.is_file()]
        assert files
        for path in files:
            assert leaked(path.read_text("utf-8")) == [], path
    fill_in_and_hand_in(school, visit, axe, folder)
    said = school.does("teacher", "collect", NAME, "--lang", lang)
    assert "1 new" in said, said
    break_what_is_handed_in(school)
    said = school.does("teacher", "autograde", NAME, "--lang", lang)
    check_what_the_teacher_is_told(school, said)
    assert not (school.folder / "EVIL").exists(), "code that a learner wrote was run"
    grade_by_the_rubric(school, visit)
    said = school.does("teacher", "feedback", NAME, "--lang", lang)
    said = school.does("kari", "fetch-feedback", NAME, "--lang", lang)
    read_feedback(school, visit, axe, sorted(folder.glob("feedback/*/*.html"))[0])
    school.does("teacher", "export", "--lang", lang)
    with (school.nbgrader / "grades.csv").open() as file:
        grades = {row["student_id"]: row for row in csv.DictReader(file)}
    user = next(name for name in grades if name not in ("ola", "siri", "blank"))
    assert float(grades[user]["score"]) == 19.33 and float(grades[user]["max_score"]) == 29
    assert float(grades["ola"]["score"]) == 0
    assert float(grades["siri"]["score"]) == 11.33  # the text waits for its reader
    assert float(grades["blank"]["score"]) == 0


def fill_in_and_hand_in(school: School, visit, axe, folder: Path) -> None:
    """Be the learner: marks, order, reload, choice, text, hand-in; by keys, in the real page."""
    words = WORDS[school.lang]
    with started(school, "kari", "open", str(folder), "--no-open", "--port", "0") as (address, pid):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(address.split("?")[0], timeout=30)
        seen = visit(address)
        page = seen.page
        form = page.locator(".sa-form")
        form.wait_for(timeout=PATIENCE)
        assert page.locator("html").get_attribute("lang") == school.lang
        expect(page.locator("h1")).to_have_text(words["title"])
        assert "import" not in page.locator("body").inner_text()
        for row, (threshold, tolerance) in enumerate([(2, 8), (5, 7), (2, 9)]):
            set_mark(page, row, 0, threshold)
            set_mark(page, row, 1, tolerance)
        put_in_order(page, GIVEN)
        expect(page.locator(".sa-form__state")).to_have_text(words["saved"])
        kept = json.loads((folder / "answers.json").read_text("utf-8"))
        assert kept["answers"]["circle"] == GIVEN and kept["assignment"] == NAME
        page.reload()
        form.wait_for(timeout=PATIENCE)
        expect(page.locator(".sa-form__row").nth(2).locator("output").nth(1)).to_have_text(
            f"9 {words['of']} 10"
        )
        check = page.locator('[data-question="statements"] input').nth(1)
        check.focus()
        check.press("Space")
        page.locator("textarea").fill(SCRIPT)
        assert axe(page) == []
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe(page) == []
        # The answers go with the hand-in, also those written a moment ago.
        page.get_by_role("button", name=words["hand_in"], exact=True).press("Enter")
        receipt = page.locator(".sa-receipt__mark")
        expect(receipt).to_be_visible(timeout=PATIENCE)
        mark = hashlib.sha256((folder / "answers.json").read_bytes()).hexdigest()
        assert receipt.inner_text() == mark
        assert leaked(page.content()) == []
        seen.assert_clean()
        # The page before the reload lets go of its own by itself, and this one keeps its.
        psutil.wait_procs(kernels(pid)[:-1], timeout=60)
        assert len(kernels(pid)) == 1
        page.goto("about:blank")
        ends_its_kernel(pid)


def ends_its_kernel(pid: int) -> None:
    psutil.wait_procs(kernels(pid), timeout=60)
    assert kernels(pid) == []


def break_what_is_handed_in(school: School) -> None:
    """Make the hand-in hostile, and add three more: damaged answers, broken notebook, blank."""
    submitted = school.nbgrader / "submitted"
    mine = next(submitted.iterdir()) / NAME
    for who in ("ola", "siri", "blank"):
        shutil.copytree(mine, submitted / who / NAME)
    for path in submitted.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    for who in ("ola", "siri", "blank"):
        (submitted / who / NAME / "submission_secret.txt").write_text(who)
    (submitted / "ola" / NAME / "answers.json").write_text("{damaged")
    (submitted / "siri" / NAME / f"{NAME}.ipynb").write_text("{broken")
    (submitted / "blank" / NAME / "answers.json").unlink()
    path = mine / f"{NAME}.ipynb"
    nb = nbformat.read(path, as_version=4)
    evil = nbformat.v4.new_code_cell(f"open({str(school.folder / 'EVIL')!r}, 'w').write('x')")
    double = nbformat.from_dict({**nb.cells[5], "id": "double", "source": evil.source})
    assert double.metadata.nbgrader.grade_id == "people-answer"
    nb.cells = [nb.cells[0], evil, *[c for c in nb.cells[1:] if c.id != "circle-points"], double]
    path.write_text(json.dumps(nb), "utf-8")


def check_what_the_teacher_is_told(school: School, said: str) -> None:
    lines = said.splitlines()
    assert any("ola: answers.json cannot be read" in line for line in lines), said
    assert any("blank: answers.json cannot be read" in line for line in lines), said
    assert any(f"siri: {NAME}.ipynb cannot be read" in line for line in lines), said
    assert any("1 taken out" in line and "None of it is run" in line for line in lines), said
    waits = next(line for line in lines if line.startswith(f"{NAME}: free text waits"))
    assert "ola" not in waits and "blank" not in waits and "siri" in waits


def grade_by_the_rubric(school: School, visit) -> None:
    """Be the instructor: points line by line and a comment, in nbgrader's own formgrader."""
    command = ("formgrader", "--lang", school.lang, "--no-open", "--port", "0")
    # Tests may run as root, in a container.
    settings = school.folder / "homes" / "teacher" / ".jupyter" / "jupyter_server_config.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"ServerApp": {"allow_root": True}}))
    more = {"JUPYTER_TOKEN": "teacher", "JUPYTER_ALLOW_INSECURE_WRITES": "1"}
    with started(school, "teacher", *command, **more) as (address, _pid):
        base = re.findall(r"http://[\d.]+:\d+", address)[0]
        seen = visit(
            f"{base}/formgrader/gradebook/{NAME}/{NAME}",
            extra_http_headers={"Authorization": "token teacher"},
        )
        page = seen.page
        page.locator("table tbody tr td a").first.wait_for(timeout=PATIENCE)
        page.goto(f"{base}/formgrader/submissions/{own_notebook(school)}/")
        page.wait_for_function(FORMGRADER_LISTENS, timeout=PATIENCE)
        body = page.locator("body").inner_text()
        assert "<b>Kari</b> {{ 7*7 }}" in body
        assert ("Til den som vurderer" if school.lang == "nb" else "For the grader") in body
        for line, points in (("purpose", 3), ("practice", 2), ("link", 2), ("honest", 1)):
            field = page.locator(f"#script-{line}")
            field.fill(str(points))
            with page.expect_response(lambda r: "/formgrader/api/grade/" in r.url):
                field.press("Tab")
        comment = page.locator("#script-purpose-comment")
        comment.fill(WORDS[school.lang]["comment"])
        with page.expect_response(lambda r: "/formgrader/api/comment/" in r.url):
            comment.blur()
        if target := os.environ.get("SMERTEKURS_PICTURES"):
            page.screenshot(path=f"{target}/formgrader-{school.lang}.png", full_page=True)


def own_notebook(school: School) -> str:
    """Return nbgrader's id of the notebook that came from the page."""
    with Gradebook(f"sqlite:///{school.nbgrader / 'gradebook.db'}") as gradebook:
        (found,) = [
            notebook.id
            for submission in gradebook.assignment_submissions(NAME)
            for notebook in submission.notebooks
            if submission.student.id not in ("ola", "siri", "blank")
        ]
        return str(found)


def read_feedback(school: School, visit, axe, path: Path) -> None:
    words = WORDS[school.lang]
    html = path.read_text("utf-8")
    assert "<script" not in html and "BEGIN MARK SCHEME" not in html
    seen = visit(path.as_uri())
    page = seen.page
    assert page.locator("html").get_attribute("lang") == school.lang
    text = page.locator("body").inner_text()
    for told in (words["points"], words["comment"], words["read"], "<b>Kari</b> {{ 7*7 }}"):
        assert told in text, text
    assert "json.loads" not in text and "grade(" not in text
    assert len(page.locator(".result").all()) == 7
    assert axe(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    seen.assert_clean()
    if target := os.environ.get("SMERTEKURS_PICTURES"):
        page.screenshot(path=f"{target}/feedback-{school.lang}.png", full_page=True)
