"""The reference models behind numbers and choices agree with their sources and closed forms."""

from math import comb, inf, sqrt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from widgets import GradedLeave
from widgets.models import graded_leave, list_size, two_proportions
from widgets.simulations.evidence import PRESETS
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


LIBRARY = [
    # Newcombe 1998, table II, examples a and c: 56 of 70 against 48 of 80, 9 of 10 against 3 of 10.
    ((56, 70, 48, 80), (0.0524314724, 0.3338726540)),
    ((9, 10, 3, 10), (0.1705227239, 0.8090179735)),
    ((68, 100, 56, 100), (-0.0143046111, 0.2484106869)),
    ((136, 200, 112, 200), (0.0248646442, 0.2121350532)),
    ((50, 86, 31, 80), (0.0417601688, 0.3337933228)),
    ((12, 40, 20, 35), (-0.4620598369, -0.0470848102)),
]
"""As statsmodels 0.15.0 gives them: confint_proportions_2indep(..., method="newcomb")."""


@pytest.mark.parametrize("counts, interval", LIBRARY)
def test_the_interval_of_a_difference_is_that_of_the_statistics_library(
    counts: tuple[int, int, int, int], interval: tuple[float, float]
) -> None:
    a, n, b, m = counts
    assert two_proportions.difference(a / n, n, b / m, m) == pytest.approx(interval, abs=1e-9)


@given(share=st.floats(0, 1), size=st.integers(1, 2000))
def test_the_ends_of_the_interval_of_a_share_solve_the_score_equation(
    share: float, size: int
) -> None:
    for end in two_proportions.wilson(share, size):
        if 0 < end < 1:
            distance = (share - end) ** 2 * size
            assert distance == pytest.approx(two_proportions.Z**2 * end * (1 - end), abs=1e-6)


def test_the_trials_have_the_shares_and_numbers_needed_that_the_sources_give(
    facts: dict[str, Any],
) -> None:
    for trial, fact in (
        ("brief", "brief-intervention-68-56"),
        ("inpatient", "arr-inpatient-58-39"),
    ):
        shares = PRESETS[trial]["first"], PRESETS[trial]["second"]
        assert shares == (value(facts, fact), value(facts, fact, 1))
    assert "n=166 (86 vs 80)" in facts["arr-inpatient-note"]["caution"]
    assert (PRESETS["inpatient"]["size"], PRESETS["inpatient"]["other"]) == (86, 80)
    assert two_proportions.needed(0.68 - 0.56) == pytest.approx(8.33, abs=0.01)
    assert two_proportions.needed(0.58 - 0.39) == pytest.approx(5.26, abs=0.01)
    assert two_proportions.needed(0) == inf


@pytest.mark.parametrize(
    "call",
    [
        lambda: two_proportions.wilson(1.1, 5),
        lambda: two_proportions.wilson(0.5, 0),
        lambda: graded_leave.work(101, 50),
        lambda: list_size.expected(-1, 30),
        lambda: list_size.spread(100, 101),
    ],
)
def test_choices_that_make_no_sense_are_refused(call: Any) -> None:
    with pytest.raises(ValueError):
        call()
