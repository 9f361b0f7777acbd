"""Which intent a sentence has: a logistic regression for each intent over the sentence's features.

One model an intent, not one for all: a sentence like nothing in the training has a low probability for each of them,
which tells what is not for us (Rifkin & Klautau 2004 on one against all others; Shu et al. 2017, "DOC").
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np

from components.features import Sentence, of_letters, of_sentence

_USUAL = 12
"""A word in so many training sentences is known by itself; rarer ones are one sign in a sentence's outline."""
_SCALE = 3.0
"""Length of the vector of a sentence's word features, so that a long one is not surer than a short one."""
_LETTERS_SCALE = 1.2
"""The same for its letter features."""


class IntentModel:
    """Weights for each feature and intent.

    Args:
        intents: their names.
        features: feature → its column.
        weights: one row an intent, one column a feature.
        bias: one an intent.
        usual: words that were often met in training.
    """

    def __init__(
        self,
        intents: list[str],
        features: dict[str, int],
        weights: np.ndarray,
        bias: np.ndarray,
        usual: frozenset[str],
    ) -> None:
        self._usual = usual
        self._intents = intents
        self._features = features
        self._by_feature = np.ascontiguousarray(weights.T)
        self._bias = bias

    @classmethod
    def train(cls, examples: list[tuple[Sentence, str]], c: float, min_count: int) -> IntentModel:
        """Fit the weights.

        Args:
            examples: sentences with their intents.
            c: inverse of the regularisation.
            min_count: features in fewer sentences are left out.
        """
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression

        met = Counter(form for sentence, _ in examples for form in {word.form for word in sentence.words})
        usual = frozenset(form for form, count in met.items() if count >= _USUAL)
        rows = [(of_sentence(sentence, usual), of_letters(sentence)) for sentence, _ in examples]
        counts = Counter(feature for row in rows for block in row for feature in block)
        kept = sorted(feature for feature, count in counts.items() if count >= min_count)
        features = {feature: column for column, feature in enumerate(kept)}
        blocks = [[[features[f] for f in block if f in features] for block in row] for row in rows]
        columns = [column for row in blocks for block in row for column in block]
        values = [np.full(len(block), scale) for row in blocks for block, scale in zip(row, _scales(row), strict=True)]
        starts = np.cumsum([0, *(sum(map(len, row)) for row in blocks)])
        matrix = csr_matrix((np.concatenate(values), columns, starts), shape=(len(rows), len(features)))
        wanted = [intent for _, intent in examples]
        weights = _weights(wanted)
        model = LogisticRegression(C=c, solver="liblinear", tol=0.03, class_weight=weights, random_state=1)
        model.fit(matrix, wanted)
        return cls(
            [str(name) for name in model.classes_], features, model.coef_.astype(np.float32), model.intercept_, usual
        )

    def rank(self, sentence: Sentence) -> list[tuple[str, float]]:
        """The intents with their probabilities, each for itself, the likeliest first."""
        row = of_sentence(sentence, self._usual), of_letters(sentence)
        blocks = [[self._features[f] for f in block if f in self._features] for block in row]
        sums = [
            self._by_feature[block].sum(axis=0) * scale for block, scale in zip(blocks, _scales(blocks), strict=True)
        ]
        logits = sum(sums, start=self._bias)
        shares = 1 / (1 + np.exp(-logits))
        order = np.argsort(-shares)
        return [(self._intents[at], float(shares[at])) for at in order]

    def save(self, folder: Path) -> None:
        """Write the model into a folder."""
        np.savez(folder / "intents.npz", weights=self._by_feature, bias=self._bias)
        document = {
            "intents": self._intents,
            "features": sorted(self._features, key=self._features.__getitem__),
            "usual": sorted(self._usual),
        }
        (folder / "intents.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read the model from a folder."""
        document = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "intents.npz") as arrays:
            weights, bias = arrays["weights"].T, arrays["bias"]
        features = {feature: column for column, feature in enumerate(document["features"])}
        return cls(document["intents"], features, weights, bias, frozenset(document["usual"]))


def _weights(intents: list[str]) -> dict[str, float]:
    """What a sentence of each intent is worth: more for a rare one, but less than would make them all as likely."""
    counts = Counter(intents)
    return {intent: (len(intents) / (len(counts) * count)) ** 0.5 for intent, count in counts.items()}


def _scales(blocks: list[list[int]]) -> list[float]:
    """What each block's features are worth, so that the block's vector has its length."""
    return [length / max(1, len(block)) ** 0.5 for block, length in zip(blocks, (_SCALE, _LETTERS_SCALE), strict=True)]
