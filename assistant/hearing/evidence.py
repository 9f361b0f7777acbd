"""What speaks for a segment having been heard right: the numbers that confidence is read from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.hearing.decoding import Hypothesis, TimedWord

SEGMENT_FEATURES = ("ratio", "ratio_a_word", "margin", "unknown", "snr", "length")
WORD_FEATURES = ("posterior", *SEGMENT_FEATURES, "pace", "letters")
_SILENCE_SHARE = 12.0
"""Log-odds beyond which a share says nothing more."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Speech between two pauses, and every way it may be heard."""

    hypotheses: tuple[Hypothesis, ...]
    """Best first; the best of them has words."""
    garbage_score: float | None
    """Log-likelihood, nats, of the same sound as a string of any French sounds that need be no words;
    ``None`` when the model has no word for that."""
    snr: float
    """How far the sound stands out from its background, dB."""

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
        """Return the evidence for the whole segment.

        ``ratio`` is how much better words explain each second of speech than sounds that are no words, in
        nats: the
        likelihood-ratio test of utterance verification (Rahim, Lee & Juang 1997).
        """
        known = self.best.known
        spoken = max(sum(w.end - w.start for w in self.best.words), 0.1)
        gain = 0.0 if self.garbage_score is None else self.best.score - self.garbage_score
        return {
            "ratio": gain / spoken / 10,
            "ratio_a_word": gain / max(len(known), 1) / 5,
            "margin": _log_odds(self.shares()[0]) / 4,
            "unknown": (len(self.best.words) - len(known)) / max(len(self.best.words), 1),
            "snr": self.snr / 20,
            "length": math.log(max(len(known), 1)),
        }

    def word_features(self, word: TimedWord) -> dict[str, float]:
        """Return the evidence for one word of the best hypothesis."""
        share = sum(p for h, p in zip(self.hypotheses, self.shares(), strict=True) if h.has(word))
        letters = len(word.text.rstrip("'"))
        return {
            **self.features(),
            "posterior": _log_odds(share) / 4,
            "pace": math.log(max(word.end - word.start, 0.03) / letters / 0.08),
            "letters": math.log(letters),
        }


def together(segments: Sequence[Segment]) -> dict[str, float]:
    """Return the evidence for several segments at once: their worst, and their length."""
    found = [s.features() for s in segments]
    worst = {name: min(f[name] for f in found) for name in SEGMENT_FEATURES}
    worst["unknown"] = max(f["unknown"] for f in found)
    worst["length"] = math.log(max(sum(len(s.best.known) for s in segments), 1))
    return worst


def _log_odds(share: float) -> float:
    odds = math.log(max(share, 1e-9)) - math.log(max(1 - share, 1e-9))
    return max(-_SILENCE_SHARE, min(_SILENCE_SHARE, odds))
