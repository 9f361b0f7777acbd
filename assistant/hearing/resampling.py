"""Sound at any rate becomes 16 kHz, piece by piece."""

from __future__ import annotations

import av
import numpy as np

from assistant.errors import BadInput
from assistant.hearing.audio import SAMPLE_RATE, Samples, of_frame

RATES = (8_000, 192_000)
"""The lowest and the highest sample rate that can be resampled, Hz."""


class Resampler:
    """Takes mono 16-bit sound at one rate and gives it at `SAMPLE_RATE`.

    Args:
        rate: of the sound to come, Hz.

    Raises:
        BadInput: ``bad_sample_rate``.
    """

    def __init__(self, rate: int) -> None:
        if not RATES[0] <= rate <= RATES[1]:
            raise BadInput(
                "bad_sample_rate", f"{rate} Hz: not within {RATES}", lowest=RATES[0], highest=RATES[1]
            )
        self._rate = rate
        self._av = av.AudioResampler("s16", "mono", SAMPLE_RATE) if rate != SAMPLE_RATE else None

    def push(self, sound: Samples) -> Samples:
        """Return what can be given by now of the sound so far; some milliseconds stay inside."""
        if self._av is None or not sound.size:
            return sound
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound).reshape(1, -1), format="s16", layout="mono"
        )
        frame.sample_rate = self._rate
        return _joined(self._av.resample(frame))

    def flush(self) -> Samples:
        """Return what is left, at the end of the sound."""
        return _joined(self._av.resample(None)) if self._av else np.zeros(0, np.int16)


def _joined(frames: list[av.AudioFrame]) -> Samples:
    return np.concatenate([of_frame(f) for f in frames]) if frames else np.zeros(0, np.int16)
