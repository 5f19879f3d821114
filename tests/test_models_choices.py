"""The reference models behind numbers and choices agree with their sources and closed forms."""

from math import comb, sqrt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from widgets import GradedLeave
from widgets.models import graded_leave, list_size
from widgets.simulations.list_size import SHARES

FACTS = Path(__file__).parents[1] / "modules" / "facts.yaml"
percent = st.floats(0, 100)


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    return {fact["id"]: fact for fact in yaml.safe_load(FACTS.read_text("utf-8"))}


def value(facts: dict[str, Any], fact: str, n: int = 0) -> Any:
    return facts[fact]["figures"][n]["value"]


def test_the_shares_of_the_list_are_those_of_the_sources(facts: dict[str, Any]) -> None:
    assert value(facts, "prev-pain-25-30") == f"{SHARES['low']:.0f}-{SHARES['high']:.0f}"
    assert value(facts, "prev-pain-285") == SHARES["nksl"]
    assert value(facts, "prev-pain-30") == SHARES["high"]
    assert value(facts, "prev-pain-285", 1) == list_size.CAUSE_UNKNOWN
    assert value(facts, "gp-workload-20") == list_size.WORK


def test_a_list_of_1200_at_28_5_per_cent_has_342_with_pain() -> None:
    assert list_size.whole(list_size.expected(1200, 28.5)) == 342


@given(people=st.integers(1, 60), share=st.floats(1, 99))
def test_the_spread_is_that_of_the_binomial_distribution(people: int, share: float) -> None:
    p = share / 100
    weights = [comb(people, n) * p**n * (1 - p) ** (people - n) for n in range(people + 1)]
    mean = sum(n * w for n, w in enumerate(weights))
    variance = sum((n - mean) ** 2 * w for n, w in enumerate(weights))
    assert list_size.expected(people, share) == pytest.approx(mean)
    assert list_size.spread(people, share) == pytest.approx(1.96 * sqrt(variance), rel=1e-4)


def test_the_electrician_does_a_quarter_of_a_job_and_needs_75_per_cent(
    facts: dict[str, Any],
) -> None:
    fact = "electrician-50-75"
    before, after, presence, output = (value(facts, fact, n) for n in range(4))
    assert graded_leave.work(presence, output) == 25
    assert graded_leave.leave(presence, output) == after
    assert graded_leave.gap(presence, output, before) == after - before
    start = GradedLeave(lang="nb").start
    assert start == {"presence": presence, "output": output, "written": before}


@given(presence=percent, output=percent)
def test_work_and_leave_are_a_whole_job(presence: float, output: float) -> None:
    assert graded_leave.work(presence, output) == graded_leave.work(output, presence)
    assert graded_leave.leave(presence, 100) == pytest.approx(100 - presence)
    total = graded_leave.work(presence, output) + graded_leave.leave(presence, output)
    assert total == pytest.approx(100)


@pytest.mark.parametrize(
    "call",
    [
        lambda: graded_leave.work(101, 50),
        lambda: list_size.expected(-1, 30),
        lambda: list_size.spread(100, 101),
    ],
)
def test_choices_that_make_no_sense_are_refused(call: Any) -> None:
    with pytest.raises(ValueError):
        call()
