"""``vocabas serve``: the intent engine, the web server and what they print, together."""

from __future__ import annotations

import logging

from flask import Flask
from rich.console import Console

from assistant.bootstrap import IntentEngine, build_assistant
from assistant.channels.http import create_app
from assistant.channels.http.server import serve as serve_http
from assistant.settings import Settings

_ERR = Console(stderr=True, highlight=False)


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    The port answers at once: until the intent engine is up, turns get 503 with ``Retry-After``, and
    ``/readyz`` says so.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with IntentEngine(settings) as engine:
        # What can fail is built here first, where a failure is one clear sentence.
        build_assistant(settings, engine)

        def make_app() -> Flask:
            assistant = build_assistant(settings, engine)
            assistant.warm_up()
            return create_app(
                assistant, is_ready=engine.client.is_ready, max_body_bytes=settings.max_audio_bytes
            )

        def announce() -> None:
            where = f"http://{settings.host}:{settings.port}"
            _ERR.print(f"Vocabas écoute sur {where} (Ctrl-C pour arrêter).")

        serve_http(make_app, settings.host, settings.port, settings.threads, announce)
