"""Everything one turn reads and writes, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assistant.customers import Household
from assistant.dialogue.state import State
from assistant.errors import NotFound
from assistant.shopping.basket import Basket
from assistant.store.answers import Answers
from assistant.store.codec import basket_from_json, basket_to_json, state_from_json, state_to_json
from assistant.store.households import keep_household, read_household
from assistant.store.keys import Keys
from assistant.store.orders import Orders
from assistant.store.outbox import Outbox
from assistant.store.slot_book import SlotBook
from assistant.store.stock import Stock
from assistant.store.tables import (
    BasketHistoryRow,
    BasketRow,
    ConversationRow,
    TurnRow,
)


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


class UnitOfWork:
    """Reads and writes within one transaction: conversations and baskets itself, the rest by its parts.

    Attributes:
        orders: orders and loyalty credit.
        slots: places in the shop's slots.
        stock: what can still be promised.
        outbox: events on their way to the retailer.
        keys: who may call the HTTP API.
        answers: what writes with an idempotency key were answered.
    """

    def __init__(self, session: Session, shop: str = "main") -> None:
        self._session = session
        # the session forgets rows that nobody holds, and with them which version was read
        self._rows: dict[str, ConversationRow | BasketRow] = {}
        self.orders = Orders(session)
        self.slots = SlotBook(session, shop)
        self.stock = Stock(session, shop)
        self.outbox = Outbox(session)
        self.keys = Keys(session)
        self.answers = Answers(session)

    # conversations

    def open_conversation(self, id_: str, customer: str, now: datetime) -> Conversation:
        """Begin a conversation."""
        row = ConversationRow(
            id=id_,
            customer_id=customer,
            state=state_to_json(State()),
            version=1,
            created_at=now,
            updated_at=now,
        )
        self._session.add(row)
        self._session.flush()
        return Conversation(id_, customer, State(), now)

    def conversation(self, id_: str, for_update: bool = False) -> Conversation:
        """Return a conversation, locked until the end of the transaction if it is to be changed.

        Raises:
            NotFound: ``unknown_conversation``.
        """
        row = self._session.get(ConversationRow, id_, with_for_update=for_update or None)
        if row is None:
            raise NotFound("unknown_conversation", f"no conversation {id_}", id=id_)
        self._rows[f"conversation:{id_}"] = row
        return Conversation(row.id, row.customer_id, state_from_json(row.state), row.created_at)

    def keep_state(self, id_: str, state: State, now: datetime) -> None:
        """Keep a conversation's state."""
        row = self._session.get_one(ConversationRow, id_)
        row.state = state_to_json(state)
        row.version += 1
        row.updated_at = now

    # turns

    def turn(self, conversation_id: str, key: str) -> StoredTurn | None:
        """Return the turn that a request with this idempotency key was answered by, if there is one."""
        row = self._session.execute(
            select(TurnRow.request_hash, TurnRow.answer).where(
                TurnRow.conversation_id == conversation_id, TurnRow.idempotency_key == key
            )
        ).first()
        return StoredTurn(row.request_hash, row.answer) if row else None

    def keep_turn(
        self, conversation_id: str, key: str | None, request_hash: str, answer: dict[str, Any], now: datetime
    ) -> None:
        """Keep the answer of a turn."""
        self._session.add(
            TurnRow(
                conversation_id=conversation_id,
                idempotency_key=key,
                request_hash=request_hash,
                answer=answer,
                created_at=now,
            )
        )

    # baskets

    def basket(self, customer: str, for_update: bool = False) -> Basket:
        """Return a household's basket, empty when it has none yet.

        Args:
            customer: the household.
            for_update: lock it until the end of the transaction.
        """
        row = self._session.get(BasketRow, customer, with_for_update=for_update or None)
        if row is None and for_update:
            row = self._new_basket(customer)
        if row is not None:
            self._rows[f"basket:{customer}"] = row
        return _basket(row) if row else Basket()

    def basket_version(self, customer: str) -> int:
        """Return a number that grows with every change of a household's basket; 0 when it has none yet."""
        row = self._session.get(BasketRow, customer)
        return row.version if row else 0

    def keep_basket(
        self,
        customer: str,
        basket: Basket,
        now: datetime,
        undo: bool = False,
        refreshed: Basket | None = None,
    ) -> None:
        """Keep a household's basket and what it was before; nothing is written when nothing changed.

        Args:
            customer: the household.
            basket: what its basket is now.
            now: aware.
            undo: whether this takes back the last change, which is then forgotten.
            refreshed: what the household's basket was at today's prices: when it is the same as ``basket``,
                the shop changed it, not the household, and there is nothing to take back.
        """
        row = self._session.get(BasketRow, customer) or self._new_basket(customer)
        lines, codes = basket_to_json(basket), list(basket.codes)
        if undo:
            last = self._last_history(customer)
            if last is not None:
                self._session.delete(last)
        elif (row.lines, row.codes) == (lines, codes):
            return
        elif basket != refreshed:
            history = BasketHistoryRow(
                customer_id=customer, version=row.version, lines=row.lines, codes=row.codes
            )
            self._session.add(history)
        row.lines, row.codes = lines, codes
        row.version += 1
        row.updated_at = now

    def basket_before(self, customer: str) -> Basket | None:
        """Return the basket before its last change that was not taken back."""
        last = self._last_history(customer)
        return _basket(last) if last else None

    def forget_history(self, customer: str) -> None:
        """Forget what the basket was: an order was placed, and "annule" must not bring it back."""
        self._session.execute(delete(BasketHistoryRow).where(BasketHistoryRow.customer_id == customer))

    def _new_basket(self, customer: str) -> BasketRow:
        """Make an empty basket; when another transaction just did, wait for it and take that one."""
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        empty = dialect.insert(BasketRow).values(
            customer_id=customer, lines=[], codes=[], version=0, updated_at=datetime.now(UTC)
        )
        self._session.execute(empty.on_conflict_do_nothing())
        return self._session.get_one(BasketRow, customer, with_for_update=True)

    def _last_history(self, customer: str) -> BasketHistoryRow | None:
        return self._session.scalar(
            select(BasketHistoryRow)
            .where(BasketHistoryRow.customer_id == customer)
            .order_by(BasketHistoryRow.version.desc())
            .limit(1)
        )

    def basket_changed_at(self, customer: str) -> datetime | None:
        """Return when a household's basket was changed last, aware."""
        row = self._session.get(BasketRow, customer)
        return row.updated_at if row else None

    # households

    def household(self, customer: str, for_update: bool = False) -> Household:
        """Return a household; one that is not known yet has the usual wishes."""
        return read_household(self._session, customer, for_update)

    def keep_household(self, household: Household) -> None:
        """Keep a household."""
        keep_household(self._session, household)


def _basket(row: BasketRow | BasketHistoryRow) -> Basket:
    return Basket(basket_from_json(row.lines).lines, tuple(row.codes))
