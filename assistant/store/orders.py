"""Orders as they are kept."""

from __future__ import annotations

import builtins
import secrets
from dataclasses import asdict
from datetime import datetime
from fractions import Fraction
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from assistant.errors import Conflict, NotFound
from assistant.shopping.habits import Purchase
from assistant.shopping.orders import Order, OrderLine, OrderSaving, OrderState
from assistant.shopping.slots import Mode, Slot
from assistant.store.order_filter import OrderFilter
from assistant.store.order_tables import LoyaltyCardRow, LoyaltyMovementRow, OrderLineRow, OrderRow

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""Crockford-like: no 0 and O, no 1, I and U, so that a number can be read aloud."""

_TABLE = cast(Table, OrderRow.__table__)
_TAKEN = select(_TABLE.c.id).where(_TABLE.c.id == bindparam("number"))
_ANSWERED = select(_TABLE.c.id).where(_TABLE.c.token == bindparam("token"))
_ADD = insert(_TABLE)
_ADD_LINES = insert(cast(Table, OrderLineRow.__table__))
_COUNT_EVENT = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("number"))
    .values(events=_TABLE.c.events + 1)
    .returning(_TABLE.c.events)
)
_LAST = (
    select(OrderRow.id, OrderRow.state, OrderRow.placed_at)
    .where(OrderRow.customer_id == bindparam("whose"))
    .order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
    .limit(bindparam("most"))
    .subquery()
)
_PURCHASES = (
    select(_LAST.c.id, _LAST.c.state, OrderLineRow.sku)
    .join(OrderLineRow, OrderLineRow.order_id == _LAST.c.id)
    .order_by(_LAST.c.placed_at.desc(), _LAST.c.id.desc())
)
_CARD = select(LoyaltyCardRow.number).where(LoyaltyCardRow.customer_id == bindparam("whose"))


class Orders:
    """Reads and writes orders within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cards: dict[str, str | None] = {}

    def new_number(self) -> str:
        """Return an order number that can be read aloud and that no order has."""
        while True:
            code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
            number = f"{code[:4]}-{code[4:]}"
            if self._session.connection().scalar(_TAKEN, {"number": number}) is None:
                return number

    def add(self, order: Order, conversation_id: str, token: str) -> None:
        """Keep a new order.

        Raises:
            Conflict: ``conversation_busy``: an order already came from that question.
        """
        connection = self._session.connection()
        if connection.scalar(_ANSWERED, {"token": token}) is not None:
            raise Conflict("conversation_busy", f"question {token} was already answered")
        connection.execute(
            _ADD,
            {
                "id": order.id,
                "customer_id": order.customer,
                "conversation_id": conversation_id,
                "token": token,
                "shop_id": order.shop,
                "mode": order.mode.value,
                "slot_start": order.slot.start,
                "slot_end": order.slot.end,
                "fee_cents": order.fee_cents,
                "total_cents": order.total_cents,
                "credit_cents": order.credit_cents,
                "savings": [asdict(saving) for saving in order.savings],
                "alcohol": order.alcohol,
                "payment": order.payment,
                "payment_due": order.payment_due,
                "state": order.state.value,
                "events": 0,
                "placed_at": order.placed_at,
                "updated_at": order.placed_at,
            },
        )
        if order.lines:
            numbered = enumerate(order.lines, 1)
            connection.execute(_ADD_LINES, [_line_values(order, at, line) for at, line in numbered])

    def get(self, number: str, for_update: bool = False) -> Order:
        """Return an order, locked until the end of the transaction if it is to be changed.

        Raises:
            NotFound: ``unknown_order``.
        """
        return _order(self._row(number, for_update))

    def keep_state(self, order: Order, now: datetime) -> None:
        """Keep where an order stands, and how it is paid."""
        row = self._row(order.id)
        row.state = order.state.value
        row.payment = order.payment
        row.payment_due = order.payment_due
        row.updated_at = now

    def next_event(self, number: str) -> int:
        """Count one more event of an order and return its number."""
        self._session.flush()
        return int(self._session.connection().scalar(_COUNT_EVENT, {"number": number}) or 0)

    def oldest(self, wanted: OrderFilter, after: Order | None, limit: int) -> list[Order]:
        """Return the next orders, oldest first.

        Args:
            wanted: which.
            after: the order that came before, ``None`` at the beginning.
            limit: how many at the most.
        """
        query = wanted.narrow(select(OrderRow)).order_by(OrderRow.placed_at, OrderRow.id).limit(limit)
        if after is not None:
            query = query.where(tuple_(OrderRow.placed_at, OrderRow.id) > (after.placed_at, after.id))
        return [_order(row) for row in self._session.scalars(query)]

    def list(
        self,
        wanted: OrderFilter,
        after: str | None = None,
        limit: int = 20,
        by_slot: bool = False,
    ) -> list[Order]:
        """Return orders, newest first, or by slot, soonest first.

        Args:
            wanted: which.
            after: the order that the page before ended with.
            limit: how many at the most.
            by_slot: in the order in which they are had.

        Raises:
            NotFound: ``unknown_order`` for ``after``.
        """
        query = wanted.narrow(select(OrderRow)).limit(limit)
        last = self._row(after) if after is not None else None
        if by_slot:
            query = query.order_by(OrderRow.slot_start, OrderRow.id)
            if last is not None:
                query = query.where(tuple_(OrderRow.slot_start, OrderRow.id) > (last.slot_start, last.id))
        else:
            query = query.order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
            if last is not None:
                query = query.where(tuple_(OrderRow.placed_at, OrderRow.id) < (last.placed_at, last.id))
        return [_order(row) for row in self._session.scalars(query)]

    def purchases(self, customer: str, limit: int) -> builtins.list[Purchase]:
        """Return what is in a household's last orders, newest first, and read no more of them than that."""
        self._session.flush()
        found = self._session.connection().execute(_PURCHASES, {"whose": customer, "most": limit})
        skus: dict[tuple[str, str], set[str]] = {}
        for number, state, sku in found:
            skus.setdefault((number, state), set()).add(sku)
        return [Purchase(OrderState(state), frozenset(held)) for (_, state), held in skus.items()]

    # loyalty

    def card(self, customer: str) -> str | None:
        """Return the number of a household's loyalty card, or ``None`` when it has none."""
        if customer not in self._cards:
            self._cards[customer] = self._session.connection().scalar(_CARD, {"whose": customer})
        return self._cards[customer]

    def has_card(self, customer: str) -> bool:
        """Return whether a household has the loyalty card."""
        return self.card(customer) is not None

    def keep_card(self, customer: str, number: str) -> None:
        """Keep a household's card; an empty number takes it away."""
        self._cards.pop(customer, None)
        row = self._session.get(LoyaltyCardRow, customer)
        if row is not None and number:
            row.number = number
        elif row is not None:
            self._session.delete(row)
        elif number:
            self._session.add(LoyaltyCardRow(customer_id=customer, number=number))
        self._session.flush()

    def credit(self, order: Order, now: datetime) -> None:
        """Give the loyalty credit of an order, once."""
        if order.credit_cents and self._session.get(LoyaltyMovementRow, order.id) is None:
            self._session.add(
                LoyaltyMovementRow(
                    order_id=order.id, customer_id=order.customer, cents=order.credit_cents, at=now
                )
            )

    def balance(self, customer: str) -> int:
        """Return a household's loyalty credit, in cents."""
        total = select(func.sum(LoyaltyMovementRow.cents)).where(LoyaltyMovementRow.customer_id == customer)
        return int(self._session.scalar(total) or 0)

    def _row(self, number: str, for_update: bool = False) -> OrderRow:
        row = self._session.get(OrderRow, number, with_for_update=for_update or None)
        if row is None:
            raise NotFound("unknown_order", f"no order {number}", id=number)
        return row


