"""What a view says of itself: what it takes, what it answers, who may call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

View = TypeVar("View", bound=Callable[..., Any])
Shape = type[msgspec.Struct]


class Access(StrEnum):
    """Who may call an operation when keys are asked for."""

    ANYONE = "anyone"
    """Even without a key."""
    KEY = "key"
    """Any key; what it sees is for the view to bound."""
    RETAILER = "retailer"
    """A retailer's key."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, as the OpenAPI document and the guard at the door read it."""

    summary: str
    """One line."""
    answers: Mapping[int, Shape | Mapping[str, Any]]
    """Each good status with the shape of its JSON, or its content by media type."""
    access: Access = Access.KEY
    """Who may call it."""
    body: Shape | None = None
    """Shape of the JSON body."""
    body_required: bool = True
    """Whether the body may be left out."""
    media: Mapping[str, Any] = field(default_factory=dict)
    """Other media types that the body may have, with their schemas."""
    query: Shape | None = None
    """Names and types of the query parameters."""
    problems: tuple[str, ...] = ()
    """Codes of the errors that it may answer, beside those of every operation."""
    writes: bool = False
    """Whether it takes an ``Idempotency-Key``."""
    versioned: bool = False
    """Whether it answers an ``ETag``, and a write takes ``If-Match``."""
    websocket: bool = False
    """Whether it becomes a WebSocket."""


def describes(operation: Operation) -> Callable[[View], View]:
    """Return a decorator that lets a view carry its description."""

    def mark(view: View) -> View:
        view.operation = operation  # type: ignore[attr-defined]
        return view

    return mark


def operation_of(view: Callable[..., Any] | None) -> Operation | None:
    """Return what a view says of itself, if it says anything."""
    return getattr(view, "operation", None)
