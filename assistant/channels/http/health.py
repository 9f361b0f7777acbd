"""Whether the process lives, whether it can answer, and how much it does."""

from __future__ import annotations

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from assistant.channels.http.openapi import Access, Operation, describes
from assistant.channels.http.shapes import Health

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
@describes(Operation("Whether the process serves", {200: Health}, access=Access.ANYONE))
def livez() -> ResponseReturnValue:
    """Answer 200 as long as the process serves."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@describes(Operation("Whether turns can be understood", {200: Health, 503: Health}, access=Access.ANYONE))
def readyz() -> ResponseReturnValue:
    """Answer 200 when turns can be understood, else 503."""
    ready = current_app.extensions["is_ready"]()
    return ({"status": "ready"}, 200) if ready else ({"status": "starting"}, 503, {"Retry-After": "2"})


@blueprint.get("/metrics")
@describes(
    Operation(
        "Counts and times, for Prometheus", {200: {"text/plain": {"type": "string"}}}, access=Access.RETAILER
    )
)
def metrics() -> ResponseReturnValue:
    """Return what Prometheus reads."""
    return Response(
        generate_latest(current_app.extensions["guard"].registry), content_type=CONTENT_TYPE_LATEST
    )
