"""``/v1/orders``: a household reads and cancels its own; the retailer moves them on."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Response, json, request
from flask.typing import ResponseReturnValue

from assistant.channels.http.callers import caller, check_household
from assistant.channels.http.incoming import (
    body,
    expected_version,
    idempotency_key,
    query,
    the_assistant,
    versioned,
)
from assistant.channels.http.openapi import Access, Operation, describes
from assistant.channels.http.shapes import NewState, Order, OrderPage, OrderQuery
from assistant.documents import Document
from assistant.keys import HOUSEHOLD
from assistant.linked_data import linked_order

blueprint = Blueprint("orders", __name__, url_prefix="/v1/orders")

_LINKED = "application/ld+json"


@blueprint.get("")
@describes(Operation("List orders", {200: OrderPage}, query=OrderQuery, problems=("unknown_order",)))
def list_orders() -> ResponseReturnValue:
    """Return orders, newest first: a household's own, or all that the shop prepares."""
    asked = query(OrderQuery)
    if caller().role == HOUSEHOLD and asked.customer is not None:
        check_household(asked.customer)
    return the_assistant().orders.list(
        _own() or asked.customer,
        states=(asked.state,) if asked.state else (),
        mode=asked.mode or "",
        since=asked.since,
        until=asked.until,
        after=asked.cursor,
        limit=asked.limit,
    )


@blueprint.get("/<number>")
@describes(
    Operation(
        "Read an order, as ORDER or in schema.org's words",
        {200: {"application/json": Order, _LINKED: {"type": "object"}}},
        versioned=True,
        problems=("unknown_order",),
    )
)
def read(number: str) -> ResponseReturnValue:
    """Return an order; ``Accept: application/ld+json`` gives it as schema.org's ``Order``."""
    order = the_assistant().orders.get(number, _own())
    if request.accept_mimetypes.best_match(("application/json", _LINKED)) == _LINKED:
        linked = linked_order(order, the_assistant().orders.seller)
        response = Response(json.dumps(linked, ensure_ascii=False), content_type=_LINKED)
        response.headers["ETag"] = f'"{order.version}"'
    else:
        response = versioned(the_assistant().orders.show(number, _own()))
    response.headers["Vary"] = "Accept"
    return response


@blueprint.post("/<number>/cancel")
@describes(
    Operation(
        "Cancel an order that is not being prepared yet",
        {200: Order},
        writes=True,
        versioned=True,
        problems=("unknown_order", "illegal_transition", "order_changed"),
    )
)
def cancel(number: str) -> ResponseReturnValue:
    """Cancel an order; one that is cancelled already stays so."""
    version = expected_version()
    return _once(number, "cancel", lambda: the_assistant().orders.cancel(number, _own(), version))


@blueprint.put("/<number>/state")
@describes(
    Operation(
        "Bring an order to its next state",
        {200: Order},
        access=Access.RETAILER,
        body=NewState,
        writes=True,
        versioned=True,
        problems=("unknown_order", "illegal_transition", "order_changed"),
    )
)
def move(number: str) -> ResponseReturnValue:
    """Bring an order to its next state, as the retailer says; one that is there already stays so."""
    state, version = body(NewState).state, expected_version()
    return _once(number, state, lambda: the_assistant().orders.move(number, state, version))


def _once(number: str, what: str, write: Callable[[], Document]) -> Response:
    scope = f"orders:{caller().id}"
    return versioned(the_assistant().once.do(scope, idempotency_key(), f"{number}\0{what}".encode(), write))


def _own() -> str | None:
    """Return the household whose orders a caller may see; ``None``: all that the shop prepares."""
    return caller().customer if caller().role == HOUSEHOLD else None
