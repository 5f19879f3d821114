"""The browser's models give the same numbers as the Python models, on random parameters."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from widgets import MyWeek
from widgets.bundle import FRONTEND, joined
from widgets.models import (
    activity_pacing,
    attention_circle,
    breathing_pace,
    expectation,
    fear_avoidance,
    graded_leave,
    list_size,
    my_week,
    psychometric,
    return_states,
    temporal_summation,
    two_proportions,
    volume_knob,
)

pytestmark = pytest.mark.browser
DRAWS = 200
random = np.random.default_rng(20261123)


def uniform(*ranges: tuple[float, float]) -> list[list[float]]:
    return [[float(random.uniform(*r)) for r in ranges] for _ in range(DRAWS)]


def links() -> list[list[float]]:
    return uniform(*[(0.0, 1.5)] * 4)


def named(names: tuple[str, ...], values: Any) -> dict[str, list[float]]:
    return {name: value.tolist() for name, value in zip(names, values, strict=True)}


def weeks() -> list[list[Any]]:
    """Random weeks, and weeks near those of the figure, where the patterns are."""
    out = []
    for n in range(DRAWS):
        near = list([*MyWeek(lang="nb").start["weeks"].values()][n % 5])
        changed = random.integers(0, 28, size=n % 4 if n % 2 else 28)
        for at in changed:
            near[at] = random.choice([*my_week.ADDS])
        out.append(["".join(near)])
    return out


CASES: list[tuple[str, str, Callable[..., Any], list[list[Any]]]] = [
    (
        "psychometric",
        "probability",
        lambda *a: float(psychometric.probability(*a)),
        uniform((0, 10), (0, 10), (0.1, 5), (0, 0.4), (0, 0.4)),
    ),
    (
        "psychometric",
        "intensityAt",
        psychometric.intensity_at,
        uniform((0.01, 0.99), (0, 10), (0.1, 5)),
    ),
    ("temporal_summation", "kept", temporal_summation.kept, uniform((0.1, 2), (0.5, 8))),
    (
        "temporal_summation",
        "felt",
        lambda n, *a: list(temporal_summation.felt(int(n), *a)),
        [[10, *draw] for draw in uniform((0.1, 2), (0, 5), (0.5, 8))],
    ),
    (
        "temporal_summation",
        "plateau",
        temporal_summation.plateau,
        uniform((0.1, 2), (0, 5), (0.5, 8)),
    ),
    (
        "temporal_summation",
        "summation",
        temporal_summation.summation,
        uniform((0.1, 2), (0, 5), (0.5, 8)),
    ),
    (
        "volume_knob",
        "alarm",
        volume_knob.alarm,
        [[*draw, n % 2 == 0] for n, draw in enumerate(uniform((0, 10), (0.2, 3)))],
    ),
    (
        "volume_knob",
        "signalFor",
        volume_knob.signal_for,
        [[*draw, n % 2 == 0] for n, draw in enumerate(uniform((0, 9.9), (0.2, 3)))],
    ),
    ("attention_circle", "growth", attention_circle.growth, [[draw] for draw in links()]),
    (
        "attention_circle",
        "course",
        lambda first, strengths, rounds: attention_circle.course(first, strengths, rounds).tolist(),
        [[first[0], draw, 24] for first, draw in zip(uniform((0, 10)), links(), strict=True)],
    ),
    ("breathing_pace", "breath", breathing_pace.breath, uniform((0.5, 12), (0.5, 12))),
    ("breathing_pace", "aMinute", breathing_pace.a_minute, uniform((0.5, 12), (0.5, 12))),
    ("expectation", "felt", expectation.felt, uniform((0, 10), (0, 10), (0, 1))),
    (
        "expectation",
        "expectedAfter",
        lambda n, *a: expectation.expected_after(int(n), *a),
        [[n % 12, *draw] for n, draw in enumerate(uniform((0, 10), (0, 10), (0, 1), (0, 1)))],
    ),
    ("list_size", "expected", list_size.expected, uniform((0, 2500), (0, 100))),
    ("list_size", "spread", list_size.spread, uniform((0, 2500), (0, 100))),
    ("list_size", "whole", list_size.whole, uniform((0, 2500))),
    ("graded_leave", "work", graded_leave.work, uniform((0, 100), (0, 100))),
    ("graded_leave", "leave", graded_leave.leave, uniform((0, 100), (0, 100))),
    ("graded_leave", "gap", graded_leave.gap, uniform((0, 100), (0, 100), (0, 100))),
    ("activity_pacing", "settlesAt", activity_pacing.settles_at, uniform((0, 12))),
    (
        "activity_pacing",
        "paced",
        lambda *a: named(("hours", "pain"), activity_pacing.paced(*a)),
        [[*draw, 28] for draw in uniform((0, 10))],
    ),
    (
        "activity_pacing",
        "pushed",
        lambda *a: named(("hours", "pain"), activity_pacing.pushed(*a)),
        [[*draw, 28] for draw in uniform((0, 10), (4.1, 9))],
    ),
    (
        "my_week",
        "course",
        lambda week: named(("load", "room"), my_week.course(week)),
        weeks(),
    ),
    ("my_week", "over", my_week.over, weeks()),
    ("my_week", "checks", my_week.checks, weeks()),
    ("my_week", "idle", my_week.idle, weeks()),
    ("my_week", "pattern", my_week.pattern, weeks()),
    ("my_week", "settlesAt", my_week.settles_at, [[kind] for kind in "whrpm" * (DRAWS // 5)]),
    (
        "two_proportions",
        "wilson",
        lambda *a: list(two_proportions.wilson(*a)),
        uniform((0, 1), (1, 500)),
    ),
    (
        "two_proportions",
        "difference",
        lambda *a: list(two_proportions.difference(*a)),
        uniform((0, 1), (1, 500), (0, 1), (1, 500)),
    ),
    ("two_proportions", "needed", two_proportions.needed, uniform((-1, 1))),
    ("fear_avoidance", "met", fear_avoidance.met, uniform((0, 10), (0, 1))),
    ("fear_avoidance", "step", fear_avoidance.step, uniform((0, 10), (0, 1), (0, 1), (0, 10))),
    (
        "fear_avoidance",
        "course",
        lambda *a: fear_avoidance.course(*a).tolist(),
        [[*draw, 12] for draw in uniform((0, 10), (0, 1), (0, 0.8), (0, 10))],
    ),
    (
        "return_states",
        "atWork",
        return_states.at_work,
        uniform((0, 2), (0, 2), (0, 4)),
    ),
    (
        "expectation",
        "trials",
        lambda *a: dict(
            zip(("felt", "expected"), (x.tolist() for x in expectation.trials(*a)), strict=True)
        ),
        [[[draw[0]] * 10, *draw[1:]] for draw in uniform((0, 10), (0, 10), (0, 1), (0, 1))],
    ),
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    page = browser.new_page()
    yield page
    page.close()


def test_every_front_end_model_is_compared() -> None:
    compared = {name for name, *_ in CASES}
    assert compared == {path.stem for path in (FRONTEND / "models").glob("*.js")}


@pytest.mark.parametrize(
    "model, function, reference, draws", CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES]
)
def test_the_browser_and_python_give_the_same_numbers(
    page: Any, model: str, function: str, reference: Callable[..., Any], draws: list[list[Any]]
) -> None:
    text, exports = joined(FRONTEND / "models" / f"{model}.js")
    call = f"{exports}.{function}"
    script = f"(draws) => {{ {text}; return draws.map((d) => {call}(...d)); }}"
    shown = page.evaluate(script, draws)
    expected = [reference(*draw) for draw in draws]
    assert len(shown) == DRAWS
    for ours, theirs in zip(_flat(expected), _flat(shown), strict=True):
        assert theirs == pytest.approx(ours, rel=1e-9, abs=1e-12)


def _flat(tree: Any) -> list[Any]:
    if isinstance(tree, dict):
        return [x for key in sorted(tree) for x in _flat(tree[key])]
    if isinstance(tree, list):
        return [x for item in tree for x in _flat(item)]
    return [tree if isinstance(tree, str) else float(tree)]
