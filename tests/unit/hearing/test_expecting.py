"""Run-time grammars and what they may change."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.expectation import Expectation, ExpectedPhrase
from assistant.hearing.biasing import cost_of, weigh
from assistant.hearing.decoding import Hypothesis, TimedWord
from assistant.hearing.grammar import expected, grammar, tokenise

WORDS = {"lait", "demi", "écrémé", "d'", "eau", "aujourd'hui", "le", "premier", "oui", "huit", "heures"}
YES = frozenset({"oui"})


def heard(text, score):
    return Hypothesis(tuple(TimedWord(w, i * 0.3, i * 0.3 + 0.3) for i, w in enumerate(text.split())), score)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Lait demi-écrémé", ["lait", "demi", "écrémé"]),
        ("d’eau", ["d'", "eau"]),
        ("aujourd'hui", ["aujourd'hui"]),
    ],
)
def test_phrases_are_written_in_the_words_of_the_model(text, tokens):
    assert tokenise(text, WORDS.__contains__) == (tokens, [])


def test_a_phrase_with_a_word_the_model_lacks_is_left_out_whole_and_the_word_reported():
    made = grammar(expected(["lait de yack", "le premier"], 0.5), WORDS.__contains__)
    assert made.phrases == ("le premier",)
    assert made.missing == ("de", "yack")


def test_likelier_phrases_stand_there_more_often():
    made = grammar(Expectation((ExpectedPhrase("lait", 3), ExpectedPhrase("eau")), 0.5), WORDS.__contains__)
    assert made.phrases == ("lait", "lait", "lait", "eau")


def test_a_protected_word_is_never_listened_for():
    made = grammar(Expectation((ExpectedPhrase("oui"),), 0.5, YES), WORDS.__contains__)
    assert made.phrases == ()


def test_what_was_expected_wins_when_it_sounds_nearly_as_well():
    best = weigh([heard("le dernier", -20.0)], [heard("le premier", -18.0)], Expectation((), 0.7, YES))
    assert [h.tokens for h in best] == [("le", "premier"), ("le", "dernier")]


def test_what_was_expected_loses_when_it_sounds_much_worse():
    best = weigh([heard("lait", -20.0)], [heard("le premier", -40.0)], Expectation((), 0.7, YES))
    assert best[0].tokens == ("lait",)


def test_the_same_words_from_both_passes_add_up():
    best = weigh([heard("lait", -20.0)], [heard("lait", -20.0)], Expectation((), 0.25))
    assert len(best) == 1
    assert math.isclose(best[0].score, -20.0, abs_tol=1e-9)


def test_what_is_expected_costs_less_and_nothing_else_changes_much():
    asked = Expectation((ExpectedPhrase("le premier", 3), ExpectedPhrase("demi-écrémé")), 0.5, YES)
    assert cost_of(["le", "premier"], 9.0, asked) == pytest.approx(-math.log(0.375), abs=0.01)
    assert cost_of(["demi", "écrémé"], 9.0, asked) == pytest.approx(-math.log(0.125), abs=0.01)
    assert cost_of(["lait"], 9.0, asked) == pytest.approx(9.0 + math.log(2))
    assert cost_of(["lait"], 9.0, Expectation()) == 9.0


@given(st.floats(0, 30), st.floats(0.05, 0.95))
def test_a_yes_costs_the_same_whatever_is_expected(cost, chance):
    asked = Expectation((ExpectedPhrase("oui"), ExpectedPhrase("oui lait")), chance, YES)
    assert cost_of(["oui"], cost, asked) == cost


SENTENCES = st.sampled_from(["oui", "oui lait", "lait", "huit heures", "le premier", "[unk]", ""])
PASSES = st.lists(st.tuples(SENTENCES, st.floats(-60, -5)), min_size=1, max_size=6, unique_by=lambda p: p[0])


def share(hypotheses, word):
    best = max(h.score for h in hypotheses)
    weights = [math.exp(h.score - best) for h in hypotheses]
    return sum(w for h, w in zip(hypotheses, weights, strict=True) if word in h.tokens) / sum(weights)


@given(PASSES, PASSES, st.floats(0.05, 0.95))
def test_expecting_never_makes_a_yes_likelier_nor_words_out_of_silence(open_pass, under_grammar, chance):
    one, other = (
        sorted((heard(t, s) for t, s in found), key=lambda h: -h.score)
        for found in (open_pass, under_grammar)
    )
    merged = weigh(one, other, Expectation((), chance, YES))
    assert share(merged, "oui") <= share(one, "oui") + 1e-9
    if not one[0].words or "oui" in one[0].tokens:
        assert merged == one
