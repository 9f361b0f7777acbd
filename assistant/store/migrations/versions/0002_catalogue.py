"""the catalogue: generations and their products"""

import sqlalchemy as sa
from alembic import op

revision = "0002_catalogue"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "catalogue_generations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("records_read", sa.Integer(), nullable=False),
        sa.Column("products", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("price_revision", sa.Integer(), nullable=False),
        sa.Column("index_revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_generations")),
    )
    with op.batch_alter_table("catalogue_generations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catalogue_generations_fingerprint"), ["fingerprint"])
        batch_op.create_index(batch_op.f("ix_catalogue_generations_state"), ["state"])

    op.create_table(
        "catalogue_products",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(length=80), nullable=False),
        sa.Column("ean", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("brand", sa.String(length=120), nullable=False),
        sa.Column("category", sa.String(length=300), nullable=False),
        sa.Column("family", sa.String(length=160), nullable=False),
        sa.Column("net_value", sa.String(length=40), nullable=False),
        sa.Column("net_unit", sa.String(length=10), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=True),
        sa.Column("packaging", sa.String(length=60), nullable=False),
        sa.Column("sold_by", sa.String(length=8), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=True),
        sa.Column("stock", sa.Integer(), nullable=True),
        sa.Column("vat_rate", sa.String(length=10), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("allergens", sa.Text(), nullable=False),
        sa.Column("nutriscore", sa.String(length=1), nullable=False),
        sa.Column("alcohol", sa.Boolean(), nullable=False),
        sa.Column("season", sa.String(length=40), nullable=False),
        sa.Column("popularity", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["catalogue_generations.id"], name=op.f("fk_catalogue_products_generation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_products")),
        sa.UniqueConstraint("generation_id", "sku", name=op.f("uq_catalogue_products_generation_id")),
    )


def downgrade() -> None:
    op.drop_table("catalogue_products")
    with op.batch_alter_table("catalogue_generations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalogue_generations_state"))
        batch_op.drop_index(batch_op.f("ix_catalogue_generations_fingerprint"))

    op.drop_table("catalogue_generations")
