"""Orders from their first yes to the household's door: each change with its slot, stock, credit and event."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from assistant import documents
from assistant.dialogue import savings
from assistant.dialogue.phrases import say
from assistant.dialogue.turn import Placement
from assistant.documents import Document
from assistant.errors import BadInput, Conflict
from assistant.order_book import OrderBook, state_named, theirs
from assistant.shopping.orders import CALLED_OFF, IllegalTransition, Order, OrderSaving, OrderState
from assistant.shopping.payment import PaymentProvider, PaymentState
from assistant.shopping.slots import Shop
from assistant.store import Conversation, OrderFilter, Store, UnitOfWork

_log = logging.getLogger(__name__)


class OrderDesk(OrderBook):
    """Places orders, moves them on, and reads them. Safe to share between threads.

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
        super().__init__(store, shop, clock)
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
        unit.orders.add(order, conversation.id, placement.token)
        placed = self._tell(unit, order, now)
        # last, since everybody who wants the same product waits from here to the commit
        unit.stock.reserve(_quantities(order))
        return placed

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

    def cancel(self, number: str, customer: str | None = None, version: int | None = None) -> Document:
        """Cancel an order for its household, and return ORDER; one that is cancelled already stays so.

        Args:
            number: which.
            customer: only if it is this household's.
            version: only if nobody changed it since it had this version.

        Raises:
            NotFound, Conflict: as in `cancel_within`; also ``order_changed``.
        """
        with self._store.begin() as unit:
            order = theirs(unit.orders.get(number, for_update=True), customer)
            if order.state is not OrderState.CANCELLED:
                _check_version(order, version)
                order = self.cancel_within(unit, number, self._clock())
        return documents.order_document(order.on_clock(self._shop.zone))

    def move(self, number: str, state: str, version: int | None = None) -> Document:
        """Bring an order to its next state, as the retailer says, and return ORDER.

        One that is there already stays so: asking twice is asking once.

        Args:
            number: which.
            state: its next state.
            version: only if nobody changed it since it had this version.

        Raises:
            BadInput: ``bad_request``: no such state.
            NotFound: ``unknown_order``.
            Conflict: ``illegal_transition``, ``order_changed``.
        """
        wanted = state_named(state)
        with self._store.begin() as unit:
            order = unit.orders.get(number, for_update=True)
            if order.state is not wanted:
                _check_version(order, version)
                order = self._move(unit, order, wanted, self._clock())
        return documents.order_document(order.on_clock(self._shop.zone))

    def settle(self) -> int:
        """Ask the payment provider about every payment that is due; returns how many were decided.

        Orders that wait for a payment are confirmed or rejected; what was set aside for one that was called
        off meanwhile is given back. May be called at any time by any process, and again after a crash: a
        provider does its work once for one order.
        """
        if self._provider is None:
            return 0
        due = OrderFilter(shop=self._shop.id, payment_due=True)
        return sum(self._settle(order, self._provider) for order in list(self._pages(due)))

    def _settle(self, order: Order, provider: PaymentProvider) -> bool:
        try:
            if order.state in CALLED_OFF:
                provider.release(order)
                payment = None
            else:
                payment = provider.authorise(order)
        except Exception:
            _log.exception("payment of order %s is not known yet", order.id)
            return False
        if payment is not None and payment.state is PaymentState.PENDING:
            return False
        now = self._clock()
        with self._store.begin() as unit:
            current = unit.orders.get(order.id, for_update=True)
            if not current.payment_due or (payment is not None and current.state in CALLED_OFF):
                return False  # decided elsewhere; or called off meanwhile: given back the next time
            if payment is None:
                unit.orders.keep_state(current.given_back(), now)
                return True
            try:
                is_paid = payment.state is PaymentState.AUTHORISED
                decided = current.paid(payment.reference) if is_paid else current.refused(payment.reference)
            except IllegalTransition:
                _log.error("order %s is %s, and its payment was refused", current.id, current.state)
                decided = current.given_back()
            self._keep(unit, current, decided, now)
        return True

    def forget_ended_holds(self) -> int:
        """Delete the holds of slots that ended, which count no more; returns how many there were."""
        with self._store.begin() as unit:
            return unit.slots.forget_ended(self._clock())

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
        return self._keep(unit, order, moved, now)

    def _keep(self, unit: UnitOfWork, before: Order, order: Order, now: datetime) -> Order:
        """Keep where an order stands now, with all that follows from it."""
        unit.orders.keep_state(order, now)
        if order.state is before.state:
            return order
        if order.state in CALLED_OFF:
            unit.stock.give_back(_quantities(order), order.shop)
        if order.state is OrderState.DELIVERED:
            unit.orders.credit(order, now)
        return self._tell(unit, order, now)

    def _tell(self, unit: UnitOfWork, order: Order, now: datetime) -> Order:
        """Write the event of an order's change; return the order with its new version."""
        kind = f"order.{order.state.value.lower()}"
        sequence = unit.orders.next_event(order.id)
        order = replace(order, version=sequence).on_clock(self._shop.zone)
        body = {
            "type": kind,
            "timestamp": now.isoformat(),
            "data": {"sequence": sequence, "order": documents.order_document(order)},
        }
        unit.outbox.add(order.id, sequence, kind, json.dumps(body, ensure_ascii=False), now)
        return order


def _quantities(order: Order) -> dict[str, Fraction]:
    return {line.sku: line.quantity for line in order.lines}


def _check_version(order: Order, version: int | None) -> None:
    if version is not None and version != order.version:
        raise Conflict(
            "order_changed", f"order {order.id} is at version {order.version}, not {version}", id=order.id
        )


def _illegal(order: Order) -> Conflict:
    return Conflict(
        "illegal_transition",
        f"order {order.id} is {order.state}",
        id=order.id,
        state=say(f"state-{order.state.value}").text,
    )
