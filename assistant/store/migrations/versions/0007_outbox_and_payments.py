"""events that are tried no more; orders whose payment provider is still to be asked"""

import sqlalchemy as sa
from alembic import op

revision = "0007_outbox_and_payments"
down_revision = "0006_deposits_and_limits"
branch_labels = None
depends_on = None

_UNDELIVERED = sa.text("delivered_at IS NULL")
_DUE = sa.text("delivered_at IS NULL AND dead_at IS NULL")
_DEAD = sa.text("delivered_at IS NULL AND dead_at IS NOT NULL")
_PAYMENT_DUE = sa.text("payment_due")


def upgrade() -> None:
    # columns are added in place: there may be millions of orders and events
    op.add_column("outbox", sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_outbox_due", "outbox")
    op.create_index("ix_outbox_due", "outbox", ["due_at"], sqlite_where=_DUE, postgresql_where=_DUE)
    op.create_index("ix_outbox_dead", "outbox", ["dead_at"], sqlite_where=_DEAD, postgresql_where=_DEAD)
    op.add_column("orders", sa.Column("payment_due", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE orders SET payment_due = true WHERE state = 'CREATED'")
    op.create_index(
        "ix_orders_payment_due",
        "orders",
        ["placed_at"],
        sqlite_where=_PAYMENT_DUE,
        postgresql_where=_PAYMENT_DUE,
    )


def downgrade() -> None:
    op.drop_index("ix_orders_payment_due", "orders")
    op.drop_column("orders", "payment_due")
    op.drop_index("ix_outbox_dead", "outbox")
    op.drop_index("ix_outbox_due", "outbox")
    op.create_index(
        "ix_outbox_due", "outbox", ["due_at"], sqlite_where=_UNDELIVERED, postgresql_where=_UNDELIVERED
    )
    op.drop_column("outbox", "dead_at")
