"""What search asks of the catalogue's tables: which generation is in force, and products by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from assistant.catalogue.generations import Stamp
from assistant.catalogue.record import product
from assistant.shopping.products import Product
from assistant.store.catalogue_connections import GENERATIONS, PRODUCTS, Connections

_PAGE = 5_000


class CatalogueProducts(Connections):
    """Products of the generation in force, and of the one before."""

    def stamp(self) -> Stamp | None:
        """Return which generation is in force, and its revisions; ``None`` before the first import."""
        with self._reading() as connection:
            row = connection.execute(
                select(GENERATIONS)
                .where(GENERATIONS.c.state == "active")
                .order_by(GENERATIONS.c.id.desc())
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
                select(PRODUCTS).where(PRODUCTS.c.generation_id == generation, PRODUCTS.c.sku.in_(list(skus)))
            )
            return {row["sku"]: product(row) for row in rows.mappings()}

    def products(self, generation: int) -> Iterator[Product]:
        """Give every product of a generation, page by page, so that memory stays bounded."""
        last = 0
        while True:
            with self._reading() as connection:
                rows = (
                    connection.execute(
                        select(PRODUCTS)
                        .where(PRODUCTS.c.generation_id == generation, PRODUCTS.c.id > last)
                        .order_by(PRODUCTS.c.id)
                        .limit(_PAGE)
                    )
                    .mappings()
                    .all()
                )
            if not rows:
                return
            last = rows[-1]["id"]
            yield from map(product, rows)
