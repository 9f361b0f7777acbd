"""The loudspeaker: replies piece by piece as they are made, short signals, and silence at once when told."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

import numpy as np

from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.resampling import Resampler
from assistant.listening.devices import find, portaudio
from assistant.speaking import Pcm

_PIECE_SECONDS = 0.02
_REMEMBERED = 2 * SAMPLE_RATE


class Mouth(Protocol):
    """Where replies go."""

    def say(self, pieces: Iterable[Pcm], rate: int) -> None:
        """Begin to play; what was playing stops."""

    def hush(self) -> None:
        """Stop playing at once."""

    @property
    def busy(self) -> bool:
        """Whether something plays."""

    def heard_lately(self) -> Samples:
        """Return what was played in the last two seconds, 16 kHz."""


class Loudspeaker:
    """A device of this machine.

    Args:
        name: its name or a part of it; empty: the system's default.
        volume: in percent, 0 to 200.
    """

    def __init__(self, name: str = "", volume: int = 100) -> None:
        self._name = name
        self.volume = volume
        self._thread: threading.Thread | None = None
        self._hushed = threading.Event()
        self._played: deque[Samples] = deque()
        self._lock = threading.Lock()
        self.began = 0.0
        """When the last sound began to be played, `time.monotonic`."""

    def say(self, pieces: Iterable[Pcm], rate: int) -> None:
        """Begin to play; what was playing stops.

        Args:
            pieces: mono 16-bit sound, made while it is played.
            rate: its sample rate, Hz.

        Raises:
            Unavailable: ``no_loudspeaker``, ``no_portaudio``.
        """
        self.hush()
        device = find(self._name, recording=False)
        self._hushed = threading.Event()
        arguments = (pieces, rate, device.index, device.rate, self._hushed)
        self._thread = threading.Thread(target=self._play, args=arguments, daemon=True)
        self._thread.start()

    def hush(self) -> None:
        """Stop playing at once, and wait until it is silent."""
        self._hushed.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def wait(self) -> None:
        """Wait until all is said."""
        if self._thread is not None:
            self._thread.join()

    @property
    def busy(self) -> bool:
        """Whether something plays."""
        return self._thread is not None and self._thread.is_alive()

    def heard_lately(self) -> Samples:
        """Return what was played in the last two seconds, 16 kHz."""
        with self._lock:
            return np.concatenate(list(self._played)) if self._played else np.zeros(0, np.int16)

    def _play(
        self, pieces: Iterable[Pcm], rate: int, device: int, device_rate: int, hushed: threading.Event
    ) -> None:
        sound = portaudio()
        echo = Resampler(rate)
        stream: Any = None
        try:
            for opened in _openings(sound, device, rate, device_rate):
                stream, to_device = opened
                break
            else:
                return
            with stream:
                self.began = 0.0
                for piece in pieces:
                    loud = _louder(piece, self.volume)
                    self._remember(echo.push(loud))
                    out = to_device.push(loud)
                    step = max(1, int(stream.samplerate * _PIECE_SECONDS))
                    for at in range(0, out.size, step):
                        if hushed.is_set():
                            stream.abort()
                            return
                        stream.write(np.ascontiguousarray(out[at : at + step]).reshape(-1, 1))
                        self.began = self.began or time.monotonic()
        except sound.PortAudioError:
            return  # the device vanished while speaking: the reply stays on the screen
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()

    def _remember(self, played: Samples) -> None:
        with self._lock:
            self._played.append(played)
            while sum(map(len, self._played)) > _REMEMBERED and len(self._played) > 1:
                self._played.popleft()


def _openings(sound: Any, device: int, rate: int, device_rate: int) -> Iterator[tuple[Any, _ToDevice]]:
    for wanted in dict.fromkeys((rate, device_rate)):
        try:
            stream = sound.OutputStream(device=device, samplerate=wanted, channels=1, dtype="int16")
        except sound.PortAudioError:
            continue
        yield stream, _ToDevice(rate, wanted)


class _ToDevice:
    """Resamples by linear interpolation to a device that takes its own rate only."""

    def __init__(self, rate: int, wanted: int) -> None:
        self._ratio = rate / wanted

    def push(self, piece: Pcm) -> Pcm:
        if self._ratio == 1 or not piece.size:
            return piece
        at = np.arange(0, piece.size, self._ratio)
        out: Pcm = np.interp(at, np.arange(piece.size), piece).astype(np.int16)
        return out


def _louder(piece: Pcm, volume: int) -> Pcm:
    if volume == 100:
        return piece
    out: Pcm = np.clip(piece.astype(np.float32) * (volume / 100), -32768, 32767).astype(np.int16)
    return out


def check(name: str) -> None:
    """Make sure that a loudspeaker is there.

    Raises:
        Unavailable: ``no_loudspeaker``, ``no_portaudio``.
    """
    find(name, recording=False)
