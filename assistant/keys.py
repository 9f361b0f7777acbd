"""Keys that open the HTTP API: made and revoked by who runs the shop, kept only as hashes."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.errors import BadInput
from assistant.store import Store, StoredKey

HOUSEHOLD = "household"
RETAILER = "retailer"
_FORM = re.compile(r"vk_([0-9a-f]{12})_[0-9A-Za-z_-]{43}")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a key."""

    id: str
    """The key's public part."""
    role: str
    """`HOUSEHOLD` or `RETAILER`."""
    customer: str | None
    """The one household that it opens; ``None`` for a retailer's."""


class KeyRing:
    """Makes, checks and revokes keys. Safe to share between threads.

    Args:
        store: where they are kept.
        clock: gives the current time, aware.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def create(self, role: str, customer: str | None = None, label: str = "") -> str:
        """Make a key and return it: it is shown this once, only its hash is kept.

        Raises:
            BadInput: ``bad_request``: a household's key names no household, or a name is too long.
        """
        if role not in (HOUSEHOLD, RETAILER):
            raise BadInput("bad_request", f"no role {role!r}")
        if (role == HOUSEHOLD) != bool(customer):
            raise BadInput("bad_request", "a household's key names a household, a retailer's does not")
        if len(customer or "") > _LONGEST or len(label) > _LONGEST:
            raise BadInput("bad_request", f"household and label: {_LONGEST} characters at most")
        id_ = secrets.token_hex(6)
        key = f"vk_{id_}_{secrets.token_urlsafe(32)}"
        with self._store.begin() as unit:
            unit.keys.add(StoredKey(id_, _digest(key), role, customer or None, label, self._clock()))
        return key

    def check(self, key: str) -> Bearer | None:
        """Return who holds a key, or ``None`` when it opens nothing (unknown, mistyped or revoked)."""
        shaped = _FORM.fullmatch(key)
        if shaped is None:
            return None
        with self._store.read() as unit:
            kept = unit.keys.get(shaped[1])
        if kept is None or kept.revoked_at is not None or not hmac.compare_digest(kept.digest, _digest(key)):
            return None
        return Bearer(kept.id, kept.role, kept.customer)

    def list(self) -> list[StoredKey]:
        """Return every key ever made, oldest first, without its secret."""
        with self._store.read() as unit:
            return unit.keys.all()

    def any_open(self) -> bool:
        """Return whether there is a key that opens something."""
        return any(key.revoked_at is None for key in self.list())

    def revoke(self, id_: str) -> None:
        """Close a key for good, from the next request on.

        Raises:
            NotFound: ``unknown_key``.
        """
        with self._store.begin() as unit:
            unit.keys.revoke(id_, self._clock())


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
