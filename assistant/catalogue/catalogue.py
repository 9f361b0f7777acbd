"""The catalogue: every product, by number and by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from assistant.catalogue.choice import SAME_FIT, NotAvailable, NotFoundInShop, Outcome, Wish, choose
from assistant.catalogue.edition import Edition
from assistant.catalogue.files import read_folder
from assistant.catalogue.hit import Hit
from assistant.catalogue.language import MEANINGS
from assistant.catalogue.matching import UNSURE, fit
from assistant.catalogue.matching import asked as take_apart
from assistant.catalogue.meanings import Meanings, read
from assistant.catalogue.names import KnownNames
from assistant.catalogue.naming import names
from assistant.catalogue.words import plain, size_said
from assistant.shopping.amounts import Amount
from assistant.shopping.products import Product

_CHEAPEST = re.compile(r"\b(?:moins cher(?:e?s?)|premiers? prix|plus economiques?)\b")
_CANDIDATES = 60
_KNOWN = 0.85
_SAME_SCORE = 0.02
_SUBSTITUTES = 2


class Editions(Protocol):
    """Gives the edition of the catalogue in force, which may change from one call to the next."""

    def current(self) -> Edition:
        """Return it."""


class Catalogue:
    """What the shop sells. Safe to share between threads.

    Args:
        source: the products, kept in memory; or what gives the edition in force.
        meanings: what words mean by default; ``None``: those that come with the embedded catalogue.
    """

    def __init__(self, source: Iterable[Product] | Editions, meanings: Meanings | None = None) -> None:
        self._meanings = Meanings(read(MEANINGS)) if meanings is None else meanings
        self._editions: Editions = (
            _Fixed(Edition.in_memory(source)) if isinstance(source, Iterable) else source
        )
        self.names = KnownNames(lambda: self._editions.current().index)

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """Read a folder of catalogue files into memory; rows that are no product are left out.

        Raises:
            BadInput: ``bad_catalogue``.
        """
        return cls(read_folder(folder)[0])

    def __len__(self) -> int:
        return len(self._editions.current())

    def get(self, sku: str) -> Product | None:
        """Return a product by its number."""
        return self._editions.current().shelf.take([sku]).get(sku)

    def knows(self, text: str) -> bool:
        """Return whether these words name something in the catalogue, sold or not. A few milliseconds."""
        found = self._editions.current().index.search(text, 1, sold=False)
        return bool(found) and found[0].score >= _KNOWN

    def search(self, text: str, limit: int = 10, sold: bool = True) -> list[Hit]:
        """Return the products that fit the words, best first.

        Args:
            text: what was said.
            limit: how many at the most.
            sold: leave out what has no price yet.
        """
        edition = self._editions.current()
        found = edition.index.search(text, limit, sold)
        products = edition.shelf.take([each.sku for each in found])
        hits = [Hit(products[each.sku], each.score) for each in found if each.sku in products]
        return self._meant_first(text, [hit for hit in hits if hit.product.priced or not sold])

    def _meant_first(self, text: str, hits: list[Hit]) -> list[Hit]:
        """Put what the words mean by default before what fits them as well."""
        family = self._meanings.of(text)
        if not family or not hits:
            return hits
        bar = hits[0].score - SAME_FIT
        return sorted(hits, key=lambda hit: not (hit.product.family == family and hit.score >= bar))

    def among(self, text: str, products: Iterable[Product]) -> list[Product]:
        """Return those of a few products that fit the words equally well, best first."""
        weigh = self._editions.current().index.weigh
        wanted = take_apart(text)
        scored = [(fit(wanted, names(product), weigh), product) for product in products]
        best = max((score for score, _ in scored), default=0.0)
        near = [pair for pair in scored if pair[0] > UNSURE and best - pair[0] <= _SAME_SCORE]
        return [product for _, product in sorted(near, key=lambda pair: (-pair[0], -pair[1].popularity))]

    def find(
        self,
        text: str,
        asked: Amount,
        attributes: tuple[str, ...] = (),
        brand: str = "",
        usual: Mapping[str, int] | None = None,
        each: Amount | None = None,
    ) -> Outcome:
        """Return the product that is meant.

        Args:
            text: the words for the product.
            asked: how much is wanted.
            attributes: qualifiers said with it: "bio", "le moins cher".
            brand: maker, if one was named.
            usual: how often the household bought each product (SKU), if that is known.
            each: what one package should hold, if that was said; ``None``: a size among the words, if any.
        """
        words = [attribute for attribute in attributes if not _CHEAPEST.search(plain(attribute))]
        said = " ".join(part for part in (text, brand, *words) if part)
        wish = Wish(
            asked, len(words) < len(attributes), usual or {}, self._meanings.of(said), each or size_said(said)
        )
        hits = self.search(said, _CANDIDATES)
        if hits and not (brand and hits[0].score <= UNSURE):
            if hits[0].score <= UNSURE:
                return NotAvailable("not_exactly", None, _first_kinds(hits))
            outcome = choose(hits, wish)
            if isinstance(outcome, NotAvailable) and outcome.product and not outcome.substitutes:
                return replace(outcome, substitutes=self._substitutes(outcome.product, wish))
            return outcome
        if unpriced := self.search(said, 1, sold=False):
            product = unpriced[0].product
            return NotAvailable("no_price", product, self._substitutes(product, wish))
        if brand and (others := self.search(" ".join((text, *words)), _CANDIDATES)):
            outcome = choose(others, wish)
            closest = getattr(outcome, "options", None) or (getattr(outcome, "product", None),)
            return NotAvailable("brand_unknown", None, tuple(p for p in closest if p)[:_SUBSTITUTES])
        return NotFoundInShop()

    def _substitutes(self, product: Product, wish: Wish) -> tuple[Product, ...]:
        """Return what can stand in for a product: its own kind first, then its aisle."""
        called = [product.family, *product.said, product.name]
        hits = [hit.product for words in called if words for hit in self.search(words, _CANDIDATES)]
        others = {p.sku: p for p in hits if p.in_stock and p.sku != product.sku}
        kin = [p for p in others.values() if p.family == product.family or p.category == product.category]
        kin.sort(key=lambda p: (p.family != product.family, p.net != product.net, -p.popularity, p.sku))
        # of its own kind any other will do; of further kinds one each, so that the question names two things
        different = {p.sku if p.family == product.family else p.family or p.sku: p for p in reversed(kin)}
        return tuple(p for p in kin if p in different.values())[:_SUBSTITUTES]


def _first_kinds(hits: list[Hit]) -> tuple[Product, ...]:
    """Return the best product in stock of each of the first kinds found."""
    kinds: dict[str, Product] = {}
    for hit in hits:
        if hit.product.in_stock:
            kinds.setdefault(hit.product.family or hit.product.sku, hit.product)
    return tuple(kinds.values())[:_SUBSTITUTES]


class _Fixed:
    """An edition that never changes."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def current(self) -> Edition:
        return self._edition
