"""What surrounds the modules: matched tests, the days of recall, and settings that are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Visit

from course.bank import read_bank
from course.catalogue import read_course
from course.checks import check_course
from course.forms import Pair, forms, matched_pairs
from widgets.bundle import FRONTEND, joined
from widgets.content.frame import FrameContent, Spacing
from widgets.content.loader import load
from widgets.frame.spacing import Entry, after, enrol

DAY = date(2026, 11, 23)
RULES = Spacing()


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return matched_pairs(read_bank(read_course(ROOT)), 2)


def test_the_two_forms_have_no_item_in_common(pairs: list[Pair]) -> None:
    both = forms(pairs)
    assert len(both["a"]) == len(both["b"]) == len(pairs)
    assert not set(both["a"]) & set(both["b"])
    assert len(set(both["a"])) == len(both["a"])


def test_every_module_gives_both_forms_as_many_items(pairs: list[Pair]) -> None:
    modules = Counter(pair.one.module for pair in pairs)
    assert modules == Counter(pair.two.module for pair in pairs)
    assert modules == {module.slug: 2 for module in read_course(ROOT).modules}


def test_a_pair_asks_for_the_same_objective(pairs: list[Pair]) -> None:
    same = [pair.one.item.objective == pair.two.item.objective for pair in pairs]
    assert sum(same) >= 0.9 * len(pairs)


def test_the_draw_does_not_hang_on_the_order_of_the_files(pairs: list[Pair]) -> None:
    bank = read_bank(read_course(ROOT))
    turned = sorted(reversed(bank), key=lambda entry: entry.module)
    wanted = [{pair.one.item.id, pair.two.item.id} for pair in pairs]
    assert [{p.one.item.id, p.two.item.id} for p in matched_pairs(turned, 2)] == wanted


def test_the_settings_are_those_that_the_course_promises() -> None:
    frame = load(ROOT / "modules" / "frame.yaml", FrameContent)
    assert (frame.final_test.items, frame.final_test.needed) == (30, 80)
    spacing = frame.spacing
    assert (spacing.wrong, spacing.right, spacing.in_a_row, spacing.retest) == (12, 24, 2, 183)


def test_a_question_comes_back_after_12_days_when_missed_and_24_when_known() -> None:
    assert enrol(False, DAY, RULES).due == DAY + timedelta(12)
    assert enrol(True, DAY, RULES).due == DAY + timedelta(24)
    assert after(enrol(True, DAY, RULES), False, DAY, RULES).due == DAY + timedelta(12)


def test_two_right_in_a_row_put_a_question_to_rest_until_its_one_retest() -> None:
    entry = after(enrol(True, DAY, RULES), True, DAY, RULES)
    assert (entry.state, entry.streak) == ("open", 1)
    entry = after(entry, True, DAY, RULES)
    assert (entry.state, entry.due) == ("resting", DAY + timedelta(183))
    assert after(entry, True, DAY, RULES).state == "known"
    again = after(entry, False, DAY, RULES)
    assert again == Entry("open", DAY + timedelta(12), 0)


def test_right_answers_that_are_not_in_a_row_do_not_put_to_rest() -> None:
    entry = enrol(True, DAY, RULES)
    for right in (True, False, True):
        entry = after(entry, right, DAY, RULES)
    assert (entry.state, entry.streak) == ("open", 1)


@pytest.mark.browser
def test_the_browser_counts_the_same_days(visit: Callable[..., Visit]) -> None:
    text, exports = joined(FRONTEND / "frame" / "spacing.js")
    script = (
        f"([days, rules]) => {{ {text}; const m = {exports}; return days.map("
        "([first, right, day]) => right.reduce((e, r) => m.after(e, r, day, rules), "
        "m.enrol(first, day, rules))); }"
    )
    rows = [
        (bool(n & 1), [bool(n & 2), bool(n & 4), bool(n & 8)][: n % 4], DAY + timedelta(31 * n))
        for n in range(24)
    ]
    shown = visit("about:blank").page.evaluate(
        script, [[[first, right, str(day)] for first, right, day in rows], RULES.model_dump()]
    )
    for (first, right, day), ours in zip(rows, shown, strict=True):
        entry = enrol(first, day, RULES)
        for each in right:
            entry = after(entry, each, day, RULES)
        due = str(entry.due) if entry.due else None
        assert ours == {"state": entry.state, "due": due, "streak": entry.streak}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"final_test": {"needed": 120}}, "needed: 120 is too large"),
        ({"spacing": {"wrong": 0}}, "wrong: 0 is too small"),
        ({"evaluation": {}}, "'title' is missing"),
        ({"spaceing": {}}, "'spaceing' is not a key here"),
    ],
)
def test_a_slip_in_the_frame_is_told(course_copy: Path, change: dict[str, Any], words: str) -> None:
    path = course_copy / "modules" / "frame.yaml"
    tree = yaml.safe_load(path.read_text("utf-8")) | change
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    faults = [str(fault) for fault in check_course(course_copy)]
    assert any("frame.yaml:" in fault and words in fault for fault in faults), faults
