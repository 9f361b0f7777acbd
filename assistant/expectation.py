"""What is about to be said: the value that the dialogue hands back to hearing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExpectedPhrase:
    """One thing a person may answer."""

    text: str
    """French as it is said: lower case, numbers in words ("dix-huit heures trente")."""
    count: int = 1
    """How many times as likely as a phrase of count 1; 1 at least."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """The phrases that an open question makes likelier; none leaves hearing as it is."""

    phrases: tuple[ExpectedPhrase, ...] = ()
    """What may be answered."""
    share: float = 0.0
    """Probability, before anything is heard, that the answer is one of the phrases, 0 to 1 (excluded)."""
    protected: frozenset[str] = frozenset()
    """Words whose presence must never become likelier, nor less likely, by expecting: those of a yes."""
