"""What speaks for a segment having been heard right: the numbers that confidence is read from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.hearing.decoding import Hypothesis, TimedWord

SEGMENT_FEATURES = (
    *("misfit", "cost_a_word", "ratio", "gain", "loss"),
    *("margin", "close", "unknown", "sounds", "length", "span"),
)
"""What sentences are judged by. Tried and left out, since voices left out of the fit were judged no better by
them: signal to noise, pace, misfit a sound, the worst segment's misfit, how many ways to hear it there
are."""
SIGNS = {
    **dict.fromkeys(("misfit", "cost_a_word", "loss", "unknown", "span"), -1),
    **dict.fromkeys(("posterior", "ratio", "gain", "margin", "close"), 1),
}
"""Which way evidence speaks, where there is no doubt: no fit may turn it round where it has seen little."""
WORD_FEATURES = ("posterior", *SEGMENT_FEATURES, "own_pace", "letters")
_SILENCE_SHARE = 12.0
"""Log-odds beyond which a share says nothing more."""
_ANY_SOUND = 2.5
"""What a sound costs in the word for unknown speech, nats (`graph.lexicon_fst.Costs`)."""
_ENTERING = 4.0
"""What that word costs by itself, with the silence around it, nats."""
_LETTERS_A_SOUND = 1.3


@dataclass(frozen=True, slots=True)
class Segment:
    """Speech between two pauses, and every way it may be heard."""

    hypotheses: tuple[Hypothesis, ...]
    """Best first; the best of them has words."""
    garbage_score: float | None
    """Log-likelihood, nats, of the same sound as a string of any French sounds that need be no words;
    ``None`` when the model has no word for that."""
    cost: float | None = None
    """-ln of the probability of the best hypothesis' words before anything is heard, nats; ``None`` when the
    model's grammar cannot be read."""
    sounds: int = 0
    """How many phones those words have; 0 when it is not known."""

    @property
    def best(self) -> Hypothesis:
        """Return the likeliest way to hear it."""
        return self.hypotheses[0]

    def shares(self) -> list[float]:
        """Return the probability of each hypothesis, if one of them is right."""
        weights = [math.exp(max(h.score - self.best.score, -50.0)) for h in self.hypotheses]
        total = sum(weights)
        return [w / total for w in weights]

    def features(self) -> dict[str, float]:
        """Return the evidence for the whole segment."""
        return together([self])

    def word_features(self, word: TimedWord) -> dict[str, float]:
        """Return the evidence for one word of the best hypothesis."""
        share = sum(p for h, p in zip(self.hypotheses, self.shares(), strict=True) if h.has(word))
        letters = len(word.text.rstrip("'"))
        return {
            **self.features(),
            "posterior": _log_odds(share) / 4,
            "own_pace": math.log(max(word.end - word.start, 0.03) / letters / 0.08),
            "letters": math.log(letters),
        }

    @property
    def known_sounds(self) -> float:
        """Return how many phones the best hypothesis' words have; guessed by their letters if need be."""
        letters = sum(len(w.text.rstrip("'")) for w in self.best.known)
        return float(self.sounds) or max(letters / _LETTERS_A_SOUND, 1.0)

    @property
    def seconds(self) -> float:
        """Return how long its words last."""
        return max(sum(w.end - w.start for w in self.best.words), 0.1)

    @property
    def gain(self) -> float:
        """Return how much better words explain the sound than sounds that are no words, nats: the
        likelihood-ratio test of utterance verification (Rahim, Lee & Juang 1997)."""
        return 0.0 if self.garbage_score is None else self.best.score - self.garbage_score

    @property
    def misfit(self) -> float:
        """Return how much worse the words' own sounds match than the best that can be found, nats.

        That is the gain without what words and sounds cost before anything is heard: goodness of
        pronunciation (Witt & Young 2000). Common and rare words, short and long ones, can be compared by it.
        """
        if self.cost is None or self.garbage_score is None:
            return 0.0
        unknown = len(self.best.words) - len(self.best.known)
        allowed = _ENTERING + _ANY_SOUND * self.known_sounds
        return max(allowed - self.gain - self.cost, 0.0) if not unknown else max(-self.gain, 0.0)


def together(segments: Sequence[Segment]) -> dict[str, float]:
    """Return the evidence for one or several segments at once: their sums, and their worst.

    Most are of the order of 1. ``cost_a_word`` and what depends on it is 0 for a model without a readable
    grammar.
    """
    known = sum(len(s.best.known) for s in segments)
    sounds = sum(s.known_sounds for s in segments)
    misfit = sum(s.misfit for s in segments)
    span = sum(s.best.words[-1].end - s.best.words[0].start for s in segments)
    margin = _log_odds(min(s.shares()[0] for s in segments)) / 4
    return {
        "misfit": misfit / 10,
        "cost_a_word": sum(s.cost or 0.0 for s in segments) / max(known, 1) / 4,
        "ratio": min(s.gain / s.seconds for s in segments) / 10,
        "gain": sum(s.gain for s in segments) / 10,
        "loss": sum(max(-s.gain, 0.0) for s in segments) / 10,
        "margin": margin,
        "close": min(margin, 1.0),
        "unknown": max((len(s.best.words) - len(s.best.known)) / max(len(s.best.words), 1) for s in segments),
        "sounds": math.log(max(sounds, 1)) - 2,
        "length": math.log(max(known, 1)),
        "span": math.log(max(span, 0.1) / sum(s.seconds for s in segments)),
    }


def _log_odds(share: float) -> float:
    odds = math.log(max(share, 1e-9)) - math.log(max(1 - share, 1e-9))
    return max(-_SILENCE_SHARE, min(_SILENCE_SHARE, odds))
