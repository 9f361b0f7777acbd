"""Value-added tax, by rate, as a French receipt shows it.

A grocer meets three rates: 5.5 % on food and on drink without alcohol (article 278-0 bis, A of the French tax
code), 20 % on the rest (278), alcohol and sweets among it, and 10 % on what is eaten at once (279, m and n).
They stand with each product, since no rule derives them from its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assistant.shopping.money import Cents, round_cents

SERVICE_RATE = Fraction(20, 100)
"""Rate of the preparation and delivery fee: the normal rate (article 278 of the French tax code)."""


@dataclass(frozen=True, slots=True)
class VatLine:
    """What is taxed at one rate."""

    rate: Fraction
    """The rate, as a fraction of the price without tax: 0.055."""
    gross_cents: Cents
    """With tax."""
    vat_cents: Cents
    """The tax in it."""

    @property
    def net_cents(self) -> Cents:
        """Return the price without tax."""
        return self.gross_cents - self.vat_cents


def vat_lines(amounts: Iterable[tuple[Fraction, Cents]]) -> tuple[VatLine, ...]:
    """Return the tax within prices, by rate from the lowest.

    The tax of a rate is worked out once on the sum, not line by line, so that roundings do not pile up.
    Reductions given by the shop lower what is taxed (article 267, II, 1° of the French tax code); a deposit
    that comes back with the packaging is no price and must be left out.

    Args:
        amounts: rate and price with tax, as often as one likes.
    """
    by_rate: dict[Fraction, Cents] = defaultdict(int)
    for rate, cents in amounts:
        by_rate[rate] += cents
    return tuple(
        VatLine(rate, gross, round_cents(Fraction(gross) * rate / (1 + rate)))
        for rate, gross in sorted(by_rate.items())
        if gross
    )
