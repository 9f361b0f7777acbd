"""What an import asks of the catalogue's tables: generations begun, filled, put in force, deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from assistant.catalogue.generations import Duplicates, Generation
from assistant.catalogue.record import Record
from assistant.errors import Conflict
from assistant.store.catalogue_connections import GENERATIONS, PRODUCTS, Connections
from assistant.store.catalogue_tables import ProductRow

_DELETED_AT_ONCE = 10_000
_ABANDONED = timedelta(days=1)


class CatalogueGenerations(Connections):
    """Generations of the catalogue: nobody sees one before it is whole."""

    def unfinished(self, fingerprint: str) -> Generation | None:
        """Return the generation that an import of the same file began and did not finish."""
        with self._reading() as connection:
            row = connection.execute(
                select(GENERATIONS)
                .where(GENERATIONS.c.fingerprint == fingerprint, GENERATIONS.c.state == "loading")
                .order_by(GENERATIONS.c.id.desc())
                .limit(1)
            ).first()
        return Generation(row.id, row.records_read, row.products, row.rejected) if row else None

    def begin(self, source: str, fingerprint: str) -> Generation:
        """Begin a generation; nobody sees it before `activate`."""
        now = datetime.now(UTC)
        with self._writing() as connection:
            done = connection.execute(
                insert(GENERATIONS).values(
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
                update(GENERATIONS)
                .where(
                    GENERATIONS.c.id == generation.id,
                    GENERATIONS.c.state == "loading",
                    GENERATIONS.c.records_read == generation.records_read,
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
        before = connection.scalar(select(func.max(PRODUCTS.c.id))) or 0
        postgresql = connection.dialect.name == "postgresql"
        insert_rows = postgresql_insert if postgresql else sqlite_insert
        rows = [{**each, "generation_id": generation} for each in records]
        done = connection.execute(insert_rows(ProductRow).on_conflict_do_nothing(), rows)
        if done.rowcount == len(rows):
            return frozenset()
        there = connection.scalars(
            select(PRODUCTS.c.sku).where(
                PRODUCTS.c.generation_id == generation,
                PRODUCTS.c.sku.in_([each["sku"] for each in records]),
                PRODUCTS.c.id <= before,
            )
        )
        return frozenset(there)

    def activate(self, generation: Generation) -> None:
        """Put a generation in force, in one step. Prices and stock it does not state are carried over."""
        now = datetime.now(UTC)
        with self._writing() as connection:
            old = connection.scalar(select(func.max(GENERATIONS.c.id)).where(GENERATIONS.c.state == "active"))
            if old is not None:
                _carry_over(connection, old, generation.id)
            connection.execute(
                update(GENERATIONS).where(GENERATIONS.c.state == "active").values(state="retired")
            )
            done = connection.execute(
                update(GENERATIONS)
                .where(GENERATIONS.c.id == generation.id, GENERATIONS.c.state == "loading")
                .values(state="active", activated_at=now, updated_at=now)
            )
            if done.rowcount != 1:
                raise Conflict("import_running", f"generation {generation.id} was finished elsewhere")

    def purge(self, keep: int = 1) -> None:
        """Delete what nobody needs any more: retired generations but the latest, and abandoned imports."""
        state, id_ = GENERATIONS.c.state, GENERATIONS.c.id
        with self._reading() as connection:
            retired = connection.scalars(
                select(id_).where(state == "retired").order_by(id_.desc()).offset(keep)
            ).all()
            abandoned = connection.scalars(
                select(id_).where(
                    (state == "deleted")
                    | ((state == "loading") & (GENERATIONS.c.updated_at < datetime.now(UTC) - _ABANDONED))
                )
            ).all()
        for generation in (*retired, *abandoned):
            self.discard(generation)

    def discard(self, generation: int) -> None:
        """Delete a generation, a piece at a time, so that nobody waits long."""
        piece = (
            select(PRODUCTS.c.id).where(PRODUCTS.c.generation_id == generation).limit(_DELETED_AT_ONCE)
        ).scalar_subquery()
        with self._writing() as connection:
            connection.execute(
                update(GENERATIONS)
                .where(GENERATIONS.c.id == generation, GENERATIONS.c.state != "active")
                .values(state="deleted")
            )
        while True:
            with self._writing() as connection:
                gone = connection.execute(delete(PRODUCTS).where(PRODUCTS.c.id.in_(piece)))
                if gone.rowcount < _DELETED_AT_ONCE:
                    connection.execute(delete(GENERATIONS).where(GENERATIONS.c.id == generation))
                    return


def _carry_over(connection: Connection, old: int, new: int) -> None:
    """Give a new generation the prices and the stock that it does not state and the old one knows."""
    before = PRODUCTS.alias("before")
    for column in ("price_cents", "stock"):
        if not connection.scalar(
            select(func.count()).where(PRODUCTS.c.generation_id == old, PRODUCTS.c[column].is_not(None))
        ):
            continue
        known = (
            select(before.c[column])
            .where(before.c.generation_id == old, before.c.sku == PRODUCTS.c.sku)
            .scalar_subquery()
        )
        connection.execute(
            update(PRODUCTS)
            .where(PRODUCTS.c.generation_id == new, PRODUCTS.c[column].is_(None))
            .values({column: known})
        )
