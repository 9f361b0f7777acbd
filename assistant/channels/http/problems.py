"""Errors as problem details (RFC 9457), with the code of `assistant.errors` and a French sentence."""

from __future__ import annotations

import logging

from flask import Flask, Response, json
from werkzeug.exceptions import HTTPException

from assistant.documents import explain
from assistant.errors import BadInput, Conflict, NotFound, Unavailable, VocabasError

_log = logging.getLogger(__name__)
_STATUS_OF_CODE = {
    "text_too_long": 413,
    "body_too_large": 413,
    "audio_too_long": 413,
    "unsupported_media": 415,
    "unreadable_audio": 422,
    "nothing_heard": 422,
}
_STATUS_OF_KIND: dict[type[VocabasError], int] = {
    BadInput: 400,
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


def register(app: Flask) -> None:
    """Make the application answer every error as problem+json."""

    @app.errorhandler(VocabasError)
    def on_vocabas_error(error: VocabasError) -> Response:
        status = _STATUS_OF_CODE.get(error.code) or _STATUS_OF_KIND.get(type(error), 500)
        if status >= 500:
            _log.error("%s: %s", error.code, error.message)
        return _problem(status, error.code, explain(error), error.message)

    @app.errorhandler(HTTPException)
    def on_http_error(error: HTTPException) -> Response:
        status = error.code or 500
        code = _CODE_OF_STATUS.get(status, "bad_request" if status < 500 else "internal")
        response = _problem(status, code, explain(VocabasError(code, error.name)), error.name)
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response

    @app.errorhandler(Exception)
    def on_surprise(error: Exception) -> Response:
        _log.exception("unexpected error")
        return _problem(500, "internal", explain(VocabasError("internal", "")), "internal error")


def _problem(status: int, code: str, detail: str, title: str) -> Response:
    body = {
        "type": f"urn:vocabas:error:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    headers = {"Retry-After": str(_RETRY_SECONDS)} if status == 503 else {}
    return Response(
        json.dumps(body, ensure_ascii=False), status, headers, content_type="application/problem+json"
    )
