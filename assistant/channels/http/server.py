"""``vocabas serve``: gunicorn in front of the application, the intent engine beside it.

The master process starts and watches Rasa; the web workers keep nothing, so a crashed one is replaced
without anybody's basket noticing.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from assistant.errors import BadInput

_GRACE_SECONDS = 20


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make_app = make_app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make_app()


def serve(
    make_app: Callable[[], Flask], host: str, port: int, threads: int, on_ready: Callable[[], None]
) -> None:
    """Serve until SIGINT or SIGTERM; requests in flight are finished first.

    Args:
        make_app: builds the application, in the worker process.
        host: address to bind.
        port: port to bind.
        threads: requests answered at the same time.
        on_ready: called once the port is bound.

    Raises:
        BadInput: ``port_in_use``.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput("port_in_use", f"cannot bind {host}:{port}: {error}", port=str(port)) from error
    logging.getLogger("gunicorn.error").setLevel(logging.WARNING)
    options = {
        "bind": f"{host}:{port}",
        "workers": 1,
        "worker_class": "assistant.channels.http.worker.StreamWorker",
        "threads": threads,
        "graceful_timeout": _GRACE_SECONDS,
        "timeout": 60,
        "keepalive": 5,
        "loglevel": "warning",
        "when_ready": lambda _: on_ready(),
        "control_socket_disable": True,
    }
    _Server(make_app, options).run()
