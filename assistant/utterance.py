"""What was heard, or typed: the value that hearing hands to understanding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word."""

    text: str
    """The word, lower case, as French writes it."""
    confidence: float
    """Probability that the word is right, 0 to 1."""
    start: float
    """Seconds from the beginning of the audio."""
    end: float
    """Seconds from the beginning of the audio."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another thing that may have been said."""

    text: str
    """The whole sentence."""
    probability: float
    """Share of the n-best list's weight, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn of speech, or of typing."""

    text: str
    """The sentence, best guess."""
    confidence: float = 1.0
    """How sure hearing is of the whole sentence, 0 to 1; typed text is 1."""
    words: tuple[Word, ...] = ()
    """The words in order, for speech; empty for typed text."""
    alternatives: tuple[Alternative, ...] = ()
    """Other hypotheses, best first, the chosen one included; empty for typed text."""
    source: str = "text"
    """Where it came from: "text" or "audio"."""
    seconds: float = 0.0
    """Length of the audio in seconds; 0 for typed text."""
