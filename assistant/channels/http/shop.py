"""``/v1/slots`` and ``/v1/offers``: when an order can be had, and what the shop takes off."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from assistant.channels.http.incoming import query, the_assistant
from assistant.channels.http.openapi import Operation, describes
from assistant.channels.http.shapes import Offers, SlotPage, SlotQuery

blueprint = Blueprint("shop", __name__, url_prefix="/v1")


@blueprint.get("/slots")
@describes(Operation("List the free slots of a mode", {200: SlotPage}, query=SlotQuery))
def slots() -> ResponseReturnValue:
    """Return free slots, soonest first."""
    asked = query(SlotQuery)
    return the_assistant().shopfront.slots(asked.mode, asked.limit, asked.cursor)


@blueprint.get("/offers")
@describes(Operation("List the offers that hold now", {200: Offers}))
def offers() -> ResponseReturnValue:
    """Return the offers that hold now."""
    return the_assistant().shopfront.offers()
