"""The database: SQLite by default, anything SQLAlchemy speaks by its URL."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from assistant.errors import Conflict, Unavailable
from assistant.store.unit_of_work import UnitOfWork

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_BUSY_MS = 10_000
_BETWEEN_TRIES = 0.02
_POOL = 16
_READ_ONLY = "vocabas_reads"
_TRY_AGAIN = ("40001", "40P01", "23505")
"""PostgreSQL's serialization failure, deadlock and unique violation: another transaction came first."""
_VERSION = text("SELECT version_num FROM alembic_version")
NEWEST_MIGRATION = "0006_deposits_and_limits"
"""The revision that this code works on; a test holds it against ``migrations/versions``."""


class Store:
    """Opens units of work on one database; safe to share between threads.

    Args:
        url: SQLAlchemy URL, such as ``sqlite:////var/lib/vocabas/vocabas.sqlite3`` or
            ``postgresql://vocabas@localhost/vocabas``.
        shop: identifier of the shop whose slots and stock are meant.
    """

    def __init__(self, url: str, shop: str = "main") -> None:
        self.url = url
        self.shop = shop
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
            folder = Path(str(parsed.database)).parent
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Unavailable("store_unavailable", f"cannot make {folder}: {error}") from error
        is_sqlite = parsed.get_backend_name() == "sqlite"
        options = {} if is_sqlite else {"pool_size": _POOL, "max_overflow": _POOL, "pool_recycle": 1800}
        self._engine = create_engine(parsed, pool_pre_ping=not is_sqlite, **options)
        if is_sqlite:
            tune_sqlite(self._engine)
        # SQLite has one writer: a process's threads queue for it here, in turn, instead of polling its lock
        self._writing = threading.Lock() if is_sqlite else nullcontext()
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        reading = self._engine.execution_options(**{_READ_ONLY: True})
        self._reads = sessionmaker(reading, expire_on_commit=False)

    @property
    def safe_url(self) -> str:
        """Return the URL without its password."""
        return make_url(self.url).render_as_string(hide_password=True)

    def migrate(self) -> None:
        """Bring the tables to their newest form; safe when several processes start at once.

        Raises:
            Unavailable: ``store_unavailable``.
        """
        with reported(), self._reads() as session:
            connection = session.connection()
            known = inspect(connection).has_table("alembic_version")
            if known and connection.scalar(_VERSION) == NEWEST_MIGRATION:
                return
        self.migrate_to("head")

    def migrate_to(self, revision: str) -> None:
        """Bring the tables, with what is in them, up or down to a revision ("head", "0001", "base").

        Raises:
            Unavailable: ``store_unavailable``.
        """
        # Alembic takes half a second to import: only those who need it pay for it.
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        engine = create_engine(self._engine.url, poolclass=NullPool)
        if engine.dialect.name == "sqlite":
            # a table is changed by making it anew: rows that refer to it must not mind meanwhile
            tune_sqlite(engine, foreign_keys=False)
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        with reported(), engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(7468627)"))
            config.attributes["connection"] = connection
            scripts = ScriptDirectory.from_config(config)
            known = inspect(connection).has_table("alembic_version")
            current = connection.scalar(_VERSION) if known else None
            older = {script.revision for script in scripts.iterate_revisions(current or "base", "base")}
            if revision == "base" or (revision in older and revision != current):
                command.downgrade(config, revision)
            else:
                command.upgrade(config, revision)

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """Open a transaction: committed at the end of the block, rolled back on an error.

        Raises:
            Conflict: ``store_busy`` when another transaction came first; doing it all again may succeed.
            Unavailable: ``store_unavailable`` when the database cannot be written, such as on a full disk or
                a lost connection; nothing was changed.
        """
        with reported(), self._writing, self._sessions.begin() as session:
            yield UnitOfWork(session, self.shop)
            session.flush()

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Open a transaction that only reads."""
        with reported(), self._reads() as session:
            yield UnitOfWork(session, self.shop)

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
        if getattr(error.orig, "sqlstate", None) in _TRY_AGAIN:
            raise Conflict("store_busy", f"database: {error.orig}") from error
        raise Unavailable("store_unavailable", f"database: {error.orig}") from error
    except SQLAlchemyError as error:
        raise Unavailable("store_unavailable", f"database: {error}") from error


def tune_sqlite(engine: Engine, foreign_keys: bool = True) -> None:
    """Use WAL, wait for a lock instead of failing, and take the write lock when a turn begins.

    A connection with the execution option ``vocabas_reads`` takes no lock: it never waits.

    Source: SQLAlchemy's documentation, "Enabling Non-Legacy SQLite Transactional Modes".
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        _use_wal(connection)
        for pragma in ("synchronous=FULL", f"foreign_keys={'ON' if foreign_keys else 'OFF'}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> Any:
        read_only = connection.get_execution_options().get(_READ_ONLY)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL. While others open a new database, SQLite refuses at once here, whatever the timeout."""
    give_up = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() >= give_up:
                raise
            time.sleep(_BETWEEN_TRIES)
