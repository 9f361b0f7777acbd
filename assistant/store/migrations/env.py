"""Alembic's entry: migrates over the connection that the store hands in."""

from alembic import context

from assistant.store import (  # noqa: F401  (their tables are migrated too)
    access_tables,
    catalogue_tables,
    household_tables,
    order_tables,
)
from assistant.store.tables import Table

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Table.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
