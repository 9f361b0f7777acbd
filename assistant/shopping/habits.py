"""What a household usually buys, from its orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.shopping.orders import CALLED_OFF, OrderState

REMEMBERED = 20
"""How many of its last orders tell a household's habits."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """As much of an order as tells a habit."""

    state: OrderState
    """Where the order stands."""
    skus: frozenset[str]
    """The products that it holds, by number."""


def times_bought(purchases: Iterable[Purchase]) -> Counter[str]:
    """Return in how many orders each product (SKU) stands; those called off do not count."""
    counts: Counter[str] = Counter()
    for purchase in purchases:
        if purchase.state not in CALLED_OFF:
            counts.update(purchase.skus)
    return counts
