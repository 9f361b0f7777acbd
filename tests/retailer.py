"""A retailer's webhook on a real local server, which may misbehave in every way a real one may."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Received:
    """One attempt that reached the retailer."""

    headers: dict[str, str]
    body: str

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def order(self) -> str:
        return json.loads(self.body)["data"]["order"]["id"]

    @property
    def sequence(self) -> int:
        return json.loads(self.body)["data"]["sequence"]


class Retailer:
    """Takes events, unless ``behave``, told the number of the attempt, answered its own way: True."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.taken: list[Received] = []
        self.behave: Callable[[BaseHTTPRequestHandler, int], bool] = lambda *_: False
        self._lock = threading.Lock()
        shop = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(length := int(self.headers["Content-Length"]))
                if len(body) < length:  # whoever sent it died in the middle: an incomplete request is none
                    return
                received = Received({k.lower(): v for k, v in self.headers.items()}, body.decode())
                with shop._lock:
                    shop.received.append(received)
                    number = len(shop.received)
                if shop.behave(self, number):
                    return
                with shop._lock:
                    shop.taken.append(received)
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_: object) -> None:
                pass

        self._http = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/orders"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def status(code: int, **headers: str) -> Callable[[BaseHTTPRequestHandler, int], bool]:
    """Answer with a status of failure."""

    def behave(to: BaseHTTPRequestHandler, _: int) -> bool:
        to.send_response(code)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        return True

    return behave


def drop(to: BaseHTTPRequestHandler, _: int) -> bool:
    """Close the connection without a word."""
    to.connection.close()
    return True


def stall(to: BaseHTTPRequestHandler, _: int) -> bool:
    """Say nothing for longer than anybody waits."""
    time.sleep(3)
    to.connection.close()
    return True


def trickle(to: BaseHTTPRequestHandler, _: int) -> bool:
    """Send a byte now and then, so that no single read takes long."""
    try:
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 40:
            to.wfile.write(bytes([byte]))
            to.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass
    return True
