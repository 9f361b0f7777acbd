"""From the application's routes to the OpenAPI document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from flask import Flask
from werkzeug.routing import Rule

from assistant import __version__
from assistant.channels.http.openapi.operation import Access, Operation, Shape, operation_of
from assistant.channels.http.problems import Problem, status_of

_JSON = "application/json"
_PROBLEM = "application/problem+json"
_REF = "#/components/schemas/{name}"
_ALWAYS = (
    "bad_request",
    "method_not_allowed",
    "too_many_requests",
    "foreign_origin",
    "internal",
    "store_unavailable",
    "store_full",
)
_OF_PATHS = {
    "conversation_id": "From `POST /v1/conversations`.",
    "customer": "The household, 1 to 80 characters.",
    "sku": "A product's number.",
    "number": "An order's number.",
    "code": "A coupon code.",
}


def build(app: Flask) -> dict[str, Any]:
    """Return the document of every route that describes itself."""
    found = sorted(_operations(app), key=lambda each: (each[0].rule, each[1]))
    shapes = {shape for _, _, operation in found for shape in _shapes(operation)}
    _, schemas = msgspec.json.schema_components(
        sorted({*shapes, Problem}, key=lambda shape: shape.__name__), ref_template=_REF
    )
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, operation in found:
        paths.setdefault(_path(rule), {})[method.lower()] = _operation(rule, method, operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Vocabas",
            "version": __version__,
            "description": "Shop for groceries in French by talking. Prices are cents, times ISO 8601.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key of `vocabas keys create`."}
            },
        },
    }


def _operations(app: Flask) -> Iterator[tuple[Rule, str, Operation]]:
    for rule in app.url_map.iter_rules():
        operation = operation_of(app.view_functions[rule.endpoint])
        if operation is not None:
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                yield rule, method, operation


def _shapes(operation: Operation) -> Iterator[Shape]:
    if operation.body:
        yield operation.body
    for answer in operation.answers.values():
        yield from (shape for shape in _alternatives(answer) if isinstance(shape, type))


def _alternatives(answer: Shape | Mapping[str, Any]) -> Iterable[Any]:
    return answer.values() if isinstance(answer, Mapping) else (answer,)


def _path(rule: Rule) -> str:
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)


def _operation(rule: Rule, method: str, operation: Operation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": operation.summary,
        "parameters": [*_parameters(rule, method, operation)],
        "responses": _responses(rule, operation),
    }
    if operation.access is not Access.ANYONE:
        made["security"] = [{"key": []}, {}]
    if operation.body or operation.media:
        content = {_JSON: {"schema": _schema(operation.body)}} if operation.body else {}
        content |= {media: {"schema": schema} for media, schema in operation.media.items()}
        made["requestBody"] = {"required": operation.body_required, "content": content}
    return made


def _parameters(rule: Rule, method: str, operation: Operation) -> Iterator[dict[str, Any]]:
    for name in sorted(rule.arguments):
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": _OF_PATHS.get(name, ""),
            "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        }
    if operation.query:
        schema = msgspec.json.schema(operation.query)["$defs"][operation.query.__name__]
        for name, of_parameter in schema["properties"].items():
            yield {
                "name": name,
                "in": "query",
                "required": name in schema.get("required", ()),
                "schema": of_parameter,
            }
    if operation.writes:
        yield _header("Idempotency-Key", "The same request with the same key is done once.", maxLength=200)
    if operation.versioned and method != "GET":
        yield _header("If-Match", "The `ETag` that was read: refused with 412 when it changed since.")


def _header(name: str, description: str, **bounds: int) -> dict[str, Any]:
    schema = {"type": "string", **bounds}
    return {"name": name, "in": "header", "required": False, "description": description, "schema": schema}


def _responses(rule: Rule, operation: Operation) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for status, shape in operation.answers.items():
        made[str(status)] = {"description": operation.summary}
        if isinstance(shape, type):
            made[str(status)]["content"] = {_JSON: {"schema": _schema(shape)}}
        elif shape:
            made[str(status)]["content"] = {
                media: {"schema": _schema(of) if isinstance(of, type) else of} for media, of in shape.items()
            }
        if operation.versioned:
            made[str(status)]["headers"] = {"ETag": {"schema": {"type": "string"}}}
    codes: dict[int, list[str]] = {}
    for code in _codes(rule, operation):
        codes.setdefault(status_of(code), []).append(code)
    for status, of_status in sorted(codes.items()):
        problem = {
            "description": "Problem: " + ", ".join(f"`{code}`" for code in of_status),
            "content": {_PROBLEM: {"schema": _schema(Problem)}},
        }
        if status in (429, 503):
            problem["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
        made[str(status)] = problem
    return made


def _codes(rule: Rule, operation: Operation) -> Iterator[str]:
    yield from _ALWAYS
    yield from operation.problems
    if operation.access is not Access.ANYONE:
        yield from ("no_key", "forbidden", "overloaded")
    if rule.arguments:
        yield "not_found"
    if operation.body or operation.media:
        yield from ("body_too_large", "unsupported_media")
    if operation.writes:
        yield "idempotency_key_reused"
        yield "store_busy"


def _schema(shape: Shape | None) -> dict[str, str]:
    return {"$ref": _REF.format(name=shape.__name__)} if shape else {}
