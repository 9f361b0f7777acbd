"""Money is integer cents of euro."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Cents = int
"""An amount of money in euro cents."""


def round_cents(value: Fraction) -> Cents:
    """Round a fraction of a cent as a French till does: to the nearest cent, a half up.

    Source: Council Regulation (EC) No 1103/97, article 5.
    """
    return int((value + Fraction(1, 2)) // 1)


def reduced(cents: Cents, share: Fraction) -> Cents:
    """Return a price after a reduction by a share of it (0 to 1), rounded as a till does."""
    return round_cents(cents * (1 - share))


def apportion(total: Cents, weights: Sequence[int]) -> list[Cents]:
    """Split an amount in proportion to weights so that the parts sum to it exactly.

    The cents that rounding down leaves go to the largest remainders, the first of equals (Hamilton's method).

    Raises:
        ValueError: the weights are negative or all zero while there is something to split.
    """
    whole = sum(weights)
    if not total:
        return [0] * len(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("nothing to split the amount by")
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts
