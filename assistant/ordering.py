"""Orders from their first yes to the household's door: each change with its slot, stock, credit and event."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from assistant import documents
from assistant.dialogue import savings
from assistant.dialogue.phrases import say
from assistant.dialogue.turn import Placement
from assistant.documents import Document
from assistant.errors import BadInput, Conflict, NotFound
from assistant.shopping.orders import CALLED_OFF, IllegalTransition, Order, OrderSaving, OrderState
from assistant.shopping.payment import PaymentProvider, PaymentState
from assistant.shopping.slots import Shop
from assistant.store import Conversation, Store, UnitOfWork

_log = logging.getLogger(__name__)
_AT_HANDOVER = "at_handover"
_MOST_LISTED = 100


class OrderDesk:
    """Places orders, moves them on, and lists them. Safe to share between threads.

    Args:
        store: where they are kept.
        shop: who prepares them.
        clock: gives the current time, aware.
        provider: takes payments before orders are confirmed; ``None``: paid when handed over.
    """

    def __init__(
        self,
        store: Store,
        shop: Shop,
        clock: Callable[[], datetime],
        provider: PaymentProvider | None = None,
    ) -> None:
        self._store = store
        self._shop = shop
        self._clock = clock
        self._provider = provider

    def place(
        self, unit: UnitOfWork, conversation: Conversation, placement: Placement, now: datetime
    ) -> Order:
        """Place an order within a turn's transaction: slot and stock taken, its first event written.

        Raises:
            Conflict: ``slot_full``, ``insufficient_stock``: another household was faster;
                ``conversation_busy``: an order already came from that question. Nothing may be kept then.
        """
        bill, slot = placement.bill, placement.slot
        rules = self._shop.fulfilment(slot.mode)
        unit.slots.claim(slot, rules.capacity if rules else 0, now, conversation.id)
        order = Order.place(
            unit.orders.new_number(),
            conversation.customer,
            bill,
            slot,
            now,
            savings=tuple(
                OrderSaving(saving.offer.id, savings.explain(saving, bill).text, saving.cents)
                for saving in bill.savings
            ),
            shop=self._shop.id,
            paid_first=self._provider is not None,
        )
        unit.stock.reserve(_quantities(order))
        unit.orders.add(order, conversation.id, placement.token)
        self._tell(unit, order, now)
        return order

    def cancel_within(self, unit: UnitOfWork, number: str, now: datetime) -> Order:
        """Cancel an order for its household, within a turn's transaction.

        Raises:
            NotFound: ``unknown_order``.
            Conflict: ``illegal_transition``: it is being prepared, or over.
        """
        order = unit.orders.get(number, for_update=True)
        if not order.is_cancellable:
            raise _illegal(order)
        return self._move(unit, order, OrderState.CANCELLED, now)

    def cancel(self, number: str, customer: str | None = None) -> Document:
        """Cancel an order for its household; one that is cancelled already stays so.

        Args:
            number: which.
            customer: only if it is this household's.

        Raises:
            NotFound, Conflict: as in `cancel_within`.
        """
        with self._store.begin() as unit:
            order = _theirs(unit.orders.get(number, for_update=True), customer)
            if order.state is not OrderState.CANCELLED:
                order = self.cancel_within(unit, number, self._clock())
        return documents.order_document(order)

    def move(self, number: str, state: str) -> Document:
        """Bring an order to its next state, as the retailer says; one that is there already stays so.

        Raises:
            BadInput: ``bad_request``: no such state.
            NotFound: ``unknown_order``.
            Conflict: ``illegal_transition``.
        """
        wanted = _state(state)
        with self._store.begin() as unit:
            order = unit.orders.get(number, for_update=True)
            if order.state is not wanted:
                order = self._move(unit, order, wanted, self._clock())
        return documents.order_document(order)

    def get(self, number: str, customer: str | None = None) -> Order:
        """Return an order.

        Args:
            number: which.
            customer: only if it is this household's.

        Raises:
            NotFound: ``unknown_order``.
        """
        with self._store.read() as unit:
            return _theirs(unit.orders.get(number), customer)

    def list(
        self,
        customer: str | None = None,
        states: tuple[str, ...] = (),
        after: str | None = None,
        limit: int = 20,
    ) -> Document:
        """Return a page of orders, newest first: ``{"orders": [ORDER…], "next": number or null}``.

        Raises:
            BadInput: ``bad_request``: no such state, or a limit outside 1 to 100.
            NotFound: ``unknown_order`` for ``after``.
        """
        if not 1 <= limit <= _MOST_LISTED:
            raise BadInput("bad_request", f"limit must be from 1 to {_MOST_LISTED}")
        wanted = tuple(_state(state) for state in states)
        with self._store.read() as unit:
            found = unit.orders.list(customer, wanted, after, limit + 1)
        page = found[:limit]
        return {
            "orders": [documents.order_document(order) for order in page],
            "next": page[-1].id if len(found) > limit else None,
        }

    def all(self, since: datetime | None = None) -> Iterator[Order]:
        """Yield every order, oldest first."""
        with self._store.read() as unit:
            yield from unit.orders.all(since)

    def settle(self) -> int:
        """Ask the payment provider about orders that wait for a payment; returns how many were decided.

        May be called at any time by any process: a provider does its work once for one order.
        """
        if self._provider is None:
            return 0
        with self._store.read() as unit:
            waiting = unit.orders.list(states=(OrderState.CREATED,), limit=_MOST_LISTED)
        decided = 0
        for order in waiting:
            try:
                payment = self._provider.authorise(order)
            except Exception:
                _log.exception("payment of order %s is not known yet", order.id)
                continue
            if payment.state is PaymentState.PENDING:
                continue
            paid = payment.state is PaymentState.AUTHORISED
            with self._store.begin() as unit:
                current = unit.orders.get(order.id, for_update=True)
                if current.state is OrderState.CREATED:
                    named = replace(current, payment=payment.reference or payment.state.value)
                    self._move(
                        unit, named, OrderState.CONFIRMED if paid else OrderState.REJECTED, self._clock()
                    )
                    decided += 1
                elif paid and current.state in CALLED_OFF:
                    self._provider.release(current)
        return decided

    def stock(self) -> dict[str, Fraction]:
        """Return what is left of every product that is counted, in packages or kilograms."""
        with self._store.read() as unit:
            return unit.stock.all()

    def set_stock(self, quantities: dict[str, Fraction | None]) -> None:
        """Set what can be promised of products; ``None``: no longer counted.

        Raises:
            BadInput: ``bad_quantity``: below zero.
        """
        for quantity in quantities.values():
            if quantity is not None and quantity < 0:
                raise BadInput("bad_quantity", f"stock of {quantity}", value=str(quantity))
        with self._store.begin() as unit:
            for sku, quantity in quantities.items():
                unit.stock.set(sku, quantity)

    def _move(self, unit: UnitOfWork, order: Order, state: OrderState, now: datetime) -> Order:
        try:
            moved = order.moved_to(state)
        except IllegalTransition as error:
            raise _illegal(order) from error
        unit.orders.keep_state(moved, now)
        if state in CALLED_OFF:
            unit.stock.give_back(_quantities(order))
        if state is OrderState.DELIVERED:
            unit.orders.credit(moved, now)
        self._tell(unit, moved, now)
        return moved

    def _tell(self, unit: UnitOfWork, order: Order, now: datetime) -> None:
        kind = f"order.{order.state.value.lower()}"
        sequence = unit.orders.next_event(order.id)
        body = {
            "type": kind,
            "timestamp": now.isoformat(),
            "data": {"sequence": sequence, "order": documents.order_document(order)},
        }
        unit.outbox.add(order.id, sequence, kind, json.dumps(body, ensure_ascii=False), now)


def _quantities(order: Order) -> dict[str, Fraction]:
    return {line.sku: line.quantity for line in order.lines}


def _theirs(order: Order, customer: str | None) -> Order:
    if customer is not None and order.customer != customer:
        raise NotFound("unknown_order", f"order {order.id} is not of {customer}", id=order.id)
    return order


def _state(name: str) -> OrderState:
    try:
        return OrderState(name.strip().upper())
    except ValueError as error:
        raise BadInput("bad_request", f"{name!r} is no state of an order") from error


def _illegal(order: Order) -> Conflict:
    return Conflict(
        "illegal_transition",
        f"order {order.id} is {order.state}",
        id=order.id,
        state=say(f"state-{order.state.value}").text,
    )
