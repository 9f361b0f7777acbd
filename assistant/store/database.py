"""The database behind a URL: SQLite by default, PostgreSQL for many machines; its errors turned into ours."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from assistant.errors import Conflict, Unavailable, VocabasError

READ_ONLY = "vocabas_reads"
"""Execution option of connections that only read: on SQLite they take no write lock."""
_POOL = 16
_PATIENCE_MS = 10_000
_BETWEEN_TRIES = 0.02
_TRY_AGAIN = ("40001", "40P01", "23505", "55P03")
"""PostgreSQL's serialization failure, deadlock, unique violation and lock timeout: another came first."""
_NO_SPACE = ("53100", "53200")
"""PostgreSQL's full disk and exhausted memory."""


def driver_url(url: str) -> URL:
    """Return the SQLAlchemy URL with the driver that we ship: a bare ``postgresql://`` means psycopg 3."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if _is_bare(parsed) else parsed


def _is_bare(url: URL) -> bool:
    return url.drivername in ("postgresql", "postgres")


def open_engine(
    url: str, *, pooled: bool = True, foreign_keys: bool = True, patience_ms: int = _PATIENCE_MS
) -> Engine:
    """Open a database; connections are made when they are needed.

    Args:
        url: its SQLAlchemy URL.
        pooled: whether connections are kept for the next transaction.
        foreign_keys: whether SQLite looks after them.
        patience_ms: how long one waits for the writer of an SQLite file.

    Raises:
        Unavailable: ``store_unavailable``: the folder of an SQLite file cannot be made.
    """
    parsed = driver_url(url)
    if parsed.get_backend_name() != "sqlite":
        if not pooled:
            return create_engine(parsed, poolclass=NullPool)
        return create_engine(
            parsed, pool_pre_ping=True, pool_size=_POOL, max_overflow=_POOL, pool_recycle=1800
        )
    if parsed.database not in (None, "", ":memory:"):
        folder = Path(str(parsed.database)).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("store_unavailable", f"cannot make {folder}: {error}") from error
    engine = create_engine(parsed) if pooled else create_engine(parsed, poolclass=NullPool)
    _tune_sqlite(engine, foreign_keys, patience_ms)
    return engine


@contextmanager
def reported() -> Iterator[None]:
    """Turn an error of the database into ours.

    Raises:
        Conflict: ``store_busy``: another transaction came first; doing it all again may succeed.
        Unavailable: ``store_full``, ``store_unavailable``. Nothing was changed, unless the connection was
            lost while the commit was under way: what a repeated request finds tells.
    """
    try:
        yield
    except StaleDataError as error:
        raise Conflict("store_busy", f"another transaction changed it first: {error}") from error
    except DBAPIError as error:
        raise _explained(error.orig) from error
    except SQLAlchemyError as error:
        raise Unavailable("store_unavailable", f"database: {error}") from error


def _explained(error: BaseException | None) -> VocabasError:
    state = getattr(error, "sqlstate", None)
    number = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without the part that is only a nuance
    if state in _TRY_AGAIN or number in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Conflict("store_busy", f"database: {error}")
    if state in _NO_SPACE or number == sqlite3.SQLITE_FULL:
        return Unavailable("store_full", f"database: {error}")
    return Unavailable("store_unavailable", f"database: {error}")


def _tune_sqlite(engine: Engine, foreign_keys: bool, patience_ms: int) -> None:
    """Use WAL, wait for a lock instead of failing, and take the write lock when a turn begins.

    ``synchronous=FULL`` has every commit on the disk before it is acknowledged, power cut or not.
    A connection with the execution option `READ_ONLY` takes no lock: it never waits.

    Source: SQLAlchemy's documentation, "Enabling Non-Legacy SQLite Transactional Modes".
    """

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout={patience_ms}")
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
        ):
            _insist(connection, f"PRAGMA {pragma}", patience_ms)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> Any:
        read_only = connection.get_execution_options().get(READ_ONLY)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _insist(connection: sqlite3.Connection, pragma: str, patience_ms: int) -> None:
    """Set what a connection needs; while others open a new file, SQLite refuses at once, timeout or not."""
    give_up = time.monotonic() + patience_ms / 1000
    while True:
        try:
            connection.execute(pragma)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up:
                raise
            time.sleep(_BETWEEN_TRIES)
