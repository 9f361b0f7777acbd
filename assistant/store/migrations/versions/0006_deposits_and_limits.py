"""Deposits and per-order limits of products"""

import sqlalchemy as sa
from alembic import op

revision = "0006_deposits_and_limits"
down_revision = "0005_access"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # added in place: a catalogue may hold a million rows, and making the table anew would copy them all
    op.add_column(
        "catalogue_products", sa.Column("deposit_cents", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("catalogue_products", sa.Column("order_limit", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("catalogue_products", "order_limit")
    op.drop_column("catalogue_products", "deposit_cents")
