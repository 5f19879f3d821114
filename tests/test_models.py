"""The reference models agree with their closed forms and published properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.models import (
    attention_circle,
    expectation,
    psychometric,
    temporal_summation,
    volume_knob,
)

share = st.floats(0.01, 0.99)
level = st.floats(0, 10)


@given(alpha=level, slope=st.floats(0.1, 5), guess=st.floats(0, 0.3), lapse=st.floats(0, 0.3))
def test_halfway_between_the_asymptotes_lies_at_alpha(alpha, slope, guess, lapse):
    middle = float(psychometric.probability(alpha, alpha, slope, guess, lapse))
    assert middle == pytest.approx(guess + (1 - guess - lapse) / 2)


@given(alpha=level, slope=st.floats(0.1, 5))
def test_the_steepest_rise_is_a_quarter_of_the_slope(alpha, slope):
    step = 1e-5
    rise = psychometric.probability([alpha - step, alpha + step], alpha, slope)
    assert (rise[1] - rise[0]) / (2 * step) == pytest.approx(slope / 4, rel=1e-4)


@given(alpha=level, slope=st.floats(0.1, 5), wanted=share)
def test_the_intensity_for_a_share_gives_that_share(alpha, slope, wanted):
    x = psychometric.intensity_at(wanted, alpha, slope)
    assert float(psychometric.probability(x, alpha, slope)) == pytest.approx(wanted)


@pytest.mark.parametrize("bad", [{"slope": 0}, {"slope": 1, "guess": 0.6, "lapse": 0.5}])
def test_a_psychometric_function_that_makes_no_sense_is_refused(bad):
    with pytest.raises(ValueError):
        psychometric.probability(1.0, 2.0, **bad)


@given(rate=st.floats(0.1, 2), strength=st.floats(0, 5), decay=st.floats(0.5, 8))
def test_the_leaky_sum_is_a_geometric_sum_below_its_plateau(rate, strength, decay):
    left = temporal_summation.kept(rate, decay)
    values = temporal_summation.felt(10, rate, strength, decay)
    n = np.arange(1, 11)
    assert values == pytest.approx(strength * (1 - left**n) / (1 - left))
    assert values[-1] <= temporal_summation.plateau(rate, strength, decay) + 1e-9
    assert temporal_summation.summation(rate, strength, decay) == pytest.approx(
        values[4] - values[0]
    )


def test_pulses_far_apart_do_not_build_up():
    assert temporal_summation.summation(0.1, 2.0, 1.0) < 0.001


def test_pulses_every_third_second_or_faster_build_up_more():
    slow, fast = (temporal_summation.summation(rate, 2.0, 4.0) for rate in (0.1, 0.33))
    assert fast > 2 * slow


@given(signal=level, sensitivity=st.floats(0.2, 3), locked=st.booleans())
def test_the_knob_keeps_within_its_top_and_can_be_read_backwards(signal, sensitivity, locked):
    loud = volume_knob.alarm(signal, sensitivity, locked)
    assert 0 <= loud < volume_knob.TOP
    assert volume_knob.signal_for(loud, sensitivity, locked) == pytest.approx(signal, abs=1e-6)


@given(signal=st.floats(0.1, 10), sensitivity=st.floats(0.2, 3))
def test_locked_attention_makes_the_same_signal_louder(signal, sensitivity):
    loud, calm = (volume_knob.alarm(signal, sensitivity, locked) for locked in (True, False))
    assert loud > calm


# Near 0 the numerical eigenvalues lose digits, not the closed form.
@given(links=st.tuples(*[st.floats(0.05, 1.0)] * 4))
def test_the_growth_is_the_largest_eigenvalue_of_the_round(links):
    round_ = attention_circle.KEPT * np.eye(4)
    for n, strength in enumerate(links):
        round_[(n + 1) % 4, n] += strength
    largest = np.abs(np.linalg.eigvals(round_)).max()
    assert attention_circle.growth(links) == pytest.approx(largest, abs=1e-6)


@given(first=st.floats(0.1, 10), links=st.tuples(*[st.floats(0, 0.35)] * 4))
def test_a_round_below_one_dies_out(first, links):
    assert attention_circle.growth(links) < 1
    assert attention_circle.course(first, links, 200)[-1].max() < 0.01


def test_a_round_above_one_keeps_itself_going():
    last = attention_circle.course(0.5, (0.6, 0.55, 0.5, 0.6), 200)[-1]
    assert last.min() > 5


def test_one_weak_link_is_enough_to_calm_the_round():
    assert attention_circle.growth((0.6, 0.55, 0.5, 0.1)) < 1 < attention_circle.growth((0.6,) * 4)


@given(n=st.integers(0, 9), signal=level, first=level, gamma=share, alpha=share)
def test_expectation_follows_its_closed_form(n, signal, first, gamma, alpha):
    _, expected = expectation.trials([signal] * 10, first, alpha, gamma)
    closed = expectation.expected_after(n, signal, first, alpha, gamma)
    assert expected[n] == pytest.approx(closed, abs=1e-9)


@given(signal=level, first=level)
def test_what_is_felt_lies_between_the_signal_and_what_was_expected(signal, first):
    pain, _ = expectation.trials([signal] * 3, first)
    assert min(signal, first) - 1e-9 <= pain[0] <= max(signal, first) + 1e-9


def test_the_parameters_lie_within_the_published_ranges():
    assert 0.73 <= expectation.ALPHA <= 0.86
    assert 0.19 <= expectation.GAMMA <= 0.27


@pytest.mark.parametrize(
    "call",
    [
        lambda: temporal_summation.kept(0, 1),
        lambda: temporal_summation.felt(0, 1, 1, 1),
        lambda: volume_knob.alarm(-1, 1, False),
        lambda: volume_knob.signal_for(10, 1, False),
        lambda: attention_circle.growth((1, 1)),
        lambda: attention_circle.step((1, 1), (1, 1, 1, 1)),
        lambda: expectation.felt(1, 1, 2),
        lambda: expectation.trials([1], 1, alpha=-1),
    ],
)
def test_numbers_that_make_no_sense_are_refused(call):
    with pytest.raises(ValueError):
        call()
