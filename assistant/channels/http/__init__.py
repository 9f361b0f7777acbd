"""The HTTP API: an application factory, one blueprint a resource.

`create_app` is the factory; `server.serve` runs it for real.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from assistant.assistant import Assistant
from assistant.channels.http import (
    baskets,
    conversations,
    health,
    households,
    orders,
    problems,
    products,
    reference,
    shop,
    stream,
)
from assistant.channels.http.guard import Guard
from assistant.channels.http.stream import StreamLimits
from assistant.keys import KeyRing

__all__ = ["StreamLimits", "create_app"]

_ROOMS = (conversations, baskets, products, shop, orders, households, stream, health, reference)


def create_app(
    assistant: Assistant,
    *,
    is_ready: Callable[[], bool] = lambda: True,
    max_body_bytes: int = 32 * 1024 * 1024,
    keys: KeyRing | None = None,
    per_minute: int = 0,
    admitted: int = 16,
    stream_limits: StreamLimits = StreamLimits(),  # noqa: B008 - frozen
) -> Flask:
    """Build the web application.

    Args:
        assistant: what answers.
        is_ready: whether the intent engine answers now, for ``/readyz``.
        max_body_bytes: larger requests are refused with 413.
        keys: the keys that open it; ``None``: none are asked for, and only this machine may call.
        per_minute: requests a minute of one key or address; 0: any number.
        admitted: requests at work at a time; more get 503 at once.
        stream_limits: how many streams there may be, and how much each may take.
    """
    app = Flask("vocabas", static_folder=None, root_path=__path__[0])
    app.config["MAX_CONTENT_LENGTH"] = max_body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["assistant"] = assistant
    app.extensions["is_ready"] = is_ready
    guard = app.extensions["guard"] = Guard(keys, per_minute, admitted)
    app.extensions["streams"] = stream.Streams(stream_limits, guard.streams)
    for room in _ROOMS:
        app.register_blueprint(room.blueprint)
    guard.install(app)
    problems.register(app)
    return app
