"""How much a stream may take, and how many there may be."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from prometheus_client import Gauge

from assistant.errors import Unavailable


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """What one process lets streams take."""

    most: int = 20
    """Streams open at a time; one more is refused with 503."""
    message_bytes: int = 256 * 1024
    """Largest message, bytes: 2.7 s of sound at 48 kHz."""
    seconds: float = 3_600.0
    """Longest stream, seconds."""
    idle_seconds: float = 30.0
    """Longest silence on the line, without any message, seconds."""
    slow_seconds: float = 10.0
    """Longest that a message may wait for the client to take it, seconds."""


class Streams:
    """The streams that are open in this process. Safe to share between threads.

    Args:
        limits: how many there may be, and how much each may take.
        gauge: counts them for Prometheus.
    """

    def __init__(self, limits: StreamLimits, gauge: Gauge) -> None:
        self.limits = limits
        self.draining = threading.Event()
        """Set when the process is about to end: streams finish what is being said, then close."""
        self._places = threading.BoundedSemaphore(limits.most)
        self._gauge = gauge

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold a place as long as a stream is open.

        Raises:
            Unavailable: ``overloaded``.
        """
        if self.draining.is_set() or not self._places.acquire(blocking=False):
            raise Unavailable("overloaded", "too many streams are open", retry_after=5)
        self._gauge.inc()
        try:
            yield
        finally:
            self._gauge.dec()
            self._places.release()
