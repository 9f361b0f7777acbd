"""What can still be promised of each product."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.errors import Conflict
from assistant.store.order_tables import StockRow

_THOUSAND = 1000


class Stock:
    """Reads and reserves the stock of one shop, within one transaction. Not counted: without limit."""

    def __init__(self, session: Session, shop: str) -> None:
        self._session = session
        self._shop = shop

    def available(self, skus: Iterable[str]) -> dict[str, Fraction]:
        """Return what is left of those products that are counted, in packages or kilograms."""
        query = select(StockRow.sku, StockRow.available).where(
            StockRow.shop_id == self._shop, StockRow.sku.in_(list(skus))
        )
        return {sku: Fraction(left, _THOUSAND) for sku, left in self._session.execute(query)}

    def all(self) -> dict[str, Fraction]:
        """Return what is left of every product that is counted."""
        query = select(StockRow.sku, StockRow.available).where(StockRow.shop_id == self._shop)
        return {
            sku: Fraction(left, _THOUSAND)
            for sku, left in self._session.execute(query.order_by(StockRow.sku))
        }

    def set(self, sku: str, quantity: Fraction | None) -> None:
        """Set what can be promised from now on; ``None``: no longer counted."""
        row = self._session.get(StockRow, (self._shop, sku))
        if quantity is None:
            if row is not None:
                self._session.delete(row)
            return
        if row is None:
            row = StockRow(shop_id=self._shop, sku=sku)
            self._session.add(row)
        row.available = int(quantity * _THOUSAND)
        self._session.flush()

    def reserve(self, quantities: dict[str, Fraction]) -> None:
        """Take what an order needs.

        Raises:
            Conflict: ``insufficient_stock``, with the number of the product; nothing may be kept then.
        """
        for sku in sorted(quantities):  # one order, so that two transactions never wait for each other
            needed = ceil(quantities[sku] * _THOUSAND)
            taken = update(StockRow).where(
                StockRow.shop_id == self._shop, StockRow.sku == sku, StockRow.available >= needed
            )
            result = self._session.execute(
                taken.values(available=StockRow.available - needed),
                execution_options={"synchronize_session": False},
            )
            if not result.rowcount and self.available([sku]):  # type: ignore[attr-defined]
                raise Conflict("insufficient_stock", f"not enough of {sku}", sku=sku)

    def give_back(self, quantities: dict[str, Fraction], shop: str | None = None) -> None:
        """Give back what an order took, from the stock of the shop it was placed at (else this one's)."""
        for sku in sorted(quantities):
            returned = ceil(quantities[sku] * _THOUSAND)
            self._session.execute(
                update(StockRow)
                .where(StockRow.shop_id == (shop or self._shop), StockRow.sku == sku)
                .values(available=StockRow.available + returned),
                execution_options={"synchronize_session": False},
            )
