"""The tables. Alembic makes and changes them (``migrations/``); a test keeps both alike."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, MetaData, String, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import DateTime, TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without zone")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the value, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of the tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ConversationRow(Table):
    """One device's conversation."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(80), index=True)
    state: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    """Grows with each change; a change of an older version than is there is refused."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TurnRow(Table):
    """One turn and its answer, so that a repeated request is answered the same."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("conversation_id", "idempotency_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    idempotency_key: Mapped[str | None] = mapped_column(String(200))
    request_hash: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BasketRow(Table):
    """A household's basket."""

    __tablename__ = "baskets"

    customer_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    codes: Mapped[list[str]] = mapped_column(JSON)
    version: Mapped[int]
    """Grows with each change; a change of an older version than is there is refused."""
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class BasketHistoryRow(Table):
    """What a basket was before each change, for undo."""

    __tablename__ = "basket_history"

    customer_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    codes: Mapped[list[str]] = mapped_column(JSON)
