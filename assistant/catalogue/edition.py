"""One state of the catalogue: an index, and the shelf whose products it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.catalogue.index import Index
from assistant.catalogue.shelf import MemoryShelf, Shelf
from assistant.shopping.products import Product


@dataclass(frozen=True, slots=True)
class Edition:
    """An index and the shelf that belongs to it."""

    index: Index
    """Finds numbers by words."""
    shelf: Shelf
    """Gives the products of those numbers."""

    @classmethod
    def in_memory(cls, products: Iterable[Product]) -> Edition:
        """Return an edition of products that are held in memory."""
        kept = list(products)
        return cls(Index.build(kept), MemoryShelf(kept))

    def __len__(self) -> int:
        return len(self.index)
