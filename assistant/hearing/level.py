"""A level that can be heard, whatever the microphone: as sound comes in, with no more delay than a twentieth
of a second."""

from __future__ import annotations

import numpy as np

from assistant.hearing.audio import SAMPLE_RATE, Samples

BLOCK = SAMPLE_RATE // 20
"""Samples that get one gain: 50 ms."""
SPEECH_LEVELS = (400.0, 12_000.0)
"""Root mean square of loud speech after levelling, of 32768: between these the nets hear equally well."""
LOUDEST_GAIN = 40.0
"""Speech at less than a fortieth of the level (-70 dB of full scale) stays too quiet: it drowns in the
rounding of 16 bits."""
_OVER_THE_FLOOR = 4.0
"""What is this many times louder than the quietest seen is taken for speech: 12 dB."""
_FORGETTING = 0.99
"""How much of the loudest level lasts from one block to the next: -1.7 dB a second."""
_OFFSET_MEMORY = 0.95


class Leveller:
    """Removes a constant offset and brings speech to a level that can be heard, when it is not.

    The gain stays at 1 until something stands out from the background, so that hiss is not blown up; it falls
    at once when speech is louder, and rises slowly when it is quieter. Sound is taken in blocks of 50 ms, so
    that
    the same sound comes out the same however it was cut when it came in.
    """

    def __init__(self) -> None:
        self._rest: Samples = np.zeros(0, np.int16)
        self._offset: float | None = None
        self._floor = np.inf
        self._speech = 0.0
        self._gain = 1.0

    def push(self, samples: Samples) -> Samples:
        """Return as many levelled samples as whole blocks have come in."""
        waiting = np.concatenate([self._rest, samples]) if self._rest.size else samples
        whole = waiting.size - waiting.size % BLOCK
        self._rest = waiting[whole:].copy()
        blocks = [self._level(waiting[at : at + BLOCK]) for at in range(0, whole, BLOCK)]
        return np.concatenate(blocks) if blocks else np.zeros(0, np.int16)

    def flush(self) -> Samples:
        """Return what is left."""
        rest, self._rest = self._rest, np.zeros(0, np.int16)
        return self._level(rest) if rest.size else rest

    def _level(self, block: Samples) -> Samples:
        sound = block.astype(np.float32)
        mean = float(sound.mean())
        self._offset = mean if self._offset is None else _mix(self._offset, mean, _OFFSET_MEMORY)
        sound -= self._offset
        level = float(np.sqrt(np.mean(np.square(sound))))
        self._floor = min(self._floor, max(level, 1.0))
        self._speech *= _FORGETTING
        if level > self._speech and (self._speech or level > _OVER_THE_FLOOR * self._floor):
            self._speech = level
        before, self._gain = self._gain, self._aim()
        if self._gain > before and before != 1.0:
            sound *= np.linspace(before, self._gain, sound.size, dtype=np.float32)
        else:
            sound *= np.float32(self._gain)
        return np.clip(np.rint(sound), -32768, 32767).astype(np.int16)

    def _aim(self) -> float:
        if not self._speech:
            return 1.0
        low, high = SPEECH_LEVELS
        return min(LOUDEST_GAIN, float(np.clip(self._speech, low, high)) / self._speech)


def _mix(old: float, new: float, memory: float) -> float:
    return memory * old + (1 - memory) * new
