"""Events on their way to the retailer: written with the change they tell of, so none is lost or invented."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, exists, insert, select, update
from sqlalchemy.orm import Session, aliased

from assistant.errors import NotFound
from assistant.store.order_tables import OutboxRow

_LONGEST_ERROR = 300
_ADD = insert(cast(Table, OutboxRow.__table__))


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
    dead_at: datetime | None = None
    """Since when it is tried no more, aware."""


class Outbox:
    """Reads and writes the outbox within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, order: str, sequence: int, kind: str, body: str, now: datetime) -> None:
        """Put an event in, to be delivered at once."""
        self._session.connection().execute(
            _ADD,
            {
                "id": f"evt_{uuid.uuid4().hex}",
                "order_id": order,
                "sequence": sequence,
                "kind": kind,
                "body": body,
                "created_at": now,
                "due_at": now,
                "attempts": 0,
                "last_error": "",
            },
        )

    def claim(self, now: datetime, limit: int, lease: timedelta) -> list[Event]:
        """Take events that are due, the oldest first; for a while nobody else gets them.

        An event waits until those before it of the same order were delivered, or dropped.

        Args:
            now: aware.
            limit: how many at the most, each of another order.
            lease: how long they are kept from others; an attempt must be over before.
        """
        earlier = aliased(OutboxRow)
        waits = exists().where(
            earlier.order_id == OutboxRow.order_id,
            earlier.sequence < OutboxRow.sequence,
            earlier.delivered_at.is_(None),
        )
        query = (
            select(OutboxRow)
            .where(
                OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None), OutboxRow.due_at <= now, ~waits
            )
            .order_by(OutboxRow.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._session.scalars(query).all()
        for row in rows:
            row.due_at = now + lease
            row.attempts += 1
        return [_event(row) for row in rows]

    def delivered(self, id_: str, now: datetime) -> None:
        """Mark an event as taken by the retailer."""
        self._session.execute(
            update(OutboxRow).where(OutboxRow.id == id_).values(delivered_at=now, last_error="")
        )

    def failed(self, event: Event, error: str, next_at: datetime) -> None:
        """Keep why an attempt failed and when to try again, unless another carrier tries it already."""
        self._note(event, due_at=next_at, last_error=error[:_LONGEST_ERROR])

    def give_up(self, event: Event, error: str, now: datetime) -> None:
        """Try an event no more; those after it of the same order wait for `retry` or `drop`."""
        self._note(event, dead_at=now, last_error=error[:_LONGEST_ERROR])

    def retry(self, id_: str, now: datetime) -> None:
        """Try an event again from now on, as if it never had been.

        Raises:
            NotFound: ``unknown_event``: there is none, or it was delivered.
        """
        self._change(id_, due_at=now, dead_at=None, attempts=0)

    def drop(self, id_: str, now: datetime) -> None:
        """Let an event go undelivered, so that those after it of the same order can leave.

        Raises:
            NotFound: as in `retry`.
        """
        self._change(id_, delivered_at=now, dead_at=now)

    def dead(self, limit: int = 100) -> list[Event]:
        """Return events that are tried no more, those given up first before the others."""
        query = select(OutboxRow).where(OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_not(None))
        return [_event(row) for row in self._session.scalars(query.order_by(OutboxRow.dead_at).limit(limit))]

    def _note(self, event: Event, **values: Any) -> None:
        same = (OutboxRow.id == event.id, OutboxRow.attempts == event.attempts)
        undecided = (OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None))
        self._session.execute(update(OutboxRow).where(*same, *undecided).values(**values))

    def _change(self, id_: str, **values: Any) -> None:
        undelivered = update(OutboxRow).where(OutboxRow.id == id_, OutboxRow.delivered_at.is_(None))
        if not self._session.execute(undelivered.values(**values)).rowcount:  # type: ignore[attr-defined]
            raise NotFound("unknown_event", f"no undelivered event {id_}", id=id_)

    def waiting(self, limit: int = 100) -> list[Event]:
        """Return events not delivered yet, those that are due first before the others."""
        query = select(OutboxRow).where(OutboxRow.delivered_at.is_(None), OutboxRow.dead_at.is_(None))
        return [_event(row) for row in self._session.scalars(query.order_by(OutboxRow.due_at).limit(limit))]

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
        row.dead_at,
    )
