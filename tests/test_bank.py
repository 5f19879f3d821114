"""``smertekurs check --bank`` tells what the items cover and what gives an answer away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, smertekurs

from course.catalogue import read_course
from course.checks.bank import BankReport, report_bank

SLUG = "04-sensitisation-and-attention"


@pytest.fixture
def quiz(course_copy: Path) -> dict[str, Any]:
    path = course_copy / "modules" / SLUG / "quiz.yaml"
    return {"path": path, **yaml.safe_load(path.read_text("utf-8"))}


def report(quiz: dict[str, Any]) -> BankReport:
    """Write the quiz, and return the report of its module."""
    path = quiz.pop("path")
    path.write_text(yaml.safe_dump(quiz, allow_unicode=True), "utf-8")
    reports = report_bank(read_course(path.parents[2]))
    return next(each for each in reports if each.module == SLUG)


def texts(words: str) -> dict[str, str]:
    return {"nb": words, "en": words}


def single(n: int, right: int, lengths: tuple[int, int, int]) -> dict[str, Any]:
    options = [
        {
            "id": f"o{place}",
            "text": texts("x" * length),
            "right": place == right,
            "feedback": texts(f"This is what option {place} teaches."),
        }
        for place, length in enumerate(lengths)
    ]
    rest = {"objective": "explain-threshold-tolerance", "bloom": "apply", "facts": ["alloknesis"]}
    return {"id": f"s{n}", "kind": "single", "prompt": texts("?"), "options": options, **rest}


def test_the_bank_of_the_course_is_summed_up_and_changes_no_exit_code() -> None:
    done = smertekurs("check", "--bank", ROOT)
    assert done.returncode == 0 and done.stdout.endswith("The content is whole.\n")
    for report in report_bank(read_course(ROOT)):
        assert f"{report.module or 'The whole bank'}: {report.items} items\n" in done.stdout
    assert "levels: analyse" in done.stdout
    assert "tests before and after: " in done.stdout


def test_a_right_answer_that_is_mostly_in_one_place_is_told(quiz: dict[str, Any]) -> None:
    quiz["items"] = [single(n, 1 if n < 3 else 0, (9, 5, 9)) for n in range(4)]
    assert "the right answer is in place 2 in 3 of 4 items" in report(quiz).noted


def test_a_right_answer_that_is_mostly_the_longest_is_told(quiz: dict[str, Any]) -> None:
    quiz["items"] = [single(n, n % 3, (5, 5, 5)) for n in range(4)]
    for n, item in enumerate(quiz["items"]):
        item["options"][n % 3]["text"] = texts("the longest of them")
    told = [line for line in report(quiz).noted if "longest" in line]
    assert told == ["the right answer is the longest in 4 of 4 items (4): s0, s1, s2, s3"]


def test_answers_in_varied_places_and_lengths_are_not_told(quiz: dict[str, Any]) -> None:
    quiz["items"] = [single(n, n % 3, (5, 6, 7)) for n in range(6)]
    assert not [line for line in report(quiz).noted if "the right answer" in line]


def test_a_fact_and_an_objective_that_no_item_asks_for_are_told(quiz: dict[str, Any]) -> None:
    gone = quiz["items"].pop(0)
    quiz["items"] = [i for i in quiz["items"] if i["objective"] != gone["objective"]]
    told = "\n".join(report(quiz).noted)
    assert f"objectives without an item (1): {gone['objective']}" in told


def test_items_without_a_fact_and_weak_feedback_are_told(quiz: dict[str, Any]) -> None:
    first, second = single(0, 0, (5, 5, 5)), single(1, 1, (5, 5, 5))
    first["facts"] = []
    second["options"][0]["feedback"] = texts("No.")
    quiz["items"] = [first, second]
    told = report(quiz).noted
    assert "items without a fact (1): s0" in told
    assert "feedback missing, too short or given twice (1): s1" in told
