"""From evidence to the probability that the words are right.

A logistic regression for words and one for sentences, fitted by ``benchmarks/confidence.py`` on voices that
are not
those it is scored on, and kept with the model in ``confidence.json``, since each net is sure of itself in its
own way.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import Unavailable
from assistant.hearing.evidence import SEGMENT_FEATURES, WORD_FEATURES, Segment, together

FILE = "confidence.json"
"""Its name in the model's folder."""
_LARGEST = 3.0
"""Features are cut at plus and minus this."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of a logistic regression."""

    weights: Mapping[str, float]
    """By feature."""
    bias: float
    """Log-odds where every feature is 0."""

    @classmethod
    def read(cls, kept: Mapping[str, Any], known: Collection[str]) -> Logistic:
        """Read what was kept.

        Raises:
            KeyError: it weighs a feature that is not among the ``known``.
        """
        weights = {str(name): float(weight) for name, weight in kept["weights"].items()}
        if strange := weights.keys() - set(known):
            raise KeyError(f"fitted to other evidence: {', '.join(sorted(strange))}")
        return cls(weights, float(kept["bias"]))

    def __call__(self, features: Mapping[str, float]) -> float:
        """Return a probability, 0 to 1."""
        z = self.bias + sum(w * bounded(features[name]) for name, w in self.weights.items())
        return 1 / (1 + math.exp(-max(-40.0, min(40.0, z))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a model's evidence is read."""

    word: Logistic
    """Probability that one word is right."""
    sentence: Logistic
    """Probability that a sentence asks for what was said: every word right, articles aside."""
    floor: float
    """A sentence less likely than this is not taken for speech to us at all, 0 to 1."""

    @classmethod
    def of_model(cls, folder: Path) -> Calibration:
        """Read the calibration of a model, or the one for models that have none.

        Raises:
            Unavailable: ``no_acoustic_model``, the file is broken, or reads evidence of an older version (a
            shop's model must then be built again).
        """
        file = folder / FILE
        if not file.is_file():
            return UNFITTED
        try:
            document = json.loads(file.read_text(encoding="utf-8"))
            return cls(
                Logistic.read(document["word"], WORD_FEATURES),
                Logistic.read(document["sentence"], SEGMENT_FEATURES),
                float(document["floor"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unavailable("no_acoustic_model", f"{file}: {error!r}", path=str(file)) from error

    def write(self, folder: Path, **about: object) -> None:
        """Keep it with a model, with what it was fitted on."""
        text = json.dumps({**asdict(self), **about}, ensure_ascii=False, indent=1)
        (folder / FILE).write_text(text + "\n", encoding="utf-8")

    def of_words(self, segment: Segment) -> list[float]:
        """Return the probability of each known word of a segment's best hypothesis."""
        return [self.word(segment.word_features(word)) for word in segment.best.known]

    def of_sentence(self, segments: Sequence[Segment]) -> float:
        """Return the probability of a whole sentence."""
        return self.sentence(together(segments))


UNFITTED = Calibration(
    Logistic({"posterior": 2.0, "unknown": -2.0}, 0.0), Logistic({"margin": 2.0, "unknown": -4.0}, 0.5), 0.0
)
"""For a model without a calibration of its own: shares of the n-best list, softened by half because such
shares
are too sure of themselves. Nothing is refused."""


def bounded(value: float) -> float:
    """Cut a feature at what the fit has seen."""
    return max(-_LARGEST, min(_LARGEST, value))
