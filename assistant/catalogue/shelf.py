"""Where the products of a catalogue stand, by their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from assistant.shopping.products import Product


class Shelf(Protocol):
    """Gives products by number, at today's price."""

    def take(self, skus: Sequence[str]) -> dict[str, Product]:
        """Return the products of these numbers; unknown ones are left out."""


class MemoryShelf:
    """A shelf of products held in memory."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = {product.sku: product for product in products}

    def take(self, skus: Sequence[str]) -> dict[str, Product]:
        """Return the products of these numbers; unknown ones are left out."""
        return {sku: self._products[sku] for sku in skus if sku in self._products}
