"""offers, slots held, stock, loyalty and the outbox; baskets keep their coupon codes"""

import sqlalchemy as sa
from alembic import op

revision = "0004_orders"
down_revision = "0003_households"
branch_labels = None
depends_on = None

_UNDELIVERED = sa.text("delivered_at IS NULL")
_LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for table in ("baskets", "basket_history"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("codes", sa.JSON(), nullable=False, server_default="[]"))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("codes", server_default=None)

    with op.batch_alter_table("orders") as batch:
        batch.drop_index("ix_orders_slot")
        batch.drop_index("ix_orders_customer_id")
        batch.add_column(sa.Column("shop_id", sa.String(length=40), nullable=False, server_default="main"))
        batch.add_column(sa.Column("credit_cents", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("savings", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("alcohol", sa.Boolean(), nullable=False, server_default=sa.false()))
        payment = sa.Column("payment", sa.String(length=200), nullable=False, server_default="at_handover")
        batch.add_column(payment)
        batch.add_column(sa.Column("events", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE orders SET updated_at = placed_at")
    with op.batch_alter_table("orders") as batch:
        for name in ("shop_id", "credit_cents", "savings", "alcohol", "payment", "events"):
            batch.alter_column(name, server_default=None)
        batch.alter_column("updated_at", nullable=False)
        batch.create_index("ix_orders_slot", ["shop_id", "mode", "slot_start"])
        batch.create_index("ix_orders_customer", ["customer_id", "placed_at"])
        batch.create_index("ix_orders_state", ["state", "placed_at"])
        batch.create_index("ix_orders_placed_at", ["placed_at"])

    with op.batch_alter_table("order_lines") as batch:
        batch.add_column(sa.Column("savings_cents", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("deposit_cents", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("vat_rate", sa.String(length=10), nullable=False, server_default="0"))
    with op.batch_alter_table("order_lines") as batch:
        for name in ("savings_cents", "deposit_cents", "vat_rate"):
            batch.alter_column(name, server_default=None)

    op.create_table(
        "slot_holds",
        sa.Column("conversation_id", sa.String(length=40), nullable=False),
        sa.Column("shop_id", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("slot_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("slot_end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_slot_holds_conversation_id")
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_slot_holds")),
    )
    op.create_index("ix_slot_holds_slot", "slot_holds", ["shop_id", "mode", "slot_start"])
    op.create_table(
        "stock",
        sa.Column("shop_id", sa.String(length=40), nullable=False),
        sa.Column("sku", sa.String(length=80), nullable=False),
        sa.Column("available", _LONG, nullable=False),
        sa.PrimaryKeyConstraint("shop_id", "sku", name=op.f("pk_stock")),
    )
    op.create_table(
        "loyalty_cards",
        sa.Column("customer_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_loyalty_cards")),
    )
    op.create_table(
        "loyalty_movements",
        sa.Column("order_id", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.String(length=80), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_loyalty_movements_order_id")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_loyalty_movements")),
    )
    op.create_index(op.f("ix_loyalty_movements_customer_id"), "loyalty_movements", ["customer_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("order_id", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_outbox_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("order_id", "sequence", name=op.f("uq_outbox_order_id")),
    )
    op.create_index(
        "ix_outbox_due", "outbox", ["due_at"], sqlite_where=_UNDELIVERED, postgresql_where=_UNDELIVERED
    )


def downgrade() -> None:
    for table in ("outbox", "loyalty_movements", "loyalty_cards", "stock", "slot_holds"):
        op.drop_table(table)
    with op.batch_alter_table("order_lines") as batch:
        for name in ("savings_cents", "deposit_cents", "vat_rate"):
            batch.drop_column(name)
    with op.batch_alter_table("orders") as batch:
        for name in ("ix_orders_slot", "ix_orders_customer", "ix_orders_state", "ix_orders_placed_at"):
            batch.drop_index(name)
        for name in ("shop_id", "credit_cents", "savings", "alcohol", "payment", "events", "updated_at"):
            batch.drop_column(name)
    with op.batch_alter_table("orders") as batch:
        batch.create_index("ix_orders_customer_id", ["customer_id"])
        batch.create_index("ix_orders_slot", ["mode", "slot_start", "slot_end"])
    for table in ("basket_history", "baskets"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("codes")
