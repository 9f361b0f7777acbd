"""New prices and stock, for the catalogue in force."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from assistant.catalogue.generations import PriceChange
from assistant.errors import NotFound
from assistant.store.catalogue_connections import GENERATIONS, PRODUCTS, Connections


class CataloguePrices(Connections):
    """Prices and stock of the catalogue in force."""

    def change_prices(self, changes: list[PriceChange]) -> frozenset[str]:
        """Change prices and stock of the catalogue in force.

        Returns:
            The numbers that it does not hold.

        Raises:
            NotFound: ``no_catalogue``.
        """
        with self._writing() as connection:
            generation = connection.scalar(
                select(func.max(GENERATIONS.c.id)).where(GENERATIONS.c.state == "active")
            )
            if generation is None:
                raise NotFound("no_catalogue", "no catalogue was imported yet")
            known = connection.execute(
                select(PRODUCTS.c.sku, PRODUCTS.c.id, PRODUCTS.c.price_cents).where(
                    PRODUCTS.c.generation_id == generation,
                    PRODUCTS.c.sku.in_([change.sku for change in changes]),
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
                update(GENERATIONS)
                .where(GENERATIONS.c.id == generation)
                .values(
                    price_revision=GENERATIONS.c.price_revision + 1,
                    index_revision=GENERATIONS.c.index_revision + (1 if opened else 0),
                )
            )
        return frozenset(change.sku for change in changes if change.sku not in ids)


def _update_column(connection: Connection, column: str, values: list[dict[str, Any]]) -> None:
    connection.execute(
        update(PRODUCTS).where(PRODUCTS.c.id == bindparam("row")).values({column: bindparam("value")}),
        values,
    )
