"""Its own voice is known, somebody else's is not."""

import numpy as np
import pytest

from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.resampling import Resampler
from assistant.listening.echo import is_echo, likeness
from assistant.speaking import Espeak, spoken


def said(text: str, voice: str) -> Samples:
    speaker = Espeak(voice)
    to_ear = Resampler(speaker.sample_rate)
    sound = spoken(speaker, f"<speak>{text}</speak>")
    return np.concatenate([to_ear.push(sound), to_ear.flush()])


@pytest.fixture(scope="module")
def reply() -> Samples:
    return said("J’ajoute deux briques de lait et trois baguettes.", "fr")


def in_a_room(sound: Samples, delay: int, loudness: float) -> Samples:
    """Later, softer, with three reflections and a little noise."""
    draw = np.random.default_rng(7)
    out = np.zeros(sound.size + delay + 3_000)
    for later, share in ((0, 1.0), (410, 0.5), (930, 0.35), (2_100, 0.2)):
        out[delay + later : delay + later + sound.size] += loudness * share * sound
    return (out + draw.normal(0, 20, out.size)).astype(np.int16)


def test_its_own_voice_through_a_room_is_an_echo(reply: Samples):
    heard = in_a_room(reply, 1_600, 0.4)
    for at in range(SAMPLE_RATE // 2, reply.size - SAMPLE_RATE, SAMPLE_RATE // 2):
        assert is_echo(heard[at : at + SAMPLE_RATE // 2], reply)


def test_somebody_else_is_no_echo_even_with_the_echo_below(reply: Samples):
    other = said("non attends ajoute du beurre", "fr+f2")
    size = min(other.size, reply.size)
    mixed = other[:size] + 0.1 * in_a_room(reply, 1_600, 0.4)[:size]
    for at in range(SAMPLE_RATE // 4, size - SAMPLE_RATE // 2, SAMPLE_RATE // 4):
        assert not is_echo(mixed[at : at + SAMPLE_RATE // 2].astype(np.int16), reply)


def test_the_first_words_of_an_answer_are_known_as_well(reply: Samples):
    heard = np.concatenate([np.zeros(5_000, np.int16), in_a_room(reply, 1_600, 0.4)])
    assert is_echo(heard[: SAMPLE_RATE // 2 + 5_000], reply[: SAMPLE_RATE // 2])


def test_nothing_is_like_nothing(reply: Samples):
    assert likeness(np.zeros(8_000, np.int16), reply) == pytest.approx(0.0, abs=1e-3)
    assert likeness(reply[:100], reply) == 0.0
    assert likeness(reply, np.zeros(0, np.int16)) == 0.0
