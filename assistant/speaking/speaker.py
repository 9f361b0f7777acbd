"""What a voice is to the rest of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Pcm = NDArray[np.int16]
"""Mono signed 16-bit samples, one dimension."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said."""

    rate: int = 160
    """Speed, words a minute: 80 to 450."""
    pitch: int = 50
    """Height of the voice, 0 to 99; 50 is the voice's own."""
    volume: int = 100
    """Loudness in percent, 0 to 200."""


class Speaker(Protocol):
    """A French voice. Safe to share between threads."""

    @property
    def sample_rate(self) -> int:
        """Samples a second of what it says, Hz."""

    def speak(self, ssml: str, manner: Manner = ...) -> Iterator[Pcm]:
        """Say an SSML document, piece by piece, as soon as each is made; closing the iterator stops it.

        Raises:
            BadInput: ``bad_ssml``.
            Unavailable: ``no_voice``.
        """


def spoken(speaker: Speaker, ssml: str, manner: Manner | None = None) -> Pcm:
    """Return all that a speaker says of an SSML document, in one array.

    Raises:
        BadInput: ``bad_ssml``.
        Unavailable: ``no_voice``.
    """
    pieces = list(speaker.speak(ssml, manner or Manner()))
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int16)
