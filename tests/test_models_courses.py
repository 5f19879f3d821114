"""The reference models that run over time agree with their closed forms and their sources."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets import ActivityPacing
from widgets.models import activity_pacing


@given(hours=st.floats(0, 6), days=st.integers(1, 40))
def test_equal_hours_give_a_geometric_sum_of_strain(hours: float, days: int) -> None:
    _, pain = activity_pacing.paced(hours, days)
    n = np.arange(1, days + 1)
    strain = activity_pacing.settles_at(hours) * (1 - activity_pacing.KEPT**n)
    assert pain == pytest.approx(activity_pacing.BASE + strain)


@given(hours=st.floats(6.5, 12), limit=st.floats(5, 7))
def test_one_who_pushes_on_swings_between_much_and_rest(hours: float, limit: float) -> None:
    done, pain = activity_pacing.pushed(hours, limit, 60)
    assert set(done) == {hours, activity_pacing.REST}
    assert pain.max() >= limit
    # After a day at the limit comes a day of rest.
    assert (done[1:][pain[:-1] >= limit] == activity_pacing.REST).all()


def test_one_who_never_reaches_the_limit_never_has_to_rest() -> None:
    done, _ = activity_pacing.pushed(3, 7, 60)
    assert set(done) == {3}


def test_the_figure_begins_with_as_many_hours_for_both_and_nearly_the_same_mean_pain() -> None:
    start = ActivityPacing(lang="nb").start
    push = activity_pacing.pushed(start["push"], start["limit"], start["days"])
    even = activity_pacing.paced(start["even"], start["days"])
    assert push[0].sum() == even[0].sum()
    assert push[1].mean() == pytest.approx(even[1].mean(), abs=0.3)
    assert push[1].max() - even[1].max() > 1


@pytest.mark.parametrize(
    "call",
    [
        lambda: activity_pacing.paced(-1, 7),
        lambda: activity_pacing.pushed(8, activity_pacing.CALM, 7),
    ],
)
def test_courses_that_make_no_sense_are_refused(call: Any) -> None:
    with pytest.raises(ValueError):
        call()
