"""Points are fair and exact, and nothing that a learner wrote is more than data."""

from __future__ import annotations

import ast
import html
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT, smertekurs
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from course.assignments.grade import grade
from course.assignments.page import NoAssignmentError, find_assignment
from course.assignments.preprocessors import as_code, as_markdown
from widgets.content.loader import load
from widgets.forms.form_content import FormContent
from widgets.text import LANGS, Lang

NAME = "threshold-and-tolerance"
MARKS = {
    "anne": {"threshold": 2, "tolerance": 8},
    "bjorn": {"threshold": 5, "tolerance": 7},
    "carla": {"threshold": 2, "tolerance": 4},
    "david": {"threshold": 7, "tolerance": 9},
}
RIGHT = ["signal", "focus", "thought", "fear", "avoid", "louder"]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@pytest.fixture(autouse=True)
def in_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "assignments" / "nb")


def source(lang: Lang) -> Any:
    path = ROOT / "assignments" / lang / "source" / NAME / f"{NAME}.ipynb"
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize(
    ("question", "answer", "points", "got"),
    [
        ("people", MARKS, 8, 8),
        ("people", {**MARKS, "david": {"threshold": 8, "tolerance": 10}}, 8, 8),
        ("people", {**MARKS, "david": {"threshold": 9, "tolerance": 9}}, 8, 7),
        ("people", {**MARKS, "carla": {"threshold": 2}}, 8, 7),
        ("people", {"anne": MARKS["anne"]}, 8, 2),
        ("people", None, 8, 0),
        ("people", {"anne": {"threshold": True}}, 8, 0),
        ("people", {"anne": {"threshold": 10**400, "tolerance": "8"}}, 8, 0),
        ("circle", RIGHT, 5, 5),
        ("circle", [*RIGHT[:4], "louder", "avoid"], 5, 4.33),
        ("circle", RIGHT[::-1], 5, 0),
        ("circle", [*RIGHT, "signal"], 5, 5),
        ("circle", RIGHT[:3], 5, 0),
        ("statements", ["check", "careful"], 4, 4),
        ("statements", ["check"], 4, 2),
        ("statements", ["check", "plan"], 4, 0),
        ("statements", ["check", "careful", "plan", "anyone", "spotlight", "examined"], 4, 0),
    ],
)
def test_points(question: str, answer: Any, points: float, got: float) -> None:
    assert grade(NAME, question, answer, points, "nb") == pytest.approx(got)


@settings(deadline=None)
@given(answer=JSON, question=st.sampled_from(["people", "circle", "statements"]))
def test_any_answer_gives_points_within_bounds(answer: Any, question: str) -> None:
    got = grade(NAME, question, answer, 4, "en")
    assert 0 <= got <= 4
    assert float(repr(got)) == got, "nbgrader reads the points from what is printed"


@settings(deadline=None)
@given(answer=JSON)
def test_an_answer_placed_in_a_cell_is_one_literal(answer: Any) -> None:
    tree = ast.parse(as_code("people", answer))
    assert [type(node) for node in tree.body] == [ast.Import, ast.Assign]
    names: dict[str, Any] = {}
    exec(as_code("people", answer), names)
    assert names["people"] == answer


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_a_text_is_shown_as_it_was_written(text: str) -> None:
    made = MarkdownIt("commonmark").render(as_markdown(text))
    assert "<script" not in made and "{{" not in as_markdown(text)
    shown = html.unescape(made.replace("<br>", "").replace("<p>", "").replace("</p>", ""))
    assert shown.replace("\xa0", " ").split() == text.replace("\xa0", " ").split()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "# a\n- b\n1. c", "$x$ `y` ![z](http://a.b/c)", "    x"]
)
def test_markup_stays_text(text: str) -> None:
    made = MarkdownIt("commonmark", {"html": True}).render(as_markdown(text))
    for tag in ("<script", "<h1", "<li", "<code", "<img", "<a ", "<pre"):
        assert tag not in made


def test_both_languages_have_the_same_cells_tests_and_points() -> None:
    nb, en = source("nb"), source("en")
    assert [c.id for c in nb.cells] == [c.id for c in en.cells]
    for one, two in zip(nb.cells, en.cells, strict=True):
        assert one.metadata == two.metadata
        if one.metadata.get("nbgrader") and one.cell_type == "code":
            assert one.source == two.source


@pytest.mark.parametrize("lang", LANGS)
def test_the_form_and_the_notebook_ask_for_the_same_points(lang: Lang) -> None:
    form = load(ROOT / "assignments" / "forms" / f"{NAME}.yaml", FormContent)
    cells = [c for c in source(lang).cells if c.metadata.get("nbgrader", {}).get("points")]
    for question in form.questions:
        mine = [c for c in cells if c.id.split("-")[0] == question.id]
        assert sum(c.metadata.nbgrader.points for c in mine) == question.points
        if question.kind == "text":
            lines = [c.source.split("\n")[0] for c in mine]
            assert lines == [line.text.in_(lang) for line in question.rubric]
            assert all("BEGIN MARK SCHEME" in c.source for c in mine)


@pytest.mark.parametrize("lang", LANGS)
def test_no_code_is_shown_in_jupyterlab(lang: Lang) -> None:
    for cell in source(lang).cells:
        if cell.cell_type == "code":
            assert cell.metadata.jupyter.source_hidden
            assert cell.source.startswith("# "), "JupyterLab shows a hidden cell's first line"
            assert not cell.outputs


def test_a_folder_without_an_assignment_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(NoAssignmentError, match=r"form\.yaml"):
        find_assignment(tmp_path)
    (tmp_path / "form.yaml").touch()
    with pytest.raises(NoAssignmentError, match="no notebook"):
        find_assignment(tmp_path)


@pytest.mark.parametrize(("key", "said"), [(None, "no keys/"), ("id: [", "not valid YAML")])
def test_without_a_whole_key_nothing_is_graded(tmp_path: Path, key: str | None, said: str) -> None:
    shutil.copytree(ROOT / "assignments" / "nb", tmp_path / "assignments" / "nb")
    shutil.copytree(ROOT / "modules", tmp_path / "modules")
    if key:
        (tmp_path / "assignments" / "keys").mkdir()
        (tmp_path / "assignments" / "keys" / "threshold-and-tolerance.yaml").write_text(key)
    done = smertekurs("assignment", "autograde", "threshold-and-tolerance", "--root", tmp_path)
    assert done.returncode == 1
    assert "nothing was graded" in done.stderr and said in done.stderr
    assert not (tmp_path / "assignments" / "nb" / "gradebook.db").exists()
