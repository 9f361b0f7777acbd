"""One record of a catalogue: the columns of docs/catalogue-format.md, checked, as the store keeps them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.products import Product, SoldBy

Record = dict[str, Any]
"""A checked record: a value for each of `COLUMNS`."""

COLUMNS = (
    "sku",
    "ean",
    "name",
    "brand",
    "category",
    "family",
    "net_value",
    "net_unit",
    "pieces",
    "packaging",
    "sold_by",
    "price_cents",
    "stock",
    "deposit_cents",
    "order_limit",
    "vat_rate",
    "labels",
    "allergens",
    "nutriscore",
    "alcohol",
    "season",
    "popularity",
    "said",
)
_LENGTHS = {"sku": 80, "ean": 20, "name": 300, "brand": 120, "category": 300, "family": 160, "packaging": 60}
_MAX_CENTS = 2_000_000_000
_PACKAGINGS = {
    "bouteille": Unit.BOTTLE,
    "brique": Unit.CARTON,
    "briquette": Unit.CARTON,
    "carton": Unit.CARTON,
    "paquet": Unit.PACKET,
    "étui": Unit.PACKET,
    "sac": Unit.BAG,
    "sachet": Unit.BAG,
    "pot": Unit.POT,
    "bocal": Unit.JAR,
    "barquette": Unit.TRAY,
    "plateau": Unit.TRAY,
    "boîte": Unit.BOX,
    "conserve": Unit.BOX,
    "plaquette": Unit.SLAB,
    "tablette": Unit.BAR,
    "botte": Unit.BUNCH,
    "bouquet": Unit.BUNCH,
    "filet": Unit.NET,
    "pack": Unit.PACK,
    "lot": Unit.PACK,
    "rouleau": Unit.ROLL,
    "tube": Unit.TUBE,
    "canette": Unit.CAN,
    "flacon": Unit.FLASK,
    "bidon": Unit.JERRYCAN,
    "pièce": Unit.PIECE,
}


class BadRecord(ValueError):
    """A record that cannot be a product.

    Attributes:
        code: why, as in ``reason-<code>`` of the replies.
        column: where; empty when it is the whole record.
        value: what stood there.
    """

    def __init__(self, code: str, column: str = "", value: str = "") -> None:
        super().__init__(f"{code} {column} {value[:80]!r}")
        self.code = code
        self.column = column
        self.value = value[:80]


def record(row: Mapping[str, str]) -> Record:
    """Check a row of text cells.

    Raises:
        BadRecord: it is no product.
    """
    for column in ("sku", "name", "net_value", "net_unit", "sold_by", "price_cents", "vat_rate"):
        if not row.get(column):
            raise BadRecord("missing", column)
    for column, length in _LENGTHS.items():
        if len(row.get(column, "")) > length:
            raise BadRecord("too_long", column, row[column])
    sold_by = row["sold_by"]
    net = _net(row["net_value"], row["net_unit"])
    if sold_by == "kg":
        if net.dimension is not Dimension.MASS:
            raise BadRecord("needs_mass", "net_unit", row["net_unit"])
    elif sold_by != "piece":
        raise BadRecord("unknown_value", "sold_by", sold_by)
    _season(row.get("season", ""))
    return {
        "sku": row["sku"],
        "ean": row.get("ean", ""),
        "name": row["name"],
        "brand": row.get("brand", ""),
        "category": row.get("category", ""),
        "family": row.get("family", ""),
        "net_value": row["net_value"],
        "net_unit": row["net_unit"],
        "pieces": _count(row.get("pieces", ""), "pieces", 1),
        "packaging": row.get("packaging", ""),
        "sold_by": sold_by,
        "price_cents": _count(row["price_cents"], "price_cents", 0),
        "stock": _count(row.get("stock", ""), "stock", 0),
        "deposit_cents": _count(row.get("deposit_cents", ""), "deposit_cents", 0) or 0,
        "order_limit": _count(row.get("order_limit", ""), "order_limit", 1),
        "vat_rate": _vat(row["vat_rate"]),
        "labels": row.get("labels", ""),
        "allergens": row.get("allergens", ""),
        "nutriscore": row.get("nutriscore", "")[:1],
        "alcohol": row.get("alcohol", "") == "yes",
        "season": row.get("season", ""),
        "popularity": _count(row.get("popularity", ""), "popularity", 0) or 0,
        "said": row.get("said", ""),
    }


def product(record: Any) -> Product:
    """Return the product of a checked record, or of a row of the store with the same columns."""
    price = record["price_cents"]
    return Product(
        sku=record["sku"],
        name=record["name"],
        price_cents=price or 0,
        net=_net(record["net_value"], record["net_unit"]),
        sold_by=SoldBy.KG if record["sold_by"] == "kg" else SoldBy.PIECE,
        packaging=_PACKAGINGS.get(record["packaging"], Unit.PACKAGE),
        packaging_name=sys.intern(record["packaging"]),
        pieces=record["pieces"],
        brand=record["brand"],
        category=record["category"],
        family=record["family"],
        vat_rate=_rate(record["vat_rate"]),
        labels=_set(record["labels"]),
        allergens=_set(record["allergens"]),
        nutriscore=record["nutriscore"],
        alcohol=bool(record["alcohol"]),
        season=_season(record["season"]),
        popularity=record["popularity"],
        said=several(record["said"]),
        ean=record["ean"],
        deposit_cents=record["deposit_cents"],
        max_quantity=record["order_limit"],
        priced=price is not None,
        stock=record["stock"],
    )


@lru_cache(maxsize=20_000)
def several(cell: str) -> tuple[str, ...]:
    """Split a cell with several values."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


@lru_cache(maxsize=20_000)
def _set(cell: str) -> frozenset[str]:
    return frozenset(several(cell))


@lru_cache(maxsize=20_000)
def _net(value: str, unit: str) -> Amount:
    try:
        size = Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise BadRecord("not_a_number", "net_value", value) from None
    if size <= 0:
        raise BadRecord("not_positive", "net_value", value)
    try:
        return Amount(size, Unit(unit))
    except ValueError:
        raise BadRecord("unknown_value", "net_unit", unit) from None


@lru_cache(maxsize=20_000)
def _count(cell: str, column: str, least: int) -> int | None:
    if not cell:
        return None
    try:
        value = int(cell)
    except ValueError:
        raise BadRecord("not_a_number", column, cell) from None
    if not least <= value <= _MAX_CENTS:
        raise BadRecord("not_positive", column, cell)
    return value


@lru_cache(maxsize=100)
def _rate(cell: str) -> Fraction:
    return Fraction(cell) / 100


@lru_cache(maxsize=1000)
def _vat(cell: str) -> str:
    try:
        Fraction(cell)
    except (ValueError, ZeroDivisionError):
        raise BadRecord("not_a_number", "vat_rate", cell) from None
    if len(cell) > 10:
        raise BadRecord("too_long", "vat_rate", cell)
    return cell


@lru_cache(maxsize=5000)
def _season(cell: str) -> frozenset[int]:
    try:
        months = frozenset(int(month) for month in several(cell))
    except ValueError:
        raise BadRecord("not_a_number", "season", cell) from None
    if not months <= frozenset(range(1, 13)):
        raise BadRecord("unknown_value", "season", cell)
    return months
