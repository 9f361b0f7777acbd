"""Everything one turn reads and writes, in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from assistant.customers import Household
from assistant.dialogue.state import State
from assistant.errors import Conflict, NotFound
from assistant.shopping.basket import Basket
from assistant.shopping.orders import Order, OrderLine, OrderState
from assistant.shopping.slots import Mode, Slot
from assistant.store.codec import basket_from_json, basket_to_json, state_from_json, state_to_json
from assistant.store.households import keep_household, read_household
from assistant.store.tables import (
    BasketHistoryRow,
    BasketRow,
    ConversationRow,
    OrderLineRow,
    OrderRow,
    TurnRow,
)

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""Crockford-like: no 0 and O, no 1, I and U, so that a number can be read aloud."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it is stored."""

    id: str
    """Its identifier."""
    customer: str
    """The household it belongs to."""
    state: State
    """What it remembers."""
    created_at: datetime
    """When it began, aware."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """An answered turn."""

    request_hash: str
    """Which request it answered."""
    answer: dict[str, Any]
    """The answer, as JSON values."""


class UnitOfWork:
    """Reads and writes within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # conversations

    def open_conversation(self, id_: str, customer: str, now: datetime) -> Conversation:
        """Begin a conversation."""
        row = ConversationRow(
            id=id_,
            customer_id=customer,
            state=state_to_json(State()),
            version=1,
            created_at=now,
            updated_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return Conversation(id_, customer, State(), now)

    def conversation(self, id_: str, for_update: bool = False) -> Conversation:
        """Return a conversation, locked until the end of the transaction if it is to be changed.

        Raises:
            NotFound: ``unknown_conversation``.
        """
        row = self._session.get(ConversationRow, id_, with_for_update=for_update or None)
        if row is None:
            raise NotFound("unknown_conversation", f"no conversation {id_}", id=id_)
        return Conversation(row.id, row.customer_id, state_from_json(row.state), row.created_at)

    def keep_state(self, id_: str, state: State, now: datetime) -> None:
        """Keep a conversation's state."""
        row = self._session.get_one(ConversationRow, id_)
        row.state = state_to_json(state)
        row.version += 1
        row.updated_at = now

    # turns

    def turn(self, conversation_id: str, key: str) -> StoredTurn | None:
        """Return the turn that a request with this idempotency key was answered by, if there is one."""
        row = self._session.scalar(
            select(TurnRow).where(TurnRow.conversation_id == conversation_id, TurnRow.idempotency_key == key)
        )
        return StoredTurn(row.request_hash, row.answer) if row else None

    def keep_turn(
        self, conversation_id: str, key: str | None, request_hash: str, answer: dict[str, Any], now: datetime
    ) -> None:
        """Keep the answer of a turn."""
        self._session.add(
            TurnRow(
                conversation_id=conversation_id,
                idempotency_key=key,
                request_hash=request_hash,
                answer=answer,
                created_at=now,
            )
        )

    # baskets

    def basket(self, customer: str, for_update: bool = False) -> Basket:
        """Return a household's basket, empty when it has none yet."""
        row = self._session.get(BasketRow, customer, with_for_update=for_update or None)
        return basket_from_json(row.lines) if row else Basket()

    def keep_basket(self, customer: str, basket: Basket, now: datetime, undo: bool = False) -> None:
        """Keep a household's basket and what it was before; nothing is written when nothing changed.

        Args:
            customer: the household.
            basket: what its basket is now.
            now: aware.
            undo: whether this takes back the last change, which is then forgotten.
        """
        row = self._session.get(BasketRow, customer)
        lines = basket_to_json(basket)
        if row is None:
            if lines:
                self._session.add(BasketRow(customer_id=customer, lines=lines, version=1, updated_at=now))
                self._session.add(BasketHistoryRow(customer_id=customer, version=0, lines=[]))
            return
        if undo:
            last = self._last_history(customer)
            if last is not None:
                self._session.delete(last)
        elif row.lines == lines:
            return
        else:
            self._session.add(BasketHistoryRow(customer_id=customer, version=row.version, lines=row.lines))
        row.lines = lines
        row.version += 1
        row.updated_at = now

    def basket_before(self, customer: str) -> Basket | None:
        """Return the basket before its last change that was not taken back."""
        last = self._last_history(customer)
        return basket_from_json(last.lines) if last else None

    def forget_history(self, customer: str) -> None:
        """Forget what the basket was: an order was placed, and "annule" must not bring it back."""
        self._session.execute(delete(BasketHistoryRow).where(BasketHistoryRow.customer_id == customer))

    def _last_history(self, customer: str) -> BasketHistoryRow | None:
        return self._session.scalar(
            select(BasketHistoryRow)
            .where(BasketHistoryRow.customer_id == customer)
            .order_by(BasketHistoryRow.version.desc())
            .limit(1)
        )

    def basket_changed_at(self, customer: str) -> datetime | None:
        """Return when a household's basket was changed last, aware."""
        row = self._session.get(BasketRow, customer)
        return row.updated_at if row else None

    # households

    def household(self, customer: str) -> Household:
        """Return a household; one that is not known yet has the usual wishes."""
        return read_household(self._session, customer)

    def keep_household(self, household: Household) -> None:
        """Keep a household."""
        keep_household(self._session, household)

    # orders

    def orders_of(self, customer: str, limit: int) -> list[Order]:
        """Return a household's last orders, the newest first."""
        rows = self._session.scalars(
            select(OrderRow)
            .where(OrderRow.customer_id == customer)
            .order_by(OrderRow.placed_at.desc(), OrderRow.id)
            .limit(limit)
        )
        return [_order(row) for row in rows]

    def change_order(self, order: Order) -> None:
        """Keep an order's new state."""
        row = self._session.get_one(OrderRow, order.id, with_for_update=True)
        row.state = order.state.value

    def orders_in(self, slot: Slot) -> int:
        """Return how many orders of a mode overlap a slot."""
        return int(
            self._session.scalar(
                select(func.count())
                .select_from(OrderRow)
                .where(
                    OrderRow.mode == slot.mode.value,
                    OrderRow.slot_start < slot.end,
                    OrderRow.slot_end > slot.start,
                    OrderRow.state.not_in([OrderState.CANCELLED.value, OrderState.REJECTED.value]),
                )
            )
            or 0
        )

    def new_order_number(self) -> str:
        """Return an order number that can be read aloud and that no order has."""
        while True:
            code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
            number = f"{code[:4]}-{code[4:]}"
            if self._session.get(OrderRow, number) is None:
                return number

    def place(self, order: Order, conversation_id: str, token: str) -> None:
        """Keep a new order.

        Raises:
            Conflict: ``conversation_busy``: an order already came from that question.
        """
        if self._session.scalar(select(OrderRow.id).where(OrderRow.token == token)):
            raise Conflict("conversation_busy", f"question {token} was already answered")
        self._session.add(
            OrderRow(
                id=order.id,
                customer_id=order.customer,
                conversation_id=conversation_id,
                token=token,
                mode=order.mode.value,
                slot_start=order.slot.start,
                slot_end=order.slot.end,
                fee_cents=order.fee_cents,
                total_cents=order.total_cents,
                state=order.state.value,
                placed_at=order.placed_at,
                lines=[
                    OrderLineRow(
                        position=position,
                        sku=line.sku,
                        name=line.name,
                        quantity=str(line.quantity),
                        unit=line.unit,
                        price_cents=line.price_cents,
                        total_cents=line.total_cents,
                    )
                    for position, line in enumerate(order.lines, 1)
                ],
            )
        )

    def order(self, number: str) -> Order:
        """Return an order.

        Raises:
            NotFound: ``unknown_order``.
        """
        row = self._session.get(OrderRow, number)
        if row is None:
            raise NotFound("unknown_order", f"no order {number}", id=number)
        return _order(row)


def _order(row: OrderRow) -> Order:
    return Order(
        id=row.id,
        customer=row.customer_id,
        slot=Slot(Mode(row.mode), row.slot_start, row.slot_end),
        lines=tuple(
            OrderLine(
                line.sku,
                line.name,
                Fraction(line.quantity),
                line.unit,
                line.price_cents,
                line.total_cents,
            )
            for line in row.lines
        ),
        fee_cents=row.fee_cents,
        placed_at=row.placed_at,
        state=OrderState(row.state),
    )
