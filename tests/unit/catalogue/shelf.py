"""A small shop, for the tests of this folder."""

from __future__ import annotations

from fractions import Fraction

from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.products import Product, SoldBy


def product(sku, name, said, family, *, net="1 l", price=100, popularity=500, **more):
    """A product in a line; `said` has its words separated by a bar."""
    value, unit = net.split()
    return Product(
        sku,
        name,
        price,
        Amount(Fraction(value), Unit(unit)),
        said=tuple(said.split("|")),
        family=family,
        popularity=popularity,
        **more,
    )


MILK = product("LAI-1", "Lait demi-écrémé UHT", "lait|lait demi-écrémé", "demi", price=109, popularity=950)
MILK_BRAND = product(
    "LAI-2",
    "Lait demi-écrémé UHT",
    "lait|lait demi-écrémé",
    "demi",
    price=129,
    popularity=817,
    brand="Clairpré",
)
MILK_PACK = product(
    "LAI-3",
    "Lait demi-écrémé UHT",
    "lait|lait demi-écrémé",
    "demi",
    net="6 l",
    price=629,
    popularity=722,
    pieces=6,
    packaging=Unit.PACK,
)
MILK_BIO = product(
    "LAI-4",
    "Lait demi-écrémé UHT bio",
    "lait|lait demi-écrémé|lait bio",
    "demi",
    price=135,
    popularity=646,
    labels=frozenset({"bio"}),
)
WHOLE_MILK = product("LAI-5", "Lait entier UHT", "lait|lait entier", "entier", price=119, popularity=610)
BUTTER = product("BEU-1", "Beurre doux", "beurre|beurre doux", "doux", net="250 g", price=239, popularity=800)
SALTED = product(
    "BEU-2", "Beurre demi-sel", "beurre|beurre demi-sel", "demi-sel", net="250 g", popularity=790
)
EGGS = product(
    "OEU-1",
    "Œufs plein air",
    "œuf|œufs plein air",
    "œufs",
    net="6 piece",
    pieces=6,
    packaging=Unit.BOX,
    price=219,
    popularity=900,
)
EGGS_TEN = product(
    "OEU-2",
    "Œufs plein air",
    "œuf|œufs plein air",
    "œufs",
    net="10 piece",
    pieces=10,
    packaging=Unit.BOX,
    price=299,
    popularity=700,
)
TOMATO = product(
    "TOM-1",
    "Tomates rondes",
    "tomate|tomate ronde",
    "tomate",
    net="0.12 kg",
    sold_by=SoldBy.KG,
    pieces=1,
    price=299,
)
RICE = product("RIZ-1", "Riz basmati", "riz|riz basmati", "riz basmati", net="500 g", price=189)
PASTA = product("PAT-1", "Pâtes coquillettes", "pâtes|coquillettes", "pâtes", net="500 g", price=95)
PIE = product("PAT-2", "Pâte brisée", "pâte brisée|pâte à tarte", "pâte brisée", net="230 g", price=120)
SHAMPOO = product("SHA-1", "Shampoing au lait d'amande", "shampoing", "shampoing", net="250 ml", price=299)

ALL = [
    MILK,
    MILK_BRAND,
    MILK_PACK,
    MILK_BIO,
    WHOLE_MILK,
    BUTTER,
    SALTED,
    EGGS,
    EGGS_TEN,
    TOMATO,
    RICE,
    PASTA,
    PIE,
    SHAMPOO,
]
