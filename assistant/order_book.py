"""Orders as they are read: one, a page of them, all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from assistant import documents
from assistant.documents import Document
from assistant.errors import BadInput, NotFound
from assistant.shopping.orders import Order, OrderState
from assistant.shopping.slots import Mode, Shop
from assistant.store import OrderFilter, Store

MOST_LISTED = 100
"""The longest page of orders."""
_EXPORTED_AT_ONCE = 500


class OrderBook:
    """Reads orders. Safe to share between threads.

    Times are texts: ISO 8601, a date alone being its midnight, and both on the shop's clock unless they say
    otherwise.

    Args:
        store: where orders are kept.
        shop: whose orders a retailer sees.
        clock: gives the current time, aware.
    """

    def __init__(self, store: Store, shop: Shop, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._shop = shop
        self._clock = clock

    def get(self, number: str, customer: str | None = None) -> Order:
        """Return an order.

        Args:
            number: which.
            customer: only if it is this household's.

        Raises:
            NotFound: ``unknown_order``.
        """
        with self._store.read() as unit:
            return theirs(unit.orders.get(number), customer).on_clock(self._shop.zone)

    @property
    def seller(self) -> str:
        """Return the shop's name."""
        return self._shop.name

    def show(self, number: str, customer: str | None = None) -> Document:
        """Return ORDER; arguments and errors as in `get`."""
        return documents.order_document(self.get(number, customer))

    def list(
        self,
        customer: str | None = None,
        *,
        states: tuple[str, ...] = (),
        mode: str = "",
        since: str = "",
        until: str = "",
        slot_from: str = "",
        slot_until: str = "",
        by_slot: bool = False,
        after: str | None = None,
        limit: int = 20,
    ) -> Document:
        """Return a page of orders: ``{"orders": [ORDER…], "next": number or null}``.

        Args:
            customer: this household's, of any shop; ``None``: all that this shop prepares.
            states: only in these states.
            mode: only those had in this way.
            since: only those placed from then on.
            until: only those placed before then.
            slot_from: only those whose slot starts from then on.
            slot_until: only those whose slot starts before then.
            by_slot: soonest slot first; else newest first.
            after: the ``next`` of the page before.
            limit: how many at the most.

        Raises:
            BadInput: ``bad_request``: no such state or mode, no time, or a limit outside 1 to 100.
            NotFound: ``unknown_order`` for ``after``.
        """
        if not 1 <= limit <= MOST_LISTED:
            raise BadInput("bad_request", f"limit must be from 1 to {MOST_LISTED}")
        wanted = self._wanted(customer, states, mode, since, until, slot_from, slot_until)
        with self._store.read() as unit:
            if after is not None:
                theirs(unit.orders.get(after), customer)
            found = unit.orders.list(wanted, after, limit + 1, by_slot)
        page = found[:limit]
        return {
            "orders": [documents.order_document(order.on_clock(self._shop.zone)) for order in page],
            "next": page[-1].id if len(found) > limit else None,
        }

    def export(self, states: tuple[str, ...] = (), since: str = "", until: str = "") -> Iterator[Order]:
        """Return an iterator over this shop's orders, oldest first.

        It reads some hundreds at a time, each in a transaction of its own: memory stays bounded, and nobody
        waits for a slow reader. An order stands in it once, as it was when its part was read.

        Raises:
            BadInput: ``bad_request``, at once, as in `list`.
        """
        return self._pages(self._wanted(None, states, "", since, until))

    def _pages(self, wanted: OrderFilter) -> Iterator[Order]:
        last: Order | None = None
        while True:
            with self._store.read() as unit:
                page = unit.orders.oldest(wanted, last, _EXPORTED_AT_ONCE)
            yield from (order.on_clock(self._shop.zone) for order in page)
            if len(page) < _EXPORTED_AT_ONCE:
                return
            last = page[-1]

    def _wanted(
        self,
        customer: str | None,
        states: tuple[str, ...],
        mode: str,
        since: str,
        until: str,
        slot_from: str = "",
        slot_until: str = "",
    ) -> OrderFilter:
        return OrderFilter(
            customer=customer,
            shop=self._shop.id if customer is None else None,
            states=tuple(state_named(state) for state in states),
            mode=_mode_named(mode),
            since=self._moment(since),
            until=self._moment(until),
            slot_from=self._moment(slot_from),
            slot_until=self._moment(slot_until),
        )

    def _moment(self, text: str) -> datetime | None:
        if not text.strip():
            return None
        try:
            moment = datetime.fromisoformat(text.strip())
        except ValueError as error:
            raise BadInput("bad_request", f"{text!r} is no ISO 8601 date or time") from error
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=self._shop.zone)


def theirs(order: Order, customer: str | None) -> Order:
    """Return the order, if it is of that household or no household is meant.

    Raises:
        NotFound: ``unknown_order``: whether it exists is nobody else's business.
    """
    if customer is not None and order.customer != customer:
        raise NotFound("unknown_order", f"order {order.id} is not of {customer}", id=order.id)
    return order


def state_named(name: str) -> OrderState:
    """Return a state by its name, in any case.

    Raises:
        BadInput: ``bad_request``.
    """
    try:
        return OrderState(name.strip().upper())
    except ValueError as error:
        raise BadInput("bad_request", f"{name!r} is no state of an order") from error


def _mode_named(name: str) -> Mode | None:
    try:
        return Mode(name.strip().lower()) if name.strip() else None
    except ValueError as error:
        raise BadInput("bad_request", f"{name!r} is no way to have an order") from error
