"""Free texts are read together, blind, by two, and nothing that a reader wrote is lost."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.grading.cohort import ASSIGNMENT, hand_in
from course.assignments.gradebook import open_gradebook
from course.assignments.learner_data import delete, find
from course.grading.batch import grade_all
from course.reading import records
from course.reading.agreement import differences, pairs
from course.reading.scripts import Question, questions, scripts
from course.reports.data import read_twice

pytestmark = pytest.mark.xdist_group("reading")

TEXTS = {
    "anna": "Smerten er ekte. <script>alert(1)</script> {{ 7*7 }} **Anna**",
    "berit": "Kort tur hver dag, også når alarmen går.",
    "carl": "Vi prøver i to uker, og ringer hvis det blir verre.\n\nÅ stå i det er lov.",
    "tom": "   ",
}


@pytest.fixture(scope="module")
def course(generated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with four hand-ins; one has no text."""
    copy = tmp_path_factory.mktemp("reading") / "course"
    shutil.copytree(generated, copy, symlinks=True)
    folder = copy / "assignments" / "nb"
    for who, text in TEXTS.items():
        hand_in(folder, who, {"script": text})
    grade_all(folder, ASSIGNMENT, jobs=1)
    return folder


@pytest.fixture(scope="module")
def question(course: Path) -> Question:
    found = questions(course.parent, "nb")
    return next(one for one in found if one.assignment == ASSIGNMENT)


@pytest.fixture(scope="module")
def served(course: Path) -> Iterator[str]:
    """The reader's pages, run as the instructor runs them; yield their address with its token."""
    command = [sys.executable, "-m", "course", "assignment", "read", "--no-open"]
    command += ["--root", str(course.parents[1])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    yield re.findall(r"http://\S+", process.stdout.readline())[0]
    process.terminate()
    process.wait(30)


def counting(course: Path, who: str) -> list[float | None]:
    """Return the points that nbgrader counts for a text, line by line."""
    with open_gradebook(course) as book:
        notebook = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, who)
        return [g.manual_score for g in notebook.grades if g.name.startswith("script-")]


def test_two_read_apart_settle_and_a_new_text_is_read_anew(
    course: Path, question: Question, tmp_path: Path
) -> None:
    cells = list(question.cells.values())
    with open_gradebook(course) as book:
        records.prepare(book)
        found = scripts(book, course, question)
        assert sorted(one.text for one in found) == sorted(
            text for text in TEXTS.values() if text.strip()
        )
        (berit,) = (one for one in found if one.text == TEXTS["berit"])
        whose = berit.notebook, berit.mark
        assert records.give(book, *whose, "gro", {cell: (2, "Fint") for cell in cells})
        assert not records.give(book, *whose, "gunnar", {cell: (0, "") for cell in cells})
    assert counting(course, "berit") == [2] * 4, "the first reader's count"
    with open_gradebook(course) as book:
        lines = records.lines(book)
        assert differences(found, lines, question, "ingrid").scripts == (), "who has not read"
        (both,) = differences(found, lines, question, "gunnar").scripts
        assert set(both.points.values()) == {(0, 2)} and both.gap == 2
        records.give(book, *whose, records.SETTLED, {cell: (1, "Fint") for cell in cells})
        records.give(book, *whose, "gro", {cell: (3, "Fint") for cell in cells})
        assert pairs(book)[ASSIGNMENT] == {cell: [(3, 0)] for cell in cells}
    assert counting(course, "berit") == [1] * 4, "what is settled stays"
    assert read_twice(course.parents[1])[ASSIGNMENT][cells[0]] == [(3, 0)]

    with open_gradebook(course) as book:
        # She hands in again: the same notebook in the gradebook, another text.
        anew = hashlib.sha256(b"another text").hexdigest()
        assert records.give(book, berit.notebook, anew, "gunnar", {cells[0]: (2, "")})
    assert counting(course, "berit") == [2, 1, 1, 1]

    held = find(course, "nb", "berit")
    delete(held)
    with open_gradebook(course) as book:
        assert all(one.notebook != berit.notebook for one in records.lines(book))
    hand_in(course, "berit", {"script": TEXTS["berit"]})
    grade_all(course, ASSIGNMENT, jobs=1)


