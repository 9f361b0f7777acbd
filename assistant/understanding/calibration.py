"""How probable it is that a request was understood rightly, and when to act, to ask, or to leave it alone.

Platt scaling (Platt 1999): a logistic regression over the evidence, fitted on development sentences by
`benchmarks/calibration.py`, which writes `data/calibration.toml`. Requests that change something and those
that do not have weights of their own.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from assistant.understanding.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights for the evidence, and two thresholds."""

    changing: tuple[float, ...]
    """Bias, then a weight for each value of `Evidence.features`: for requests that change basket or order."""
    harmless: tuple[float, ...]
    """The same for all others."""
    act: float
    """What is at least this probable is done, 0 to 1."""
    ask: float
    """What is at least this probable is worth a question; less, it is left alone."""

    def probability(self, evidence: Evidence, changes: bool) -> float:
        """Return how probable it is that a request was understood rightly, 0 to 1."""
        bias, *weights = self.changing if changes else self.harmless
        score = bias + sum(w * x for w, x in zip(weights, evidence.features(), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def load_calibration() -> Calibration:
    """Return the calibration that belongs to the intent model."""
    text = (resources.files("assistant.understanding") / "data" / "calibration.toml").read_text("utf-8")
    document = tomllib.loads(text)
    return Calibration(
        tuple(map(float, document["changing"])),
        tuple(map(float, document["harmless"])),
        float(document["act"]),
        float(document["ask"]),
    )
