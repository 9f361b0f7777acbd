"""A few products of every kind, for the tests of this folder."""

from __future__ import annotations

from fractions import Fraction

from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.products import Product, SoldBy


def amount(value, unit=Unit.PIECE):
    """An amount from anything exact: `amount("1.5", Unit.L)`."""
    return Amount(Fraction(value), Unit(unit))


MILK = Product("LAI-1", "Lait", 109, amount(1, "l"), packaging=Unit.CARTON, packaging_name="brique")
MILK_PACK = Product("LAI-6", "Lait", 629, amount(6, "l"), packaging=Unit.PACK, pieces=6)
EGGS = Product("OEU-6", "Œufs", 219, amount(6), packaging=Unit.BOX, packaging_name="boîte", pieces=6)
FLOUR = Product("FAR-1", "Farine", 95, amount(1, "kg"), packaging=Unit.PACKET)
BUTTER = Product("BEU-1", "Beurre", 239, amount(250, "g"), packaging=Unit.SLAB)
HAM = Product("JAM-4", "Jambon", 249, amount(160, "g"), packaging=Unit.PACKET, pieces=4)
BAGUETTE = Product("PAI-1", "Baguette", 99, amount(250, "g"), packaging=Unit.PIECE, pieces=1)
TOMATO = Product("TOM-1", "Tomates", 299, amount("0.12", "kg"), SoldBy.KG, pieces=1)
MELON = Product("MEL-1", "Melon", 349, amount("0.9", "kg"), SoldBy.KG, pieces=1)
CHERRIES = Product("CER-1", "Cerises", 899, amount("0.5", "kg"), SoldBy.KG)

ALL = (MILK, MILK_PACK, EGGS, FLOUR, BUTTER, HAM, BAGUETTE, TOMATO, MELON, CHERRIES)
