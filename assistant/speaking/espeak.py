"""The voice that always works: espeak-ng, in French, without any network."""

from __future__ import annotations

import ctypes
import queue
import threading
from collections.abc import Iterator
from xml.etree import ElementTree

import numpy as np

from assistant import espeak
from assistant.errors import BadInput, Unavailable
from assistant.speaking.speaker import Manner, Pcm

_UTF8 = 1
_SSML = 0x10
_RATE, _VOLUME, _PITCH = 1, 2, 3
"""espeak_PARAMETER."""
_ON, _ABORT = 0, 1
"""What the callback answers: go on, or say no more of this text."""

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class Espeak:
    """espeak-ng's voice.

    Args:
        voice: an espeak-ng language ("fr", "fr-be", "fr-ch"), with a variant if wanted ("fr+f2").

    Raises:
        Unavailable: ``no_voice`` when espeak-ng is not here, or has no such voice.
    """

    sample_rate = 22_050

    def __init__(self, voice: str = "fr") -> None:
        try:
            self._library = espeak.library()
        except espeak.NoEspeak as error:
            raise Unavailable("no_voice", str(error), name=voice) from error
        self._voice = voice.encode()
        self._library.espeak_Synth.argtypes = [
            *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int),
            *(ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p),
        ]
        with espeak.IN_USE:
            self._take_voice()

    def speak(self, ssml: str, manner: Manner | None = None) -> Iterator[Pcm]:
        """Say an SSML document: see `Speaker`. What it says is some milliseconds ahead of who listens."""
        try:
            ElementTree.fromstring(ssml)  # noqa: S314 - our own replies, and expat resolves nothing outside
        except ElementTree.ParseError as error:
            raise BadInput("bad_ssml", f"no SSML: {error}") from error
        return self._pieces(ssml.encode(), manner or Manner())

    def _pieces(self, text: bytes, manner: Manner) -> Iterator[Pcm]:
        # Unbounded: espeak-ng is a hundred times faster than speech, and must not be held by a slow listener.
        made: queue.SimpleQueue[Pcm | None] = queue.SimpleQueue()
        unwanted = threading.Event()
        threading.Thread(target=self._say, args=(text, manner, made, unwanted), daemon=True).start()
        try:
            while (piece := made.get()) is not None:
                yield piece
        finally:
            unwanted.set()

    def _say(
        self, text: bytes, manner: Manner, made: queue.SimpleQueue[Pcm | None], unwanted: threading.Event
    ) -> None:
        def on_samples(samples: ctypes.Array[ctypes.c_short], count: int, _: int) -> int:
            if samples and count > 0:
                made.put(np.ctypeslib.as_array(samples, shape=(count,)).copy())
            return _ABORT if unwanted.is_set() else _ON

        callback = _Callback(on_samples)
        try:
            with espeak.IN_USE:
                self._take_voice()
                self._library.espeak_SetParameter(_RATE, manner.rate, 0)
                self._library.espeak_SetParameter(_VOLUME, manner.volume, 0)
                self._library.espeak_SetParameter(_PITCH, manner.pitch, 0)
                self._library.espeak_SetSynthCallback(callback)
                self._library.espeak_Synth(text, len(text) + 1, 0, 0, 0, _UTF8 | _SSML, None, None)
                self._library.espeak_Synchronize()
        finally:
            made.put(None)

    def _take_voice(self) -> None:
        name = self._voice.decode()
        if not name.startswith("fr") or self._library.espeak_SetVoiceByName(self._voice) != 0:
            raise Unavailable("no_voice", f"espeak-ng has no French voice {name!r}", name=name)
