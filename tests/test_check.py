"""``smertekurs check`` tells each fault in one line: file, line, what it is, how to mend it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, smertekurs

from course.checks import check_course
from course.checks.notebooks import part_of

MODULE = "04-sensitisation-and-attention"

Change = Callable[[str], str]


def edit(path: Path, change: Change) -> None:
    """Change a text file; fail when the change changes nothing."""
    before = path.read_text("utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, "utf-8")


def edit_cell(path: Path, name: str, change: Callable[[dict], None]) -> None:
    """Change one cell of a notebook."""
    tree = json.loads(path.read_text("utf-8"))
    change(next(cell for cell in tree["cells"] if cell["id"] == name))
    path.write_text(json.dumps(tree, ensure_ascii=False, indent=1), "utf-8")


def told(course: Path) -> list[str]:
    return [str(fault) for fault in check_course(course)]


def line_of(path: Path, words: str) -> int:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if words in line:
            return number
    raise AssertionError(f"{words!r} is not in {path.name}")


@pytest.fixture
def module(course_copy: Path) -> Path:
    return course_copy / "modules" / MODULE


def test_the_course_is_whole() -> None:
    done = smertekurs("check", ROOT)
    assert (done.returncode, done.stdout) == (0, "The content is whole.\n"), done.stdout


def test_each_fault_is_one_line_and_the_command_ends_with_1(module: Path) -> None:
    edit(module / "quiz.yaml", lambda t: t.replace("kind: single", "kind: singel", 1))
    edit(module / "module.yaml", lambda t: re.sub(r"minutes: \d+", "minutes: en time", t))
    done = smertekurs("check", module.parents[1])
    lines = done.stdout.splitlines()
    assert done.returncode == 1 and done.stderr == ""
    assert lines[-1] == f"{len(lines) - 1} faults to mend."
    for line in lines[:-1]:
        assert re.fullmatch(r"modules/[\w/.-]+:\d+: .+ — .+", line), line


def test_a_tool_that_is_not_there_is_told(module: Path) -> None:
    edit(module / "module.yaml", lambda t: t.replace("tools: [spotlight]", "tools: [no-such]"))
    assert any("there is no tool 'no-such'" in fault for fault in told(module.parents[1]))


def test_a_missing_translation_is_told_with_its_line(module: Path) -> None:
    path = module / "week.yaml"
    edit(path, lambda t: re.sub(r"(?m)^  en:", "  eng:", t, count=1))
    line = line_of(path, "  eng:")
    assert any(
        f"week.yaml:{line}: " in fault and "'eng'" in fault for fault in told(path.parents[2])
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("quiz.yaml", r"objective: [\w-]+", "objective: no-such", "no objective 'no-such'"),
        ("quiz.yaml", r"facts: \[[\w-]+", "facts: [no-such", "no fact 'no-such'"),
        ("recall.yaml", r"section: [\w-]+", "section: no-such", "no section 'no-such'"),
        ("../references.yaml", r"- id: [\w-]+", "- id: No Such", "'No Such' cannot be an id"),
    ],
)
def test_what_points_nowhere_is_told_with_its_line(
    module: Path, file: str, old: str, new: str, words: str
) -> None:
    path = (module / file).resolve()
    edit(path, lambda t: re.sub(old, new, t, count=1))
    line = line_of(path, new.split(":")[-1].strip(" ["))
    faults = [fault for fault in told(module.parents[1]) if words in fault]
    assert len(faults) == 1 and f"{path.name}:{line}: " in faults[0]


def test_a_case_without_an_end_is_told(module: Path) -> None:
    path = next((module / "cases").glob("*.yaml"))
    edit(path, lambda t: re.sub(r"next: [\w-]+", "next: nowhere", t, count=1))
    assert any(f"cases/{path.name}:" in f and "nowhere" in f for f in told(module.parents[1]))


@pytest.mark.parametrize(
    ("cell", "change", "words"),
    [
        ("quiz", lambda c: c.update(source='import os; os.system("ls")'), "not in the form"),
        ("quiz", lambda c: c.update(source=c["source"][0].replace('"en"', '"nb"')), 'lang="nb"'),
        ("quiz", lambda c: c.update(id="questions"), "make it 'quiz'"),
        ("quiz", lambda c: c.update(execution_count=1), "saved with its output"),
        ("gp", lambda c: c["metadata"].update(tags=["physio"]), "the box 'physio'"),
        ("gp", lambda c: c.update(source="No heading."), "does not begin as it should"),
        ("gp", lambda c: c.update(source="### A\n\n#### B"), "headings of depth [3, 4]"),
        ("gp", lambda c: c.update(source="### A\n\n[x](#ref-no-2000)"), "no reference 'no-2000'"),
        ("gp", lambda c: c.update(source="### A\n\n[x](#nowhere)"), "'#nowhere' leads nowhere"),
    ],
)
def test_a_slip_in_one_notebook_is_told(
    module: Path, cell: str, change: Callable[[dict], None], words: str
) -> None:
    path = module / "en.ipynb"
    tree = json.loads(path.read_text("utf-8"))
    if cell == "gp":
        cell = next(c["id"] for c in tree["cells"] if "gp" in c["metadata"].get("tags", []))
    else:
        edit_cell(path, cell, lambda c: c.update(source=["".join(c["source"])]))
    edit_cell(path, cell, change)
    faults = [fault for fault in told(module.parents[1]) if words in fault]
    assert faults and all(f"{MODULE}/en.ipynb:" in fault for fault in faults)
    assert all(int(fault.split(":")[1]) > 1 for fault in faults), faults


def test_a_cell_in_one_language_only_is_told(module: Path) -> None:
    path = module / "en.ipynb"
    tree = json.loads(path.read_text("utf-8"))
    gone = tree["cells"].pop(3)
    path.write_text(json.dumps(tree, indent=1), "utf-8")
    assert any(f"where nb.ipynb has '{gone['id']}'" in fault for fault in told(module.parents[1]))


def test_a_text_that_is_too_short_is_told(module: Path) -> None:
    path = module / "nb.ipynb"
    tree = json.loads(path.read_text("utf-8"))
    for cell in tree["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = "".join(cell["source"])[:60]
    path.write_text(json.dumps(tree, indent=1), "utf-8")
    assert any("bring it between 1500 and 2500" in fault for fault in told(module.parents[1]))


def test_a_notebook_that_is_no_notebook_is_told_with_its_line(module: Path) -> None:
    (module / "nb.ipynb").write_text('{\n "cells": [\n  {,\n', "utf-8")
    assert any("nb.ipynb:3: is not JSON" in fault for fault in told(module.parents[1]))


def test_a_glossary_term_that_no_text_uses_is_told(module: Path) -> None:
    path = module.parent / "glossary.yaml"
    extra = "\n- id: unused\n  term: {nb: ubrukt-ord, en: unused-word}\n"
    edit(path, lambda t: f"{t.rstrip()}{extra}  definition: {{nb: x, en: x}}\n")
    faults = [fault for fault in told(module.parents[1]) if "[unused]" in fault]
    assert len(faults) == 2 and all(f":{line_of(path, 'unused')}: " in f for f in faults)


def test_a_quiz_that_is_too_small_is_told(module: Path) -> None:
    path = module / "quiz.yaml"
    edit(path, lambda t: "- id:".join(t.split("- id:")[:3]))
    faults = told(module.parents[1])
    assert any("write at least 10" in fault or "quiz.yaml" in fault for fault in faults)


def test_widgets_cells_are_named_as_docs_say() -> None:
    assert part_of("WindUp", None) == "wind-up"
    assert part_of("CasePlayer", "cases/kari.yaml") == "case-kari"
    assert part_of("Confidence", "start") == "confidence-start"
    assert part_of("RecallCards", "recall.yaml") == "recall"


def test_a_folder_without_a_course_is_wrong_use(tmp_path: Path) -> None:
    done = smertekurs("check", tmp_path)
    assert done.returncode == 2 and "is not a course folder" in done.stderr


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("length: short", "bring it between 900 and 1500, or set length"),
        ("cases: 3", "and 3 needed"),
        ("figures: 9", "figures and tools, and 9 are needed"),
    ],
)
def test_a_module_is_held_to_the_amount_that_it_sets(
    module: Path, setting: str, words: str
) -> None:
    assert told(module.parents[1]) == []
    edit(module / "module.yaml", lambda t: f"{t.rstrip()}\n{setting}\n")
    assert any(words in fault for fault in told(module.parents[1]))


def test_a_module_without_a_case_can_say_so(module: Path) -> None:
    for case in (module / "cases").glob("*.yaml"):
        case.unlink()
    assert any("the module has no case" in fault for fault in told(module.parents[1]))
    edit(module / "module.yaml", lambda t: f"{t.rstrip()}\ncases: 0\n")
    assert not any("has no case" in fault for fault in told(module.parents[1]))


def test_the_newest_change_to_a_module_stands_first(module: Path) -> None:
    later = "- date: 2031-01-02\n  what: {nb: Ny kilde., en: A new source.}\n"
    edit(module / "module.yaml", lambda t: f"{t.rstrip()}\n{later}")
    [fault] = [fault for fault in told(module.parents[1]) if "changes" in fault]
    assert "module.yaml:" in fault and "put the newest first" in fault
