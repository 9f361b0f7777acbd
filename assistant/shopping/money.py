"""Money is integer cents of euro."""

from __future__ import annotations

from fractions import Fraction

Cents = int
"""An amount of money in euro cents."""


def round_cents(value: Fraction) -> Cents:
    """Round a fraction of a cent as a French till does: to the nearest cent, a half up.

    Source: Council Regulation (EC) No 1103/97, article 5.
    """
    return int((value + Fraction(1, 2)) // 1)
