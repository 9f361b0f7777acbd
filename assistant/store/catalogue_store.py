"""The catalogue in SQL: generations, products by number, prices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from assistant.catalogue.generations import Duplicates, Generation, PriceChange, Stamp
from assistant.catalogue.record import Record, product
from assistant.errors import Conflict, NotFound
from assistant.shopping.products import Product
from assistant.store.catalogue_tables import GenerationRow, ProductRow
from assistant.store.database import READ_ONLY, open_engine, reported

_PRODUCTS = cast(Table, ProductRow.__table__)
_GENERATIONS = cast(Table, GenerationRow.__table__)
_PAGE = 5_000
_DELETED_AT_ONCE = 10_000
_ABANDONED = timedelta(days=1)
_WORK_CACHE_KB = 64_000


class CatalogueStore:
    """The catalogue's tables, over connections of their own: a search and a turn never wait for each other.

    Safe to share between threads. The tables are made by `assistant.store.Store.migrate`.

    Args:
        url: SQLAlchemy URL of the store's database.
    """

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._insert = postgresql_insert if self._engine.dialect.name == "postgresql" else sqlite_insert

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()

    # what search needs

    def stamp(self) -> Stamp | None:
        """Return which generation is in force, and its revisions; ``None`` before the first import."""
        with self._reading() as connection:
            row = connection.execute(
                select(_GENERATIONS)
                .where(_GENERATIONS.c.state == "active")
                .order_by(_GENERATIONS.c.id.desc())
                .limit(1)
            ).first()
        if row is None:
            return None
        return Stamp(
            row.id, row.fingerprint, row.index_revision, row.price_revision, row.products, row.source,
            row.activated_at,
        )  # fmt: skip

    def take(self, generation: int, skus: Sequence[str]) -> dict[str, Product]:
        """Return products of a generation by number, at today's price; unknown ones are left out."""
        if not skus:
            return {}
        with self._reading() as connection:
            rows = connection.execute(
                select(_PRODUCTS).where(
                    _PRODUCTS.c.generation_id == generation, _PRODUCTS.c.sku.in_(list(skus))
                )
            )
            return {row["sku"]: product(row) for row in rows.mappings()}

    def products(self, generation: int) -> Iterator[Product]:
        """Give every product of a generation, page by page, so that memory stays bounded."""
        last = 0
        while True:
            with self._reading() as connection:
                rows = (
                    connection.execute(
                        select(_PRODUCTS)
                        .where(_PRODUCTS.c.generation_id == generation, _PRODUCTS.c.id > last)
                        .order_by(_PRODUCTS.c.id)
                        .limit(_PAGE)
                    )
                    .mappings()
                    .all()
                )
            if not rows:
                return
            last = rows[-1]["id"]
            yield from map(product, rows)

    # what an import needs

    def unfinished(self, fingerprint: str) -> Generation | None:
        """Return the generation that an import of the same file began and did not finish."""
        with self._reading() as connection:
            row = connection.execute(
                select(_GENERATIONS)
                .where(_GENERATIONS.c.fingerprint == fingerprint, _GENERATIONS.c.state == "loading")
                .order_by(_GENERATIONS.c.id.desc())
                .limit(1)
            ).first()
        return Generation(row.id, row.records_read, row.products, row.rejected) if row else None

    def begin(self, source: str, fingerprint: str) -> Generation:
        """Begin a generation; nobody sees it before `activate`."""
        now = datetime.now(UTC)
        with self._writing() as connection:
            done = connection.execute(
                insert(_GENERATIONS).values(
                    source=source[:500],
                    fingerprint=fingerprint,
                    state="loading",
                    records_read=0,
                    products=0,
                    rejected=0,
                    price_revision=0,
                    index_revision=0,
                    created_at=now,
                    updated_at=now,
                )
            )
            key = done.inserted_primary_key
        return Generation(int(key[0]) if key else 0)

    def add(
        self, generation: Generation, records: list[Record], read: int, rejected: int
    ) -> tuple[Generation, Duplicates]:
        """Add records to a generation and note how far the file was read, in one transaction.

        Args:
            generation: as the last call left it.
            records: checked records, each number once.
            read: how many records of the file these cover, bad ones too.
            rejected: how many of those were bad.

        Returns:
            The generation as it is now, and the numbers that it held already; they were not added.

        Raises:
            Conflict: ``import_running``: another process goes on with the same import.
        """
        with self._writing() as connection:
            doubles = self._insert_records(connection, generation.id, records) if records else frozenset()
            after = Generation(
                generation.id,
                generation.records_read + read,
                generation.products + len(records) - len(doubles),
                generation.rejected + rejected + len(doubles),
            )
            moved = connection.execute(
                update(_GENERATIONS)
                .where(
                    _GENERATIONS.c.id == generation.id,
                    _GENERATIONS.c.state == "loading",
                    _GENERATIONS.c.records_read == generation.records_read,
                )
                .values(
                    records_read=after.records_read,
                    products=after.products,
                    rejected=after.rejected,
                    updated_at=datetime.now(UTC),
                )
            )
            if moved.rowcount != 1:
                raise Conflict(
                    "import_running", f"generation {generation.id} was moved on by another process"
                )
        return after, doubles

    def _insert_records(self, connection: Connection, generation: int, records: list[Record]) -> Duplicates:
        before = connection.scalar(select(func.max(_PRODUCTS.c.id))) or 0
        rows = [{**each, "generation_id": generation} for each in records]
        done = connection.execute(self._insert(ProductRow).on_conflict_do_nothing(), rows)
        if done.rowcount == len(rows):
            return frozenset()
        there = connection.scalars(
            select(_PRODUCTS.c.sku).where(
                _PRODUCTS.c.generation_id == generation,
                _PRODUCTS.c.sku.in_([each["sku"] for each in records]),
                _PRODUCTS.c.id <= before,
            )
        )
        return frozenset(there)

    def activate(self, generation: Generation) -> None:
        """Put a generation in force, in one step. Prices and stock it does not state are carried over."""
        now = datetime.now(UTC)
        with self._writing() as connection:
            old = connection.scalar(
                select(func.max(_GENERATIONS.c.id)).where(_GENERATIONS.c.state == "active")
            )
            if old is not None:
                _carry_over(connection, old, generation.id)
            connection.execute(
                update(_GENERATIONS).where(_GENERATIONS.c.state == "active").values(state="retired")
            )
            done = connection.execute(
                update(_GENERATIONS)
                .where(_GENERATIONS.c.id == generation.id, _GENERATIONS.c.state == "loading")
                .values(state="active", activated_at=now, updated_at=now)
            )
            if done.rowcount != 1:
                raise Conflict("import_running", f"generation {generation.id} was finished elsewhere")

    def purge(self, keep: int = 1) -> None:
        """Delete what nobody needs any more: retired generations but the latest, and abandoned imports."""
        state, id_ = _GENERATIONS.c.state, _GENERATIONS.c.id
        with self._reading() as connection:
            retired = connection.scalars(
                select(id_).where(state == "retired").order_by(id_.desc()).offset(keep)
            ).all()
            abandoned = connection.scalars(
                select(id_).where(
                    (state == "deleted")
                    | ((state == "loading") & (_GENERATIONS.c.updated_at < datetime.now(UTC) - _ABANDONED))
                )
            ).all()
        for generation in (*retired, *abandoned):
            self.discard(generation)

    def discard(self, generation: int) -> None:
        """Delete a generation, a piece at a time, so that nobody waits long."""
        piece = (
            select(_PRODUCTS.c.id).where(_PRODUCTS.c.generation_id == generation).limit(_DELETED_AT_ONCE)
        ).scalar_subquery()
        with self._writing() as connection:
            connection.execute(
                update(_GENERATIONS)
                .where(_GENERATIONS.c.id == generation, _GENERATIONS.c.state != "active")
                .values(state="deleted")
            )
        while True:
            with self._writing() as connection:
                gone = connection.execute(delete(_PRODUCTS).where(_PRODUCTS.c.id.in_(piece)))
                if gone.rowcount < _DELETED_AT_ONCE:
                    connection.execute(delete(_GENERATIONS).where(_GENERATIONS.c.id == generation))
                    return

    # prices and stock

    def change_prices(self, changes: list[PriceChange]) -> frozenset[str]:
        """Change prices and stock of the catalogue in force.

        Returns:
            The numbers that it does not hold.

        Raises:
            NotFound: ``no_catalogue``.
        """
        with self._writing() as connection:
            generation = connection.scalar(
                select(func.max(_GENERATIONS.c.id)).where(_GENERATIONS.c.state == "active")
            )
            if generation is None:
                raise NotFound("no_catalogue", "no catalogue was imported yet")
            known = connection.execute(
                select(_PRODUCTS.c.sku, _PRODUCTS.c.id, _PRODUCTS.c.price_cents).where(
                    _PRODUCTS.c.generation_id == generation,
                    _PRODUCTS.c.sku.in_([change.sku for change in changes]),
                )
            ).all()
            ids = {row.sku: row.id for row in known}
            unsold = {row.sku for row in known if row.price_cents is None}
            for column in ("price_cents", "stock"):
                values = [
                    {"row": ids[c.sku], "value": value}
                    for c in changes
                    if c.sku in ids and (value := getattr(c, column)) is not None
                ]
                if values:
                    _update_column(connection, column, values)
            opened = any(c.sku in unsold and c.price_cents is not None for c in changes)
            connection.execute(
                update(_GENERATIONS)
                .where(_GENERATIONS.c.id == generation)
                .values(
                    price_revision=_GENERATIONS.c.price_revision + 1,
                    index_revision=_GENERATIONS.c.index_revision + (1 if opened else 0),
                )
            )
        return frozenset(change.sku for change in changes if change.sku not in ids)

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


def _update_column(connection: Connection, column: str, values: list[dict[str, Any]]) -> None:
    connection.execute(
        update(_PRODUCTS).where(_PRODUCTS.c.id == bindparam("row")).values({column: bindparam("value")}),
        values,
    )


def _carry_over(connection: Connection, old: int, new: int) -> None:
    """Give a new generation the prices and the stock that it does not state and the old one knows."""
    before = _PRODUCTS.alias("before")
    for column in ("price_cents", "stock"):
        if not connection.scalar(
            select(func.count()).where(_PRODUCTS.c.generation_id == old, _PRODUCTS.c[column].is_not(None))
        ):
            continue
        known = (
            select(before.c[column])
            .where(before.c.generation_id == old, before.c.sku == _PRODUCTS.c.sku)
            .scalar_subquery()
        )
        connection.execute(
            update(_PRODUCTS)
            .where(_PRODUCTS.c.generation_id == new, _PRODUCTS.c[column].is_(None))
            .values({column: known})
        )
