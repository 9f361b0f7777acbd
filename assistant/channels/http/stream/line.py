"""A WebSocket on the socket of a request that a threaded web server took.

The protocol itself is `websockets`': its sans-I/O handshake, and its threaded connection, which reads no more
than it has room for (a client that sends faster than it is heard waits) and answers pings.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any

from flask import Response
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.sync.connection import Connection
from websockets.typing import Subprotocol

from assistant.errors import BadInput

SUBPROTOCOL = "vocabas"
"""Answered to browsers that send their key as a second subprotocol: they can set no header."""
GOING_AWAY, INVALID, POLICY = 1001, 1007, 1008
"""Close codes (RFC 6455): the server ends; not what the protocol says; over a limit."""
_QUEUE = 8
"""Messages read ahead of those that are at work."""
_PING_SECONDS = 20
_HEADERS = ("Host", "Upgrade", "Connection", "Origin", "Sec-WebSocket-Key", "Sec-WebSocket-Version")


class Gone(Exception):
    """The client closed the line, vanished, or was too slow."""


class Line:
    """An open WebSocket. Sending is safe from several threads, receiving is for one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @classmethod
    def upgrade(cls, environ: Mapping[str, Any], message_bytes: int, slow_seconds: float) -> Line:
        """Take over the socket of a request.

        Args:
            environ: the WSGI environment.
            message_bytes: a larger message ends the line (close code 1009).
            slow_seconds: a client that takes nothing for so long has vanished.

        Raises:
            BadInput: ``websocket_only``: it is no handshake, or the web server gives no socket.
        """
        sock = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
        if sock is None or "websocket" not in environ.get("HTTP_UPGRADE", "").lower():
            raise BadInput("websocket_only", "this address is a WebSocket")
        protocol = ServerProtocol(max_size=message_bytes, select_subprotocol=_select)
        protocol.receive_data(_request(environ))
        asked = next((event for event in protocol.events_received() if isinstance(event, Request)), None)
        answer = protocol.accept(asked) if asked is not None else None
        if answer is None or answer.status_code != 101:
            raise BadInput("websocket_only", f"no WebSocket handshake: {protocol.handshake_exc}")
        protocol.send_response(answer)
        sock.setblocking(True)
        # A timeout of Python's would hold for reading too; the kernel's own is for writing alone.
        timeout = struct.pack("ll", int(slow_seconds), int(slow_seconds % 1 * 1_000_000))
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for data in protocol.data_to_send():
            sock.sendall(data)
        connection = Connection(
            sock,
            protocol,
            ping_interval=_PING_SECONDS,
            ping_timeout=_PING_SECONDS,
            close_timeout=2,
            max_queue=_QUEUE,
        )
        connection.start_keepalive()
        return cls(connection)

    def receive(self, timeout: float) -> str | bytes | None:
        """Return the next message; ``None`` when none came in time (seconds).

        Raises:
            Gone: no more will come.
        """
        try:
            return self._connection.recv(timeout)
        except TimeoutError:
            return None
        except UnicodeDecodeError as error:
            raise Gone from error
        except ConnectionClosed as error:
            raise Gone from error

    def send(self, message: str | bytes) -> None:
        """Send a message.

        Raises:
            Gone: it cannot be sent any more.
        """
        try:
            self._connection.send(message)
        except (ConnectionClosed, OSError) as error:
            raise Gone from error

    def tell(self, **fields: Any) -> None:
        """Send a JSON message.

        Raises:
            Gone: it cannot be sent any more.
        """
        self.send(json.dumps(fields, ensure_ascii=False))

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close the line, if it is still open; returns once it is."""
        self._connection.close(code, reason)


class LineEnded(Response):
    """What a view answers after the line is closed: the web server must write nothing more to the socket."""

    def __init__(self) -> None:
        super().__init__(status=101)

    def __call__(self, environ: Any, start_response: Any) -> Any:
        """End the request without an answer, the way each web server takes it."""
        if "werkzeug.socket" in environ:
            raise ConnectionError
        raise StopIteration


def _select(_: ServerProtocol, offered: Any) -> Subprotocol | None:
    return Subprotocol(SUBPROTOCOL) if SUBPROTOCOL in offered else None


def _request(environ: Mapping[str, Any]) -> bytes:
    lines = ["GET / HTTP/1.1"]
    for name in (*_HEADERS, "Sec-WebSocket-Protocol"):
        value = environ.get("HTTP_" + name.upper().replace("-", "_"))
        if value and "\r" not in value and "\n" not in value:
            lines.append(f"{name}: {value}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")
