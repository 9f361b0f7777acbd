"""Conversations and their turns as they are kept.

Every turn of everybody goes through here: statements are built once, and rows are not made into objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from assistant.dialogue.state import State
from assistant.errors import Conflict, NotFound
from assistant.store.codec import state_from_json, state_to_json
from assistant.store.tables import ConversationRow, TurnRow

_CONVERSATIONS = cast(Table, ConversationRow.__table__)
_TURNS = cast(Table, TurnRow.__table__)
_C, _T = _CONVERSATIONS.c, _TURNS.c
_READ = select(_C.id, _C.customer_id, _C.state, _C.version, _C.created_at).where(_C.id == bindparam("at"))
_READ_LOCKED = _READ.with_for_update()
_OPEN = insert(_CONVERSATIONS)
_KEEP = (
    update(_CONVERSATIONS)
    .where(_C.id == bindparam("at"), _C.version == bindparam("seen"))
    .values(state=bindparam("now_state"), version=bindparam("seen") + 1, updated_at=bindparam("now_at"))
)
_TURN = select(_T.request_hash, _T.answer).where(
    _T.conversation_id == bindparam("at"), _T.idempotency_key == bindparam("key")
)
_KEEP_TURN = insert(_TURNS)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as it is stored."""

    id: str
    """Its identifier."""
    customer: str
    """The household it belongs to."""
    state: State
    """What it remembers."""
    created_at: datetime
    """When it began, aware."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """An answered turn."""

    request_hash: str
    """Which request it answered."""
    answer: dict[str, Any]
    """The answer, as JSON values."""


class Conversations:
    """Reads and writes conversations within one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen: dict[str, int] = {}

    def open_conversation(self, id_: str, customer: str, now: datetime) -> Conversation:
        """Begin a conversation."""
        self._session.connection().execute(
            _OPEN,
            {
                "id": id_,
                "customer_id": customer,
                "state": state_to_json(State()),
                "version": 1,
                "created_at": now,
                "updated_at": now,
            },
        )
        self._seen[id_] = 1
        return Conversation(id_, customer, State(), now)

    def conversation(self, id_: str, for_update: bool = False) -> Conversation:
        """Return a conversation, locked until the end of the transaction if it is to be changed.

        Raises:
            NotFound: ``unknown_conversation``.
        """
        query = _READ_LOCKED if for_update else _READ
        row = self._session.connection().execute(query, {"at": id_}).first()
        if row is None:
            raise NotFound("unknown_conversation", f"no conversation {id_}", id=id_)
        self._seen[id_] = row.version
        return Conversation(row.id, row.customer_id, state_from_json(row.state), row.created_at)

    def keep_state(self, id_: str, state: State, now: datetime) -> None:
        """Keep a conversation's state.

        Raises:
            NotFound: ``unknown_conversation``.
            Conflict: ``store_busy``: another transaction changed it since this one read it.
        """
        if id_ not in self._seen:
            self.conversation(id_, for_update=True)
        values = {"at": id_, "seen": self._seen[id_], "now_state": state_to_json(state), "now_at": now}
        if self._session.connection().execute(_KEEP, values).rowcount != 1:
            raise Conflict("store_busy", f"conversation {id_} was changed meanwhile")
        self._seen[id_] += 1

    def turn(self, conversation_id: str, key: str) -> StoredTurn | None:
        """Return the turn that a request with this idempotency key was answered by, if there is one."""
        row = self._session.connection().execute(_TURN, {"at": conversation_id, "key": key}).first()
        return StoredTurn(row.request_hash, row.answer) if row else None

    def keep_turn(
        self, conversation_id: str, key: str | None, request_hash: str, answer: dict[str, Any], now: datetime
    ) -> None:
        """Keep the answer of a turn."""
        self._session.connection().execute(
            _KEEP_TURN,
            {
                "conversation_id": conversation_id,
                "idempotency_key": key,
                "request_hash": request_hash,
                "answer": answer,
                "created_at": now,
            },
        )
