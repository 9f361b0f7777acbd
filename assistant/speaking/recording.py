"""What a voice says, as the bytes of a sound file."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import cast

import av
import numpy as np

from assistant.speaking.speaker import Pcm

WAV, OGG = "audio/wav", "audio/ogg"
_OPUS_RATE = 48_000
_OPUS_BITS = 32_000
"""Bits a second: speech by a synthetic voice is clear from 24,000 on."""


def record(sound: Pcm, rate: int, media: str) -> bytes:
    """Return a sound as a file.

    Args:
        sound: mono samples.
        rate: samples a second, Hz.
        media: `WAV`, or `OGG`, which is Opus at 48 kHz.
    """
    codec, form, at = ("libopus", "ogg", _OPUS_RATE) if media == OGG else ("pcm_s16le", "wav", rate)
    out = io.BytesIO()
    with av.open(out, "w", format=form) as container:
        stream = cast(av.AudioStream, container.add_stream(codec, rate=at, layout="mono"))
        if media == OGG:
            stream.bit_rate = _OPUS_BITS
        resampler = av.AudioResampler("s16", "mono", at)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        frame.pts = 0
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return out.getvalue()
