"""A folder of catalogue files, read into memory: for tests and tools. A shop imports (`importing`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.catalogue.record import BadRecord, product
from assistant.catalogue.sources import Source
from assistant.errors import BadInput
from assistant.shopping.products import Product


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
    for line in Source.of(folder).lines():
        if isinstance(line.content, BadRecord):
            bad.append(BadRow(line.file, line.number, str(line.content)))
        elif line.content["sku"] in products:
            bad.append(BadRow(line.file, line.number, f"sku {line.content['sku']} stands twice"))
        else:
            products[line.content["sku"]] = product(line.content)
    if not products:
        raise BadInput("bad_catalogue", f"no product in {folder}", path=str(folder))
    return list(products.values()), bad
