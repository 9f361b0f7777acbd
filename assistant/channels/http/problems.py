"""Errors as problem details (RFC 9457), with the code of `assistant.errors` and a French sentence."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from flask import Flask, Response, json
from werkzeug.exceptions import HTTPException

from assistant.documents import explain
from assistant.errors import BadInput, Conflict, Denied, NotFound, Unavailable, VocabasError

_log = logging.getLogger(__name__)
_STATUS_OF_CODE = {
    "not_found": 404,
    "method_not_allowed": 405,
    "unknown_conversation": 404,
    "unknown_order": 404,
    "unknown_product": 404,
    "idempotency_key_reused": 409,
    "conversation_busy": 409,
    "illegal_transition": 409,
    "insufficient_stock": 409,
    "not_sold": 409,
    "slot_full": 409,
    "store_busy": 409,
    "basket_changed": 412,
    "order_changed": 412,
    "text_too_long": 413,
    "body_too_large": 413,
    "audio_too_long": 413,
    "unsupported_media": 415,
    "unreadable_audio": 422,
    "nothing_heard": 422,
    "no_key": 401,
    "forbidden": 403,
    "foreign_origin": 403,
    "too_many_requests": 429,
    "internal": 500,
    "no_acoustic_model": 503,
    "no_voice": 503,
    "nlu_unavailable": 503,
    "overloaded": 503,
    "store_unavailable": 503,
    "store_full": 503,
    "starting": 503,
    "websocket_only": 426,
    "not_acceptable": 406,
}
_STATUS_OF_KIND: dict[type[VocabasError], int] = {
    BadInput: 400,
    Denied: 403,
    NotFound: 404,
    Conflict: 409,
    Unavailable: 503,
}
_CODE_OF_STATUS = {
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "unsupported_media",
}
_RETRY_SECONDS = 5


class Problem(msgspec.Struct, kw_only=True):
    """What went wrong (RFC 9457). Nothing was changed."""

    type: str
    """`urn:vocabas:error:` and the code."""
    title: str
    """For the engineer, in English."""
    status: int
    """The HTTP status."""
    detail: str
    """For the person, in French: it may be said."""
    code: str
    """Stable name of the error."""


def status_of(code: str) -> int:
    """Return the HTTP status of an error's code; 400 for one that is about what was sent."""
    return _STATUS_OF_CODE.get(code, 400)


def problem_of(error: VocabasError) -> dict[str, Any]:
    """Return an error as the JSON of a problem."""
    status = _STATUS_OF_CODE.get(error.code) or _STATUS_OF_KIND.get(type(error), 500)
    return _body(status, error.code, explain(error), error.message)


def register(app: Flask) -> None:
    """Make the application answer every error as problem+json."""

    @app.errorhandler(VocabasError)
    def on_vocabas_error(error: VocabasError) -> Response:
        problem = problem_of(error)
        if problem["status"] >= 500 and error.code != "overloaded":
            _log.error("%s: %s", error.code, error.message)
        return _answer(problem, error.details.get("retry_after"))

    @app.errorhandler(HTTPException)
    def on_http_error(error: HTTPException) -> Response:
        status = error.code or 500
        code = _CODE_OF_STATUS.get(status, "bad_request" if status < 500 else "internal")
        response = _answer(_body(status, code, explain(VocabasError(code, error.name)), error.name))
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def on_surprise(error: Exception) -> Response:
        _log.exception("unexpected error")
        return _answer(_body(500, "internal", explain(VocabasError("internal", "")), "internal error"))


def _body(status: int, code: str, detail: str, title: str) -> dict[str, Any]:
    return {
        "type": f"urn:vocabas:error:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }


def _answer(problem: dict[str, Any], retry_after: str | int | None = None) -> Response:
    headers = {}
    if problem["status"] in (429, 503):
        headers["Retry-After"] = str(retry_after or _RETRY_SECONDS)
    if problem["status"] == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="vocabas"'
    return Response(
        json.dumps(problem, ensure_ascii=False),
        problem["status"],
        headers,
        content_type="application/problem+json",
    )
