"""Text in, typed requests out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from assistant.understanding import requests as ask
from assistant.understanding.assembly import Assembler
from assistant.understanding.calibration import Calibration, load_calibration
from assistant.understanding.evidence import unexplained, weigh
from assistant.understanding.homophones import Variant, variants
from assistant.understanding.interpretation import Interpretation
from assistant.understanding.marks import righted
from assistant.understanding.merging import merged
from assistant.understanding.names import is_coherent, mended
from assistant.understanding.normalise import normalise
from assistant.understanding.parts import cut
from assistant.understanding.product_names import AnyName, ProductNames
from assistant.understanding.qualifiers import qualified
from assistant.understanding.rasa import Parse
from assistant.understanding.reading import ALONE, read
from assistant.understanding.reasons import Part, depends, takes_all_back, without_reasons
from assistant.understanding.set_phrases import of_phrases
from assistant.understanding.sizes import with_sizes
from assistant.understanding.vouchers import split_voucher

_PRIORS: dict[str | None, dict[str, float]] = {
    None: {"out_of_scope": 2.0, "choose": 0.5, "choose_slot": 0.7},
    "choice": {"choose": 3.0, "choose_slot": 2.0},
    "detail": {"choose": 2.0, "choose_slot": 3.0},
}
"""How much likelier an intent is for what was asked last. A yes is never made likelier: it must be clear.
Where nothing was asked, what is not for us is: a wrong addition costs more than a sentence said again."""
_SURE = 0.9
"""What is understood this surely was said so, 0 to 1."""
_HYPOTHESES = 3
"""So many of the recogniser's other hypotheses are read."""
_NEXT_HYPOTHESIS = 0.8
"""How plausible the recogniser's other hypotheses are beside its first, 0 to 1."""
_NOT_FOR_US = 0.6
"""A sentence this surely not for us is not cut into parts that might be, 0 to 1."""
_SET_PHRASE = 0.95
"""How sure a phrase is that means one thing only."""
_WORTH_CHANGING, _MORE = 0.5, 0.3
"""Another wording must be this likely when the first asks for nothing, and more so the surer that is."""
_ALONE = ALONE | {"clear_basket"}
_MIXED_SIGNAL = 0.49
"""What confidence is multiplied by when an intent that names no item comes with one: no even chance."""
_FAMILIAR = 0.8
"""How familiar a product must be that a yes, a no or a greeting is said to name, 0 to 1."""
_CHANGES = (
    ask.AddItems,
    ask.RemoveItems,
    ask.SetQuantity,
    ask.ReplaceItem,
    ask.ClearBasket,
    ask.AddRecipe,
    ask.Reorder,
    ask.Checkout,
    ask.ChooseSlot,
    ask.CancelOrder,
)
"""Requests that change basket or order."""


class Parser(Protocol):
    """Whatever finds intent and spans: `assistant.understanding.rasa.RasaClient`."""

    def parse(self, text: str) -> Parse:
        """Parse one normalised sentence."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one hypothesis of a sentence asks for."""

    text: str
    requests: tuple[ask.Request, ...]
    confidence: float

    @property
    def asks(self) -> bool:
        """Whether all of it asks for something."""
        return not any(isinstance(request, ask.OutOfScope) for request in self.requests)

    @property
    def is_sure(self) -> bool:
        """Whether nothing else need be tried."""
        return self.asks and self.confidence >= _SURE


