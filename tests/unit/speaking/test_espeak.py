"""The embedded voice, for real: it is heard again by the recogniser in tests/integration."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from assistant.errors import BadInput, Unavailable
from assistant.espeak import NoEspeak, library
from assistant.hearing.graph.espeak import phones_of_each
from assistant.speaking import Espeak, Manner, spoken

try:
    library()
except NoEspeak as reason:
    pytest.skip(f"{reason} (extra speech, or Debian's espeak-ng)", allow_module_level=True)


def ssml(text: str) -> str:
    return f'<speak xml:lang="fr-FR">{text}</speak>'


def seconds(text: str, manner: Manner | None = None) -> float:
    voice = Espeak()
    return spoken(voice, ssml(text), manner).size / voice.sample_rate


def test_what_is_said_has_sound_and_a_likely_length():
    sound = spoken(Espeak(), ssml("mets deux litres de lait"))
    assert sound.dtype == np.int16
    assert np.abs(sound).max() > 3000
    assert 0.8 < sound.size / Espeak.sample_rate < 3


def test_nothing_to_say_makes_no_sound_that_can_be_heard():
    assert not np.abs(spoken(Espeak(), ssml(""))).any()


def test_an_alias_is_said_in_place_of_what_is_written():
    assert seconds('<sub alias="douze euros cinquante et des poussières">12</sub>') > 2 * seconds("12")


def test_rate_and_volume_are_obeyed():
    assert seconds("trois baguettes bien cuites", Manner(rate=100)) > 1.3 * seconds(
        "trois baguettes bien cuites", Manner(rate=220)
    )
    loud, soft = (np.abs(spoken(Espeak(), ssml("lait"), Manner(volume=v))).max() for v in (100, 20))
    assert soft < loud / 2


def test_voices_differ_and_an_unknown_one_is_refused():
    text = ssml("une livre de fraises")
    assert not np.array_equal(spoken(Espeak("fr+m3"), text)[:4000], spoken(Espeak("fr+f2"), text)[:4000])
    with pytest.raises(Unavailable) as refused:
        Espeak("klingon")
    assert refused.value.code == "no_voice"


def test_what_is_no_ssml_is_refused():
    with pytest.raises(BadInput) as refused:
        Espeak().speak("deux & trois")
    assert refused.value.code == "bad_ssml"


def test_who_stops_listening_stops_the_voice():
    voice = Espeak()
    pieces = voice.speak(ssml("et encore une baguette. " * 3000))
    next(pieces)
    pieces.close()
    assert spoken(voice, ssml("oui")).size < 2 * voice.sample_rate


def test_threads_may_speak_and_pronounce_at_once_and_each_gets_its_own():
    voice = Espeak()
    alone = {text: spoken(voice, ssml(text)).size for text in ("du lait", "une douzaine d'œufs", "trois")}
    wrong: list[str] = []

    def work(text: str) -> None:
        for _ in range(20):
            phones_of_each(["lait"])
            if abs(spoken(voice, ssml(text)).size - alone[text]) > 400:
                wrong.append(text)

    threads = [threading.Thread(target=work, args=(text,)) for text in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
