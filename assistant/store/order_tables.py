"""The tables of orders: what was ordered, slots held, stock, loyalty credit, and the outbox."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assistant.store.tables import Table, UtcDateTime

_LONG = BigInteger().with_variant(Integer, "sqlite")
_DUE = text("delivered_at IS NULL AND dead_at IS NULL")
_DEAD = text("delivered_at IS NULL AND dead_at IS NOT NULL")
_PAYMENT_DUE = text("payment_due")


class OrderRow(Table):
    """An order. Its question's token is unique: one yes, one order."""

    __tablename__ = "orders"
    __table_args__ = (
        Index("ix_orders_slot", "shop_id", "mode", "slot_start"),
        Index("ix_orders_customer", "customer_id", "placed_at"),
        Index("ix_orders_state", "state", "placed_at"),
        Index("ix_orders_placed_at", "placed_at"),
        Index("ix_orders_payment_due", "placed_at", sqlite_where=_PAYMENT_DUE, postgresql_where=_PAYMENT_DUE),
    )

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(80))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    token: Mapped[str] = mapped_column(String(40), unique=True)
    shop_id: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(20))
    slot_start: Mapped[datetime] = mapped_column(UtcDateTime)
    slot_end: Mapped[datetime] = mapped_column(UtcDateTime)
    fee_cents: Mapped[int]
    total_cents: Mapped[int]
    credit_cents: Mapped[int]
    savings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    alcohol: Mapped[bool]
    payment: Mapped[str] = mapped_column(String(200))
    payment_due: Mapped[bool]
    """Whether the payment provider is still to authorise it, or to give it back."""
    state: Mapped[str] = mapped_column(String(20))
    events: Mapped[int]
    """How many events of it went into the outbox: numbers them."""
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lines: Mapped[list[OrderLineRow]] = relationship(
        order_by="OrderLineRow.position", cascade="all, delete-orphan", lazy="selectin"
    )


class OrderLineRow(Table):
    """One product of an order, at its price then."""

    __tablename__ = "order_lines"

    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(300))
    quantity: Mapped[str] = mapped_column(String(40))
    """Exact, as a fraction: "2", "3/2"."""
    unit: Mapped[str] = mapped_column(String(10))
    price_cents: Mapped[int]
    savings_cents: Mapped[int]
    deposit_cents: Mapped[int]
    vat_rate: Mapped[str] = mapped_column(String(10))
    """Exact, as a fraction: "11/200"."""
    total_cents: Mapped[int]


class SlotHoldRow(Table):
    """A slot kept for a conversation that was asked to confirm its order."""

    __tablename__ = "slot_holds"
    __table_args__ = (Index("ix_slot_holds_slot", "shop_id", "mode", "slot_start"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    shop_id: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(20))
    slot_start: Mapped[datetime] = mapped_column(UtcDateTime)
    slot_end: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StockRow(Table):
    """What can still be promised of a product. A product without a row is not counted."""

    __tablename__ = "stock"

    shop_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    sku: Mapped[str] = mapped_column(String(80), primary_key=True)
    available: Mapped[int] = mapped_column(_LONG)
    """In thousandths of a package or kilogram."""


class LoyaltyCardRow(Table):
    """A household's loyalty card."""

    __tablename__ = "loyalty_cards"

    customer_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[str] = mapped_column(String(40))


class LoyaltyMovementRow(Table):
    """Credit given for an order; the balance is their sum. One for each order, whatever happens."""

    __tablename__ = "loyalty_movements"

    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(80), index=True)
    cents: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutboxRow(Table):
    """An event of an order on its way to the retailer. Written with the change that it tells of."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("order_id", "sequence"),
        Index("ix_outbox_due", "due_at", sqlite_where=_DUE, postgresql_where=_DUE),
        Index("ix_outbox_dead", "dead_at", sqlite_where=_DEAD, postgresql_where=_DEAD),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"))
    sequence: Mapped[int]
    """1 for the first event of its order."""
    kind: Mapped[str] = mapped_column(String(40))
    """"order.confirmed"…"""
    body: Mapped[str] = mapped_column(Text)
    """The JSON, byte for byte as it is signed."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it is to be tried next; while it is being tried, until when nobody else does."""
    attempts: Mapped[int]
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it is tried no more; with ``delivered_at``: dropped."""
    last_error: Mapped[str] = mapped_column(String(300))
