"""households: how they are spoken to, and the hashed code of their orders"""

import sqlalchemy as sa
from alembic import op

revision = "0003_households"
down_revision = "0002_catalogue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "households",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("familiar", sa.Boolean(), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=True),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
    )


def downgrade() -> None:
    op.drop_table("households")
