"""The catalogue: every product, by number and by words."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.catalogue.choice import NotFoundInShop, Outcome, choose
from assistant.catalogue.files import BadRow, read_folder
from assistant.catalogue.index import Hit, Index
from assistant.catalogue.names import KnownNames
from assistant.catalogue.words import plain
from assistant.shopping.amounts import Amount
from assistant.shopping.products import Product

_CHEAPEST = re.compile(r"\b(?:moins cher(?:e?s?)|premiers? prix|plus economiques?)\b")
_CANDIDATES = 60


class Catalogue:
    """What the shop sells."""

    def __init__(self, products: list[Product]) -> None:
        self._by_sku = {product.sku: product for product in products}
        self._index = Index(products)
        self.names = KnownNames(products)
        self.bad_rows: list[BadRow] = []

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """Read a folder of catalogue files; rows that are no product are kept in ``bad_rows``.

        Raises:
            BadInput: ``bad_catalogue``.
        """
        products, bad = read_folder(folder)
        catalogue = cls(products)
        catalogue.bad_rows = bad
        return catalogue

    def __len__(self) -> int:
        return len(self._by_sku)

    def get(self, sku: str) -> Product | None:
        """Return a product by its number."""
        return self._by_sku.get(sku)

    def search(self, text: str, limit: int = 10) -> list[Hit]:
        """Return the products that fit the words, best first."""
        return self._index.search(text, limit)

    def find(self, text: str, asked: Amount, attributes: tuple[str, ...] = (), brand: str = "") -> Outcome:
        """Return the product that is meant.

        Args:
            text: the words for the product.
            asked: how much is wanted.
            attributes: qualifiers said with it: "bio", "le moins cher".
            brand: maker, if one was named.
        """
        words = [attribute for attribute in attributes if not _CHEAPEST.search(plain(attribute))]
        cheapest = len(words) < len(attributes)
        hits = self.search(" ".join((text, brand, *words)), _CANDIDATES)
        return choose(hits, asked, cheapest) if hits else NotFoundInShop()
