"""What the embedded voice says is heard again by the embedded recogniser."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.bootstrap import build_recogniser
from assistant.errors import Unavailable
from assistant.hearing.audio import SAMPLE_RATE
from assistant.settings import load_settings
from assistant.speaking import Espeak, Manner, spoken


@pytest.mark.parametrize("sentence", ["mets deux litres de lait", "enlève le beurre", "trois baguettes"])
def test_a_spoken_sentence_is_heard_again(sentence, tmp_path):
    try:
        voice = Espeak("fr+m3")
    except Unavailable as reason:
        pytest.skip(str(reason))
    sound = spoken(voice, f"<speak>{sentence}</speak>", Manner(rate=140))
    times = np.arange(0, sound.size, voice.sample_rate / SAMPLE_RATE)
    samples = np.interp(times, np.arange(sound.size), sound).astype(np.int16)
    heard = build_recogniser(load_settings({}, data_dir=tmp_path)).transcribe(samples)
    assert heard.text == sentence
