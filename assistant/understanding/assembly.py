"""Spans become requests: one walk over the sentence, left to right.

A span ``act_…`` (the words "ajoute", "enlève", "commande"…) begins a request, and the items, times and
modes behind it belong to it. What stands before the first act belongs to the sentence's intent, which is
also what a sentence without any act asks for ("du lait, six œufs").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from assistant.understanding.numbers import parse_number
from assistant.understanding.quantities import Quantity
from assistant.understanding.rasa import Span
from assistant.understanding.requests import ItemWish
from assistant.understanding.units import SaidUnit, parse_unit

_ATTACHED = ("kg", "mg", "g", "gr", "cl", "dl", "ml", "l")


@dataclass
class Item:
    """An item while it is being read."""

    product: str = ""
    quantity: Quantity | None = None
    attributes: list[str] = field(default_factory=list)
    brand: str = ""
    excluded: bool = False

    def wish(self) -> ItemWish:
        """Return the finished value."""
        return ItemWish(self.product, self.quantity, tuple(self.attributes), self.brand)


@dataclass
class Clause:
    """The part of a sentence that one verb governs."""

    act: str
    """The act's name without its prefix ("add"), or empty for what stands before the first act."""
    confidence: float = 1.0
    """The least sure of its spans, 0 to 1."""
    items: list[Item] = field(default_factory=list)
    mode: str = ""
    when: list[str] = field(default_factory=list)
    ordinals: list[str] = field(default_factory=list)

    def wishes(self) -> tuple[ItemWish, ...]:
        """Return the items that are wanted: not those behind "pas de"."""
        return tuple(item.wish() for item in self.items if not item.excluded)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing at all was read into it."""
        return not (self.act or self.items or self.mode or self.when or self.ordinals)


class Assembler:
    """Walks the spans of one sentence."""

    def __init__(self) -> None:
        self._clauses = [Clause("")]
        self._number: tuple[Fraction, bool, str] | None = None
        self._unit: SaidUnit | None = None
        self._unit_said = ""
        self._correcting = False
        self._excluding = False
        self._loose: list[Span] = []

    def read(self, spans: tuple[Span, ...]) -> list[Clause]:
        """Return the clauses of a sentence, those with nothing in them left out."""
        for span in spans:
            if span.entity.startswith("act_"):
                self._begin(span)
            else:
                handler = getattr(self, f"_on_{span.entity}", None)
                if handler is None:
                    continue
                handler(span)
            self._clause.confidence = min(self._clause.confidence, span.confidence)
        self._settle()
        return [clause for clause in self._clauses if not clause.is_empty]

    @property
    def _clause(self) -> Clause:
        return self._clauses[-1]

    @property
    def _last(self) -> Item | None:
        return self._clause.items[-1] if self._clause.items else None

    def _begin(self, span: Span) -> None:
        self._settle()
        act = span.entity.removeprefix("act_")
        same = self._clause.act == act
        if not (same and not self._clause.items):
            self._clauses.append(Clause(act))

    def _on_quantity(self, span: Span) -> None:
        text = span.text
        if text.startswith("et ") and (half := parse_number(text.removeprefix("et "))):
            self._add_half(half[0], text)
            return
        number, unit = _split_attached(text)
        parsed = parse_number(number)
        if parsed is None:
            return
        if not self._correcting:
            self._settle()
        self._number = (*parsed, text)
        self._unit, self._unit_said = (parse_unit(unit), unit) if unit else (None, "")

    def _add_half(self, half: Fraction, text: str) -> None:
        """Complete "un kilo et demi", whose half comes behind the unit."""
        if self._number is None:
            return
        value, vague, said = self._number
        self._number = (value + half, vague, f"{said} {self._unit_said} {text}")
        self._unit_said = ""

    def _on_unit(self, span: Span) -> None:
        self._unit, self._unit_said = parse_unit(span.text), span.text

    def _on_product(self, span: Span) -> None:
        last = self._last
        if self._correcting and self._number is None and last is not None:
            last.product = span.text
        else:
            self._clause.items.append(Item(span.text, self._take_quantity(), excluded=self._excluding))
            for loose in self._loose:
                self._qualify(loose)
        self._loose.clear()
        self._correcting = self._excluding = False

    def _on_pronoun(self, span: Span) -> None:
        self._clause.items.append(Item(""))

    def _on_attribute(self, span: Span) -> None:
        if self._last is None or self._number is not None:
            self._loose.append(span)
        else:
            self._qualify(span)
        self._correcting = False

    _on_brand = _on_attribute

    def _qualify(self, span: Span) -> None:
        item = self._last
        if item is None:
            return
        if span.entity == "brand":
            item.brand = span.text
        else:
            item.attributes.append(span.text)

    def _on_correction(self, span: Span) -> None:
        self._correcting = True

    def _on_negation(self, span: Span) -> None:
        self._settle()
        self._excluding = True

    def _on_mode(self, span: Span) -> None:
        self._settle()
        self._clause.mode = span.value

    def _on_when(self, span: Span) -> None:
        self._settle()
        self._clause.when.append(span.text)

    def _on_ordinal(self, span: Span) -> None:
        self._clause.ordinals.append(span.text)

    def _settle(self) -> None:
        """Give a quantity that no product followed to the item before it: "du lait, quatre bouteilles"."""
        last = self._last
        if self._number is not None and last is not None and (last.quantity is None or self._correcting):
            last.quantity = self._take_quantity()
        elif self._number is not None and last is None and self._clause.act in ("add", "set", "remove"):
            # "mets-en trois" where the pronoun was not marked: the product just spoken of
            self._clause.items.append(Item("", self._take_quantity()))
        self._number, self._unit, self._unit_said = None, None, ""
        self._correcting = False

    def _take_quantity(self) -> Quantity | None:
        number, unit = self._number, self._unit
        said = " ".join(part for part in (number[2] if number else "", self._unit_said) if part)
        self._number, self._unit, self._unit_said = None, None, ""
        if number is None and unit is None:
            return None
        value, vague = (number[0], number[1]) if number else (Fraction(1), False)
        if unit is None:
            return Quantity(value, "", said, vague)
        return Quantity(value * unit.times, unit.name, said, vague)


def _split_attached(text: str) -> tuple[str, str]:
    """Split "500g" and "2,5 kg" into number and unit."""
    compact = text.replace(" ", "")
    for unit in _ATTACHED:
        if compact.endswith(unit) and compact[: -len(unit)].replace(",", "").replace(".", "").isdigit():
            return compact[: -len(unit)], unit
    return text, ""
