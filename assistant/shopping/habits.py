"""What a household usually buys, from its orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from assistant.shopping.orders import CALLED_OFF, Order

REMEMBERED = 20
"""How many of its last orders tell a household's habits."""


def times_bought(orders: Iterable[Order]) -> Counter[str]:
    """Return in how many of these orders each product (SKU) stands; those called off do not count."""
    counts: Counter[str] = Counter()
    for order in orders:
        if order.state not in CALLED_OFF:
            counts.update({line.sku for line in order.lines})
    return counts
