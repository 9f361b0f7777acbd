"""Connections to the catalogue's tables, apart from those of turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection, Table

from assistant.store.catalogue_tables import GenerationRow, ProductRow
from assistant.store.database import READ_ONLY, open_engine, reported

PRODUCTS = cast(Table, ProductRow.__table__)
GENERATIONS = cast(Table, GenerationRow.__table__)
_WORK_CACHE_KB = 64_000


class Connections:
    """Reads and writes of the catalogue's tables. Safe to share between threads.

    Args:
        url: SQLAlchemy URL of the store's database.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with reported(), self._engine.connect().execution_options(**{READ_ONLY: True}) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with reported(), self._engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA cache_size=-{_WORK_CACHE_KB}")
            yield connection
