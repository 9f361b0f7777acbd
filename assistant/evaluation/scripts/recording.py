"""Sounds as files, and the sounds of scripts made again from their texts."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import av

from assistant.errors import BadInput
from assistant.evaluation.scripts.script import Script, Turn
from assistant.evaluation.scripts.sound import speak
from assistant.hearing.audio import SAMPLE_RATE, Samples

_BIT_RATE = 24_000
_KINDS = {".opus": ("ogg", "libopus", 48_000), ".flac": ("flac", "flac", SAMPLE_RATE)}
"""Container, codec and sample rate by the end of a file's name; Opus in the rate that it works at."""


def as_opus(samples: Samples) -> bytes:
    """Return samples as Ogg Opus, which every browser plays."""
    return _encoded(samples, *_KINDS[".opus"])


def write_sound(samples: Samples, path: Path) -> None:
    """Write 16 kHz samples as FLAC or Opus, whichever the file's name says.

    Raises:
        BadInput: ``bad_sound_name`` for another ending.
    """
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise BadInput("bad_sound_name", f"{path}: not {' or '.join(_KINDS)}", path=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_encoded(samples, *kind))


def speak_again(script: Script, tell: Callable[[Turn], None] = lambda _: None) -> int:
    """Write every synthetic sound of a script anew; returns how many.

    Sounds of turns without `speak`, in the turn or in the script, are recordings, and left alone.

    Raises:
        BadInput: ``bad_sound_name``.
        Unavailable: ``no_voice``.
    """
    turns = [turn for turn in script.turns if turn.synthetic and turn.audio is not None]
    for turn in turns:
        assert turn.audio is not None
        write_sound(speak(turn.text, turn.spoken), turn.audio)
        tell(turn)
    return len(turns)


def _encoded(samples: Samples, container: str, codec: str, rate: int) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        stream.format = "s16"
        if codec == "libopus":
            stream.bit_rate = _BIT_RATE
        resampler = av.AudioResampler(format="s16", layout="mono", rate=rate, frame_size=rate // 50)
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        for piece in (*resampler.resample(frame), *resampler.resample(None), None):
            file.mux(stream.encode(piece))
    return out.getvalue()
