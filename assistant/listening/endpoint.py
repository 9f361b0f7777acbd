"""When somebody has said what they wanted to say: a state machine over frames of voice activity.

A shopping list is dictated with pauses: who stops after "et" or "deux" is still thinking, who stops after
"du lait" has probably ended. So the pause that ends a turn depends on the last word heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.hearing.voice import FRAME_SECONDS

_HANGING = frozenset(
    (
        *(
            "et",
            "ou",
            "mais",
            "avec",
            "de",
            "du",
            "des",
            "d",
            "la",
            "le",
            "les",
            "l",
            "un",
            "une",
            "à",
            "au",
            "aux",
        ),
        *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "douze", "vingt", "cent"),
        *(
            "puis",
            "aussi",
            "alors",
            "donc",
            "euh",
            "ensuite",
            "par",
            "pour",
            "en",
            "sans",
            "plus",
            "encore",
            "sauf",
        ),
        *(
            "mets",
            "mettez",
            "ajoute",
            "ajoutez",
            "prends",
            "prenez",
            "rajoute",
            "enlève",
            "retire",
            "remplace",
        ),
        *("kilo", "kilos", "litre", "litres", "gramme", "grammes", "paquet", "paquets", "boîte", "boîtes"),
        *("bouteille", "bouteilles", "pot", "pots", "voudrais", "faut", "faudrait", "pas"),
    )
)
"""Last words after which something more is to come."""


class Moment(StrEnum):
    """Where in a turn a frame stands."""

    QUIET = "quiet"
    """Nobody has begun to speak."""
    BEGAN = "began"
    """Somebody speaks, since some frames ago."""
    SPEAKING = "speaking"
    """They are speaking, or pausing."""
    ENDED = "ended"
    """They have said what they wanted to say."""
    NOBODY = "nobody"
    """Nobody began to speak within the patience."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long pauses may last, seconds."""

    usual: float = 0.7
    """After a sentence that may be complete."""
    hanging: float = 1.8
    """After a word that wants another: "et", "deux", "de"."""
    wordless: float = 1.2
    """When no word was recognised yet."""
    to_begin: float = 8.0
    """Before anybody speaks."""
    longest: float = 45.0
    """A turn ends after this in any case."""
    onset: float = 0.1
    """Speech shorter than this is a cough."""
    speech: float = 0.6
    """Probability from which a frame is speech when nobody spoke before."""
    silence: float = 0.35
    """Probability below which a frame is silence when somebody spoke."""


class Endpointer:
    """Follows one turn after the other.

    Args:
        patience: how long pauses may last.
    """

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self.reset()

    def reset(self) -> None:
        """Wait for the next turn."""
        self._speaking = False
        self._run = 0.0
        self._waited = 0.0
        self._silent = 0.0
        self._total = 0.0

    @property
    def silent_seconds(self) -> float:
        """How long it has been silent, seconds."""
        return self._silent

    def push(self, probability: float, said: str = "") -> Moment:
        """Take a frame.

        Args:
            probability: that it is speech, 0 to 1.
            said: the words recognised so far in this turn.
        """
        return self._during(probability, said) if self._speaking else self._before(probability)

    def _before(self, probability: float) -> Moment:
        self._waited += FRAME_SECONDS
        self._run = self._run + FRAME_SECONDS if probability >= self._patience.speech else 0.0
        if self._run >= self._patience.onset:
            self._speaking, self._silent, self._total = True, 0.0, self._run
            return Moment.BEGAN
        if self._waited >= self._patience.to_begin and self._run == 0.0:
            self._waited = 0.0
            return Moment.NOBODY
        return Moment.QUIET

    def _during(self, probability: float, said: str) -> Moment:
        self._total += FRAME_SECONDS
        self._silent = self._silent + FRAME_SECONDS if probability < self._patience.silence else 0.0
        if self._silent >= self._pause_after(said) or self._total >= self._patience.longest:
            self.reset()
            return Moment.ENDED
        return Moment.SPEAKING

    def _pause_after(self, said: str) -> float:
        words = said.replace("'", " ").split()
        if not words:
            return self._patience.wordless
        return self._patience.hanging if words[-1] in _HANGING else self._patience.usual
