"""What speaks for a request: how much of its sentence is explained, and whether its products are products."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from assistant.understanding.clauses import Clause
from assistant.understanding.product_names import ProductNames
from assistant.understanding.rasa import Parse, Span
from assistant.understanding.vocabulary import function_words

_WORD = re.compile(r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:-(?=week|end))?")
_CEILING = 4
"""More unexplained words than this tell nothing more."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a request's probability is estimated from."""

    intent: float
    """Log-odds of its intent, that of the engine's model for it."""
    margin: float
    """Log-odds of its share among all intents."""
    unexplained: int
    """How many words are neither in a span nor function words; at most 4."""
    familiarity: float
    """That of its least familiar product, 0 to 1; 1 when it names none."""
    span: float
    """Log-odds of its least sure span."""

    def features(self) -> tuple[float, ...]:
        """Return the values in the order of the calibration's weights."""
        return (self.intent, self.margin, float(self.unexplained), 1 - self.familiarity, self.span)


def weigh(parse: Parse, raw: float, clause: Clause, spans: tuple[Span, ...], names: ProductNames) -> Evidence:
    """Gather the evidence for what was read from one part of a sentence.

    Args:
        parse: the part; its confidence is the intent's share among all.
        raw: what the intent's own model says, 0 to 1.
        clause: what was read from the spans.
        spans: the spans, mended.
        names: what the shop sells.
    """
    products = [item.product for item in clause.items if item.product]
    known = min((names.familiarity(product) for product in products), default=1.0)
    surest = min((span.confidence for span in spans if span.entity != "act"), default=1.0)
    return Evidence(
        _logit(raw), _logit(parse.confidence), unexplained(parse.text, spans), known, _logit(surest)
    )


def unexplained(text: str, spans: tuple[Span, ...]) -> int:
    """Return how many words of a text are neither in a span nor function words; at most 4."""
    count = sum(
        1
        for word in _WORD.finditer(text)
        if not any(span.start < word.end() and word.start() < span.end for span in spans)
        and word.group() not in function_words()
    )
    return min(count, _CEILING)


def _logit(share: float) -> float:
    bounded = min(max(share, 0.001), 0.999)
    return math.log(bounded / (1 - bounded))
