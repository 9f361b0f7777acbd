"""The store: units of work on one database, and its tables brought up and down."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import sessionmaker

from assistant.store.database import READ_ONLY, open_engine, reported
from assistant.store.unit_of_work import UnitOfWork

_MIGRATIONS = Path(__file__).resolve().parent / "migrations"
_MIGRATION_MS = 300_000
"""A migration of millions of rows takes minutes: who starts meanwhile waits for it."""
_VERSION = text("SELECT version_num FROM alembic_version")
NEWEST_MIGRATION = "0007_outbox_and_payments"
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
        self._engine = open_engine(url)
        is_sqlite = self._engine.dialect.name == "sqlite"
        self._joined: ContextVar[UnitOfWork | None] = ContextVar("joined", default=None)
        # SQLite has one writer: a process's threads queue for it here, in turn, instead of polling its lock
        self._writing = threading.Lock() if is_sqlite else nullcontext()
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        # PostgreSQL: every statement sees what is committed then, with or without a transaction around it
        alone = {} if is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        reading = self._engine.execution_options(**{READ_ONLY: True}, **alone)
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

        # SQLite changes a table by making it anew: rows that refer to it must not mind meanwhile
        engine = open_engine(self.url, pooled=False, foreign_keys=False, patience_ms=_MIGRATION_MS)
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
            Unavailable: ``store_full`` when there is no room left, ``store_unavailable`` when the database
                cannot be reached or written; nothing was changed, unless the connection was lost while
                the commit was under way.
        """
        if (joined := self._joined.get()) is not None:
            yield joined
            return
        with reported(), self._writing, self._sessions.begin() as session:
            yield UnitOfWork(session, self.shop)
            session.flush()

    @contextmanager
    def together(self) -> Iterator[UnitOfWork]:
        """Make one transaction of all that this thread begins and reads within the block.

        Raises:
            Conflict, Unavailable: as in `begin`.
        """
        with self.begin() as unit:
            before = self._joined.set(unit)
            try:
                yield unit
            finally:
                self._joined.reset(before)

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """Open a transaction that only reads."""
        if (joined := self._joined.get()) is not None:
            yield joined
            return
        with reported(), self._reads() as session:
            yield UnitOfWork(session, self.shop)

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()
