"""Every assignment is fair: a perfect answer gives all, an empty one nothing, form and key fit."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from course.assignments.grade import grade, share
from course.assignments.key import (
    AssignmentKey,
    Cap,
    EachKey,
    GridKey,
    NumbersKey,
    OrderKey,
    PlanKey,
    SeveralKey,
)
from course.assignments.write import faults_between, write
from course.catalogue import read_course
from course.checks.assignments import check_assignments
from widgets.content.loader import load
from widgets.forms.form_content import FormContent

NAMES = sorted(path.stem for path in ROOT.glob("assignments/forms/*.yaml"))
REST = {"id": "q", "facts": [], "section": "s", "why": {"nb": "Fordi.", "en": "Because."}}
TRIAGE = EachKey.model_validate(
    {
        **REST,
        "kind": "each",
        "answers": {"one": ["refer"], "two": ["talk", "tools"]},
        "caps": [Cap(row="one", option="tools", most=0.25)],
    }
)
BAND = {"value": 342, "tolerance": 0.5}
COUNT = NumbersKey.model_validate({**REST, "kind": "numbers", "answers": {"list": BAND}})


def key_of(name: str) -> AssignmentKey:
    return load(ROOT / "assignments" / "keys" / f"{name}.yaml", AssignmentKey)


def perfect(key: Any) -> Any:
    if key.kind == "each":
        return {row: accepted[-1] for row, accepted in key.answers.items()}
    if key.kind == "numbers":
        return {row: band.value for row, band in key.answers.items()}
    if key.kind == "plan":
        return key.example
    if key.kind == "grid":
        return {row: {col: ok[-1] for col, ok in cols.items()} for row, cols in key.answers.items()}
    if key.kind == "branches":
        return {way.ask.id: perfect(way.ask) for way in key.ways}
    return key.answers if key.kind == "marks" else key.answer


@pytest.mark.parametrize("name", NAMES)
def test_a_perfect_answer_gives_full_marks_and_an_empty_one_none(name: str) -> None:
    graded = [one for one in key_of(name).every() if one.kind not in ("text", "branches")]
    assert graded
    for one in graded:
        assert share(one, perfect(one)) == 1, one.id
        for empty in (None, {}, [], ""):
            assert share(one, empty) == 0, one.id


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        ({"one": "refer", "two": "talk"}, 1),
        ({"one": "refer", "two": "tools"}, 1),
        ({"one": "talk", "two": "tools"}, 0.5),
        ({"one": "tools", "two": "tools"}, 0.25),
        ({"one": "tools"}, 0),
        ({"one": ["refer"], "two": {"talk": 1}}, 0),
    ],
)
def test_accepted_sets_count_and_an_unsafe_choice_caps_the_score(answer: Any, got: float) -> None:
    assert share(TRIAGE, answer) == got


@pytest.mark.parametrize(
    ("value", "got"), [(342, 1), (342.5, 1), (343, 0), (True, 0), ("342", 0), (10**400, 0)]
)
def test_a_number_counts_within_its_band_only(value: Any, got: float) -> None:
    assert share(COUNT, {"list": value}) == got


WHAT = {"nb": "Regel", "en": "Rule"}
WEEK = PlanKey.model_validate(
    {
        **REST,
        "kind": "plan",
        "rules": [
            {"what": WHAT, "rows": ["one", "two"], "total": {"least": 4, "most": 6}},
            {"what": WHAT, "rows": ["one", "two"], "each": {"least": 1}},
            {"what": WHAT, "rows": ["one", "two"], "step": {"most": 2}, "cap": 0.5},
        ],
        "example": {"one": 2, "two": 3},
    }
)


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        ({"one": 2, "two": 3}, 1),
        ({"one": 0.1 + 0.2 + 0.7, "two": 3}, 1),
        ({"one": 4, "two": 4}, 2 / 3),
        ({"one": 1, "two": 4}, 0.5),
        ({"one": 0, "two": 9}, 0),
        ({"one": 2}, 0),
        ({"one": "2", "two": True}, 0),
        (None, 0),
    ],
)
def test_a_plan_gets_a_share_for_each_rule_it_keeps(answer: Any, got: float) -> None:
    assert share(WEEK, answer) == pytest.approx(got)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"example": {"one": 9, "two": 9}}, "the example breaks the rule"),
        ({"example": {"one": 2}}, "the example has no 'two'"),
        ({"rules": [{"what": WHAT, "rows": ["one"]}]}, "a rule asks for one thing"),
    ],
)
def test_a_plan_that_nobody_could_keep_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        PlanKey.model_validate({**WEEK.model_dump(), **change})


WHO = GridKey.model_validate(
    {
        **REST,
        "kind": "grid",
        "least": 2,
        "answers": {row: {"what": ["work"], "why": ["help", "plan"]} for row in ("a", "b", "c")},
        "caps": [{"row": "a", "column": "what", "option": "diagnosis", "most": 0.25}],
    }
)
GOOD = {"what": "work", "why": "plan"}


@pytest.mark.parametrize(
    ("answer", "got"),
    [
        ({"a": GOOD, "b": GOOD, "c": GOOD}, 1),
        ({"b": GOOD, "c": GOOD | {"why": "help"}}, 1),
        ({"a": GOOD, "b": GOOD, "c": {"what": "x"}}, 1),
        ({"a": GOOD, "b": {"what": "work"}}, 0.75),
        ({"a": GOOD}, 0.5),
        ({"a": {"what": "diagnosis"}, "b": GOOD, "c": GOOD}, 0.25),
        ({"a": "work", "b": {"what": ["work"]}, "c": 3}, 0),
    ],
)
def test_the_best_rows_of_a_grid_count_and_an_unsafe_place_caps_it(answer: Any, got: float) -> None:
    assert share(WHO, answer) == got


def test_other_orders_may_be_as_good_and_a_tick_may_cap() -> None:
    order = OrderKey.model_validate(
        {**REST, "kind": "order", "answer": ["a", "b", "c"], "also": [["b", "a", "c"]]}
    )
    assert share(order, ["b", "a", "c"]) == 1
    several = SeveralKey.model_validate(
        {**REST, "kind": "several", "answer": ["a", "b"], "caps": [{"option": "x", "most": 0.25}]}
    )
    assert [share(several, ticks) for ticks in (["a", "b"], ["a", "b", "x"], ["a"])] == [
        1,
        0.25,
        0.5,
    ]


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_feedback_names_the_rows_that_are_wrong_and_leads_to_the_module(
    name: str, lang: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "assignments" / lang)
    monkeypatch.setenv("SMERTEKURS_SITE", "https://course.example/")
    key = key_of(name)
    form = load(ROOT / "assignments" / "forms" / f"{name}.yaml", FormContent)
    for one, asked in zip(key.questions, form.questions, strict=True):
        if one.kind in ("text", "branches"):
            continue  # test_branches.py reads the feedback of every way
        good = perfect(one)
        right = grade(name, one.id, good, 4, lang)
        assert (float(right), "<li>" in right.html) == (4, False)
        wrong = grade(name, one.id, spoilt(one.kind, good), 4, lang)
        assert wrong < 4
        lead = f'href="https://course.example/{lang}/{key.module}/#{one.section}"'
        assert lead in wrong.html and lead in right.html
        rows = [*getattr(asked, "rows", []), *getattr(asked, "options", [])]
        said = wrong.html.split("<ul>", 1)[1].split("</ul>", 1)[0]
        if one.kind in ("each", "numbers", "marks", "grid"):
            assert escape(rows[0].text.in_(lang)) in said
            assert escape(rows[1].text.in_(lang)) not in said
        assert "<li>" in wrong.html.split('<ul class="rests">')[1], "the facts are not told"


def spoilt(kind: str, good: Any) -> Any:
    """Return a good answer with its first row, tick or step wrong."""
    if kind == "grid":
        return {row: {**cells, "what": "x"} for row, cells in [*good.items()][:1]}
    if isinstance(good, dict):
        return {**good, next(iter(good)): {} if kind == "marks" else 10**6}
    return good[1:] if kind == "several" else [good[1], good[0], *good[2:]]


def test_what_a_learner_typed_is_only_text_in_the_feedback(monkeypatch: Any) -> None:
    monkeypatch.chdir(ROOT / "assignments" / "nb")
    for answer in ({"clock": "<script>x</script>"}, ["<b>"], {"clock": ["<i>"]}, "<u>", 1e300):
        for one in key_of("the-diamond").questions:
            if one.kind != "text":
                page = grade("the-diamond", one.id, answer, 4, "nb").html
                assert not any(tag in page for tag in ("<script", "<b>", "<i>", "<u>"))


@given(
    st.dictionaries(
        st.sampled_from(["one", "two", "list", "x"]),
        st.none()
        | st.integers()
        | st.floats()
        | st.text("refer", max_size=6)
        | st.lists(st.integers()),
    )
)
def test_no_answer_leaves_the_bounds(answer: dict[str, Any]) -> None:
    for key in (TRIAGE, COUNT, WEEK, WHO):
        assert 0 <= share(key, answer) <= 1


def test_the_check_finds_what_is_out_of_step(tmp_path: Path) -> None:
    name = NAMES[0]
    shutil.copytree(ROOT / "modules", tmp_path / "modules")
    shutil.copytree(ROOT / "assignments", tmp_path / "assignments", symlinks=True)
    course = read_course(tmp_path)
    assert check_assignments(course, []) == []
    form = tmp_path / "assignments" / "forms" / f"{name}.yaml"
    text = form.read_text("utf-8")
    form.write_text(text.replace("title: {nb: ", "title: {nb: Ny ", 1), "utf-8")
    found = check_assignments(course, [])
    assert [fault.mend for fault in found] == [f"run smertekurs assignment write {name}"] * 1
    write(tmp_path, name)
    assert check_assignments(course, []) == []
    (tmp_path / "assignments" / "keys" / f"{name}.yaml").unlink()
    assert [fault.what for fault in check_assignments(course, [])] == ["it stands alone"]


@pytest.mark.parametrize("name", NAMES)
def test_a_key_of_another_question_does_not_fit(name: str) -> None:
    form = load(ROOT / "assignments" / "forms" / f"{name}.yaml", FormContent)
    assert faults_between(form, key_of(name)) == []
    fewer = form.model_copy(update={"questions": form.questions[1:]})
    assert faults_between(fewer, key_of(name))
