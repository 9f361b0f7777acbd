"""``/v1/conversations``: talk by text or by sound."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, current_app, request, url_for
from flask.typing import ResponseReturnValue

from assistant.assistant import Assistant
from assistant.errors import BadInput

blueprint = Blueprint("conversations", __name__, url_prefix="/v1/conversations")

_AUDIO_BY_OTHER_NAMES = ("application/ogg", "application/octet-stream", "video/webm", "video/mp4")


@blueprint.post("")
def open_conversation() -> ResponseReturnValue:
    """Begin a conversation: ``{"customer"?}`` → 201 ``{"id", "customer", "created_at"}``."""
    opened = _assistant().open_conversation(_text(_json_object(required=False), "customer", ""))
    location = url_for("conversations.read_basket", conversation_id=opened["id"]).removesuffix("/basket")
    return opened, 201, {"Location": location}


@blueprint.post("/<conversation_id>/turns")
def take_turn(conversation_id: str) -> ResponseReturnValue:
    """Say something: JSON ``{"text"}`` or the body of an audio file → TURN."""
    key = request.headers.get("Idempotency-Key") or None
    if key is not None and len(key) > 200:
        raise BadInput("bad_request", "Idempotency-Key: 200 characters at most")
    if request.mimetype == "application/json" or request.mimetype.endswith("+json"):
        return _assistant().answer(conversation_id, _text(_json_object(), "text"), key)
    if request.mimetype.startswith("audio/") or request.mimetype in _AUDIO_BY_OTHER_NAMES:
        return _assistant().hear(conversation_id, request.get_data(), key)
    raise BadInput("unsupported_media", f"cannot take {request.mimetype or 'a body without Content-Type'}")


@blueprint.get("/<conversation_id>/basket")
def read_basket(conversation_id: str) -> ResponseReturnValue:
    """Return the household's BASKET."""
    return _assistant().basket(conversation_id)


def _assistant() -> Assistant:
    return cast(Assistant, current_app.extensions["assistant"])


def _json_object(required: bool = True) -> dict[str, Any]:
    if not required and not request.get_data():
        return {}
    document = request.get_json(force=True, silent=True)
    if not isinstance(document, dict):
        raise BadInput("bad_request", "the body must be a JSON object")
    return document


def _text(document: dict[str, Any], name: str, default: str | None = None) -> str:
    value = document.get(name, default)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise BadInput("bad_request", f"{name} must be a string")
    if "\x00" in value:
        raise BadInput("bad_request", f"{name} must not hold a NUL character")
    return value
