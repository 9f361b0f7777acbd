"""``/v1/openapi.json``, and the same as a page that needs nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from assistant.channels.http.openapi import Access, Operation, build, describes

blueprint = Blueprint("reference", __name__, url_prefix="/v1")

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@blueprint.get("/openapi.json")
@describes(
    Operation(
        "The OpenAPI 3.1 document", {200: {"application/json": {"type": "object"}}}, access=Access.ANYONE
    )
)
def openapi() -> ResponseReturnValue:
    """Return the OpenAPI document of this very application."""
    return _document()


@blueprint.get("/reference")
@describes(Operation("This reference", {200: {"text/html": {"type": "string"}}}, access=Access.ANYONE))
def reference() -> ResponseReturnValue:
    """Return a page that shows the document."""
    page = render_template("reference.html.j2", document=_document())
    return page, 200, {"Content-Security-Policy": _POLICY, "Content-Type": "text/html; charset=utf-8"}


def _document() -> dict[str, Any]:
    extensions = current_app.extensions
    if "openapi" not in extensions:
        extensions["openapi"] = build(current_app._get_current_object())  # type: ignore[attr-defined]
    document: dict[str, Any] = extensions["openapi"]
    return document
