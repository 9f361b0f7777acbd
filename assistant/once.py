"""Writes that are done once, however often they are asked for with the same idempotency key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from assistant.documents import Document
from assistant.errors import Conflict
from assistant.store import Store

_TRIES = 3


class Once:
    """Keeps what writes were answered. Safe to share between threads.

    A write and its answer are kept in one transaction: after a crash either both are there or neither.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def do(self, scope: str, key: str | None, request: bytes, write: Callable[[], Document]) -> Document:
        """Write, or return what the same request was answered before.

        Args:
            scope: whose key it is.
            key: idempotency key; ``None``: write.
            request: all that makes it the same request.
            write: does it on the same store, and returns the answer.

        Raises:
            Conflict: ``idempotency_key_reused``; otherwise as ``write``.
        """
        if key is None:
            return write()
        hash_ = hashlib.sha256(request).hexdigest()
        with self._store.read() as unit:
            if (kept := unit.answers.get(scope, key, hash_)) is not None:
                return kept
        for _ in range(_TRIES):
            try:
                return self._write(scope, key, hash_, write)
            except Conflict as conflict:
                # the same request at the same time: the one that came first has answered it
                if conflict.code != "store_busy":
                    raise
        return self._write(scope, key, hash_, write)

    def _write(self, scope: str, key: str, hash_: str, write: Callable[[], Document]) -> Document:
        with self._store.together() as unit:
            if (kept := unit.answers.get(scope, key, hash_)) is not None:
                return kept
            answer = write()
            unit.answers.keep(scope, key, hash_, answer, self._clock())
        return answer
