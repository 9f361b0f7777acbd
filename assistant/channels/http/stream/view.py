"""``/v1/stream``: the handshake, who may speak, and whose conversation it is."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, current_app, request
from flask.typing import ResponseReturnValue

from assistant.channels.http.callers import caller, check_conversation, check_household
from assistant.channels.http.incoming import no_nul, the_assistant
from assistant.channels.http.openapi import Operation, describes
from assistant.channels.http.stream.configuration import Configuration
from assistant.channels.http.stream.limits import Streams
from assistant.channels.http.stream.line import Line, LineEnded
from assistant.channels.http.stream.session import Session
from assistant.errors import Denied
from assistant.keys import RETAILER

blueprint = Blueprint("stream", __name__, url_prefix="/v1")


# Two rules, because the router keeps WebSockets and plain requests apart; a plain one is told what this is.
@blueprint.get("/stream", endpoint="plain")
@blueprint.get("/stream", websocket=True)
@describes(
    Operation(
        "Speak, and be answered while speaking: a WebSocket (docs/streaming.md)",
        {101: {}},
        websocket=True,
        problems=("websocket_only", "overloaded", "no_acoustic_model"),
    )
)
def stream() -> ResponseReturnValue:
    """Become a WebSocket, and serve it until it is closed."""
    if caller().role == RETAILER:
        raise Denied("forbidden", "a retailer's key does not listen")
    streams = cast(Streams, current_app.extensions["streams"])
    with streams.place():
        the_assistant().warm_up()
        line = Line.upgrade(request.environ, streams.limits.message_bytes, streams.limits.slow_seconds)
        Session(line, the_assistant(), streams, _conversation).run()
    return LineEnded()


def _conversation(wanted: Configuration) -> str:
    """Return the conversation that a configuration asks for.

    Raises:
        Denied: ``forbidden``.
        NotFound: ``unknown_conversation``.
        BadInput: ``bad_request``.
    """
    asked, customer = wanted.conversation or "", wanted.customer or ""
    no_nul(asked, "conversation")
    no_nul(customer, "customer")
    if asked != "new":
        check_conversation(asked)
        the_assistant().customer_of(asked)
        return asked
    if customer:
        check_household(customer)
    opened = the_assistant().open_conversation(customer or caller().customer or "")
    return str(opened["id"])
