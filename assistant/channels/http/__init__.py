"""The HTTP API: an application factory, one blueprint a resource.

`create_app` is the factory; `server.serve` runs it for real.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from assistant.assistant import Assistant
from assistant.channels.http import conversations, health, problems

__all__ = ["create_app"]


def create_app(
    assistant: Assistant,
    *,
    is_ready: Callable[[], bool] = lambda: True,
    max_body_bytes: int = 32 * 1024 * 1024,
) -> Flask:
    """Build the web application.

    Args:
        assistant: what answers.
        is_ready: whether the intent engine answers now, for ``/readyz``.
        max_body_bytes: larger requests are refused with 413.
    """
    app = Flask("vocabas", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = max_body_bytes
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["assistant"] = assistant
    app.extensions["is_ready"] = is_ready
    app.register_blueprint(conversations.blueprint)
    app.register_blueprint(health.blueprint)
    problems.register(app)
    return app
