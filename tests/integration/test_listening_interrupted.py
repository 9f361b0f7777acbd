"""Speaking over an answer, its own voice coming back, and being told to end: real sound in a room."""

from __future__ import annotations

import signal
import time

import pytest

from assistant.speaking import Espeak, Manner, spoken
from tests.integration.sound_stack import Room, loud_seconds, wait_until
from tests.integration.test_listening import GOODBYE, LONG, OPEN, here, listening, voice  # noqa: F401

pytestmark = pytest.mark.rasa


def lasts(answer: str, rate: int = 160) -> float:
    """Seconds that the voice takes for an answer, as a line shows it."""
    said = answer.partition(":")[2]
    return spoken(Espeak(), f"<speak>{said}</speak>", Manner(rate=rate)).size / Espeak.sample_rate


def echoing(there: Room, loudness: str) -> str:
    """Let what the loudspeaker says be heard in the room; returns what ends it."""
    module = there.control(
        "load-module", "module-loopback", "source=speaker.monitor", "sink=mouth", "latency_msec=60"
    )
    for line in there.control("list", "short", "sink-inputs").splitlines():
        if "module-loopback" in line:
            there.control("set-sink-input-volume", line.split("\t")[0], loudness)
    return module


def test_speaking_over_an_answer_stops_it_and_the_words_are_the_next_turn(
    here: Room,  # noqa: F811
    listening,  # noqa: F811
):
    talk = listening("--way", "open", "--no-signals")
    at = talk.until(OPEN)
    module = echoing(here, "60%")
    with here.recording() as said:
        here.play(voice(LONG))
        at = talk.until("Réponse", at)
        whole = lasts(talk.lines[at - 1])
        wait_until(here.speaking, "it said nothing")
        here.play(voice("ajoute du beurre s’il te plaît"))
        at = talk.until("Entendu", at)
        assert "ajoute du beurre" in talk.lines[at - 1], talk.lines
    assert loud_seconds(said[0]) < whole / 2, "it spoke on"
    at = talk.until("Réponse", at)
    assert "beurre" in talk.lines[at - 1]
    here.control("unload-module", module)


def test_its_own_voice_coming_back_is_no_turn(here: Room, listening):  # noqa: F811
    talk = listening("--way", "open", "--no-signals", "--rate", "280")
    at = talk.until(OPEN)
    module = echoing(here, "100%")
    with here.recording() as said:
        here.play(voice(LONG))
        at = talk.until("Réponse", at)
        whole = lasts(talk.lines[at - 1], 280)
        at = talk.until(OPEN, at)
        time.sleep(1.5)  # what came back late would be heard by now
    assert not any("Entendu" in line for line in talk.lines[at:]), "it answered itself"
    assert loud_seconds(said[0]) > 0.8 * whole, "it stopped at its own voice"
    here.control("unload-module", module)


def test_without_barge_in_it_speaks_to_its_end(here: Room, listening):  # noqa: F811
    talk = listening("--way", "open", "--no-signals", "--no-barge-in", "--rate", "400")
    at = talk.until(OPEN)
    here.play(voice(LONG))
    at = talk.until("Réponse", at)
    wait_until(here.speaking, "it said nothing")
    here.play(voice("ajoute du beurre s’il te plaît"))
    at = talk.until(OPEN, at)
    assert not any("Entendu" in line for line in talk.lines[at:])


def test_told_to_end_in_the_middle_of_an_answer_it_is_silent_and_says_goodbye(
    here: Room,  # noqa: F811
    listening,  # noqa: F811
):
    talk = listening("--way", "open", "--no-signals")
    at = talk.until(OPEN)
    with here.recording() as said:
        here.play(voice(LONG))
        at = talk.until("Réponse", at)
        wait_until(here.speaking, "it said nothing")
        assert talk.close(signal.SIGTERM) == 0
    assert talk.lines[-1] == GOODBYE
    assert loud_seconds(said[0]) < lasts(talk.lines[at - 1]) / 2, "it spoke on"
    assert here.recorders() == 0, "the microphone is given back"


def test_a_microphone_that_falls_silent_while_it_speaks_comes_back_without_cutting_it(
    here: Room,  # noqa: F811
    listening,  # noqa: F811
):
    talk = listening("--way", "open", "--no-signals", "--rate", "220")
    at = talk.until(OPEN)
    with here.recording() as said:
        here.play(voice(LONG))
        at = talk.until("Réponse", at)
        whole = lasts(talk.lines[at - 1], 220)
        wait_until(here.speaking, "it said nothing")
        here.control("suspend-source", "microphone", "1")
        at = talk.until("Le micro ne répond plus", at)
        here.control("suspend-source", "microphone", "0")
        at = talk.until("Le micro est revenu", at)
        at = talk.until(OPEN, at)
    assert loud_seconds(said[0]) > 0.8 * whole, "the answer was cut"
    here.play(voice("ajoute du beurre s’il te plaît"))
    talk.until("Réponse", at)
