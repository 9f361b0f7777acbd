"""Events on their way to the retailer: written with the change they tell of, so none is lost or invented."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased

from assistant.store.order_tables import OutboxRow

_LEASE = timedelta(seconds=60)
"""How long one process may try an event before another may try it too."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of one order."""

    id: str
    """Its name, the same at every attempt: receivers know by it what they had already."""
    order: str
    """The order's number."""
    sequence: int
    """1 for the first event of its order."""
    kind: str
    """"order.confirmed"…"""
    body: str
    """The JSON, byte for byte as it is signed."""
    created_at: datetime
    """Aware."""
    attempts: int
    """How often it was tried."""
    delivered_at: datetime | None
    """When the retailer took it, aware."""
    due_at: datetime
    """When it is to be tried next, aware."""
    last_error: str
    """Why the last attempt failed; empty when none did."""


class Outbox:
    """Reads and writes the outbox within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, order: str, sequence: int, kind: str, body: str, now: datetime) -> None:
        """Put an event in, to be delivered at once."""
        self._session.add(
            OutboxRow(
                id=f"evt_{uuid.uuid4().hex}",
                order_id=order,
                sequence=sequence,
                kind=kind,
                body=body,
                created_at=now,
                due_at=now,
                attempts=0,
                delivered_at=None,
                last_error="",
            )
        )

    def claim(self, now: datetime, limit: int = 20) -> list[Event]:
        """Take events that are due, the oldest first; for a while nobody else gets them.

        An event waits until those before it of the same order were delivered.
        """
        earlier = aliased(OutboxRow)
        waits = exists().where(
            earlier.order_id == OutboxRow.order_id,
            earlier.sequence < OutboxRow.sequence,
            earlier.delivered_at.is_(None),
        )
        query = (
            select(OutboxRow)
            .where(OutboxRow.delivered_at.is_(None), OutboxRow.due_at <= now, ~waits)
            .order_by(OutboxRow.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._session.scalars(query).all()
        for row in rows:
            row.due_at = now + _LEASE
            row.attempts += 1
        return [_event(row) for row in rows]

    def delivered(self, id_: str, now: datetime) -> None:
        """Mark an event as taken by the retailer."""
        self._session.execute(
            update(OutboxRow).where(OutboxRow.id == id_).values(delivered_at=now, last_error="")
        )

    def failed(self, id_: str, error: str, next_at: datetime) -> None:
        """Keep why an attempt failed and when to try again."""
        self._session.execute(
            update(OutboxRow).where(OutboxRow.id == id_).values(due_at=next_at, last_error=error[:300])
        )

    def waiting(self, limit: int = 100) -> list[Event]:
        """Return events not delivered yet, those that are due first before the others."""
        query = select(OutboxRow).where(OutboxRow.delivered_at.is_(None)).order_by(OutboxRow.due_at)
        return [_event(row) for row in self._session.scalars(query.limit(limit))]

    def of(self, order: str) -> list[Event]:
        """Return every event of an order, in order."""
        query = select(OutboxRow).where(OutboxRow.order_id == order).order_by(OutboxRow.sequence)
        return [_event(row) for row in self._session.scalars(query)]


def _event(row: OutboxRow) -> Event:
    return Event(
        row.id,
        row.order_id,
        row.sequence,
        row.kind,
        row.body,
        row.created_at,
        row.attempts,
        row.delivered_at,
        row.due_at,
        row.last_error,
    )
