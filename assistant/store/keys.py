"""Keys of the HTTP API as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assistant.errors import NotFound
from assistant.store.access_tables import KeyRow


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key, without its secret."""

    id: str
    """Its public part."""
    digest: str
    """SHA-256 of the whole key, hexadecimal."""
    role: str
    """What it may do: "household" or "retailer"."""
    customer: str | None
    """The one household that it opens; ``None`` for a retailer's."""
    label: str
    """What it is for, in its owner's words."""
    created_at: datetime
    """Aware."""
    revoked_at: datetime | None = None
    """Since when it opens nothing, aware."""


class Keys:
    """Reads and writes keys within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, key: StoredKey) -> None:
        """Keep a new key."""
        self._session.add(
            KeyRow(
                id=key.id,
                digest=key.digest,
                role=key.role,
                customer_id=key.customer,
                label=key.label,
                created_at=key.created_at,
            )
        )

    def get(self, id_: str) -> StoredKey | None:
        """Return a key by its public part, revoked or not."""
        row = self._session.get(KeyRow, id_)
        return _key(row) if row else None

    def all(self) -> list[StoredKey]:
        """Return every key, oldest first."""
        return [_key(row) for row in self._session.scalars(select(KeyRow).order_by(KeyRow.created_at))]

    def revoke(self, id_: str, now: datetime) -> None:
        """Close a key for good; one that is closed already stays so.

        Raises:
            NotFound: ``unknown_key``.
        """
        row = self._session.get(KeyRow, id_)
        if row is None:
            raise NotFound("unknown_key", f"no key {id_}", id=id_)
        row.revoked_at = row.revoked_at or now


def _key(row: KeyRow) -> StoredKey:
    return StoredKey(row.id, row.digest, row.role, row.customer_id, row.label, row.created_at, row.revoked_at)
