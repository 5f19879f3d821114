"""Every module to the same standard: text, figures, a case from two sides, questions, recall."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import ROOT

from course.bank import read_bank
from course.catalogue import Course, read_course
from course.checks.notebooks import NOT_FIGURES, called
from course.notebooks import NOT_PARTS
from widgets.content.case import CaseContent
from widgets.content.loader import load
from widgets.content.quiz import QuizContent
from widgets.content.recall import RecallContent
from widgets.content.text import Sides


@cache
def the_course() -> Course:
    return read_course(ROOT)


MODULES = [module.slug for module in the_course().modules]


def test_module_0_to_11_and_the_final_case_are_there() -> None:
    assert [int(slug[:2]) for slug in MODULES] == list(range(13))


@pytest.mark.parametrize("slug", MODULES)
def test_a_module_has_all_that_the_course_promises_of_it(slug: str) -> None:
    module = next(module for module in the_course().modules if module.slug == slug)
    first = slug.startswith("00-")
    for notebook in module.notebooks.values():
        assert notebook.words >= (900 if first else 1500) and notebook.words <= 2510
        code = [cell for cell in notebook.cells if cell.kind == "code" and cell.id not in NOT_PARTS]
        assert sum(called(cell)[0] not in NOT_FIGURES for cell in code) >= 2
    quiz = load(module.folder / "quiz.yaml", QuizContent).items
    assert len(quiz) >= 10 and len({item.kind for item in quiz}) >= 5
    recall = load(module.folder / "recall.yaml", RecallContent).cards
    earlier = {card.module for card in recall if card.module}
    assert first or (earlier and max(earlier) < slug)
    cases = [load(path, CaseContent) for path in (module.folder / "cases").glob("*.yaml")]
    assert cases
    for case in cases:
        assert len(case.nodes) >= 8
        assert sum(node.ending is not None for node in case.nodes) >= 3
        assert any(isinstance(node.text, Sides) for node in case.nodes)


def test_the_bank_has_at_least_160_items_each_with_an_objective_and_a_level() -> None:
    bank = read_bank(the_course())
    assert len(bank) >= 160
    assert all(entry.item.objective and entry.item.bloom and entry.item.facts for entry in bank)
