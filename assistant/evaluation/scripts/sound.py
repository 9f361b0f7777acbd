"""The sound of a turn: a recording, or its text spoken, where and with what behind it the script says."""

from __future__ import annotations

import io
import wave
import zlib
from functools import cache
from xml.sax.saxutils import escape

import numpy as np

from assistant.errors import NotFound
from assistant.evaluation.scripts.scene import far_away, with_noise
from assistant.evaluation.scripts.script import Spoken, Turn
from assistant.hearing.audio import SAMPLE_RATE, Samples, decode
from assistant.speaking import Espeak, Manner, spoken

_AROUND_S = 0.25
"""Silence before and after a synthetic voice, seconds."""
_LONGEST_S = 600.0
_NEIGHBOURS = (
    ("fr+f3", "tu as vu ce qu'ils ont annoncé à la météo pour dimanche, il paraît qu'il va neiger"),
    ("fr+m5", "je lui ai dit que la réunion était à seize heures et qu'il fallait prendre le train"),
    ("fr-be+m2", "non mais les enfants rentrent de l'école et après ils ont leur cours de piano"),
)
"""Other people's talk, far behind."""


def sound_of(turn: Turn) -> Samples:
    """Return what the microphone gets of a turn, 16 kHz mono.

    Raises:
        BadInput: ``unreadable_audio``, ``audio_too_long``.
        NotFound: ``file_not_found``, the recording is gone.
        Unavailable: ``no_voice``, a text must be spoken and espeak-ng is not here.
    """
    samples = _clean(turn)
    # from the turn alone, so that the same script gives the same sound in any order
    rng = np.random.default_rng(zlib.crc32(f"{turn.text}|{turn.audio and turn.audio.name}".encode()))
    if turn.distance_m is not None:
        samples = far_away(samples, turn.distance_m, rng)
    if turn.noise is not None:
        talk = _neighbours() if turn.noise.kind == "talk" else ()
        samples = with_noise(samples, turn.noise.kind, turn.noise.snr_db, rng, talk)
    return samples


def as_wav(samples: Samples) -> bytes:
    """Return samples as a WAV file."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()


def speak(text: str, how: Spoken) -> Samples:
    """Return a text spoken, 16 kHz mono, with a little silence around it.

    Raises:
        Unavailable: ``no_voice``.
    """
    voice = Espeak(how.voice)
    manner = Manner(rate=how.rate, pitch=how.pitch, volume=how.volume)
    sound = spoken(voice, f"<speak>{escape(text)}</speak>", manner)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(voice.sample_rate)
        file.writeframes(sound.astype("<i2").tobytes())
    return np.pad(decode(out.getvalue(), _LONGEST_S), int(_AROUND_S * SAMPLE_RATE))


def _clean(turn: Turn) -> Samples:
    if turn.audio is not None:
        try:
            return decode(turn.audio, _LONGEST_S)
        except FileNotFoundError as error:
            raise NotFound("file_not_found", f"no file {turn.audio}", path=str(turn.audio)) from error
    if turn.silence_s:
        return np.zeros(int(turn.silence_s * SAMPLE_RATE), np.int16)
    return speak(turn.text, turn.spoken)


@cache
def _neighbours() -> tuple[Samples, ...]:
    return tuple(speak(text, Spoken(voice)) for voice, text in _NEIGHBOURS)
