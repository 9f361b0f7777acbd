"""Differences of runs, against values worked out elsewhere."""

from __future__ import annotations

import pytest

from assistant.errors import BadInput
from assistant.evaluation.runs import compare_runs
from assistant.evaluation.runs.significance import matched_pairs, mcnemar

from .records import clip, scenario


def test_mcnemar_is_the_exact_binomial_test_of_those_that_changed():
    pairs = [(True, False)] * 1 + [(False, True)] * 9 + [(True, True)] * 20
    found = mcnemar(pairs)
    assert (found["gained"], found["lost"], found["of"]) == (9, 1, 30)
    assert found["p"] == pytest.approx(0.0215, abs=1e-4)  # 2 * (1 + 10) / 2**10
    assert mcnemar([(True, True)])["p"] == 1.0
    assert mcnemar([]) is None


def test_matched_pairs_finds_a_steady_difference_and_not_a_chance_one():
    steady = [({"word_errors": 1, "words": 10}, {"word_errors": 0, "words": 10})] * 50
    steady += [({"word_errors": 0, "words": 10}, {"word_errors": 0, "words": 10})] * 50
    found = matched_pairs(steady)
    assert (found["first"], found["second"], found["difference"]) == (5.0, 0.0, -5.0)
    assert found["p"] < 1e-10
    assert found["interval"][1] < 0
    even = [({"word_errors": n % 2, "words": 5}, {"word_errors": (n + 1) % 2, "words": 5}) for n in range(60)]
    found = matched_pairs(even)
    assert found["difference"] == 0.0
    assert found["p"] == 1.0
    assert found["interval"][0] < 0 < found["interval"][1]


def test_matched_pairs_is_the_normal_test_of_the_mean_difference():
    apart = [1, 0, -1, 1, 1, 0, 0, 1, 0, 1]  # mean 0.4, standard deviation 0.699, z 1.809
    pairs = [({"word_errors": 2, "words": 6}, {"word_errors": 2 + d, "words": 6}) for d in apart]
    assert matched_pairs(pairs)["p"] == pytest.approx(0.0704, abs=2e-3)


def test_only_what_both_runs_measured_is_compared():
    first = {"a": clip("a", "du lait", "du thé"), "b": clip("b", "oui", "oui"), "s": scenario("s", False)}
    second = {"a": clip("a", "du lait", "du lait"), "c": clip("c", "non", "non"), "s": scenario("s", True)}
    found = compare_runs(first, second)
    assert (found["utterances"], found["only_in_one"]) == (1, 2)
    assert found["without_error"]["gained"] == 1
    assert found["basket_and_order_exact"]["gained"] == 1
    assert found["better"] == ["s"]
    assert found["wholly_understood"] is None


def test_runs_without_anything_in_common_cannot_be_compared():
    with pytest.raises(BadInput) as refused:
        compare_runs({"a": clip("a", "oui", "oui")}, {"a": clip("a", "non", "oui")})
    assert refused.value.code == "nothing_in_common"
