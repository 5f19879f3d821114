"""A learner's answers are never lost, and the form says what has become of them."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from widgets.content.loader import load
from widgets.forms import answers as store
from widgets.forms.assignment_form import AssignmentForm
from widgets.forms.form_content import FormContent
from widgets.preview import page
from widgets.text import LANGS, Lang

NAME = "threshold-and-tolerance"
FORM = ROOT / "assignments" / "forms" / f"{NAME}.yaml"
ANSWERS: dict[str, Any] = {"circle": ["signal", "fear"], "script": "Æøå «hei»"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FORM, tmp_path / "form.yaml")
    return tmp_path


def say(form: AssignmentForm, **message: Any) -> dict[str, Any]:
    """Send what the browser sends, and return what Python answers."""
    form._handle_custom_msg({"serial": 1, **message}, [])
    return dict(form.news)


def test_answers_are_on_disk_when_the_form_says_so_and_come_back(folder: Path) -> None:
    form = AssignmentForm(folder / "form.yaml", lang="nb")
    news = say(form, do="save", answers=ANSWERS)
    assert news["kind"] == "saved" and news["of"] == 1
    held = json.loads((folder / "answers.json").read_text("utf-8"))
    assert held.pop("first") == news["saved"]
    assert held == {"format": 1, "assignment": NAME, "saved": news["saved"], "answers": ANSWERS}
    again = AssignmentForm(folder / "form.yaml", lang="en")
    assert again.answers == ANSWERS and again.news["saved"] == news["saved"]


def test_another_device_loses_nothing_when_an_old_page_saves(folder: Path) -> None:
    old = AssignmentForm(folder / "form.yaml", lang="nb")
    say(old, do="save", answers={"circle": ["a"]})
    phone = AssignmentForm(folder / "form.yaml", lang="nb")
    say(phone, do="save", answers={"circle": ["b"], "script": "Skrevet på telefonen."})
    say(old, do="save", answers={"circle": ["a"], "statements": ["check"]})
    both = {"circle": ["b"], "script": "Skrevet på telefonen.", "statements": ["check"]}
    assert AssignmentForm(folder / "form.yaml", lang="nb").answers == both
    say(old, do="save", answers={"circle": ["c"], "statements": ["check"]})
    assert AssignmentForm(folder / "form.yaml", lang="nb").answers == {**both, "circle": ["c"]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{half",
        b"[1]",
        b"\xff\xfe",
        b'{"format": 1, "assignment": "another", "answers": {}}',
        b'{"format": 99, "assignment": "threshold-and-tolerance", "answers": {}}',
        b'{"format": 1, "assignment": "threshold-and-tolerance", "answers": {"a": NaN}}',
        b'{"format": 1, "assignment": "threshold-and-tolerance", "answers": {"a": 1e999}}',
        b'{"format": 1, "assignment": "threshold-and-tolerance", "answers": {"a": "\\ud800"}}',
    ],
)
def test_a_damaged_file_is_kept_aside_and_told_of(folder: Path, content: bytes) -> None:
    (folder / "answers.json").write_bytes(content)
    form = AssignmentForm(folder / "form.yaml", lang="nb")
    assert form.news["kind"] == "damaged"
    aside = folder / form.news["file"]
    assert aside.name.startswith("answers.damaged-") and aside.read_bytes() == content
    say(form, do="save", answers=ANSWERS)
    (folder / "answers.json").write_bytes(content)
    second = AssignmentForm(folder / "form.yaml", lang="nb").news["file"]
    assert second != aside.name and aside.read_bytes() == content


def test_a_disk_that_refuses_leaves_what_was_saved(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = AssignmentForm(folder / "form.yaml", lang="nb")
    say(form, do="save", answers=ANSWERS)
    before = (folder / "answers.json").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    news = say(form, do="save", answers={"script": "mer"})
    assert news["kind"] == "failed" and "No space" in news["why"]
    assert (folder / "answers.json").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["answers.json", "form.yaml"]


def test_what_is_handed_in_is_what_is_on_the_page_and_has_a_receipt(folder: Path) -> None:
    handed: list[bytes] = []

    def hand_in(where: Path) -> str:
        handed.append((where / "answers.json").read_bytes())
        return "2026-01-02T12:00:00+00:00"

    form = AssignmentForm(folder / "form.yaml", lang="nb", hand_in=hand_in)
    assert say(form, do="hand-in", answers={})["kind"] == "nothing" and handed == []
    assert say(form, do="hand-in", answers=ANSWERS)["kind"] == "handed-in"
    assert json.loads(handed[0])["answers"] == ANSWERS
    assert form.receipt["mark"] == store.fingerprint(folder)
    assert not AssignmentForm(folder / "form.yaml", lang="nb").receipt["stale"]
    say(form, do="save", answers={"script": "mer"})
    assert AssignmentForm(folder / "form.yaml", lang="nb").receipt["stale"]


def test_a_hand_in_that_fails_says_why_and_gives_no_receipt(folder: Path) -> None:
    def refuse(_where: Path) -> str:
        raise RuntimeError("no write permission")

    form = AssignmentForm(folder / "form.yaml", lang="nb", hand_in=refuse)
    news = say(form, do="hand-in", answers=ANSWERS)
    assert news["kind"] == "not-handed-in" and news["why"] == "no write permission"
    assert form.receipt == {} and form.answers == ANSWERS


@settings(deadline=None)
@given(st.text(max_size=300))
def test_whatever_the_file_holds_reading_it_never_fails(text: str) -> None:
    try:
        found, _saved = store.parse(text, NAME)
    except store.DamagedAnswersError:
        return
    assert isinstance(found, dict)


def test_the_form_holds_no_answer_and_shows_no_step_where_it_belongs() -> None:
    form = load(FORM, FormContent)
    key = load(ROOT / "assignments" / "keys" / f"{NAME}.yaml", _key())
    for question in form.questions:
        right = key.question(question.id)
        if question.kind == "order":
            shown = [step.id for step in question.steps]
            assert sorted(shown) == sorted(right.answer) and shown != right.answer


def _key() -> Any:
    from course.assignments.key import AssignmentKey

    return AssignmentKey


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_without_python_the_form_says_that_nothing_is_saved(
    folder: Path, visit: Any, axe: Any, lang: Lang, address: Any
) -> None:
    words = AssignmentForm.read_words(lang)
    (folder / "page.html").write_text(
        page([AssignmentForm(folder / "form.yaml", lang=lang)], lang), "utf-8"
    )
    tab = visit(address(folder / "page.html")).page
    slider = tab.locator("input[type=range]").first
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    tab.locator("input[type=range]").nth(1).press("ArrowRight")
    below = {"nb": "Toleransen er satt lavere", "en": "The tolerance is set below"}[lang]
    expect(tab.locator(".sa-problem").first).to_contain_text(below)
    tab.locator("textarea").fill("ett to tre")
    expect(tab.get_by_text(words["words"].format(n=3, of=150))).to_be_visible()
    expect(tab.get_by_text(words["no_patient_data"])).to_be_visible()
    expect(tab.locator(".sa-form__state")).to_have_text(words["not_saved"], timeout=20_000)
    expect(tab.get_by_role("button", name=words["try_again"])).to_be_visible()
    assert axe(tab) == []
    # The warning before leaving is answered with yes; what was written is there again.
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.reload()
    expect(tab.locator("textarea")).to_have_value("ett to tre")
    expect(tab.locator(".sa-form__state")).to_have_text(words["saving"])


@pytest.mark.browser
def test_choices_and_numbers_are_filled_by_keyboard(tmp_path: Path, visit: Any, axe: Any) -> None:
    shutil.copy(FORM.with_name("reading-the-figures.yaml"), tmp_path / "form.yaml")
    form = AssignmentForm(tmp_path / "form.yaml", lang="nb")
    words = AssignmentForm.read_words("nb")
    (tmp_path / "page.html").write_text(page([form], "nb"), "utf-8")
    tab = visit((tmp_path / "page.html").as_uri()).page
    rows = tab.locator("[data-question=statements] fieldset")
    expect(rows).to_have_count(8)
    for n in range(8):
        rows.nth(n).get_by_role("radio").first.press("Space")
    rows.first.get_by_role("radio").first.press("ArrowDown")
    expect(rows.first.get_by_role("radio").nth(1)).to_be_checked()
    fields = tab.locator("[data-question=sums] input")
    fields.first.press_sequentially("mange")
    expect(tab.get_by_text(words["not_a_number"])).to_be_visible()
    for n in range(3):
        fields.nth(n).fill("")
        fields.nth(n).press_sequentially("1 200,5")
    expect(tab.get_by_text(words["not_a_number"])).to_have_count(0)
    expect(tab.get_by_text(words["answered"].format(n=2, of=3))).to_be_visible()
    assert axe(tab) == []


@pytest.mark.browser
def test_a_grid_counts_once_enough_of_its_rows_are_filled(
    tmp_path: Path, visit: Any, axe: Any
) -> None:
    shutil.copy(FORM.with_name("ten-points.yaml"), tmp_path / "form.yaml")
    form = AssignmentForm(tmp_path / "form.yaml", lang="nb")
    words = AssignmentForm.read_words("nb")
    (tmp_path / "page.html").write_text(page([form], "nb"), "utf-8")
    tab = visit((tmp_path / "page.html").as_uri(), width=390).page
    grid = tab.locator("[data-question=strategy]")
    for n in range(9):
        grid.get_by_role("combobox").nth(n).select_option(index=1)
        told = words["answered"].format(n=int(n == 8), of=6)
        expect(tab.get_by_text(told)).to_be_visible()
    grid.get_by_label("Hensikt").first.press("Home")
    expect(tab.get_by_text(words["answered"].format(n=0, of=6))).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(tab) == []


@pytest.mark.browser
def test_a_plan_is_written_by_keyboard_and_tells_its_sum(
    tmp_path: Path, visit: Any, axe: Any
) -> None:
    shutil.copy(FORM.with_name("plan-the-week.yaml"), tmp_path / "form.yaml")
    form = AssignmentForm(tmp_path / "form.yaml", lang="nb")
    (tmp_path / "page.html").write_text(page([form], "nb"), "utf-8")
    tab = visit((tmp_path / "page.html").as_uri()).page
    plan = tab.locator("[data-question=hours]")
    expect(plan.get_by_text("Til sammen i uka: 0 timer")).to_be_visible()
    for n, typed in enumerate(("4", "3,5", "4", "", "4")):
        plan.locator("input").nth(n).press_sequentially(typed)
    expect(plan.get_by_text("Til sammen i uka: 15,5 timer")).to_be_visible()
    assert axe(tab) == []
