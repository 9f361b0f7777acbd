"""The door: every request gets an id, a caller, a place in the queue, a count and a line in the log."""

from __future__ import annotations

import logging
import re
import threading
import time
import uuid

from flask import Flask, Response, g, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from assistant.channels.http.callers import LOCAL, identify
from assistant.channels.http.incoming import no_nul
from assistant.channels.http.openapi.operation import Access, operation_of
from assistant.errors import Denied, Unavailable
from assistant.keys import KeyRing

_log = logging.getLogger("assistant.http")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SWITCHED = 101
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Guard:
    """Stands before every request of one application.

    Args:
        keys: the keys that open; ``None``: none are asked for.
        per_minute: requests a minute of one key, or of one address without; 0: any number.
        admitted: requests at work at a time; more are told to come back at once, which keeps those short
            that were let in.
    """

    def __init__(self, keys: KeyRing | None, per_minute: int, admitted: int) -> None:
        self.keys = keys
        self.registry = CollectorRegistry()
        self._limit = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._places = threading.BoundedSemaphore(admitted)
        labels = ("method", "route", "status")
        self._count = Counter("vocabas_http_requests", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "vocabas_http_request_seconds",
            "Time to answer.",
            labels[:2],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._working = Gauge("vocabas_http_working", "Requests at work.", registry=self.registry)
        self.streams = Gauge("vocabas_streams", "Streams open.", registry=self.registry)

    def install(self, app: Flask) -> None:
        """Stand before an application's requests."""
        app.before_request(lambda: self._enter(app))
        app.after_request(self._leave)
        app.teardown_request(self._release)

    def _enter(self, app: Flask) -> None:
        g.began = time.perf_counter()
        given = request.headers.get("X-Request-Id", "")
        g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        g.caller = LOCAL
        operation = operation_of(app.view_functions.get(request.endpoint or ""))
        access = operation.access if operation is not None else Access.KEY
        is_page = operation is not None and access is Access.ANYONE
        g.caller = identify(self.keys, access)
        self._count_against_limit()
        for name, value in (request.view_args or {}).items():
            no_nul(value, name)
        if not is_page and not (operation is not None and operation.websocket):
            if not self._places.acquire(blocking=False):
                raise Unavailable("overloaded", "too many requests at work", retry_after=1)
            g.has_place = True
            self._working.inc()

    def _count_against_limit(self) -> None:
        if self._limit is None:
            return
        who = g.caller.id if self.keys is not None and g.caller.customer else request.remote_addr or "?"
        if not self._limiter.hit(self._limit, who):
            wait = max(1, round(self._limiter.get_window_stats(self._limit, who).reset_time - time.time()))
            raise Denied(
                "too_many_requests", f"over {self._limit.amount} a minute", retry_after=min(60, wait)
            )

    def _leave(self, response: Response) -> Response:
        if "request_id" not in g:
            return response
        spent = time.perf_counter() - g.began
        route = request.url_rule.rule if request.url_rule is not None else "unmatched"
        response.headers["X-Request-Id"] = g.request_id
        response.headers["X-Content-Type-Options"] = "nosniff"
        self._count.labels(request.method, route, response.status_code).inc()
        if response.status_code != _SWITCHED:  # a stream lasts as long as somebody speaks
            self._seconds.labels(request.method, route).observe(spent)
        _log.info(
            "%s %s %d %.0f ms request=%s key=%s",
            request.method,
            route,
            response.status_code,
            spent * 1000,
            g.request_id,
            g.caller.id,
        )
        return response

    def _release(self, _: BaseException | None) -> None:
        if g.pop("has_place", False):
            self._places.release()
            self._working.dec()