@pytest.mark.browser
def test_a_reader_goes_through_all_texts_by_keyboard_and_sees_no_name(
    course: Path, question: Question, served: str, visit: Callable[..., Any], axe: Any
) -> None:
    seen = visit(served)
    page: Page = seen.page
    expect(page.locator("h1")).to_have_text("Les tekster")
    expect(page.locator(".sa-reading__state")).to_contain_text("Du har lest 0 av 3.")
    page.get_by_role("link", name="Les", exact=True).press("Enter")
    # Whoever passes one over is led back to it, and told when there is none left.
    page.get_by_role("link", name="Neste", exact=True).press("Enter")
    for number, told in ((2, ""), (3, ""), (1, " Du har lest alle tekstene i denne oppgaven.")):
        expect(page.get_by_text(f"Tekst {number} av 3")).to_be_visible()
        assert page.locator("blockquote").inner_text().strip() in TEXTS.values()
        assert not any(who in page.content() for who in ("berit", "carl"))
        if number == 2:
            page.get_by_role("button", name="Lagre").press("Enter")
            expect(page.get_by_role("status")).to_have_text("Lagret. Noen linjer mangler poeng.")
            first = page.locator("fieldset").first
            first.locator("textarea").fill("Tydelig og varmt.")
            first.get_by_label("Ta vare på kommentaren").press("Space")
        if number == 3:
            page.locator(".sa-reading__bank summary").first.press("Enter")
            page.get_by_role("button", name="Sett inn").first.press("Enter")
            expect(page.locator("textarea").first).to_have_value("Tydelig og varmt.")
            expect(page.locator("textarea").first).to_be_focused()
            assert axe(page) == []
        for line in page.locator("fieldset").all():
            line.get_by_role("radio", name="1 delvis").focus()
            page.keyboard.press("ArrowRight")
            expect(line.get_by_role("radio", name="2 tydelig")).to_be_checked()
        page.get_by_role("button", name="Lagre og gå til neste uleste").press("Enter")
        expect(page.get_by_role("status")).to_have_text(f"Lagret. Poengene dine gjelder.{told}")
    expect(page.get_by_text("Tekst 1 av 3")).to_be_visible()
    assert [counting(course, who) for who in ("anna", "berit", "carl")] == [[2] * 4] * 3

    with open_gradebook(course) as book:
        found = scripts(book, course, question)
        given = {cell: (3.0, "Enda tydeligere") for cell in question.cells.values()}
        records.give(book, found[0].notebook, found[0].mark, "gro", given)
    page.get_by_role("link", name="Sammenlign lesere").press("Enter")
    expect(page.locator("table")).to_have_count(1)
    expect(page.get_by_text("Like poeng: 0 av 1").first).to_be_visible()
    assert axe(page) == []
    for choice in page.locator("select").all():
        choice.select_option("3")
    page.get_by_role("button", name="Lagre det vi er enige om").press("Enter")
    expect(page.get_by_text("Dere er enige om denne.")).to_be_visible()
    whose = next(who for who, text in TEXTS.items() if text == found[0].text)
    assert counting(course, whose) == [3] * 4

    page.goto(page.url.replace("compare", "comments"))
    page.get_by_role("button", name="Fjern").press("Enter")
    expect(page.get_by_text("Ingen kommentarer er lagret ennå.")).to_be_visible()
    seen.assert_clean()
    page.goto(served.split("?")[0] + "nb/../../etc/passwd")
    expect(page.locator("h1")).to_have_text("Denne siden finnes ikke")
    page.context.clear_cookies()
    page.goto(served.split("?")[0] + f"nb/{question.id}/1")
    assert "blockquote" not in page.content()
