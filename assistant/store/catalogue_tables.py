"""The tables of the catalogue: generations, of which one is active, and the products of each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assistant.store.tables import Table, UtcDateTime


class GenerationRow(Table):
    """One import of a whole catalogue. It is written unseen and becomes the active one in one step."""

    __tablename__ = "catalogue_generations"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(500))
    """Where it came from, for people."""
    fingerprint: Mapped[str] = mapped_column(String(80), index=True)
    """Tells whether a file is the one that was imported already, or in part."""
    state: Mapped[str] = mapped_column(String(12), index=True)
    """"loading", "active", "retired"."""
    records_read: Mapped[int]
    """How far the file was read: records kept and rejected."""
    products: Mapped[int]
    """How many products it holds."""
    rejected: Mapped[int]
    """How many records were no product."""
    price_revision: Mapped[int]
    """Grows with each change of prices or stock."""
    index_revision: Mapped[int]
    """Grows when a change of prices alters what can be sold, so that search must be built again."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    activated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ProductRow(Table):
    """One product of one generation. Columns are those of docs/catalogue-format.md."""

    __tablename__ = "catalogue_products"
    __table_args__ = (UniqueConstraint("generation_id", "sku"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    generation_id: Mapped[int] = mapped_column(ForeignKey("catalogue_generations.id"))
    sku: Mapped[str] = mapped_column(String(80))
    ean: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(300))
    brand: Mapped[str] = mapped_column(String(120))
    category: Mapped[str] = mapped_column(String(300))
    family: Mapped[str] = mapped_column(String(160))
    net_value: Mapped[str] = mapped_column(String(40))
    """Exact, as a decimal or a fraction."""
    net_unit: Mapped[str] = mapped_column(String(10))
    pieces: Mapped[int | None]
    packaging: Mapped[str] = mapped_column(String(60))
    sold_by: Mapped[str] = mapped_column(String(8))
    price_cents: Mapped[int | None]
    """``NULL`` while the price is unknown: the product is found, but not sold."""
    stock: Mapped[int | None]
    """Packages left, grams of goods sold by kg; ``NULL`` when nobody counts them."""
    deposit_cents: Mapped[int]
    """Deposit on one package."""
    order_limit: Mapped[int | None]
    """Most packages, or kilograms, of one order; ``NULL``: no limit of its own."""
    vat_rate: Mapped[str] = mapped_column(String(10))
    labels: Mapped[str] = mapped_column(Text)
    """Like the other columns with several values: separated by a bar."""
    allergens: Mapped[str] = mapped_column(Text)
    nutriscore: Mapped[str] = mapped_column(String(1))
    alcohol: Mapped[bool]
    season: Mapped[str] = mapped_column(String(40))
    popularity: Mapped[int]
    said: Mapped[str] = mapped_column(Text)
