"""New prices and stock alone, for the catalogue in force."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from assistant.catalogue.generations import PriceChange, Warehouse
from assistant.catalogue.record import BadRecord
from assistant.catalogue.sources import Line, Tell, text_of
from assistant.errors import BadInput, NotFound

_BATCH = 5_000
_MOST = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Repriced:
    """What a price file came to."""

    changed: int
    """How many products have a new price or stock."""
    rejected: int
    """How many lines were left out."""


def update_prices(
    path: Path, warehouse: Warehouse, reject: Callable[[Line, BadRecord], None], tell: Tell | None = None
) -> Repriced:
    """Read a CSV file of prices and stock into the catalogue in force; again, it changes nothing more.

    Columns: ``sku`` (or ``code``), then ``price_cents`` or ``price`` (euros, "2,49"), or ``stock``, or both;
    an empty cell leaves its value as it is.

    Raises:
        NotFound: ``file_not_found``, ``no_catalogue``.
        BadInput: ``bad_prices``: none of these columns; ``catalogue_truncated``.
        Unavailable: ``store_unavailable``.
    """
    if not path.is_file():
        raise NotFound("file_not_found", f"no file {path}", path=str(path))
    changed = rejected = 0
    batch: dict[str, tuple[int, PriceChange]] = {}

    def flush() -> None:
        nonlocal changed, rejected
        unknown = warehouse.change_prices([change for _, change in batch.values()]) if batch else frozenset()
        for sku in sorted(unknown, key=lambda sku: batch[sku][0]):
            reject(Line(path.name, batch[sku][0], {}), BadRecord("unknown_sku", "sku", sku))
        changed += len(batch) - len(unknown)
        rejected += len(unknown)
        batch.clear()

    for number, row in _rows(path, tell):
        try:
            change = _change(row)
        except BadRecord as bad:
            rejected += 1
            reject(Line(path.name, number, bad), bad)
            continue
        batch[change.sku] = (number, change)
        if len(batch) == _BATCH:
            flush()
    flush()
    return Repriced(changed, rejected)


def _rows(path: Path, tell: Tell | None) -> Iterator[tuple[int, Mapping[str, str]]]:
    size = path.stat().st_size
    with text_of(path) as (stream, raw):
        first = stream.readline()
        delimiter = max(",;\t", key=first.count)
        header = [name.strip(' "\r\n') for name in first.split(delimiter)]
        if not {"sku", "code"} & set(header) or not {"price_cents", "price", "stock"} & set(header):
            raise BadInput(
                "bad_prices", f"{path}: no column sku with price_cents, price or stock", path=str(path)
            )
        reader = csv.reader(stream, delimiter=delimiter)
        for cells in reader:
            if tell is not None and reader.line_num % 2000 == 0:
                tell(raw.tell(), size)
            if cells:
                yield reader.line_num + 1, dict(zip(header, (c.strip() for c in cells), strict=False))


def _change(row: Mapping[str, str]) -> PriceChange:
    sku = row.get("sku") or row.get("code") or ""
    if not sku:
        raise BadRecord("missing", "sku")
    cents = _whole(row.get("price_cents", ""), "price_cents")
    if cents is None and row.get("price"):
        cents = _whole(str(_euros(row["price"]) * 100), "price")
    stock = _whole(row.get("stock", ""), "stock")
    if cents is None and stock is None:
        raise BadRecord("missing", "price_cents")
    return PriceChange(sku, cents, stock)


def _euros(cell: str) -> Decimal:
    try:
        return Decimal(cell.replace("€", "").replace(",", ".").strip())
    except InvalidOperation:
        raise BadRecord("not_a_number", "price", cell) from None


def _whole(cell: str, column: str) -> int | None:
    if not cell:
        return None
    try:
        value = Decimal(cell)
        if value != value.to_integral_value():
            raise BadRecord("not_a_number", column, cell)
    except InvalidOperation:
        raise BadRecord("not_a_number", column, cell) from None
    if not 0 <= value <= _MOST:
        raise BadRecord("not_positive", column, cell)
    return int(value)
