from __future__ import annotations

import numpy as np
import pytest

from assistant.hearing.audio import SAMPLE_RATE
from assistant.hearing.level import Leveller


def speechlike(level, seconds=2.0, seed=0):
    """Noise that comes and goes, over a quiet background."""
    rng = np.random.default_rng(seed)
    sound = rng.normal(0, 1, int(seconds * SAMPLE_RATE))
    swell = np.repeat(np.tile([0.02, 1.0], 100), SAMPLE_RATE // 5)[: sound.size]
    return np.clip(np.rint(sound * swell * level), -32768, 32767).astype(np.int16)


def levelled(samples):
    leveller = Leveller()
    return np.concatenate([leveller.push(samples), leveller.flush()])


def loudness(samples):
    return float(np.sqrt(np.mean(np.square(samples.astype(float)))))


def test_far_too_quiet_speech_becomes_loud_enough():
    assert loudness(levelled(speechlike(15))) > 10 * loudness(speechlike(15))


def test_speech_at_an_ordinary_level_stays_as_it_is():
    sound = speechlike(1500)
    assert abs(loudness(levelled(sound)) / loudness(sound) - 1) < 0.05


def test_steady_hiss_is_not_blown_up():
    hiss = np.random.default_rng(1).normal(0, 12, SAMPLE_RATE * 2).astype(np.int16)
    assert loudness(levelled(hiss)) < 1.2 * loudness(hiss)


def test_a_constant_offset_is_removed():
    out = levelled((speechlike(1000).astype(int) + 9000).astype(np.int16))
    assert abs(out[SAMPLE_RATE:].mean()) < 200


@pytest.mark.parametrize("size", [1, 7, 799, 800, 4001])
def test_the_size_of_the_pieces_changes_nothing(size):
    sound = speechlike(50, 0.5)
    leveller = Leveller()
    pieces = [leveller.push(sound[at : at + size]) for at in range(0, sound.size, size)]
    assert np.array_equal(np.concatenate([*pieces, leveller.flush()]), levelled(sound))


def test_silence_stays_silence():
    assert not levelled(np.zeros(5000, np.int16)).any()
