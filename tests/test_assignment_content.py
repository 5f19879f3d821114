"""Every assignment is fair: a perfect answer gives all, an empty one nothing, form and key fit."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from course.assignments.grade import share
from course.assignments.key import AssignmentKey, Cap, EachKey, NumbersKey
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
    return key.answers if key.kind == "marks" else key.answer


@pytest.mark.parametrize("name", NAMES)
def test_a_perfect_answer_gives_full_marks_and_an_empty_one_none(name: str) -> None:
    graded = [one for one in key_of(name).questions if one.kind != "text"]
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
    for key in (TRIAGE, COUNT):
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
