"""The tables of who may call, and of what was answered to whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from assistant.store.tables import Table, UtcDateTime


class KeyRow(Table):
    """A key that opens the HTTP API, without the key itself."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    """Its public part, by which it is found and revoked."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the whole key: 256 random bits need no slow hash."""
    role: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[str | None] = mapped_column(String(80))
    """The one household that it opens; ``None`` for a retailer's."""
    label: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AnswerRow(Table):
    """What a write with an idempotency key was answered."""

    __tablename__ = "kept_answers"

    scope: Mapped[str] = mapped_column(String(120), primary_key=True)
    """Whose key it is: two callers may choose the same one."""
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
