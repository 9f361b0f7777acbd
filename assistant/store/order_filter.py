"""Which orders are meant: by household, shop, state, mode, and by when they were placed or are had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, literal_column

from assistant.shopping.orders import OrderState
from assistant.shopping.slots import Mode
from assistant.store.order_tables import OrderRow


@dataclass(frozen=True, slots=True)
class OrderFilter:
    """What orders must be like; what is left out does not matter."""

    customer: str | None = None
    """Of this household."""
    shop: str | None = None
    """Prepared by this shop."""
    states: tuple[OrderState, ...] = ()
    """In one of these states."""
    mode: Mode | None = None
    """Had in this way."""
    since: datetime | None = None
    """Placed from then on, aware."""
    until: datetime | None = None
    """Placed before then, aware."""
    slot_from: datetime | None = None
    """Whose slot starts from then on, aware."""
    slot_until: datetime | None = None
    """Whose slot starts before then, aware."""
    payment_due: bool = False
    """Only those whose payment provider is still to be asked."""

    def narrow(self, query: Select[Any]) -> Select[Any]:
        """Return a query of `OrderRow` for these orders only."""
        conditions: list[ColumnElement[bool]] = []
        if self.customer is not None:
            conditions.append(OrderRow.customer_id == self.customer)
        if self.shop is not None:
            conditions.append(OrderRow.shop_id == self.shop)
        if self.states:
            conditions.append(OrderRow.state.in_([state.value for state in self.states]))
        if self.mode is not None:
            conditions.append(OrderRow.mode == self.mode.value)
        if self.since is not None:
            conditions.append(OrderRow.placed_at >= self.since)
        if self.until is not None:
            conditions.append(OrderRow.placed_at < self.until)
        if self.slot_from is not None:
            conditions.append(OrderRow.slot_start >= self.slot_from)
        if self.slot_until is not None:
            conditions.append(OrderRow.slot_start < self.slot_until)
        if self.payment_due:
            # written as the partial index has it, or SQLite does not see that it fits
            conditions.append(literal_column("orders.payment_due", Boolean))
        return query.where(*conditions)
