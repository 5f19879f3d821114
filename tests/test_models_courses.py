"""The reference models that run over time agree with their closed forms and their sources."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets import ActivityPacing, MyWeek
from widgets.models import (
    activity_pacing,
    breathing_pace,
    fear_avoidance,
    my_week,
    return_states,
)


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


@given(first=st.floats(0.5, 9.5), feed=st.floats(0, 0.3), went=st.floats(0.5, 4))
def test_fear_without_a_plan_comes_to_rest_at_its_closed_form(
    first: float, feed: float, went: float
) -> None:
    last = fear_avoidance.course(first, 0, feed, went, 6000)[-1]
    assert last == pytest.approx(fear_avoidance.rest(feed, went), abs=0.05)


def test_avoidance_that_feeds_more_than_meeting_teaches_drives_fear_to_the_top() -> None:
    assert fear_avoidance.rest(fear_avoidance.LEARN, 1) == fear_avoidance.TOP
    assert fear_avoidance.course(3, 0, 0.6, 5, 400)[-1] == pytest.approx(
        fear_avoidance.TOP, abs=0.1
    )


@given(
    first=st.floats(0, 10), plan=st.floats(0.05, 1), feed=st.floats(0, 0.8), went=st.floats(0, 10)
)
def test_fear_with_a_plan_comes_to_rest_where_meeting_and_avoiding_balance(
    first: float, plan: float, feed: float, went: float
) -> None:
    last = fear_avoidance.course(first, plan, feed, went, 4000)[-1]
    assert 0 <= last <= fear_avoidance.TOP
    if fear_avoidance.met(last, 0) < plan - 0.01:
        assert last == pytest.approx(fear_avoidance.rest_with(plan, feed, went), abs=0.01)


def test_a_plan_helps_little_when_what_is_met_goes_badly() -> None:
    good, bad = (fear_avoidance.course(7, 0.5, 0.4, went, 12)[-1] for went in (2, 7))
    assert good < 7 < bad


@pytest.mark.parametrize("name", ["full", "partial", "medical", "vocational"])
def test_the_way_back_to_work_goes_through_both_published_shares(name: str) -> None:
    into, out = return_states.fit(*return_states.PUBLISHED[name])
    shares = [return_states.at_work(into, out, years) for years in (1, 4)]
    assert into > 0 and out > 0
    assert shares == pytest.approx(return_states.PUBLISHED[name], abs=1e-6)


def test_where_no_way_goes_through_both_shares_it_misses_each_by_less_than_a_point() -> None:
    early, late = return_states.PUBLISHED["disability"]
    into, out = return_states.fit(early, late)
    assert out == 0
    missed = [return_states.at_work(into, 0, 1) - early, late - return_states.at_work(into, 0, 4)]
    assert missed[0] == pytest.approx(missed[1], abs=1e-6)
    assert 0 < missed[0] < 0.01


@given(into=st.floats(0.01, 3), out=st.floats(0, 3), years=st.floats(0, 4))
def test_the_share_at_work_is_what_small_steps_lead_to(
    into: float, out: float, years: float
) -> None:
    share, steps = 0.0, 4000
    for _ in range(steps):
        share += (into * (1 - share) - out * share) * years / steps
    assert share == pytest.approx(return_states.at_work(into, out, years), abs=0.005)


@pytest.mark.parametrize(
    "call",
    [
        lambda: return_states.at_work(-1, 0, 1),
        lambda: return_states.fit(0.5, 0.4),
        lambda: fear_avoidance.met(11, 0),
        lambda: fear_avoidance.step(5, 0.5, 2, 5),
        lambda: activity_pacing.paced(-1, 7),
        lambda: activity_pacing.pushed(8, activity_pacing.CALM, 7),
    ],
)
def test_courses_that_make_no_sense_are_refused(call: Any) -> None:
    with pytest.raises(ValueError):
        call()


@pytest.mark.parametrize("kind", ["h", "r", "p"])
def test_a_week_of_one_kind_draws_near_its_closed_form(kind: str) -> None:
    load, _ = my_week.course(kind * 28)
    evenings = load.reshape(7, 4)[:, -1]
    day = my_week.KEPT**4 * my_week.NIGHT
    last = my_week.settles_at(kind)
    assert evenings == pytest.approx(last * (1 - day ** np.arange(1, 8)))


@given(used=st.integers(0, 7))
def test_the_room_draws_near_the_level_of_the_days_use(used: int) -> None:
    _, room = my_week.course("hh.." * used + "rrrr" * (7 - used))
    most = my_week.MOST + my_week.HELD**used * (my_week.ROOM - my_week.MOST)
    assert room[used] == pytest.approx(most)
    rest = my_week.LEAST + my_week.HELD ** (7 - used) * (most - my_week.LEAST)
    assert room[7] == pytest.approx(rest)


@given(week=st.text("whrpm.", min_size=28, max_size=28), at=st.integers(0, 27))
def test_a_block_of_rest_instead_of_work_never_raises_the_load(week: str, at: int) -> None:
    work, rest = (my_week.course(week[:at] + kind + week[at + 1 :])[0] for kind in "wr")
    assert (rest <= work).all()
    assert rest.min() >= 0 and work.max() <= my_week.TOP


def test_each_week_to_begin_with_shows_the_pattern_it_is_there_for() -> None:
    weeks = MyWeek(lang="nb").start["weeks"]
    assert {name: my_week.pattern(week) for name, week in weeks.items()} == {
        "ole": "collapse",
        "swings": "collapse",
        "wife": "shrinking",
        "blank": "empty",
        "flexible": "flexible",
    }
    # The guess has its answer: Tuesday evening, and the top is on Friday.
    far = my_week.over(weeks["ole"])
    load, room = my_week.course(weeks["ole"])
    assert [x > 0 for x in far] == [False, True, True, True, True, False, False]
    assert (load[:7] < np.repeat(room[:2], 4)[:7]).all() and int(np.argmax(far)) == 4


@pytest.mark.parametrize(
    "week, found",
    [
        ("wwww" * 7, "pushing"),
        ("wwwwwwww" + "r..." * 5, "both"),
        ("wwrp" * 7, "flexible"),
        ("wwrp" * 6 + "wrw.", "between"),
    ],
)
def test_the_pattern_of_a_week_follows_its_load_and_room(week: str, found: str) -> None:
    assert my_week.pattern(week) == found


@pytest.mark.parametrize(
    "mark, week",
    [
        ("spread", "wwwm" * 6 + "wrp."),
        ("rest", "wwp." + "wwrp" * 6),
        ("plus", "wwr." + "wwrp" * 6),
        ("kept", "rp.." * 7),
        ("varied", "pp.." + "wwrp" * 6),
    ],
)
def test_each_mark_of_a_flexible_week_can_be_missed(mark: str, week: str) -> None:
    assert my_week.checks("wwrp" * 7)[mark] and not my_week.checks(week)[mark]


@pytest.mark.parametrize("week", ["", "w" * 27, "x" * 28])
def test_what_is_no_week_is_refused(week: str) -> None:
    with pytest.raises(ValueError, match="28"):
        my_week.course(week)


@given(into=st.floats(2, 8), out=st.floats(2, 10))
def test_the_breaths_of_a_minute_fill_it(into: float, out: float) -> None:
    whole = breathing_pace.breath(into, out) * breathing_pace.a_minute(into, out)
    assert whole == pytest.approx(60)


def test_a_breath_of_no_time_is_refused() -> None:
    with pytest.raises(ValueError):
        breathing_pace.breath(0, 4)
