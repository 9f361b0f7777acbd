"""The catalogue in SQL: generations, products by number, prices."""

from __future__ import annotations

from assistant.store.catalogue_generations import CatalogueGenerations
from assistant.store.catalogue_prices import CataloguePrices
from assistant.store.catalogue_products import CatalogueProducts


class CatalogueStore(CatalogueProducts, CatalogueGenerations, CataloguePrices):
    """The catalogue's tables, over connections of their own: a search and a turn never wait for each other.

    Safe to share between threads. The tables are made by `assistant.store.Store.migrate`.

    Args:
        url: SQLAlchemy URL of the store's database.
    """
