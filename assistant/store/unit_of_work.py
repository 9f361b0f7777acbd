"""Everything one turn reads and writes, in one transaction."""

from __future__ import annotations

from sqlalchemy.orm import Session

from assistant.customers import Household
from assistant.store.answers import Answers
from assistant.store.baskets import Baskets
from assistant.store.conversations import Conversation, Conversations, StoredTurn
from assistant.store.households import keep_household, read_household
from assistant.store.keys import Keys
from assistant.store.orders import Orders
from assistant.store.outbox import Outbox
from assistant.store.slot_book import SlotBook
from assistant.store.stock import Stock

__all__ = ["Conversation", "StoredTurn", "UnitOfWork"]


class UnitOfWork(Conversations, Baskets):
    """Reads and writes within one transaction: what every turn needs itself, the rest by its parts.

    Attributes:
        orders: orders and loyalty credit.
        slots: places in the shop's slots.
        stock: what can still be promised.
        outbox: events on their way to the retailer.
        keys: who may call the HTTP API.
        answers: what writes with an idempotency key were answered.
    """

    def __init__(self, session: Session, shop: str = "main") -> None:
        Conversations.__init__(self, session)
        Baskets.__init__(self, session)
        self.orders = Orders(session)
        self.slots = SlotBook(session, shop)
        self.stock = Stock(session, shop)
        self.outbox = Outbox(session)
        self.keys = Keys(session)
        self.answers = Answers(session)

    def household(self, customer: str, for_update: bool = False) -> Household:
        """Return a household; one that is not known yet has the usual wishes."""
        return read_household(self._session, customer, for_update)

    def keep_household(self, household: Household) -> None:
        """Keep a household."""
        keep_household(self._session, household)
