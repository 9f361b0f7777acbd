"""A reply on its way to the listener's ear: sent a little ahead of being heard, and cut when spoken over."""

from __future__ import annotations

import threading
import time
from typing import Any

from assistant.channels.http.stream.line import Gone, Line
from assistant.errors import VocabasError
from assistant.mouth import Mouth

_AHEAD = 0.6
"""Seconds of sound that the client may hold: what it still has when a reply is cut."""
_PIECE = 0.1
"""Seconds of sound in one message."""


class Voice:
    """Says one reply over a line, in a thread of its own."""

    def __init__(self, line: Line, mouth: Mouth, ssml: str, number: int) -> None:
        self.number = number
        self._line = line
        self._mouth = mouth
        self._ssml = ssml
        self._stop = threading.Event()
        self._hurry = threading.Event()
        self._said = 0.0
        self._began = time.monotonic()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def heard_seconds(self) -> float:
        """Return how much of it can have been heard by now, seconds."""
        return min(self._said, time.monotonic() - self._began)

    def is_heard(self) -> bool:
        """Return whether it is still being heard."""
        return self._thread.is_alive() or time.monotonic() < self._began + self._said

    def cut(self) -> None:
        """Send no more of it."""
        self._stop.set()
        self._thread.join()

    def finish(self) -> None:
        """Send the rest of it at once, and return when it is sent."""
        self._hurry.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            rate, pieces = self._mouth.pieces(self._ssml)
            self._line.tell(speech={"turn": self.number, "sample_rate": rate})
            most = int(rate * _PIECE)
            for piece in pieces:
                for at in range(0, piece.size, most):
                    self._wait()
                    if self._stop.is_set():
                        return
                    part: Any = piece[at : at + most]
                    self._line.send(part.astype("<i2").tobytes())
                    self._said += part.size / rate
            self._line.tell(speech_end={"turn": self.number, "seconds": round(self._said, 3)})
        except Gone:
            return
        except VocabasError:  # no voice here: the text was sent, and is enough
            return

    def _wait(self) -> None:
        while not (self._stop.is_set() or self._hurry.is_set()):
            early = self._said - _AHEAD - (time.monotonic() - self._began)
            if early <= 0 or self._stop.wait(min(early, 0.05)):
                return
