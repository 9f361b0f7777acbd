"""What passes between the catalogue and the store that keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.catalogue.record import Record
from assistant.shopping.products import Product

Duplicates = frozenset[str]
"""Numbers (SKU) that a generation held already."""


@dataclass(frozen=True, slots=True)
class Generation:
    """An import under way."""

    id: int
    """Its number in the store."""
    records_read: int = 0
    """Records of the file that are done with, kept or rejected."""
    products: int = 0
    """How many became products."""
    rejected: int = 0
    """How many did not."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Tells one state of the catalogue in force from another."""

    generation: int
    """Its number in the store."""
    fingerprint: str
    """Of the file that it came from."""
    index_revision: int
    """Changes when search must be built again."""
    price_revision: int
    """Changes with prices and stock."""
    products: int
    """How many it holds."""
    source: str
    """Where it came from, for people."""
    activated_at: datetime | None
    """When it came in force, aware."""


@dataclass(frozen=True, slots=True)
class PriceChange:
    """A new price, a new stock, or both."""

    sku: str
    """Of which product."""
    price_cents: int | None = None
    """``None``: as before."""
    stock: int | None = None
    """Packages, or grams of goods sold by weight; ``None``: as before."""


class Kept(Protocol):
    """What search asks of the store."""

    def stamp(self) -> Stamp | None:
        """Return which generation is in force."""

    def take(self, generation: int, skus: Sequence[str]) -> dict[str, Product]:
        """Return products by number."""

    def products(self, generation: int) -> Iterator[Product]:
        """Give every product."""


class Warehouse(Protocol):
    """What an import asks of the store."""

    def stamp(self) -> Stamp | None:
        """Return which generation is in force."""

    def unfinished(self, fingerprint: str) -> Generation | None:
        """Return an import of the same file that did not end."""

    def begin(self, source: str, fingerprint: str) -> Generation:
        """Begin a generation."""

    def add(
        self, generation: Generation, records: list[Record], read: int, rejected: int
    ) -> tuple[Generation, Duplicates]:
        """Add records, and note how far the file was read."""

    def activate(self, generation: Generation) -> None:
        """Put it in force."""

    def discard(self, generation: int) -> None:
        """Delete it."""

    def purge(self) -> None:
        """Delete what nobody needs any more."""

    def change_prices(self, changes: list[PriceChange]) -> frozenset[str]:
        """Change prices and stock; return the numbers that are unknown."""
