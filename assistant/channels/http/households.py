"""``/v1/households``: how a household is spoken to, the code of its orders, its loyalty card."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from assistant.channels.http.callers import caller, check_household
from assistant.channels.http.incoming import body, idempotency_key, the_assistant
from assistant.channels.http.openapi import Operation, describes
from assistant.channels.http.shapes import Household, HouseholdChange
from assistant.errors import Denied
from assistant.keys import HOUSEHOLD, RETAILER

blueprint = Blueprint("households", __name__, url_prefix="/v1/households/<customer>")


@blueprint.before_request
def check() -> None:
    """Let nobody at another household, but the retailer."""
    if caller().role != RETAILER:
        check_household((request.view_args or {})["customer"])


@blueprint.get("")
@describes(Operation("Read a household", {200: Household}, problems=("bad_household",)))
def read(customer: str) -> ResponseReturnValue:
    """Return HOUSEHOLD; never its code."""
    return the_assistant().households.show(customer)


@blueprint.patch("")
@describes(
    Operation(
        "Change how a household is spoken to, its code, or its loyalty card",
        {200: Household},
        body=HouseholdChange,
        writes=True,
        problems=("bad_household", "bad_code", "weak_code", "bad_card"),
    )
)
def change(customer: str) -> ResponseReturnValue:
    """Change a household. Its code only with a retailer's key: a speaker must not take it away."""
    wanted = body(HouseholdChange)
    if wanted.code is not None and caller().role == HOUSEHOLD:
        raise Denied("forbidden", "the code is changed with a retailer's key")
    return the_assistant().once.do(
        f"household:{customer}",
        idempotency_key(),
        request.get_data(),
        lambda: the_assistant().households.change(customer, wanted.address, wanted.code, wanted.card),
    )
