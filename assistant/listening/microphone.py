"""The microphone: sound in 16 kHz pieces, whatever the device gives, picked up again when it comes back."""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from assistant.errors import Unavailable
from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.resampling import Resampler
from assistant.listening.devices import find, portaudio

_GONE_AFTER = 2.0
"""Seconds without a sample after which a device is taken as gone."""
_BEGINS_WITHIN = 5.0
"""Seconds that a device may take from being opened to its first sample: a sound server has needed two."""
_TRY_AGAIN = 1.0
"""Seconds from one failed opening to the next."""
_BLOCK_SECONDS = 0.032


class Ear(Protocol):
    """Where sound comes from."""

    def open(self) -> None:
        """Begin to record."""

    def close(self) -> None:
        """Stop recording, for real."""

    def read(self, timeout: float) -> Samples | None:
        """Return the next sound, 16 kHz mono; ``None`` when none came in time."""


class Microphone:
    """A device of this machine.

    Args:
        name: its name or a part of it; empty: the system's default.
        tell: told what a person should know: ``microphone-lost``, ``microphone-back``,
            ``sound-dropped``.
        silent: whether nothing plays: only then may PortAudio be begun anew, which finds what was plugged in
            since and closes every stream.
    """

    def __init__(
        self,
        name: str = "",
        tell: Callable[[str], None] = lambda _: None,
        silent: Callable[[], bool] = lambda: True,
    ) -> None:
        self._name = name
        self._tell = tell
        self._silent = silent
        self._stream: Any = None
        self._came: queue.SimpleQueue[tuple[Samples, bool]] = queue.SimpleQueue()
        self._resampler = Resampler(SAMPLE_RATE)
        self._last = 0.0
        self._tried = 0.0
        self._lost = False
        self._wanted = False
        self.overruns = 0
        """How often sound came faster than it was taken."""

    def open(self) -> None:
        """Begin to record.

        Raises:
            Unavailable: ``no_microphone``, ``no_portaudio``.
        """
        self._wanted = True
        self._start(refresh=False)
        self._last = time.monotonic() + _BEGINS_WITHIN - _GONE_AFTER

    def close(self) -> None:
        """Stop recording: the device is given back."""
        self._wanted = False
        self._stop()

    def read(self, timeout: float) -> Samples | None:
        """Return the next sound; a device that vanished is looked for again once a second."""
        if not self._wanted:
            time.sleep(timeout)
            return None
        try:
            sound, dropped = self._came.get(timeout=timeout)
        except queue.Empty:
            self._pick_up()
            return None
        self._last = time.monotonic()
        if self._lost:
            self._lost = False
            self._tell("microphone-back")
        if dropped:
            self.overruns += 1
            self._tell("sound-dropped")
        return self._resampler.push(sound)

    def _pick_up(self) -> None:
        now = time.monotonic()
        if now - self._last < _GONE_AFTER or now - self._tried < _TRY_AGAIN:
            return
        self._tried = now
        if not self._lost:
            self._lost = True
            self._tell("microphone-lost")
        self._stop()
        with contextlib.suppress(Unavailable):
            self._start(refresh=self._silent())
            self._tried = time.monotonic() + _BEGINS_WITHIN - _TRY_AGAIN

    def _start(self, refresh: bool) -> None:
        sound = portaudio()
        device = find(self._name, recording=True, refresh=refresh)
        self._came = queue.SimpleQueue()
        came = self._came

        def on_sound(data: Any, _frames: int, _time: Any, status: Any) -> None:
            came.put((np.array(data[:, 0], np.int16), bool(status.input_overflow)))

        try:
            self._stream = sound.InputStream(
                device=device.index,
                samplerate=device.rate,
                channels=1,
                dtype="int16",
                blocksize=int(device.rate * _BLOCK_SECONDS),
                callback=on_sound,
            )
            self._stream.start()
        except (sound.PortAudioError, ValueError) as error:
            self._stream = None
            raise Unavailable("no_microphone", str(error), name=device.name, devices="") from error
        self._resampler = Resampler(device.rate)

    def _stop(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            try:
                stream.abort()
                stream.close()
            except portaudio().PortAudioError:
                pass  # it vanished: there is nothing left to close
