"""Writes that are done once, however often they are asked for with the same idempotency key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from assistant.documents import Document
from assistant.store import Store


class Once:
    """Keeps what writes were answered. Safe to share between threads.

    For writes that may be done twice without harm (opening a conversation, moving an order to a state): the
    answer is kept in a transaction of its own, after the write. Turns and baskets keep theirs with the write.
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
            write: does it, and returns the answer.

        Raises:
            Conflict: ``idempotency_key_reused``.
        """
        if key is None:
            return write()
        hash_ = hashlib.sha256(request).hexdigest()
        with self._store.read() as unit:
            if (kept := unit.answers.get(scope, key, hash_)) is not None:
                return kept
        answer = write()
        with self._store.begin() as unit:
            if (kept := unit.answers.get(scope, key, hash_)) is not None:
                return kept
            unit.answers.keep(scope, key, hash_, answer, self._clock())
        return answer
