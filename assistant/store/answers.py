"""Answers kept under their idempotency keys, so that a repeated request is answered the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from assistant.errors import Conflict
from assistant.store.access_tables import AnswerRow

_KEPT_FOR = timedelta(days=2)


class Answers:
    """Reads and writes kept answers within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, scope: str, key: str, request_hash: str) -> dict[str, Any] | None:
        """Return what a request was answered before, if it was.

        Raises:
            Conflict: ``idempotency_key_reused``: the key belongs to another request.
        """
        row = self._session.get(AnswerRow, (scope, key))
        if row is None:
            return None
        if row.request_hash != request_hash:
            raise Conflict("idempotency_key_reused", f"key {key!r} was used for another request")
        return row.answer

    def keep(self, scope: str, key: str, request_hash: str, answer: dict[str, Any], now: datetime) -> None:
        """Keep an answer for two days, and forget those that are older."""
        self._session.execute(delete(AnswerRow).where(AnswerRow.created_at < now - _KEPT_FOR))
        self._session.add(
            AnswerRow(scope=scope, key=key, request_hash=request_hash, answer=answer, created_at=now)
        )
