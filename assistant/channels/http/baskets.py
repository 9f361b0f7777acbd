"""``/v1/baskets``: a household's basket changed by touch."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from assistant.channels.http.callers import check_household
from assistant.channels.http.incoming import body, exactly, terms, the_assistant, versioned
from assistant.channels.http.openapi import Operation, describes
from assistant.channels.http.shapes import Basket, LineQuantity, NewLine

blueprint = Blueprint("baskets", __name__, url_prefix="/v1/baskets/<customer>")

_CHANGES = ("basket_changed",)
_LINE = (*_CHANGES, "unknown_product", "not_sold", "bad_quantity")


@blueprint.before_request
def check() -> None:
    """Let nobody at another household's basket."""
    check_household((request.view_args or {})["customer"])


@blueprint.get("")
@describes(Operation("Read a basket", {200: Basket}, versioned=True))
def read(customer: str) -> ResponseReturnValue:
    """Return BASKET, with its version as ``ETag``."""
    return versioned(the_assistant().baskets.read(customer))


@blueprint.post("/lines")
@describes(
    Operation(
        "Put a product in the basket, or more of it",
        {200: Basket},
        body=NewLine,
        writes=True,
        versioned=True,
        problems=_LINE,
    )
)
def add_line(customer: str) -> ResponseReturnValue:
    """Put a product in the basket, or more of it."""
    line = body(NewLine)
    return versioned(the_assistant().baskets.add(customer, line.sku, exactly(line.quantity), terms()))


@blueprint.put("/lines/<sku>")
@describes(
    Operation(
        "Have exactly this much of a product",
        {200: Basket},
        body=LineQuantity,
        writes=True,
        versioned=True,
        problems=_LINE,
    )
)
def set_line(customer: str, sku: str) -> ResponseReturnValue:
    """Have exactly this much of a product."""
    quantity = exactly(body(LineQuantity).quantity)
    return versioned(the_assistant().baskets.set(customer, sku, quantity, terms()))


@blueprint.delete("/lines/<sku>")
@describes(Operation("Take a product out", {200: Basket}, writes=True, versioned=True, problems=_CHANGES))
def remove_line(customer: str, sku: str) -> ResponseReturnValue:
    """Take a product out of the basket, whether it was there or not."""
    return versioned(the_assistant().baskets.remove(customer, sku, terms()))


@blueprint.put("/codes/<code>")
@describes(Operation("Give a coupon code", {200: Basket}, writes=True, versioned=True, problems=_CHANGES))
def add_code(customer: str, code: str) -> ResponseReturnValue:
    """Give a coupon code; whether it saves shows in the basket."""
    return versioned(the_assistant().baskets.add_code(customer, code, terms()))


@blueprint.delete("/codes/<code>")
@describes(Operation("Take a coupon code off", {200: Basket}, writes=True, versioned=True, problems=_CHANGES))
def remove_code(customer: str, code: str) -> ResponseReturnValue:
    """Take a coupon code off, whether it was given or not."""
    return versioned(the_assistant().baskets.remove_code(customer, code, terms()))