def _line_values(order: Order, position: int, line: OrderLine) -> dict[str, Any]:
    return {
        "order_id": order.id,
        "position": position,
        "sku": line.sku,
        "name": line.name,
        "quantity": str(line.quantity),
        "unit": line.unit,
        "price_cents": line.price_cents,
        "savings_cents": line.savings_cents,
        "deposit_cents": line.deposit_cents,
        "vat_rate": str(line.vat_rate),
        "total_cents": line.total_cents,
    }


def _order(row: OrderRow) -> Order:
    return Order(
        id=row.id,
        customer=row.customer_id,
        slot=Slot(Mode(row.mode), row.slot_start, row.slot_end),
        lines=tuple(
            OrderLine(
                sku=line.sku,
                name=line.name,
                quantity=Fraction(line.quantity),
                unit=line.unit,
                price_cents=line.price_cents,
                total_cents=line.total_cents,
                savings_cents=line.savings_cents,
                deposit_cents=line.deposit_cents,
                vat_rate=Fraction(line.vat_rate),
            )
            for line in row.lines
        ),
        fee_cents=row.fee_cents,
        placed_at=row.placed_at,
        state=OrderState(row.state),
        shop=row.shop_id,
        savings=tuple(OrderSaving(**saving) for saving in row.savings),
        credit_cents=row.credit_cents,
        alcohol=row.alcohol,
        payment=row.payment,
        payment_due=row.payment_due,
        version=row.events,
    )
