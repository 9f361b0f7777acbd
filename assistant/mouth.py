"""Replies said aloud, whole as a file or piece by piece."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from assistant.speaking import Espeak, Pcm, Speaker, spoken
from assistant.speaking.recording import OGG, WAV, record

MEDIA = (WAV, OGG)
"""Media types of sound files it can make, the usual one first."""


class Mouth:
    """Says replies with one voice, which is found at the first word. Safe to share between threads.

    Args:
        find_voice: gives the voice; it may raise ``no_voice``.
    """

    def __init__(self, find_voice: Callable[[], Speaker] = Espeak) -> None:
        self._find_voice = find_voice
        self._voice: Speaker | None = None
        self._lock = threading.Lock()

    def pieces(self, ssml: str) -> tuple[int, Iterator[Pcm]]:
        """Return the sample rate, Hz, and the sound of an SSML document piece by piece as it is made.

        Raises:
            BadInput: ``bad_ssml``.
            Unavailable: ``no_voice``.
        """
        voice = self.voice()
        return voice.sample_rate, voice.speak(ssml)

    def file(self, ssml: str, media: str) -> bytes:
        """Return a sound file of an SSML document; ``media`` is one of `MEDIA`.

        Raises:
            BadInput: ``bad_ssml``.
            Unavailable: ``no_voice``.
        """
        voice = self.voice()
        return record(spoken(voice, ssml), voice.sample_rate, media)

    def voice(self) -> Speaker:
        """Return the voice, found.

        Raises:
            Unavailable: ``no_voice``.
        """
        with self._lock:
            if self._voice is None:
                self._voice = self._find_voice()
            return self._voice
