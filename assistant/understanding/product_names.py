"""What the shop sells, by name: what understanding asks of a catalogue."""

from __future__ import annotations

from typing import Protocol

SAME_HEAD = 0.8
"""How familiar a name is whose first word is that of a product, 0 to 1."""


class ProductNames(Protocol):
    """What the shop sells, by name."""

    def familiarity(self, name: str) -> float:
        """Return how much words look like a product's name: 1 for one, 0 for words that no product has."""


class AnyName:
    """A shop of which nothing is known: any words may be a product."""

    def familiarity(self, name: str) -> float:
        """Return 0.8: perhaps."""
        return SAME_HEAD
