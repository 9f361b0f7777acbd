"""Orders as files: CSV, JSON, and JSON-LD in the vocabulary of schema.org. Each is written as it is read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from assistant.documents import order_document
from assistant.linked_data import CONTEXT, linked_order
from assistant.shopping.orders import Order

_ORDER_COLUMNS = (
    "id", "placed_at", "state", "customer", "shop", "mode", "payment", "alcohol",
    "fee_cents", "savings_cents", "deposit_cents", "total_cents", "credit_cents",
)  # fmt: skip
_LINE_COLUMNS = (
    "sku", "name", "quantity", "unit", "price_cents", "savings_cents", "deposit_cents", "vat_percent",
    "total_cents",
)  # fmt: skip
COLUMNS = (
    *(f"order_{name}" for name in _ORDER_COLUMNS), "slot_start", "slot_end", "line", *_LINE_COLUMNS,
)  # fmt: skip
"""Columns of the CSV: one row for each line of an order."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExportFormat(StrEnum):
    """How orders are written."""

    CSV = "csv"
    """One row for each line of an order, with a heading; UTF-8, commas, CRLF (RFC 4180)."""
    JSON = "json"
    """An array of ORDER, one on each line of text."""
    SCHEMA_ORG = "schema.org"
    """A JSON-LD document whose ``@graph`` holds a schema.org Order on each line of text."""


MEDIA_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.JSON: "application/json",
    ExportFormat.SCHEMA_ORG: "application/ld+json",
}
"""What each format is called over HTTP."""


def exported(orders: Iterable[Order], format_: ExportFormat, seller: str) -> Iterator[str]:
    """Yield the text of an export, piece by piece.

    Args:
        orders: which, in their order; read one by one.
        format_: how to write them.
        seller: the shop's name.
    """
    if format_ is ExportFormat.CSV:
        return _csv(orders)
    if format_ is ExportFormat.JSON:
        return _array(orders, "[", order_document, "]")
    opening = f'{{"@context": {json.dumps(CONTEXT)}, "@graph": ['
    return _array(orders, opening, lambda order: linked_order(order, seller, context=False), "]}")


def _array(
    orders: Iterable[Order], opening: str, document: Callable[[Order], object], closing: str
) -> Iterator[str]:
    yield opening
    separator = "\n"
    for order in orders:
        yield separator + json.dumps(document(order), ensure_ascii=False)
        separator = ",\n"
    yield f"\n{closing}\n"


def _csv(orders: Iterable[Order]) -> Iterator[str]:
    page = io.StringIO()
    writer = csv.writer(page)

    def taken() -> str:
        text = page.getvalue()
        page.seek(0)
        page.truncate()
        return text

    writer.writerow(COLUMNS)
    yield taken()
    for order in orders:
        document = order_document(order)
        whole = [_cell(document[name]) for name in _ORDER_COLUMNS]
        slot = (document["slot"]["start"], document["slot"]["end"])
        for position, line in enumerate(document["lines"], 1):
            writer.writerow([*whole, *slot, position, *(_cell(line[name]) for name in _LINE_COLUMNS)])
        yield taken()


def _cell(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
