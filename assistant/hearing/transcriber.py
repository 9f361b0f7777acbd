"""Vosk as it is: what vosk-server's protocol answers, in the very JSON that Vosk writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import av
import numpy as np
import vosk

from assistant.errors import BadInput
from assistant.hearing.audio import SAMPLE_RATE, of_frame

RATES = (8_000, 48_000)
"""The lowest and the highest sample rate taken, Hz."""
MOST_ALTERNATIVES = 20


class Transcriber:
    """One recogniser of its own: nothing that is set here touches another. For one thread at a time.

    Args:
        model: a loaded Vosk model.
        rate: samples a second, Hz.
        phrases: what may be said, and nothing else; none: anything the model knows.
        words: whether results tell each word's time and confidence.
        alternatives: how many ways to hear it results tell; 0: the best one, in Vosk's other shape.

    Raises:
        BadInput: ``bad_sample_rate``.
    """

    def __init__(
        self,
        model: Any,
        rate: float,
        phrases: Sequence[str] = (),
        words: bool = True,
        alternatives: int = 0,
    ) -> None:
        if not RATES[0] <= rate <= RATES[1]:
            raise BadInput("bad_sample_rate", f"{rate} Hz", lowest=RATES[0], highest=RATES[1])
        grammar = (json.dumps(list(phrases), ensure_ascii=False),) if phrases else ()
        # Vosk takes more samples than its model wants, but not fewer
        self._rate = int(rate) if rate < SAMPLE_RATE else 0
        self._resampler = av.AudioResampler("s16", "mono", SAMPLE_RATE) if self._rate else None
        self._vosk = vosk.KaldiRecognizer(model, SAMPLE_RATE if self._rate else rate, *grammar)
        self._vosk.SetWords(words)
        self._vosk.SetMaxAlternatives(min(alternatives, MOST_ALTERNATIVES))

    def accept(self, pcm: bytes) -> str:
        """Take mono signed 16-bit little-endian samples; returns a partial result, or one at a pause."""
        ended = self._vosk.AcceptWaveform(self._resampled(pcm) if self._rate else pcm)
        return str(self._vosk.Result() if ended else self._vosk.PartialResult())

    def finish(self) -> str:
        """Return the result of what came since the last one; more may be taken afterwards."""
        return str(self._vosk.FinalResult())

    def _resampled(self, pcm: bytes) -> bytes:
        assert self._resampler is not None
        if not pcm:
            return pcm
        frame = av.AudioFrame.from_ndarray(np.frombuffer(pcm, "<i2").reshape(1, -1), "s16", "mono")
        frame.sample_rate = self._rate
        return b"".join(of_frame(piece).tobytes() for piece in self._resampler.resample(frame))
