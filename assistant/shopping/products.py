"""What the shop sells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.money import Cents


class SoldBy(StrEnum):
    """How the till counts a product."""

    PIECE = "piece"
    """By package: the price is that of one package."""
    KG = "kg"
    """By weight: the price is that of one kilogram."""


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the catalogue."""

    sku: str
    """The shop's stable identifier."""
    name: str
    """French name without brand or size."""
    price_cents: Cents
    """Price in cents, of one package or of one kilogram according to `sold_by`."""
    net: Amount
    """Net quantity of one package; for goods sold by weight, one piece or what one usually buys."""
    sold_by: SoldBy = SoldBy.PIECE
    """How the till counts it."""
    packaging: Unit = Unit.PACKAGE
    """What one package is."""
    packaging_name: str = ""
    """The French noun for one package, singular: "bouteille"."""
    pieces: int | None = None
    """Pieces in one package when people count them (eggs, rolls, yogurts); 1 when weighed by the piece."""
    brand: str = ""
    """Maker; empty for loose goods."""
    category: str = ""
    """Path of the aisle: "Crèmerie > Lait"."""
    family: str = ""
    """Key shared by products that can stand in for each other."""
    vat_rate: Fraction = Fraction(55, 1000)
    """Value-added tax, as a fraction of the price without tax."""
    labels: frozenset[str] = frozenset()
    """Labels such as "bio", "AOP", "sans gluten"."""
    allergens: frozenset[str] = frozenset()
    """Which of the 14 allergens of EU regulation 1169/2011 it holds."""
    nutriscore: str = ""
    """A to E, or empty."""
    alcohol: bool = False
    """Whether only adults may buy it."""
    season: frozenset[int] = frozenset()
    """Months in season, 1 to 12; empty when always."""
    popularity: int = 0
    """How often households buy it, 0 to 1000."""
    said: tuple[str, ...] = ()
    """What people call it, lower case."""
    ean: str = ""
    """EAN-13 barcode, or empty."""
    deposit_cents: Cents = 0
    """Deposit on one package (consigne), which comes back with the empty one: owed with it, but no price."""
    max_quantity: int | None = None
    """Most packages, or kilograms, that one order may hold; ``None``: the shop's own limits only."""
    priced: bool = True
    """Whether its price is known; what has none is found, but not sold."""
    stock: int | None = None
    """Packages left, grams of goods sold by weight; ``None`` when nobody counts them."""

    @property
    def in_stock(self) -> bool:
        """Return whether any is left, as far as anybody counts."""
        return self.stock is None or self.stock > 0

    @property
    def unit_price(self) -> Fraction:
        """Return the price in cents per kilogram, litre or piece, to compare sizes.

        A shelf must show it beside the price (arrêté du 16 novembre 1999).
        """
        if self.sold_by is SoldBy.KG:
            return Fraction(self.price_cents)
        size = self.net.size
        if self.net.dimension in (Dimension.MASS, Dimension.VOLUME):
            size /= 1000
        return self.price_cents / size
