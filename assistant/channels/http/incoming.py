"""What a request brings: its JSON, its query, its keys and versions."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, TypeVar, cast

import msgspec
from flask import Response, current_app, jsonify, request

from assistant.assistant import Assistant
from assistant.baskets import Terms
from assistant.documents import Document
from assistant.errors import BadInput

Shape = TypeVar("Shape", bound=msgspec.Struct)
_LONGEST_KEY = 200
_ETAG = re.compile(r'(?:W/)?"(\d{1,15})"')


def the_assistant() -> Assistant:
    """Return what answers."""
    return cast(Assistant, current_app.extensions["assistant"])


def is_json() -> bool:
    """Return whether the body says that it is JSON."""
    return request.mimetype == "application/json" or request.mimetype.endswith("+json")


def body(shape: type[Shape], required: bool = True) -> Shape:
    """Return the JSON body.

    Raises:
        BadInput: ``bad_request``: it is not of this shape; ``unsupported_media``: it is not JSON.
    """
    data = request.get_data()
    if not data and not required:
        return shape()
    if not is_json():
        raise BadInput(
            "unsupported_media", f"cannot take {request.mimetype or 'a body without Content-Type'}"
        )
    try:
        read = msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise BadInput("bad_request", str(error)) from error
    for name in shape.__struct_fields__:
        no_nul(getattr(read, name), name)
    return read


def query(shape: type[Shape]) -> Shape:
    """Return the query parameters.

    Raises:
        BadInput: ``bad_request``.
    """
    for name, value in request.args.items():
        no_nul(value, name)
    try:
        return msgspec.convert(dict(request.args), shape, strict=False)
    except msgspec.ValidationError as error:
        raise BadInput("bad_request", str(error)) from error


def no_nul(value: Any, name: str) -> None:
    """Refuse a NUL character, which no database takes.

    Raises:
        BadInput: ``bad_request``.
    """
    if isinstance(value, str) and "\x00" in value:
        raise BadInput("bad_request", f"{name} must not hold a NUL character")


def idempotency_key() -> str | None:
    """Return the request's idempotency key, if it has one.

    Raises:
        BadInput: ``bad_request``: it is too long.
    """
    key = request.headers.get("Idempotency-Key") or None
    if key is not None and len(key) > _LONGEST_KEY:
        raise BadInput("bad_request", f"Idempotency-Key: {_LONGEST_KEY} characters at most")
    return key


def expected_version() -> int | None:
    """Return the version that ``If-Match`` names; ``None`` for none or ``*``.

    Raises:
        BadInput: ``bad_request``: it is no ETag of ours.
    """
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    shaped = _ETAG.fullmatch(given)
    if shaped is None:
        raise BadInput("bad_request", "If-Match must be an ETag that was answered before")
    return int(shaped[1])


def terms() -> Terms:
    """Return under which terms a basket may be changed."""
    return Terms(expected_version(), idempotency_key())


def versioned(document: Document) -> Response:
    """Return an answer with the ETag of its version."""
    response = jsonify(document)
    response.headers["ETag"] = f'"{document["version"]}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def exactly(number: float) -> Decimal:
    """Return a JSON number as it was written."""
    return Decimal(str(number))
