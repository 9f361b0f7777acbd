"""The HTS synthesiser without its voices, which are not in the repository."""

import numpy as np
import pytest

from acoustic.speech.hts.context import contexts, syllables
from acoustic.speech.hts.corpus import phrases
from acoustic.speech.hts.trajectory import trajectory


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("t a b l o", "t a|b l o"),
        ("a b R i k o", "a|b R i|k o"),
        ("p a R t i R", "p a R|t i R"),
        ("b o k u", "b o|k u"),
        ("l E", "l E"),
        ("s", "s"),
    ],
)
def test_words_fall_into_syllables(word: str, cut: str) -> None:
    assert syllables(word.split()) == [part.split() for part in cut.split("|")]


def test_every_phone_knows_its_neighbours_and_its_place() -> None:
    found = contexts([[["l", "a"], ["p", "o", "m"]]], {"m": {"cvox": "+"}})
    assert [c["phone"] for c in found] == ["_", "l", "a", "p", "o", "m", "_"]
    o = found[4]
    assert (o["prev_phone"], o["next_phone"], o["next_cvox"]) == ("p", "m", "+")
    assert (o["words_from_phrase_start"], o["pos_in_syl"], o["tobi_accent"]) == ("1", "1", "!H*")
    assert found[-2]["next_is_pause"] == "1"


def test_without_slopes_the_path_is_the_means() -> None:
    rng = np.random.default_rng(0)
    mean = rng.standard_normal((20, 3, 2))
    variance = np.ones((20, 3, 2))
    variance[:, 1:] = 1e8
    assert np.allclose(trajectory(mean, variance), mean[:, 0], atol=1e-4)


def test_flat_slopes_smooth_a_step() -> None:
    mean = np.zeros((40, 3, 1))
    mean[20:, 0] = 1
    variance = np.ones((40, 3, 1))
    variance[:, 1:] = 0.01
    path = trajectory(mean, variance)[:, 0]
    assert np.abs(np.diff(path)).max() < 0.3
    assert path[0] < 0.2 and path[-1] > 0.8


def test_where_nothing_is_voiced_the_path_runs_between_neighbours() -> None:
    mean, variance = np.zeros((30, 3, 1)), np.ones((30, 3, 1))
    mean[20:, 0] = 1
    voiced = np.ones(30, bool)
    voiced[8:22] = False
    path = trajectory(mean, variance, voiced)[:, 0]
    assert (np.diff(path[8:22]) > -1e-6).all()


def test_a_sentence_keeps_its_words_however_it_hesitates() -> None:
    clauses = [[["d", "y"], ["l", "ɛ"], ["s", "i"]], [["m", "ɛ", "ʁ", "s", "i"]]]
    for seed in range(20):
        found = phrases(clauses, np.random.default_rng(seed))
        assert [w for phrase in found for w in phrase] == [w for clause in clauses for w in clause]
        assert all(found)