class Understander:
    """Turns sentences into `Interpretation` with the help of an intent engine.

    Args:
        parser: the intent engine.
        names: what the shop sells, to part names that follow each other; without it, every name may be one.
        calibration: how probable what was understood is; that of the embedded intent model by default.
    """

    def __init__(
        self, parser: Parser, names: ProductNames | None = None, calibration: Calibration | None = None
    ) -> None:
        self._parser = parser
        self._names = names or AnyName()
        self._calibration = calibration or load_calibration()

    def interpret(
        self,
        text: str,
        now: datetime,
        heard_confidence: float = 1.0,
        expects: str | None = None,
        alternatives: tuple[str, ...] = (),
    ) -> Interpretation:
        """Understand one sentence.

        Args:
            text: French, spoken or typed.
            now: aware, on the shop's clock; "demain" counts from it.
            heard_confidence: how sure hearing was of the words, 0 to 1.
            expects: what the last reply asked for: "confirmation", "choice", "detail" or ``None``.
            alternatives: what else may have been said, best first; weighed when ``text`` alone is not clear.

        Raises:
            Unavailable: ``nlu_unavailable``.
        """
        if not normalise(text):  # nothing but punctuation or emoji
            return Interpretation(text, (ask.OutOfScope(),), 1.0, heard_confidence)
        best = self._read(text, now, expects) or _Reading(text, (ask.OutOfScope(),), 0.0)
        if not best.is_sure:
            others = [Variant(other, _NEXT_HYPOTHESIS) for other in alternatives[:_HYPOTHESES]]
            best = self._likelier(best, (*others, *variants(normalise(text))), now, expects)
        return Interpretation(best.text, best.requests, round(best.confidence, 4), heard_confidence)

    def _likelier(
        self, first: _Reading, others: tuple[Variant, ...], now: datetime, expects: str | None
    ) -> _Reading:
        """Return what is likeliest to have been said, given how plausible each other hypothesis is."""
        best, score = (
            first,
            first.confidence if first.asks else min(_WORTH_CHANGING, 1 - first.confidence / 2),
        )
        for other in others:
            reading = self._read(other.text, now, expects)
            if reading is None or not reading.asks:
                continue
            weighed = reading.confidence * other.plausibility
            if weighed > score:
                best, score = replace(reading, confidence=weighed), weighed
        return best

    def _read(self, text: str, now: datetime, expects: str | None) -> _Reading | None:
        before, voucher, behind = split_voucher(normalise(text))
        if voucher is None:
            return self._read_wishes(text, before, now, expects)
        said = _Reading(text, (voucher,), _SET_PHRASE)
        parts = [self._read_wishes(side, side, now, expects) if side else None for side in (before, behind)]
        whole = [part for part in (parts[0], said, parts[1]) if part is not None]
        together = tuple(request for part in whole for request in part.requests)
        return _Reading(text, together, min(part.confidence for part in whole))

    def _read_wishes(self, text: str, words: str, now: datetime, expects: str | None) -> _Reading | None:
        whole = righted(self._parser.parse(words))
        if not is_coherent(whole):
            return None
        pieces = (whole.text,) if _is_not_for_us(whole, expects) else cut(whole)
        if takes_all_back(whole.text) or depends(whole.text):
            return _Reading(text, (ask.OutOfScope(),), whole.confidence)
        parses = [whole if piece == whole.text else righted(self._parser.parse(piece)) for piece in pieces]
        parts = [Part(parse, *self._read_part(parse, now, expects)) for parse in parses]
        parts = without_reasons(parts, expects) if len(parts) > 1 else parts
        return _Reading(
            text, tuple(merged([part.request for part in parts])), min(part.confidence for part in parts)
        )

    def _read_part(self, parse: Parse, now: datetime, expects: str | None) -> tuple[ask.Request, float]:
        """Return what one part asks for and how probable that is; what is worth no question is left alone."""
        weighed = in_context(parse, expects)
        if (phrase := of_phrases(weighed.intent, parse.text, expects)) is not None:
            return phrase, _SET_PHRASE
        spans = mended(weighed, self._names)
        clause = Assembler(parse.text).read(with_sizes(parse.text, qualified(weighed, spans)))
        if weighed.intent in _ALONE:
            clause.items = [i for i in clause.items if self._names.familiarity(i.product) >= _FAMILIAR]
        if clause.loose is not None and not clause.items and not unexplained(parse.text, spans):
            clause.items.append(clause.loose)  # "rajoute une bouteille": of what was spoken of last
        request = read(weighed.intent, clause, parse.text, now, expects)
        if request is None:
            return ask.OutOfScope(), 0.0
        if isinstance(request, ask.OutOfScope):
            return request, weighed.confidence
        raw = dict(parse.ranking).get(weighed.intent, weighed.confidence)
        evidence = weigh(weighed, raw, clause, spans, self._names)
        sure = self._calibration.probability(evidence, isinstance(request, _CHANGES))
        if weighed.intent in _ALONE and clause.wishes():
            # "oui du lait", "vide le lait": neither clearly the one nor the other
            sure *= _MIXED_SIGNAL
        return (request, sure) if sure >= self._calibration.ask else (ask.OutOfScope(), sure)


def _is_not_for_us(whole: Parse, expects: str | None) -> bool:
    weighed = in_context(whole, expects)
    return weighed.intent == "out_of_scope" and weighed.confidence >= _NOT_FOR_US


def in_context(parse: Parse, expects: str | None) -> Parse:
    """Return the parse with its intents weighed by what was asked, their probabilities summing up to one."""
    if len(parse.ranking) < 2:
        return parse
    priors = _PRIORS.get(expects, {})
    weights = {name: share * priors.get(name, 1.0) for name, share in parse.ranking}
    total = sum(weights.values())
    best = max(weights, key=lambda name: weights[name])
    return replace(parse, intent=best, confidence=weights[best] / total if total else 0.0)
