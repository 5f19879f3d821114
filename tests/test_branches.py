"""A question may follow from an earlier choice: each way is fair, only what was shown counts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.api import Gradebook
from playwright.sync_api import expect
from test_assignment_content import key_of, perfect

from benchmarks.grading.cohort import hand_in, make_course
from course.assignments.grade import grade
from course.assignments.key import BranchesKey
from course.assignments.nbgrader_command import run
from course.assignments.write import faults_between
from course.grading.batch import grade_all
from course.reports.rows import rows_of_ways
from widgets.content.loader import ContentError, load
from widgets.forms.assignment_form import AssignmentForm
from widgets.forms.form_content import Branches, Each, FormContent
from widgets.preview import page
from widgets.text import LANGS, Lang

NAME = "twenty-six-weeks"
FORM = ROOT / "assignments" / "forms" / f"{NAME}.yaml"
WAYS = {"lifts": "back-lifting", "hold": "next-step", "other": "other-tasks"}
BEFORE, AFTER = "week-12", "week-26"


def branches() -> BranchesKey:
    found = key_of(NAME).question(AFTER)
    assert isinstance(found, BranchesKey)
    return found


ALL = perfect(branches())
"""A right answer on every way."""


def points(answer: Any, earlier: Any, lang: Lang = "nb") -> tuple[float, str]:
    got = grade(NAME, AFTER, answer, 4, lang, earlier=earlier)
    return float(got), got.html


@pytest.fixture
def graders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "assignments" / "nb")
    monkeypatch.setenv("SMERTEKURS_SITE", "https://course.example/")


@pytest.mark.usefixtures("graders")
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("choice", "way"), WAYS.items())
def test_each_way_can_give_all_points_or_some_and_leads_to_its_section(
    choice: str, way: str, lang: Lang
) -> None:
    asked = next(one.ask for one in branches().ways if one.ask.id == way)
    right = ALL[way]
    earlier = {"way": choice}
    assert points({way: right}, earlier, lang)[0] == 4
    assert points({way: right[1:]}, earlier, lang)[0] == 3
    got, html = points({way: right[:2]}, earlier, lang)
    assert got == 2
    lead = f"https://course.example/{lang}/12-final-case/#{asked.section}"
    assert lead in html and "<li>" in html.split('<ul class="rests">')[1]
    assert grade(NAME, BEFORE, earlier, 1, lang) == 1, "no sound way costs a point"


@pytest.mark.usefixtures("graders")
def test_a_choice_that_is_not_safe_caps_the_way_it_stands_on() -> None:
    unsafe = [*ALL["next-step"], "swelling"]
    got, html = points({"next-step": unsafe}, {"way": "hold"})
    assert got == 1 and "ikke trygt for pasienten" in html
    got, html = points({**ALL, "next-step": unsafe}, {"way": "lifts"})
    assert got == 4 and "ikke trygt for pasienten" not in html


@pytest.mark.usefixtures("graders")
@pytest.mark.parametrize("choice", WAYS)
def test_what_was_answered_on_another_way_gives_nothing_and_is_told_of(choice: str) -> None:
    mine = WAYS[choice]
    others = {way: answer for way, answer in ALL.items() if way != mine}
    beside = "Bare oppgaven som følger av valget ditt, teller."
    got, html = points(others, {"way": choice})
    assert got == 0 and beside in html and "Ikke besvart." in html
    got, html = points({**others, mine: ALL[mine]}, {"way": choice})
    assert got == 4 and beside in html
    assert beside not in points({mine: ALL[mine]}, {"way": choice})[1]


@pytest.mark.usefixtures("graders")
@pytest.mark.parametrize(
    "earlier",
    [
        *(None, {}, [], "lifts", 3, {"way": None}, {"way": "else"}, {"way": ["lifts", "hold"]}),
        *({"way": {"lifts": 1}}, {"way": list(WAYS)}, {"other": "lifts"}, {"way": True}),
    ],
)
def test_without_a_choice_there_are_no_points_and_a_word_on_why(earlier: Any) -> None:
    got, html = points(ALL, earlier)
    assert got == 0 and "det valget er ikke gjort" in html


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*WAYS.values(), "way"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(JSON, JSON | st.sampled_from([{"way": choice} for choice in WAYS]))
def test_no_answer_of_any_form_leaves_the_bounds(answer: Any, earlier: Any) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT / "assignments" / "nb")
        assert 0 <= points(answer, earlier)[0] <= 4


def test_the_released_questions_can_be_told_apart_in_a_report() -> None:
    form = load(FORM, FormContent)
    asked = next(one for one in form.questions if one.id == AFTER)
    earlier = {"anna": {"way": "lifts"}, "berit": {"way": "hold"}, "cato": None}
    rows = list(rows_of_ways(asked, branches(), dict.fromkeys(earlier, ALL), earlier))
    assert len({row.id for row in rows}) == len(rows) == 18
    for way, who in {
        "back-lifting": {"anna"},
        "next-step": {"berit"},
        "other-tasks": set(),
    }.items():
        mine = [row for row in rows if row.id.startswith(f"{way}-")]
        assert len(mine) == 6 and all(set(row.right) == who for row in mine)


def change(path: Path, **how: Any) -> str:
    """Change the branching question of the form at ``path``; return what is said of it."""
    tree = yaml.safe_load(FORM.read_text("utf-8"))
    one = next(q for q in tree["questions"] if q["id"] == AFTER)
    for place, value in how.items():
        *into, last = place.split("__")
        held = one
        for step in into:
            held = held[int(step) if step.isdigit() else step]
        held[last] = value
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    with pytest.raises(ContentError) as error:
        load(path, FormContent)
    return str(error.value)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"follows__question": "letter"}, "no earlier question of the kind each"),
        ({"follows__question": "ten-points"}, "no earlier question of the kind each"),
        ({"follows__row": "nowhere"}, "'week-12' has no row 'nowhere'"),
        ({"ways__0__when": ["hold"]}, "'hold' leads two ways"),
        ({"ways__0__when": ["fly"]}, "'fly' is not an option of 'week-12'"),
        ({"ways__0__ask__points": 3}, "this way gives 3 points, the question 4"),
        ({"ways__0__ask__id": "next-step"}, "two questions are called 'next-step'"),
        ({"ways__0__ask__kind": "text"}, "'text' is not one of the kinds"),
        ({"ways__0__ask__options": []}, "too little: 3 needed"),
        ({"shown_when": "x"}, "'shown_when' is not a key here"),
    ],
)
def test_a_form_that_would_lead_someone_astray_is_refused_with_its_place(
    tmp_path: Path, how: dict[str, Any], says: str
) -> None:
    said = change(tmp_path / "form.yaml", **how)
    assert says in said and "form.yaml:" in said and " — " in said


def test_an_option_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    ways = yaml.safe_load(FORM.read_text("utf-8"))["questions"]
    ways = next(q for q in ways if q["id"] == AFTER)["ways"]
    said = change(tmp_path / "form.yaml", ways=ways[:2])
    assert "who chooses 'other' meets no question" in said


def test_form_and_key_have_the_same_ways() -> None:
    form, key = load(FORM, FormContent), key_of(NAME)
    assert faults_between(form, key) == []
    at = next(n for n, one in enumerate(form.questions) if one.id == AFTER)
    asked = form.questions[at]
    assert isinstance(asked, Branches)
    first, second, third = asked.ways
    swapped = [
        first.model_copy(update={"when": second.when}),
        second.model_copy(update={"when": first.when}),
        third,
    ]
    fewer = first.model_copy(
        update={"ask": first.ask.model_copy(update={"options": first.ask.options[1:]})}
    )
    for ways, says in (
        (swapped, f"'{AFTER}': the ways of form and key differ"),
        ([fewer, second, third], "'back-lifting': options of the key are not in the form"),
    ):
        questions = [*form.questions]
        questions[at] = asked.model_copy(update={"ways": ways})
        other = form.model_copy(update={"questions": questions})
        assert says in faults_between(other, key)


@pytest.mark.loop
@pytest.mark.timeout(200)
def test_every_way_gets_what_nbgrader_itself_gives_it(tmp_path: Path) -> None:
    course = make_course(tmp_path / "ours", NAME)
    released = (course / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8")
    assert "earlier" not in released, "what grades is not handed out"
    best = {one.id: perfect(one) for one in key_of(NAME).questions if one.kind != "text"}
    for choice in WAYS:
        hand_in(course, choice, {**best, BEFORE: {"way": choice}}, NAME)
    only = {"back-lifting": ALL["back-lifting"]}
    hand_in(course, "tampered", {**best, BEFORE: {"way": "hold"}, AFTER: only}, NAME)
    hand_in(course, "unchosen", {one: best[one] for one in best if one != BEFORE}, NAME)
    stock = tmp_path / "stock"
    shutil.copytree(course.parents[1], stock, symlinks=True)
    stock = stock / "assignments" / "nb"
    assert len(grade_all(course, NAME).graded) == 5
    run("autograde", [NAME], stock, "nb")
    ours, theirs = given_in(course), given_in(stock)
    assert ours == theirs
    totals = {who: sum(cells.values()) for who, cells in ours.items()}
    assert {totals[choice] for choice in WAYS} == {40.0}, "no way gives less than another"
    assert ours["lifts"]["week-26-points"] == 4
    assert (totals["tampered"], ours["tampered"]["week-26-points"]) == (36, 0)
    assert (totals["unchosen"], ours["unchosen"]["week-26-points"]) == (35, 0)
    for folder in (course, stock):
        graded = folder / "autograded" / "tampered" / NAME / f"{NAME}.ipynb"
        assert "teller." in json.dumps(json.loads(graded.read_text("utf-8")), ensure_ascii=False)


def given_in(course: Path) -> dict[str, dict[str, float]]:
    """Return each learner's automatic points by cell."""
    found: dict[str, dict[str, float]] = {}
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        for one in book.assignment_submissions(NAME):
            grades = [grade for notebook in one.notebooks for grade in notebook.grades]
            found[one.student.id] = {
                g.name: g.auto_score for g in grades if g.auto_score is not None
            }
    return found


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_the_way_is_shown_at_once_by_keyboard_and_nothing_is_lost(
    tmp_path: Path, visit: Any, axe: Any, lang: Lang
) -> None:
    shutil.copy(FORM, tmp_path / "form.yaml")
    kept = {BEFORE: {"way": "other"}, AFTER: {"other-tasks": ["loss"]}}
    document = {"format": 1, "assignment": NAME, "answers": kept}
    form = load(FORM, FormContent)
    choice = next(one for one in form.questions if one.id == BEFORE)
    after = next(one for one in form.questions if one.id == AFTER)
    assert isinstance(after, Branches)
    titles = {way.ask.id: way.ask.title.in_(lang) for way in after.ways}
    number = 1 + [one.id for one in form.questions].index(BEFORE)
    words = AssignmentForm.read_words(lang)

    def shown() -> Any:
        made = page([AssignmentForm(tmp_path / "form.yaml", lang=lang)], lang)
        (tmp_path / "page.html").write_text(made, "utf-8")
        return visit((tmp_path / "page.html").as_uri(), width=390).page

    tab = shown()
    question = tab.locator(f"[data-question={AFTER}]")
    status = question.get_by_role("status")
    expect(status).to_have_text(words["way_unchosen"].format(n=number))
    for way in titles:
        expect(question.locator(f"[data-way={way}]")).to_be_hidden()
    radios = tab.locator(f"[data-question={BEFORE}]").get_by_role("radio")
    radios.first.press("Space")
    lifting = question.locator("[data-way=back-lifting]")
    expect(lifting).to_be_visible()
    assert isinstance(choice, Each)
    first = choice.options[0].text.in_(lang)
    told = words["way_shown"].format(choice=first, n=number, title=titles["back-lifting"])
    expect(status).to_have_text(told)
    lifting.get_by_role("checkbox").nth(2).press("Space")
    expect(tab.get_by_text(words["answered"].format(n=2, of=11))).to_be_visible()
    radios.first.press("ArrowDown")
    expect(radios.nth(1)).to_be_focused()
    expect(question.get_by_role("heading", name=titles["next-step"], exact=True)).to_be_visible()
    expect(lifting).to_be_hidden()
    expect(tab.get_by_text(words["answered"].format(n=1, of=11))).to_be_visible()
    radios.nth(1).press("ArrowUp")
    expect(lifting.get_by_role("checkbox").nth(2)).to_be_checked()
    expect(tab.get_by_text(words["answered"].format(n=2, of=11))).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(tab) == []
    # What was kept opens on its way, with what was answered there.
    (tmp_path / "answers.json").write_text(json.dumps(document), "utf-8")
    tab = shown()
    mine = tab.locator("[data-way=other-tasks]")
    expect(mine).to_be_visible()
    expect(mine.get_by_role("checkbox").first).to_be_checked()
    expect(tab.locator("[data-way=next-step]")).to_be_hidden()
