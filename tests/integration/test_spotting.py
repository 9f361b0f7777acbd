"""The wake phrase, on the real recogniser."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import BadInput
from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.models import EMBEDDED, AcousticModel
from assistant.hearing.recogniser import Recogniser
from assistant.hearing.resampling import Resampler
from assistant.hearing.spotting import Call, Margins, Spotter
from assistant.speaking import Espeak, Manner, spoken


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(AcousticModel(EMBEDDED, "embedded"))


def voice(text: str, name: str = "fr+f4") -> Samples:
    speaker = Espeak(name)
    sound = spoken(speaker, f"<speak>{text}</speak>", Manner(rate=150))
    to_ear = Resampler(speaker.sample_rate)
    said = np.concatenate([to_ear.push(sound), to_ear.flush()])
    return (np.pad(said, SAMPLE_RATE // 2) + hiss(said.size + SAMPLE_RATE // 2 * 2)).astype(np.int16)


def hiss(count: int) -> Samples:
    return np.random.default_rng(0).normal(0, 8, count).astype(np.int16)


def calls(spotter: Spotter, sound: Samples) -> list[Call]:
    pieces = (spotter.push(sound[at : at + 700]) for at in range(0, sound.size, 700))
    return [call for call in pieces if call is not None]


@pytest.mark.parametrize("name", ["fr+f4", "fr+m3", "fr-be+m7", "fr-ch+f2"])
def test_the_phrase_is_heard_once_and_what_follows_it_is_kept(recogniser: Recogniser, name: str) -> None:
    spotter = recogniser.spotter("dis vocabas")
    found = calls(spotter, voice("dis vocabas ajoute du beurre", name))
    assert len(found) == 1
    assert found[0].after.size < SAMPLE_RATE, "it is told at once"
    assert len(calls(spotter, voice("dis vocabas", name))) == 1, "and again"


@pytest.mark.parametrize(
    "text",
    [
        "il fera beau demain sur toute la bretagne",
        "tu me passes le sel s’il te plaît",
        "dis moi, tu as vu vos bagages",
        "dix cabanes au bord du lac",
        "ajoute dix avocats et du tabac",
    ],
)
def test_other_talk_is_not_the_phrase(recogniser: Recogniser, text: str) -> None:
    assert calls(recogniser.spotter("dis vocabas"), voice(text)) == []


def test_a_household_may_choose_its_phrase(recogniser: Recogniser) -> None:
    spotter = recogniser.spotter("bonjour cabas")
    assert calls(spotter, voice("dis vocabas")) == []
    assert len(calls(spotter, voice("bonjour cabas"))) == 1


def test_margins_that_nothing_reaches_wake_for_nothing_but_tell_what_they_saw(recogniser: Recogniser) -> None:
    spotter = recogniser.spotter("dis vocabas", Margins(1000, 1000))
    assert calls(spotter, voice("dis vocabas")) == []
    assert len(spotter.judged) == 1
    assert spotter.judged[0].over_sounds > 0


def test_who_calls_as_the_microphone_opens_is_heard(recogniser: Recogniser) -> None:
    said = voice("dis vocabas")[SAMPLE_RATE // 2 :]  # its first consonant is cut
    assert len(calls(recogniser.spotter("dis vocabas"), said[512:])) == 1


def test_a_quiet_room_is_never_decoded(recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch) -> None:
    spotter = recogniser.spotter("dis vocabas")
    spotter.push(hiss(SAMPLE_RATE))
    monkeypatch.setattr(spotter, "_listen", lambda *_: pytest.fail("it was decoded"))
    spotter.push(hiss(20 * SAMPLE_RATE))


@pytest.mark.parametrize(("phrase", "why"), [("vocabas", "one word"), ("dis zorglub", "an unknown word")])
def test_a_phrase_it_cannot_hear_is_refused(recogniser: Recogniser, phrase: str, why: str) -> None:
    with pytest.raises(BadInput) as caught:
        recogniser.spotter(phrase)
    assert caught.value.code == "bad_wake_phrase", why
