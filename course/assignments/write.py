"""The source notebook of an assignment, made from its form and its key in one language.

An author writes the two YAML files; the notebooks follow from them and are never edited by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.assignments.key import AssignmentKey, BranchesKey, TextKey
from widgets.content.loader import load
from widgets.forms.form_content import Branches, FormContent, FreeText
from widgets.text import LANGS, Lang

WHOLE = (
    *("rows", "columns", "steps", "marks", "lines of the rubric", "rows that are asked for"),
    *("choices that it follows from", "ways"),
)
"""What a key must say of all that its form shows."""
LEVELS = 3
"""The most points a line of a rubric can give."""

WORDS = {
    "form": {"nb": "Skjema", "en": "Form"},
    "lab": {
        "nb": "I JupyterLab åpner du skjemaet slik: Velg **Run → Run All Cells** i menyen øverst. "
        "Skjemaet kommer fram under denne linjen.",
        "en": "In JupyterLab, open the form like this: choose **Run → Run All Cells** in the menu "
        "at the top. The form appears below this line.",
    },
    "grading": {
        "nb": "## Til rettingen\n\nCellene under brukes når oppgaven rettes. Du trenger ikke gjøre "
        "noe her.",
        "en": "## For the grading\n\nThe cells below are used when the assignment is graded. You "
        "need not do anything here.",
    },
    "how": {
        "nb": "Svarene lagres av seg selv mens du arbeider. Tekster leses av kurslederen, som "
        "vurderer dem etter de linjene som står over tekstfeltet. Resten rettes automatisk.",
        "en": "Your answers are saved by themselves as you work. Texts are read by the course "
        "leader, who grades them by the lines above the text field. The rest is graded "
        "automatically.",
    },
    "blank": {"nb": "*Ikke besvart.*", "en": "*Not answered.*"},
    "grader": {"nb": "Til den som vurderer", "en": "For the grader"},
    "exemplar": {"nb": "Eksempel på en hel tekst:", "en": "An example of a whole text:"},
}


def faults_between(form: FormContent, key: AssignmentKey) -> list[str]:
    """Return where form and key are out of step, in words; empty when they fit."""
    if form.id != key.id:
        return [f"the form is '{form.id}', the key '{key.id}'"]
    if [q.id for q in form.questions] != [q.id for q in key.questions]:
        return ["the form and the key do not have the same questions in the same order"]
    found: list[str] = []
    for asked, right in zip(form.questions, key.questions, strict=True):
        found += _faults_of(asked, right)
    return list(dict.fromkeys(found))


def _faults_of(asked: Any, right: Any) -> Iterator[str]:
    if asked.kind != right.kind:
        yield f"'{asked.id}' is {asked.kind} in the form, {right.kind} in the key"
        return
    for what, shown, known in _names(asked, right):
        if not known <= shown:
            yield f"'{asked.id}': {what} of the key are not in the form"
        if what in WHOLE and shown != known:
            yield f"'{asked.id}': the {what} of form and key differ"
    if isinstance(asked, FreeText) and asked.points != LEVELS * len(asked.rubric):
        yield f"'{asked.id}': {LEVELS} points a line make {LEVELS * len(asked.rubric)}"
    if isinstance(asked, Branches) and isinstance(right, BranchesKey):
        keys = {way.ask.id: way.ask for way in right.ways}
        for way in asked.ways:
            if way.ask.id in keys:
                yield from _faults_of(way.ask, keys[way.ask.id])


def _names(asked: Any, right: Any) -> list[tuple[str, set[str], set[str]]]:
    def of(name: str) -> set[str]:
        return {row.id for row in getattr(asked, name)}

    if asked.kind == "marks":
        marks = [("marks", of("marks"), set(row)) for row in right.answers.values()]
        return [("rows", of("rows"), set(right.answers)), *marks]
    if asked.kind == "order":
        orders = [right.answer, *right.also]
        return [("steps", of("steps"), set(order)) for order in orders]
    if asked.kind == "several":
        capped = {cap.option for cap in right.caps}
        return [("options", of("options"), set(right.answer) | capped)]
    if asked.kind == "plan":
        return [("rows", of("rows"), set(right.example))]
    if asked.kind == "numbers":
        return [("rows", of("rows"), set(right.answers))]
    if asked.kind == "branches":
        ways = [{f"{way.ask.id}: {sorted(way.when)}" for way in q.ways} for q in (asked, right)]
        choices = [{f"{q.follows.question}: {q.follows.row}"} for q in (asked, right)]
        return [
            ("choices that it follows from", choices[0], choices[1]),
            ("ways", ways[0], ways[1]),
        ]
    if asked.kind == "grid":
        return list(_places(asked, right))
    if asked.kind == "each":
        options = {name for names in right.answers.values() for name in names}
        options |= {cap.option for cap in right.caps}
        capped = {cap.row for cap in right.caps}
        return [
            ("rows", of("rows"), set(right.answers) | capped),
            ("options", of("options"), options),
        ]
    return [("lines of the rubric", of("rubric"), set(right.scheme))]


def _places(asked: Any, right: Any) -> Iterator[tuple[str, set[str], set[str]]]:
    yield "rows", {row.id for row in asked.rows}, set(right.answers)
    shown = {f"{column.id}: {one.id}" for column in asked.columns for one in column.options}
    for wanted in right.answers.values():
        yield "columns", {column.id for column in asked.columns}, set(wanted)
        known = {f"{column}: {one}" for column, names in wanted.items() for one in names}
        yield "options", shown, known
    yield "options", shown, {f"{cap.column}: {cap.option}" for cap in right.caps}
    yield "rows that are capped", {row.id for row in asked.rows}, {cap.row for cap in right.caps}
    yield "rows that are asked for", {str(asked.least)}, {str(right.least)}


def notebook(form: FormContent, key: AssignmentKey, lang: Lang) -> dict[str, Any]:
    """Return the source notebook in nbformat 4.5. ``form`` and ``key`` fit each other."""
    words = {name: pair[lang] for name, pair in WORDS.items()}
    call = f'from course.assignments import form; form("form.yaml", lang="{lang}")'
    title = f"# {form.title.in_(lang)}\n\n{form.intro.in_(lang)}\n\n{words['how']}"
    cells = [
        _markdown("title", title),
        _markdown("lab", words["lab"], tags=["lab"]),
        _code("form", f"# {words['form']}\n{call}", tags=["form"]),
        _markdown("grading", words["grading"], tags=["lab"]),
    ]
    for n, asked in enumerate(form.questions, 1):
        heading = f"## {n}. {asked.title.in_(lang)}"
        cells.append(_markdown(asked.id, heading, tags=["question"]))
        right = key.question(asked.id)
        if isinstance(asked, FreeText) and isinstance(right, TextKey):
            cells += _rubric(asked, right, lang, words)
        else:
            earlier = asked.follows.question if isinstance(asked, Branches) else None
            cells += _graded(form.id, asked.id, asked.points, earlier)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _graded(assignment: str, name: str, points: int, earlier: str | None) -> list[dict[str, Any]]:
    # A name of Python has no hyphen; the cell's id has.
    given = name.replace("-", "_")
    after = f", earlier={earlier.replace('-', '_')}" if earlier else ""
    test = (
        f"# {name}\n### BEGIN HIDDEN TESTS\nfrom course.assignments.grade import grade\n\n"
        f'grade("{assignment}", "{name}", {given}, points={points}, lang=lang{after})\n'
        "### END HIDDEN TESTS"
    )
    answer = _nbgrader(f"{name}-answer", "code", solution=True)
    graded = _nbgrader(f"{name}-points", "code", grade=True, locked=True, points=points)
    return [
        _code(f"{name}-answer", f"# {name}\n{given} = None", nbgrader=answer, tags=["lab"]),
        _code(f"{name}-points", test, nbgrader=graded, tags=["lab"]),
    ]


def _rubric(
    asked: FreeText, right: TextKey, lang: Lang, words: dict[str, str]
) -> list[dict[str, Any]]:
    cells = [_markdown(f"{asked.id}-answer", words["blank"], tags=["answer"])]
    for n, line in enumerate(asked.rubric):
        name = f"{asked.id}-{line.id}"
        scheme = f"**{words['grader']}**\n\n{right.scheme[line.id].in_(lang)}"
        if n == 0:
            text = right.exemplar.in_(lang).replace("\n", "\n> ")
            scheme += f"\n\n**{words['exemplar']}**\n\n> {text}"
        marked = f"=== BEGIN MARK SCHEME ===\n{scheme}\n=== END MARK SCHEME ==="
        task = _nbgrader(name, "markdown", task=True, locked=True, points=LEVELS)
        source = f"{line.text.in_(lang)}\n\n{marked}"
        cells.append(_markdown(name, source, tags=["rubric"], nbgrader=task))
    return cells


def _nbgrader(name: str, cell_type: str, **told: Any) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"cell_type": cell_type, "grade_id": name, "schema_version": 3, **plain, **told}


def _markdown(name: str, source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "markdown",
        "id": name,
        "metadata": metadata,
        "source": source.splitlines(keepends=True),
    }


def _code(name: str, source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": name,
        "metadata": {"jupyter": {"source_hidden": True}, **metadata},
        "outputs": [],
        "source": source.splitlines(keepends=True),
    }


def as_text(made: dict[str, Any]) -> str:
    """Return the notebook as it is written to its file."""
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write(root: Path, assignment: str) -> list[Path]:
    """Write the source notebooks of ``assignment`` in both languages; return their paths.

    Raises ``ContentError`` when a file is faulty, ``ValueError`` when form and key do not fit.
    """
    folder = root / "assignments"
    form = load(folder / "forms" / f"{assignment}.yaml", FormContent)
    key = load(folder / "keys" / f"{assignment}.yaml", AssignmentKey)
    if found := faults_between(form, key):
        raise ValueError("; ".join(found))
    written = []
    for lang in LANGS:
        path = folder / lang / "source" / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(notebook(form, key, lang)), "utf-8")
        link = path.with_name("form.yaml")
        if not link.is_symlink():
            link.symlink_to(Path("../../../forms") / f"{assignment}.yaml")
        written.append(path)
    return written
