"""Which words of a sentence are a product, a quantity, a verb of the shop: a linear-chain conditional random field.

Source: Lafferty, McCallum & Pereira 2001; trained by crfsuite (Okazaki 2007).
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from components.features import Sentence, of_words
from components.words import NUMBER

_OUTSIDE = "O"
_FIRST = "B-"
_AMOUNT = "quantity"
_COUNTS = (NUMBER, "un", "une")
"""Words that count anew behind a number."""
_SPLIT = "product"
"""The entity whose first word is told apart, since two of them may follow each other: "lait œufs pain"."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a sentence and what they are."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last character."""
    entity: str
    """What it is."""
    confidence: float = 1.0
    """Probability of its least sure word, 0 to 1."""


class SpanModel:
    """A trained tagger.

    Args:
        file: crfsuite's model file, which must stay there.
    """

    def __init__(self, file: Path) -> None:
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open(str(file))

    @staticmethod
    def train(examples: list[tuple[Sentence, list[Span]]], file: Path, c1: float, c2: float, iterations: int) -> None:
        """Fit the tagger and write it.

        Args:
            examples: sentences with their spans.
            file: where to write it.
            c1: weight of the L1 penalty, which leaves features out.
            c2: weight of the L2 penalty.
            iterations: at the most.
        """
        settings = {"c1": c1, "c2": c2, "max_iterations": iterations, "feature.possible_transitions": True}
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False, params={**settings, "feature.minfreq": 2})
        for sentence, spans in examples:
            if sentence.words:
                trainer.append(of_words(sentence), _tags(sentence, spans))
        trainer.train(str(file))

    def find(self, sentence: Sentence) -> list[Span]:
        """The spans of a sentence, left to right."""
        if not sentence.words:
            return []
        tags = self._tagger.tag(of_words(sentence))
        out: list[Span] = []
        for at, (word, tag) in enumerate(zip(sentence.words, tags, strict=True)):
            if tag == _OUTSIDE:
                continue
            entity = tag.removeprefix(_FIRST)
            sure = self._tagger.marginal(tag, at)
            before = sentence.words[at - 1].form if at else ""
            two = before == NUMBER and word.form in _COUNTS and entity == _AMOUNT  # "numéro cinq | un paquet"
            if tag == entity and out and at and tags[at - 1].removeprefix(_FIRST) == entity and not two:
                out[-1] = Span(out[-1].start, word.end, entity, min(out[-1].confidence, sure))
            else:
                out.append(Span(word.start, word.end, entity, sure))
        return out


def _tags(sentence: Sentence, spans: list[Span]) -> list[str]:
    tags: list[str] = []
    before: Span | None = None
    for word in sentence.words:
        span = next((s for s in spans if word.start < s.end and word.end > s.start), None)
        if span is None:
            tags.append(_OUTSIDE)
        elif span.entity == _SPLIT and span is not before:
            tags.append(_FIRST + span.entity)
        else:
            tags.append(span.entity)
        before = span
    return tags


def file_of(content: bytes) -> Path:
    """Write a tagger into a file that lasts as long as the process: crfsuite maps it into memory."""
    with tempfile.NamedTemporaryFile(prefix="vocabas-", suffix=".crf", delete=False) as file:
        file.write(content)
    return Path(file.name)
