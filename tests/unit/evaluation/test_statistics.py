"""Intervals and calibration, against figures worked out by hand or known from the books."""

from __future__ import annotations

import pytest

from assistant.evaluation.calibration import calibration_error, reliability
from assistant.evaluation.intervals import bootstrap_interval, wilson_interval


def test_an_interval_holds_the_share_and_narrows_with_more_sentences():
    few, many = bootstrap_interval([1, 1, 1, 0] * 5), bootstrap_interval([1, 1, 1, 0] * 500)
    assert few[0] < many[0] < 0.75 < many[1] < few[1]
    # the normal approximation, 1.96 √(p (1-p) / n), is good for 2,000
    assert many == pytest.approx((0.75 - 0.019, 0.75 + 0.019), abs=0.003)


def test_an_interval_is_the_same_each_time():
    assert bootstrap_interval([1, 0, 1]) == bootstrap_interval([1, 0, 1])


def test_a_wilson_interval_is_that_of_the_books():
    # Brown, Cai and DasGupta 2001: 5 of 10
    assert wilson_interval(0.5, 10) == pytest.approx((0.237, 0.763), abs=0.001)
    assert wilson_interval(1.0, 10) == pytest.approx((0.722, 1.0), abs=0.001)
    assert wilson_interval(0.0, 10)[0] == 0.0


def test_bins_hold_their_tenth_of_the_scale_and_the_surest_the_upper_end_too():
    low, high = reliability([0.12, 0.18, 0.9, 1.0], [False, True, True, True])
    assert (low.low, low.count, low.confidence, low.right) == (0.1, 2, pytest.approx(0.15), 0.5)
    assert (high.low, high.count, high.confidence, high.right) == (0.9, 2, pytest.approx(0.95), 1.0)


def test_the_calibration_error_weighs_bins_by_their_sentences():
    bins = reliability([0.5, 0.5, 0.5, 0.95], [True, False, False, True])
    # three a sixth too sure, one a twentieth too unsure
    assert calibration_error(bins) == pytest.approx(0.75 * (0.5 - 1 / 3) + 0.25 * 0.05)


def test_perfect_and_no_answers_have_no_error():
    assert calibration_error(reliability([1.0, 1.0], [True, True])) == 0.0
    assert calibration_error(()) == 0.0
