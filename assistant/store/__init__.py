"""The store: conversations, baskets and orders in SQL. No other room knows SQL."""

from assistant.store.catalogue_store import CatalogueStore
from assistant.store.keys import StoredKey
from assistant.store.order_filter import OrderFilter
from assistant.store.outbox import Event
from assistant.store.store import Store
from assistant.store.unit_of_work import Conversation, StoredTurn, UnitOfWork

__all__ = [
    "CatalogueStore",
    "Conversation",
    "Event",
    "OrderFilter",
    "Store",
    "StoredKey",
    "StoredTurn",
    "UnitOfWork",
]
