"""The database: SQLite by default, anything SQLAlchemy speaks by its URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.errors import Unavailable
from assistant.store.unit_of_work import UnitOfWork

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_BUSY_MS = 10_000
_VERSION = text("SELECT version_num FROM alembic_version")
NEWEST_MIGRATION = "0003_households"
"""The revision that this code works on; a test holds it against ``migrations/versions``."""


class Store:
    """Opens units of work on one database; safe to share between threads.

    Args:
        url: SQLAlchemy URL, such as ``sqlite:////var/lib/vocabas/vocabas.sqlite3``.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            folder = Path(str(parsed.database)).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Unavailable("store_unavailable", f"cannot make {folder}: {error}") from error
        self._engine = create_engine(url, pool_pre_ping=True)
        if self._engine.dialect.name == "sqlite":
            tune_sqlite(self._engine)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    @property
    def safe_url(self) -> str:
        """Return the URL without its password."""
        return make_url(self.url).render_as_string(hide_password=True)

    def migrate(self) -> None:
        """Bring the tables to their newest form; safe when several processes start at once.

        Raises:
            Unavailable: ``store_unavailable``.
        """
        with reported(), self._engine.begin() as connection:
            known = inspect(connection).has_table("alembic_version")
            if known and connection.scalar(_VERSION) == NEWEST_MIGRATION:
                return
            # Alembic takes half a second to import: only those who need it pay for it.
            from alembic import command
            from alembic.config import Config

            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """Open a transaction: committed at the end of the block, rolled back on an error.

        Raises:
            Unavailable: ``store_unavailable`` when the database cannot be written; nothing was changed.
        """
        with reported(), self._sessions.begin() as session:
            yield UnitOfWork(session)
            session.flush()

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Open a transaction that only reads."""
        with reported(), self._sessions() as session:
            yield UnitOfWork(session)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


@contextmanager
def reported() -> Iterator[None]:
    """Turn an error of the database into ours.

    Raises:
        Unavailable: ``store_unavailable``.
    """
    try:
        yield
    except DBAPIError as error:
        raise Unavailable("store_unavailable", f"database: {error.orig}") from error
    except SQLAlchemyError as error:
        raise Unavailable("store_unavailable", f"database: {error}") from error


def tune_sqlite(engine: Engine) -> None:
    """Use WAL, wait for a lock instead of failing, and take the write lock when a turn begins.

    A connection with the execution option ``vocabas_reads`` takes no lock: it never waits.

    Source: SQLAlchemy's documentation, "Enabling Non-Legacy SQLite Transactional Modes".
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={_BUSY_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> Any:
        reads = connection.get_execution_options().get("vocabas_reads")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
