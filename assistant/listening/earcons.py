"""Short signals: the microphone opens or closes, something was understood or was not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.speaking import Pcm

RATE = 22_050
"""Sample rate of a signal that comes alone, Hz."""


@dataclass(frozen=True, slots=True)
class Earcon:
    """Some notes."""

    notes: tuple[tuple[float, float], ...]
    """Height, Hz, and length, seconds, of each."""

    def sound(self, rate: int) -> Pcm:
        """Return it at a sample rate, Hz."""
        return np.concatenate([_note(hertz, seconds, rate) for hertz, seconds in self.notes])


def _note(hertz: float, seconds: float, rate: int) -> Pcm:
    at = np.arange(int(rate * seconds)) / rate
    fade = np.minimum(1.0, np.minimum(at, seconds - at) / 0.012)
    wave = np.sin(2 * np.pi * hertz * at) + 0.25 * np.sin(4 * np.pi * hertz * at)
    note: Pcm = (wave * fade * 5_000).astype(np.int16)
    return note


LISTENING = Earcon(((660, 0.07), (880, 0.09)))
"""Rising: the microphone listens."""
UNDERSTOOD = Earcon(((990, 0.08),))
"""One short high note before an answer."""
NOT_UNDERSTOOD = Earcon(((440, 0.09), (330, 0.12)))
"""Falling."""
CLOSED = Earcon(((880, 0.07), (440, 0.12)))
"""The microphone is closed."""
