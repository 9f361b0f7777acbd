"""What a search gives."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.shopping.products import Product


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that answers a search."""

    product: Product
    """The product."""
    score: float
    """Fit to the words, 0 to 1, popularity left out."""
