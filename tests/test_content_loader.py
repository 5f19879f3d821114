"""A fault in a content file is told with file, line, what it is and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import practice_sample
import pytest
import yaml
from pydantic import BaseModel

from widgets.content.case import CaseContent
from widgets.content.loader import ContentError, Fault, load
from widgets.content.quiz import QuizContent
from widgets.content.recall import RecallContent
from widgets.content.week import WeekContent

WHOLE = """\
title: {nb: Hei, en: Hello}
items:
- id: first
  kind: single
  objective: know
  bloom: apply
  facts: [a-fact]
  prompt: {nb: Hva, en: What}
  options:
  - {id: a, text: {nb: Ja, en: 'Yes'}, right: true, feedback: {nb: Bra, en: Good}}
  - id: b
    text: {nb: Nei, en: 'No'}
    feedback:
      nb: Ikke helt
      en: Not quite
"""


def faults(path: Path, text: str, model: type[BaseModel] = QuizContent) -> list[Fault]:
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load(path, model)
    return caught.value.faults


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    (tmp_path / "modules" / "02-x").mkdir(parents=True)
    return tmp_path / "modules" / "02-x" / "quiz.yaml"


def test_a_whole_file_is_read(quiz: Path) -> None:
    quiz.write_text(WHOLE, "utf-8")
    assert load(quiz, QuizContent).items[0].prompt.in_("en") == "What"


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "mend"),
    [
        ("      en: Not quite\n", "", 13, "English text is missing", "write en:"),
        ("      en: Not quite", "      en: ''", 15, "English text is empty", "write it"),
        ("  bloom: apply\n", "", 3, "'bloom' is missing", "write bloom:"),
        (
            "objective: know",
            "objective: know\n  blom: x",
            6,
            "'blom' is not a key here",
            "spelling",
        ),
        ("bloom: apply", "bloom: know", 6, "'know' is not one of the choices", "'remember'"),
        ("kind: single", "kind: simple", 4, "'simple' is not one of the kinds", "single"),
        ("  kind: single\n", "", 3, "'kind' is missing", "write kind:"),
        ("id: first", "id: First One", 3, "cannot be an id", "hyphens"),
        ("id: b", "id: a", 11, "used by an earlier option", "another id"),
        ("right: true, ", "", 9, "0 options are right", "exactly one"),
        ("facts: [a-fact]", "facts: a-fact", 7, "not a list", "write it as a list"),
        ("prompt: {nb: Hva, en: What}", "prompt: Hva?", 8, "not a group of keys", "nb: and en:"),
        ("  facts:", "  id: second\n  facts:", 7, "'id' is given twice", "keep one"),
        ("items:", "items: [", 3, "not valid YAML", "indentation"),
    ],
)
def test_a_fault_names_line_place_and_mend(
    quiz: Path, old: str, new: str, line: int, what: str, mend: str
) -> None:
    assert old in WHOLE
    found = faults(quiz, WHOLE.replace(old, new, 1))
    told = [str(fault) for fault in found]
    assert len(found) == 1, told
    assert found[0].line == line, told
    assert found[0].file == "modules/02-x/quiz.yaml"
    assert what in found[0].what and mend in found[0].mend, told
    assert told[0].startswith(f"modules/02-x/quiz.yaml:{line}: ")


def test_a_fault_names_the_entry_by_its_id(quiz: Path) -> None:
    [fault] = faults(quiz, WHOLE.replace("      en: Not quite\n", ""))
    assert fault.what.startswith("items[first].options[b].feedback: ")


def test_several_faults_are_told_at_once(quiz: Path) -> None:
    text = WHOLE.replace("  bloom: apply\n", "").replace("      en: Not quite\n", "")
    assert len(faults(quiz, text)) == 2


@pytest.mark.parametrize("text", ["", "# only a remark\n", "- a\n- b\n", "42\n", "\t\n"])
def test_what_is_no_content_at_all_is_told_in_one_line(quiz: Path, text: str) -> None:
    assert len(faults(quiz, text)) == 1


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"quiz.yaml:1: the file does not exist"):
        load(tmp_path / "quiz.yaml", QuizContent)


def test_a_file_that_is_not_text_is_told(quiz: Path) -> None:
    quiz.write_bytes(b"title: \xff\xfe")
    with pytest.raises(ContentError, match=r"cannot be read"):
        load(quiz, QuizContent)


def test_a_notebook_shows_the_faults_and_no_code(quiz: Path) -> None:
    quiz.write_text(WHOLE.replace("  bloom: apply\n", ""), "utf-8")
    with pytest.raises(ContentError) as caught:
        load(quiz, QuizContent)
    assert caught.value._render_traceback_() == [str(caught.value.faults[0])]


Change = Callable[[dict[str, Any]], object]


def case_fault(tmp_path: Path, change: Change) -> tuple[str, Fault]:
    """Return the text of the line that the fault names, and the fault."""
    tree = practice_sample.case()
    change(tree)
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    [fault] = faults(tmp_path / "anna.yaml", text, CaseContent)
    return text.splitlines()[fault.line - 1], fault


def nodes(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {node["id"]: node for node in tree["nodes"]}


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [
        (lambda t: t.update(start="nowhere"), "start: nowhere", "'nowhere' does not exist"),
        (
            lambda t: nodes(t)["pause"]["choices"][0].update(next="gone"),
            "next: gone",
            "the node 'gone' does not exist",
        ),
        (
            lambda t: nodes(t)["work"]["choices"][0].update(effects={"luck": 1}),
            "luck: 1",
            "the meter 'luck' does not exist",
        ),
        (
            lambda t: nodes(t)["meeting"]["choices"][0].update(needs=["told"]),
            "needs:",
            "the flag 'told' does not exist",
        ),
        (
            lambda t: nodes(t)["second"]["variants"][0].update(flag="told"),
            "flag: told",
            "the flag 'told' does not exist",
        ),
        (
            lambda t: t["nodes"].append(practice_sample.ending("far", "good")),
            "- id: far",
            "no choice leads here",
        ),
        (
            lambda t: nodes(t)["meeting"]["choices"].pop(1),
            "- id: meeting",
            "no way on from here",
        ),
        (
            lambda t: nodes(t)["good"].pop("title"),
            "- id: good",
            "an ending has no title",
        ),
        (
            lambda t: nodes(t)["pause"]["choices"][1].update(id="again"),
            "id: again",
            "used by an earlier choice",
        ),
        (lambda t: t["nodes"].pop(), "nodes:", "2 endings"),
        (lambda t: t.update(nodes=t["nodes"][:7]), "nodes:", "7 nodes"),
        (
            lambda t: t["nodes"].append(practice_sample.ending("half", "good")),
            "- id: half",
            "used by an earlier node",
        ),
    ],
)
def test_a_case_that_does_not_hang_together_is_told(
    tmp_path: Path, change: Change, line: str, what: str
) -> None:
    at, fault = case_fault(tmp_path, change)
    assert line in at, (at, str(fault))
    assert what in fault.what


def test_a_ring_without_an_ending_is_told_for_the_side_that_is_caught_in_it(tmp_path: Path) -> None:
    def ring(tree: dict[str, Any]) -> None:
        for name in ("work", "pause", "meeting"):
            for choice in nodes(tree)[name]["choices"]:
                if choice["next"] in ("half", "good"):
                    choice["side"] = "gp"
                    nodes(tree)[name]["choices"].append(
                        {**choice, "id": f"{choice['id']}-x", "side": "physio", "next": "work"}
                    )
                    choice.pop("needs", None)

    _, fault = case_fault(tmp_path, ring)
    assert "no ending can be reached from here for side 'physio'" in fault.what


def test_the_sample_module_is_whole(tmp_path: Path) -> None:
    module = practice_sample.write(tmp_path)
    load(module / "quiz.yaml", QuizContent)
    load(module / "cases" / "anna.yaml", CaseContent)
    load(module / "recall.yaml", RecallContent)
    load(module / "week.yaml", WeekContent)
