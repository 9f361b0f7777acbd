"""``vocabas serve``: the intent engine, the web server and what they print, together."""

from __future__ import annotations

import ipaddress
import logging

from flask import Flask
from rich.console import Console

from assistant.bootstrap import IntentEngine, build_assistant, build_courier, build_key_ring
from assistant.channels.http import StreamLimits, create_app
from assistant.channels.http.server import serve as serve_http
from assistant.channels.outbox import start_errands
from assistant.errors import BadInput
from assistant.settings import Settings

_ERR = Console(stderr=True, highlight=False)


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM.

    The port answers at once: until the intent engine is up, turns get 503 with ``Retry-After``, and
    ``/readyz`` says so.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    keys = _keys(settings)
    with IntentEngine(settings) as engine:
        # What can fail is built here first, where a failure is one clear sentence.
        build_assistant(settings, engine)
        if settings.webhook_url:
            build_courier(settings)

        def make_app() -> Flask:
            assistant = build_assistant(settings, engine)
            assistant.warm_up()
            start_errands(settings)
            return create_app(
                assistant,
                is_ready=engine.client.is_ready,
                max_body_bytes=settings.max_audio_bytes,
                keys=build_key_ring(settings) if keys else None,
                per_minute=settings.requests_per_minute if keys else 0,
                admitted=settings.threads * 2,
                stream_limits=StreamLimits(settings.streams, seconds=settings.stream_seconds),
            )

        def announce() -> None:
            where = f"http://{settings.host}:{settings.port}"
            how = ", avec des clés" if keys else ""
            _ERR.print(f"Vocabas écoute sur {where}{how} (Ctrl-C pour arrêter).")

        serve_http(make_app, settings.host, settings.port, threads_of(settings), announce)


def threads_of(settings: Settings) -> int:
    """Return the threads of a web process: one for each stream, those that work, those that are told to come
    back, and as many that write refusals."""
    return settings.streams + settings.threads * 3


def _keys(settings: Settings) -> bool:
    """Return whether callers need a key.

    Raises:
        BadInput: ``keys_required``: others can reach the address, and no key was made; ``bad_setting``.
    """
    if settings.keys not in ("auto", "always"):
        raise BadInput("bad_setting", f"keys is {settings.keys!r}, not auto or always", name="keys")
    if settings.keys == "auto" and is_loopback(settings.host):
        return False
    if not build_key_ring(settings).any_open():
        raise BadInput("keys_required", f"{settings.host} needs keys, and there is none", host=settings.host)
    return True


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address to bind."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
