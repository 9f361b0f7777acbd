"""Catalogue files: CSV as docs/catalogue-format.md describes it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from assistant.errors import BadInput
from assistant.shopping.amounts import Amount, Dimension, Unit
from assistant.shopping.products import Product, SoldBy

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


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be a product."""

    file: str
    """The file's name."""
    line: int
    """Its line, counting the header as 1."""
    reason: str
    """What is wrong, in English."""


def read_folder(folder: Path) -> tuple[list[Product], list[BadRow]]:
    """Read every CSV file of a folder, in the order of their names.

    Returns:
        The products, and the rows that were left out with the reason for each.

    Raises:
        BadInput: ``bad_catalogue`` when the folder holds no product at all, or a file that is no CSV.
    """
    products: dict[str, Product] = {}
    bad: list[BadRow] = []
    for file in sorted(folder.glob("*.csv")):
        for line, row in _rows(file):
            try:
                product = _product(row)
            except (KeyError, ValueError, ZeroDivisionError) as error:
                bad.append(BadRow(file.name, line, f"{type(error).__name__}: {error}"))
                continue
            if product.sku in products:
                bad.append(BadRow(file.name, line, f"sku {product.sku} stands twice"))
                continue
            products[product.sku] = product
    if not products:
        raise BadInput("bad_catalogue", f"no product in {folder}", path=str(folder))
    return list(products.values()), bad


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:  # a spreadsheet writes a byte-order mark
        reader = csv.DictReader(lines)
        try:
            for row in reader:
                yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}
        except (UnicodeDecodeError, csv.Error) as error:
            raise BadInput("bad_catalogue", f"{file} is no UTF-8 CSV: {error}", path=str(file)) from error


def _product(row: dict[str, str]) -> Product:
    net = Amount(Fraction(row["net_value"]), Unit(row["net_unit"]))
    price = int(row["price_cents"])
    if not row["sku"] or not row["name"]:
        raise ValueError("sku and name must not be empty")
    if net.value <= 0 or price < 0:
        raise ValueError("net_value must be above 0 and price_cents not below")
    sold_by = SoldBy(row["sold_by"])
    if sold_by is SoldBy.KG and net.dimension is not Dimension.MASS:
        raise ValueError("goods sold by kg need a net_unit of mass")
    return Product(
        sku=row["sku"],
        name=row["name"],
        price_cents=price,
        net=net,
        sold_by=sold_by,
        packaging=_PACKAGINGS.get(row["packaging"], Unit.PACKAGE),
        packaging_name=row["packaging"],
        pieces=_pieces(row["pieces"]),
        brand=row["brand"],
        category=row["category"],
        family=row["family"],
        vat_rate=Fraction(row["vat_rate"]) / 100,
        labels=frozenset(_several(row["labels"])),
        allergens=frozenset(_several(row["allergens"])),
        nutriscore=row["nutriscore"],
        alcohol=row["alcohol"] == "yes",
        season=frozenset(int(month) for month in _several(row["season"])),
        popularity=int(row["popularity"] or 0),
        said=tuple(_several(row["said"])),
        ean=row["ean"],
    )


def _pieces(cell: str) -> int | None:
    if not cell:
        return None
    if int(cell) < 1:
        raise ValueError("pieces must be above 0")
    return int(cell)


def _several(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
