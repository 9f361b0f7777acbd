import numpy as np
import pytest

from acoustic.scores import sets
from acoustic.scores.errors import distance, rate


@pytest.mark.parametrize(
    ("reference", "heard", "errors"),
    [
        ("a b c", "a b c", 0),
        ("a b c", "a c", 1),
        ("a b", "a x b", 1),
        ("a b", "b a", 2),
        ("", "a", 1),
        ("a b c", "", 3),
    ],
)
def test_errors_are_counted(reference: str, heard: str, errors: int) -> None:
    assert distance(reference.split(), heard.split()) == errors


def test_a_rate_lies_inside_its_interval() -> None:
    found = rate([(1, 10), (0, 10), (5, 10), (2, 10)])
    assert found.rate == pytest.approx(0.2)
    assert found.low <= found.rate <= found.high
    assert str(found).startswith("20.0%")


def test_clips_of_one_speaker_fail_together_so_the_interval_widens() -> None:
    pairs = [(5, 10)] * 20 + [(0, 10)] * 20
    alone, together = rate(pairs), rate(pairs, ["a"] * 20 + ["b"] * 20)
    assert together.high - together.low > alone.high - alone.low


def test_no_words_give_no_rate() -> None:
    assert rate([]).rate == 0


def test_the_halves_split_speakers_the_same_way_each_time() -> None:
    halves = [sets.first_half(f"speaker {i}") for i in range(200)]
    assert halves == [sets.first_half(f"speaker {i}") for i in range(200)]
    assert 60 < sum(halves) < 140


def test_spoiled_clips_keep_their_texts_and_lengths() -> None:
    sound = np.random.default_rng(0).standard_normal(16_000).astype(np.float32) * 1000
    clean = sets.Clips("clean", [sound], ["oui"], ["anne"])
    noisy = sets.spoiled(clean, "noisy", 10, echo=True)
    assert noisy.texts == ["oui"] and len(noisy.sounds[0]) == len(sound)
    assert not np.array_equal(noisy.sounds[0], sound)


def test_noise_without_speech_lasts_as_long_as_asked() -> None:
    assert sum(map(len, sets.nothing_said(0.5))) / 16_000 == pytest.approx(30)
