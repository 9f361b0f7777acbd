"""Short signals: the microphone opens, something was understood, something was not."""

from __future__ import annotations

import numpy as np

from assistant.speaking import Pcm

RATE = 22_050
"""Sample rate of the signals, Hz."""


def _tone(hertz: float, seconds: float) -> Pcm:
    at = np.arange(int(RATE * seconds)) / RATE
    fade = np.minimum(1.0, np.minimum(at, seconds - at) / 0.012)
    wave = np.sin(2 * np.pi * hertz * at) + 0.25 * np.sin(4 * np.pi * hertz * at)
    return (wave * fade * 5_000).astype(np.int16)


LISTENING: Pcm = np.concatenate([_tone(660, 0.07), _tone(880, 0.09)])
"""Rising: the microphone listens."""
UNDERSTOOD: Pcm = _tone(990, 0.08)
"""One short high note."""
NOT_UNDERSTOOD: Pcm = np.concatenate([_tone(440, 0.09), _tone(330, 0.12)])
"""Falling."""
CLOSED: Pcm = np.concatenate([_tone(880, 0.07), _tone(440, 0.12)])
"""The microphone is closed."""
