"""The notation of an item that a sentence asks for, and whether an understood one is the same.

``2 bottle huile d'olive +bio @puget <8``: see intents/heldout/README.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from assistant.evaluation.counts import Counts, one_slot
from assistant.evaluation.words import content_words
from assistant.shopping.amounts import Unit
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish
from assistant.understanding.units import parse_unit

REFERRED = "_"
"""The product of "mets-en deux"."""

_NUMBER = r"\d+(?:\.\d+)?(?:/\d+)?"
_QUANTITY = re.compile(rf"(?P<vague>~)?(?P<low>{_NUMBER})?(?:\.\.(?P<high>{_NUMBER}))?")
_UNITS = frozenset(unit.value for unit in Unit)
_BASE = {
    "mg": ("g", Fraction(1, 1000)),
    "kg": ("g", Fraction(1000)),
    "ml": ("ml", Fraction(1)),
    "cl": ("ml", Fraction(10)),
    "dl": ("ml", Fraction(100)),
    "l": ("ml", Fraction(1000)),
    "piece": ("", Fraction(1)),
}
_MEASURES = frozenset(_BASE) - {"piece"}


@dataclass(frozen=True, slots=True)
class WantedAmount:
    """How much a sentence asks for."""

    low: Fraction | None
    """Exactly this, or at least this when `high` is given; ``None`` for any vague amount."""
    high: Fraction | None
    """At most this."""
    unit: str
    """Canonical unit, or empty for a bare count."""
    vague: bool
    """Whether it is said vaguely: then a missing amount is right too, if no number was said."""

    def accepts(self, got: Quantity | None) -> bool:
        """Return whether an understood quantity is this one."""
        if got is None:
            return self.low is None and self.vague
        unit, times = _BASE.get(self.unit, (self.unit, Fraction(1)))
        got_unit, got_times = _BASE.get(got.unit, (got.unit, Fraction(1)))
        if unit != got_unit:
            return False
        if self.low is None:
            return got.vague or not self.vague
        value = got.value * got_times
        return self.low * times <= value <= (self.high if self.high is not None else self.low) * times


@dataclass(frozen=True, slots=True)
class WantedItem:
    """One item that a sentence asks for."""

    amount: WantedAmount | None
    """How much, or ``None`` when it is not said."""
    product: tuple[str, ...]
    """Content words of the product; empty when it is referred to."""
    words: frozenset[str]
    """Content words of product, attributes and brand."""
    price_cents: int | None
    """Limit of its price."""

    def compare(self, got: ItemWish) -> Counts:
        """Count its slots in an understood item: product with qualifiers, amount, price."""
        product = content_words(got.product)
        words = frozenset(product + content_words(" ".join((*got.attributes, got.brand))))
        same_head = self.product[0] in product if self.product else not product
        amount = one_slot(
            self.amount is not None and not (got.quantity is None and self.amount.accepts(None)),
            got.quantity is not None,
            self.amount is not None and self.amount.accepts(got.quantity),
        )
        price = one_slot(
            self.price_cents is not None, got.price_cents is not None, self.price_cents == got.price_cents
        )
        return one_slot(True, True, same_head and words == self.words) + amount + price

    @property
    def slots(self) -> Counts:
        """Return the slots that are missed when the item is."""
        return Counts(missed=1 + (self.amount is not None) + (self.price_cents is not None))


@dataclass(frozen=True, slots=True)
class WantedChoice:
    """One item in the several ways of writing it that are equally right."""

    ways: tuple[WantedItem, ...]
    """At least one."""

    def compare(self, got: ItemWish) -> Counts:
        """Count the slots of the way that fits an understood item best."""
        return max((way.compare(got) for way in self.ways), key=lambda c: (c.found, -c.missed - c.extra))


def parse_item(text: str) -> WantedChoice:
    """Read the notation of an item.

    Raises:
        ValueError: there is no product.
    """
    return WantedChoice(tuple(_parse_way(part.strip()) for part in text.split("|")))


def compare_items(wanted: tuple[WantedChoice, ...], got: tuple[ItemWish, ...]) -> Counts:
    """Count the slots of items against understood ones; each is paired with the one that fits it best."""
    total, left = Counts(), list(got)
    for item in wanted:
        pairs = [(item.compare(other), at) for at, other in enumerate(left)]
        best = max(pairs, key=lambda pair: (pair[0].found, -pair[0].extra, -pair[1]), default=None)
        if best is None or not best[0].found:
            total += item.ways[0].slots
            continue
        total += best[0]
        left.pop(best[1])
    for other in left:
        total += Counts(extra=1 + (other.quantity is not None) + (other.price_cents is not None))
    return total


def _parse_way(text: str) -> WantedItem:
    rest, limit = text, None
    if price := re.search(r"\s*<(\d+(?:\.\d+)?)$", rest):
        limit, rest = int(Fraction(price[1]) * 100), rest[: price.start()]
    rest, *qualifiers = re.split(r"\s+[+@]", rest)
    amount, product = _parse_amount(rest.split())
    if not product:
        raise ValueError(f"no product in {text!r}")
    said = () if product == REFERRED else content_words(product)
    words = frozenset(said + content_words(" ".join(qualifiers)))
    return WantedItem(amount, said, words, limit)


def _parse_amount(words: list[str]) -> tuple[WantedAmount | None, str]:
    quantity = _QUANTITY.fullmatch(words[0]) if words else None
    after = words[1:] if quantity else words
    if quantity and len(after) > 1:
        _check_unit(after[0])
    unit = after[0] if len(after) > 1 and after[0] in _UNITS else ""
    product = " ".join(after[1:] if unit else after)
    if quantity is None and not unit:
        return None, product
    low, high = (
        Fraction(quantity[name]) if quantity and quantity[name] else None for name in ("low", "high")
    )
    return WantedAmount(low, high, unit, vague=bool(quantity and quantity["vague"])), product


def _check_unit(word: str) -> None:
    """Refuse a measure that is written otherwise: it would be taken for a word of the product."""
    known = parse_unit(word)
    if known is not None and known.name in _MEASURES and known.times == 1 and known.name != word:
        raise ValueError(f"the unit {word!r} is written {known.name!r} here")
