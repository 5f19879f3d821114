"""Checks of a module's quiz, cases, cards, week task and tools, and of what they point to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from course.catalogue import Course, Module
from course.checks.notebooks import called
from course.checks.places import mentions
from course.site.toolbox import tool_slugs
from widgets.content.case import CaseContent
from widgets.content.loader import ContentError, Fault, load, shown
from widgets.content.quiz import QuizContent
from widgets.content.recall import RecallContent
from widgets.content.role_play import RolePlayContent
from widgets.content.sorting import SortingContent
from widgets.content.week import WeekContent
from widgets.content.wording import WordingContent
from widgets.tools.diamond_content import DiamondContent
from widgets.tools.mechanism_content import MechanismContent

FORMS: dict[str, type[BaseModel]] = {
    "quiz.yaml": QuizContent,
    "recall.yaml": RecallContent,
    "week.yaml": WeekContent,
    "diamond.yaml": DiamondContent,
    "mechanisms.yaml": MechanismContent,
}
"""The form of each file by its name; those in ``cases/`` are cases."""
NAMED: dict[str, type[BaseModel]] = {
    "CardSorter": SortingContent,
    "RolePlay": RolePlayContent,
    "WordChoice": WordingContent,
}
"""The form of the files that a widget's cell names as it likes."""
NOT_PRACTICE = ("module.yaml", "coverage.yaml")
NEEDED = ("quiz.yaml", "recall.yaml", "week.yaml")
ITEMS, KINDS = 10, 5
"""How many items, and of how many kinds, a quiz has at least."""


def check_practice(course: Course, module: Module, facts: set[str]) -> list[Fault]:
    """Return what is wrong with the practice files of ``module``."""
    return [
        *_files(module),
        *_facts(module, facts),
        *_objectives(module),
        *_cards(course, module),
        *_tools(course, module),
    ]


def practice_files(module: Module) -> list[Path]:
    """Return the YAML files of the module's practice: all but module.yaml and coverage.yaml."""
    files = [*module.folder.glob("*.yaml"), *module.folder.glob("cases/*.yaml")]
    return sorted(path for path in files if path.name not in NOT_PRACTICE)


def _files(module: Module) -> Iterator[Fault]:
    named = {
        argument: NAMED[name]
        for notebook in module.notebooks.values()
        for name, argument in map(called, notebook.cells)
        if name in NAMED and argument
    }
    for path in practice_files(module):
        form = CaseContent if path.parent.name == "cases" else FORMS.get(path.name)
        form = form or named.get(path.name)
        if form is None:
            either = f"{', '.join(FORMS)}, put a case in cases/"
            mend = f"name it one of {either}, or name it in a cell of {' or '.join(NAMED)}"
            yield Fault(shown(path), 1, "no part of the course reads this file", mend)
            continue
        try:
            content = load(path, form)
        except ContentError as error:
            yield from error.faults
            continue
        if isinstance(content, QuizContent):
            yield from _quiz(path, content)
        if isinstance(content, CaseContent) and content.id != path.stem:
            mend = f"write id: {path.stem}, or rename the file"
            yield Fault(shown(path), 1, f"the case's id is '{content.id}'", mend)
    for name in NEEDED:
        if not (module.folder / name).is_file():
            mend = "write it, see docs/authors.md"
            yield Fault(shown(module.folder / name), 1, "the file does not exist", mend)
    cases = len(list(module.folder.glob("cases/*.yaml")))
    least = module.info.cases if module.info else 1
    if cases < least:
        what = f"the module has {cases or 'no'} case, and {least} needed"
        mend = "write one, see docs/authors.md, or set cases in module.yaml"
        yield Fault(shown(module.folder / "cases"), 1, what, mend)


def _quiz(path: Path, quiz: QuizContent) -> Iterator[Fault]:
    if len(quiz.items) < ITEMS:
        what = f"the quiz has {len(quiz.items)} items"
        yield Fault(shown(path), 1, what, f"write at least {ITEMS}")
    kinds = {item.kind for item in quiz.items}
    if len(kinds) < KINDS:
        what = f"the quiz has items of {len(kinds)} kinds: {', '.join(sorted(kinds))}"
        yield Fault(shown(path), 1, what, f"use at least {KINDS} kinds")


def _facts(module: Module, facts: set[str]) -> Iterator[Fault]:
    if not facts:
        return
    for path in practice_files(module):
        for fact in mentions(path, "facts"):
            if fact.value not in facts:
                mend = "write an id from modules/facts.yaml"
                yield Fault(shown(path), fact.line, f"there is no fact '{fact.value}'", mend)


def _objectives(module: Module) -> Iterator[Fault]:
    if module.info is None:
        return
    known = {objective.id for objective in module.info.objectives}
    path = module.folder / "quiz.yaml"
    asked = mentions(path, "objective")
    for objective in asked:
        if objective.value not in known:
            mend = f"write one of {', '.join(sorted(known))}"
            what = f"there is no objective '{objective.value}'"
            yield Fault(shown(path), objective.line, what, mend)
    head = module.folder / "module.yaml"
    for declared in mentions(head, "id"):
        if asked and declared.value not in {objective.value for objective in asked}:
            what = f"no quiz item tests the objective '{declared.value}'"
            yield Fault(shown(head), declared.line, what, "write one, or remove the objective")


def _cards(course: Course, module: Module) -> Iterator[Fault]:
    path = module.folder / "recall.yaml"
    slugs = {each.slug for each in course.modules}
    for other in mentions(path, "module"):
        if other.value not in slugs:
            what, mend = f"there is no module '{other.value}'", "write the name of its folder"
            yield Fault(shown(path), other.line, what, mend)
    cells = {
        cell.id
        for each in course.modules
        for notebook in each.notebooks.values()
        for cell in notebook.cells
    }
    for section in mentions(path, "section"):
        if cells and section.value not in cells:
            what, mend = f"there is no section '{section.value}'", "write the id of a cell"
            yield Fault(shown(path), section.line, what, mend)


def _tools(course: Course, module: Module) -> Iterator[Fault]:
    known = tool_slugs(course)
    for name in module.info.tools if module.info else []:
        if name not in known:
            what, mend = f"there is no tool '{name}'", f"write one of {', '.join(known)}"
            yield Fault(shown(module.folder / "module.yaml"), 1, what, mend)


def check_unique(course: Course) -> list[Fault]:
    """Return the items and cards whose id another file of the course has already."""
    seen: dict[str, str] = {}
    faults = []
    for module in course.modules:
        for path in (module.folder / "quiz.yaml", module.folder / "recall.yaml"):
            place = shown(path)
            lines = {mention.value: mention.line for mention in mentions(path, "id")}
            for name in _entries(path):
                if seen.setdefault(name, place) != place:
                    what = f"the id '{name}' is used in {seen[name]} too"
                    mend = "rename it: answers are kept by it"
                    faults.append(Fault(place, lines[name], what, mend))
    return faults


def _entries(path: Path) -> list[str]:
    """Return the ids of a quiz's items or of the cards; none when the file is broken."""
    try:
        if path.name == "quiz.yaml":
            return [item.id for item in load(path, QuizContent).items]
        return [card.id for card in load(path, RecallContent).cards]
    except ContentError:
        return []
