"""Answers are scored fairly, and alike in Python and in the browser."""

from __future__ import annotations

import json
from typing import Any

import practice_sample
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from widgets.bundle import FRONTEND, joined
from widgets.content.quiz import QuizContent
from widgets.practice.scoring import (
    calibration,
    in_order,
    pair_key,
    placed,
    score,
    several,
    within,
)
from widgets.text import localize

QUIZ = QuizContent.model_validate(practice_sample.quiz())
BY_ID = {item.id: item for item in QUIZ.items}
IDS = st.lists(st.sampled_from("abcdefgh"), min_size=2, unique=True)


@given(IDS, st.data())
def test_several_gives_all_only_for_exactly_the_right_ones(right: list[str], data: Any) -> None:
    chosen = data.draw(st.lists(st.sampled_from("abcdefgh"), unique=True))
    value = several(right, chosen)
    assert 0 <= value <= 1
    assert (value == 1) == (set(chosen) == set(right))


def test_several_gives_part_for_part_and_takes_for_wrong() -> None:
    assert several("ab", "a") == 0.5
    assert several("ab", "abc") == 0.5
    assert several("ab", "abcd") == 0
    assert several("ab", "cd") == 0


@given(st.floats(-1e6, 1e6), st.floats(0, 100), st.floats(-200, 200))
def test_a_number_is_right_on_both_edges_of_the_tolerance(
    answer: float, tolerance: float, off: float
) -> None:
    assert within(answer, tolerance, answer) == 1
    if abs(abs(off) - tolerance) > 1e-6:
        assert within(answer, tolerance, answer + off) == (abs(off) <= tolerance)


def test_a_number_that_is_none_is_wrong_and_binary_fractions_do_not_matter() -> None:
    assert within(0.1, 0.2, 0.3) == 1
    assert within(1, 1, float("nan")) == 0
    assert within(1, 1, float("inf")) == 0


@given(IDS, st.data())
def test_an_order_scores_by_its_pairs(key: list[str], data: Any) -> None:
    order = data.draw(st.permutations(key))
    value = in_order(key, order)
    assert 0 <= value <= 1
    assert (value == 1) == (order == key)
    # What the reversed order gains, the order itself loses: at most one of them scores.
    assert min(value, in_order(key, order[::-1])) == 0


def test_an_order_with_one_swap_loses_little_and_a_strange_one_all() -> None:
    assert in_order("abcd", "bacd") == pytest.approx(4 / 6)
    assert in_order("abcd", "dcba") == 0
    assert in_order("abcd", "abc") == 0
    assert in_order("abcd", "abcc") == 0


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"), min_size=1))
def test_placing_gives_the_share_that_is_right(key: dict[str, str]) -> None:
    assert placed(key, key) == 1
    assert placed(key, {}) == 0
    one_wrong = {**key, next(iter(key)): "elsewhere"}
    assert placed(key, one_wrong) == pytest.approx(1 - 1 / len(key))


def test_pairs_with_the_same_answer_take_either() -> None:
    key = pair_key([("a", "same"), ("b", "same"), ("c", "other")])
    assert key == {"a": "a", "b": "a", "c": "c"}


def test_calibration_is_the_mean_and_the_brier_score() -> None:
    sums = calibration([(1.0, True), (0.5, False)])
    assert sums is not None
    assert (sums.count, sums.sure, sums.right, sums.brier) == (2, 0.75, 0.5, 0.125)
    assert calibration([]) is None


GIVEN = {
    "one": st.sampled_from("abc"),
    "many": st.lists(st.sampled_from("abc"), min_size=1, unique=True),
    "claim": st.booleans(),
    "count": st.floats(10, 15) | st.sampled_from([12, 13, 12.5, 11.999999, 13.000001]),
    "steps": st.permutations("abcd"),
    "pairs": st.fixed_dictionaries({s: st.sampled_from("abc") for s in "abc"}),
    "groups": st.fixed_dictionaries({s: st.sampled_from("xy") for s in "abc"}),
}


@pytest.mark.browser
@settings(max_examples=5, deadline=None)
@given(
    st.lists(
        st.sampled_from(sorted(GIVEN)).flatmap(lambda n: st.tuples(st.just(n), GIVEN[n])),
        min_size=40,
        max_size=80,
    )
)
def test_the_browser_scores_as_python_does(browser: Browser, answers: list[Any]) -> None:
    items = {item.id: localize(item.model_dump(exclude_none=True), "nb") for item in BY_ID.values()}
    asked = [{"item": items[name], "given": given_} for name, given_ in answers]
    page = browser.new_page()
    page.goto("about:blank")
    # The scorer alone, joined as the widgets have it.
    text, exports = joined(FRONTEND / "practice" / "scoring.js")
    theirs = page.evaluate(
        f"(asked) => {{ {text}; return asked.map(({{item, given}}) => "
        f"[{exports}.score(item, given), {exports}.isAnswer(item, given)]); }}",
        json.loads(json.dumps(asked)),
    )
    page.close()
    ours = [score(BY_ID[name], given_) for name, given_ in answers]
    assert [value for value, _ in theirs] == pytest.approx(ours)
    assert all(known for _, known in theirs)
