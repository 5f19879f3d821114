"""Checks of the assignments: form, key and both source notebooks say the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from course.assignments.key import AssignmentKey
from course.assignments.write import as_text, faults_between, notebook
from course.catalogue import Course
from widgets.content.loader import ContentError, Fault, load, shown
from widgets.forms.form_content import FormContent
from widgets.text import LANGS


def check_assignments(course: Course, facts: Collection[str]) -> list[Fault]:
    """Return what is wrong with the assignments of ``course``; none is no fault."""
    folder = course.root / "assignments"
    faults: list[Fault] = []
    forms = {path.stem for path in (folder / "forms").glob("*.yaml")}
    keys = {path.stem for path in (folder / "keys").glob("*.yaml")}
    for name in sorted(forms | keys):
        form_path, key_path = (folder / part / f"{name}.yaml" for part in ("forms", "keys"))
        if not (form_path.is_file() and key_path.is_file()):
            there, gone = (form_path, key_path) if name in forms else (key_path, form_path)
            faults.append(Fault(shown(there), 1, "it stands alone", f"write {shown(gone)} too"))
            continue
        try:
            form, key = load(form_path, FormContent), load(key_path, AssignmentKey)
        except ContentError as error:
            faults += error.faults
            continue
        if found := faults_between(form, key):
            faults += [
                Fault(shown(key_path), 1, what, "mend the form or the key") for what in found
            ]
            continue
        faults += _grounded(course, key_path, key, facts)
        faults += _made(folder, form, key)
    return faults


def _grounded(
    course: Course, path: Path, key: AssignmentKey, facts: Collection[str]
) -> Iterator[Fault]:
    module = course.module(key.module)
    if module is None:
        mend = "write the name of a folder in modules"
        yield Fault(shown(path), 1, f"there is no module '{key.module}'", mend)
        return
    cells = {cell.id for book in module.notebooks.values() for cell in book.cells}
    for question in key.every():
        for fact in question.facts:
            if facts and fact not in facts:
                what = f"'{question.id}' names an unknown fact '{fact}'"
                yield Fault(shown(path), 1, what, "write an id from modules/facts.yaml")
        if cells and question.section not in cells:
            what = f"'{question.id}' names an unknown section '{question.section}'"
            yield Fault(shown(path), 1, what, f"write a cell id of {key.module}")


def _made(folder: Path, form: FormContent, key: AssignmentKey) -> Iterator[Fault]:
    mend = f"run smertekurs assignment write {form.id}"
    for lang in LANGS:
        path = folder / lang / "source" / form.id / f"{form.id}.ipynb"
        if not path.is_file():
            yield Fault(shown(path), 1, "it is missing", mend)
        elif path.read_text("utf-8") != as_text(notebook(form, key, lang)):
            yield Fault(shown(path), 1, "it is not what form and key say", mend)
        elif not path.with_name("form.yaml").is_file():
            yield Fault(shown(path), 1, "it has no form.yaml beside it", mend)
