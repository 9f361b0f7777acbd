"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

blueprint = Blueprint("health", __name__)


@blueprint.get("/livez")
def livez() -> ResponseReturnValue:
    """Answer 200 as long as the process serves."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Answer 200 when turns can be understood, else 503."""
    ready = current_app.extensions["is_ready"]()
    return ({"status": "ready"}, 200) if ready else ({"status": "starting"}, 503)
