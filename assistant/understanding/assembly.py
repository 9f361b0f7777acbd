"""Spans become requests: one walk over the sentence, left to right.

A span ``act_…`` (the words "ajoute", "enlève", "commande"…) begins a request, and the items, times and
modes behind it belong to it. What stands before the first act belongs to the sentence's intent, which is
also what a sentence without any act asks for ("du lait, six œufs").
"""

from __future__ import annotations

from fractions import Fraction

from assistant.understanding.clauses import COUNTED, Clause, Item, joined
from assistant.understanding.modes import parse_mode
from assistant.understanding.numbers import parse_number
from assistant.understanding.quantities import Quantity
from assistant.understanding.rasa import Span
from assistant.understanding.units import SaidUnit, parse_unit, split_quantity


class Assembler:
    """Walks the spans of one sentence.

    Args:
        anaphora: whether the sentence holds "en", so that a number alone may mean the product spoken of last.
    """

    def __init__(self, anaphora: bool = False) -> None:
        self._anaphora = anaphora
        self._clauses = [Clause("")]
        self._number: tuple[Fraction, bool, str] | None = None
        self._unit: SaidUnit | None = None
        self._unit_said = ""
        self._correcting = False
        self._corrects_item = False
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
        return joined([clause for clause in self._clauses if not clause.is_empty])

    @property
    def _clause(self) -> Clause:
        return self._clauses[-1]

    @property
    def _last(self) -> Item | None:
        return self._clause.items[-1] if self._clause.items else None

    def _begin(self, span: Span) -> None:
        self._settle()
        self._loose.clear()
        act = span.entity.removeprefix("act_")
        same = self._clause.act == act
        if not (same and not self._clause.items):
            self._clauses.append(Clause(act))

    def _on_quantity(self, span: Span) -> None:
        text = span.text
        if text.startswith("et ") and (part := parse_number(text.removeprefix("et "))):
            self._add_part(part[0], text)
            return
        number, unit, half = split_quantity(text)
        parsed = parse_number(number)
        if parsed is None:
            return
        if not self._correcting:
            self._settle(final=False)
        self._number = (parsed[0], parsed[1], number)
        if unit:
            self._unit, self._unit_said = parse_unit(unit), unit
        if half:
            self._add_part(Fraction(1, 2), half)

    def _add_part(self, part: Fraction, text: str) -> None:
        """Complete "un kilo et demi", whose half comes behind the unit."""
        if self._number is None:
            return
        value, vague, said = self._number
        self._number = (value + part, vague, " ".join(w for w in (said, self._unit_said, text) if w))
        self._unit_said = ""

    def _on_unit(self, span: Span) -> None:
        unit, found, half = span.text.partition(" et demi")
        self._unit, self._unit_said = parse_unit(unit), unit
        if found:
            self._number = self._number or (Fraction(1), False, "")
            self._add_part(Fraction(1, 2), found.strip() + half)

    def _on_product(self, span: Span) -> None:
        last = self._last
        if self._correcting and self._corrects_item and last is not None:
            last.product = span.text
            if self._number is not None:  # "deux laits bio, non, trois baguettes": another item altogether
                last.quantity, last.unit, last.brand = None, None, ""
                last.attributes.clear()
                self._give(last)
        else:
            self._clause.items.append(Item(span.text, excluded=self._excluding))
            self._give(self._clause.items[-1])
        self._qualify_loose()
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

    def _qualify_loose(self) -> None:
        for span in self._loose:
            self._qualify(span)
        self._loose.clear()

    def _on_correction(self, span: Span) -> None:
        self._correcting = True
        self._corrects_item = self._number is None

    def _on_negation(self, span: Span) -> None:
        self._settle()
        self._excluding = True

    def _on_mode(self, span: Span) -> None:
        self._settle()
        self._clause.mode = parse_mode(span.value) or self._clause.mode

    def _on_when(self, span: Span) -> None:
        if self._correcting and self._corrects_item:
            self._clause.when.clear()
        self._settle()
        self._clause.when.append(span.text)

    def _on_ordinal(self, span: Span) -> None:
        self._clause.ordinals.append(span.text)

    def _settle(self, final: bool = True) -> None:
        """Give a quantity that no product followed to the item before it: "du lait, quatre bouteilles".

        Args:
            final: whether the clause ends here, so that a number alone means the product just spoken of.
        """
        last = self._last
        if self._number is not None and last is not None and (last.quantity is None or self._correcting):
            self._give(last)
            self._qualify_loose()
        elif (
            self._number is not None
            and last is None
            and final
            and self._anaphora
            and self._clause.act in COUNTED
        ):
            # "mets-en trois" where the pronoun was not marked
            self._clause.items.append(Item(""))
            self._give(self._clause.items[-1])
        self._number, self._unit, self._unit_said = None, None, ""
        self._correcting = False

    def _give(self, item: Item) -> None:
        """Make what was counted the item's quantity; a corrected number keeps the unit said before it."""
        number = self._number
        unit = self._unit or (item.unit if item.quantity and number else None)
        said = " ".join(part for part in (number[2] if number else "", self._unit_said) if part)
        self._number, self._unit, self._unit_said = None, None, ""
        if number is None and unit is None:
            return
        value, vague = (number[0], number[1]) if number else (Fraction(1), False)
        item.unit = unit
        if unit is None:
            item.quantity = Quantity(value, "", said, vague)
        else:
            item.quantity = Quantity(value * unit.times, unit.name, said, vague)
