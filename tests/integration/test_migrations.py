"""Migrations go up and down with what is in the tables, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.dialogue.state import ConfirmClear, State
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.orders import Order, OrderSaving
from assistant.shopping.slots import Mode, Slot
from assistant.store import Store, StoredKey
from assistant.store import store as store_module
from assistant.store.database import open_engine
from assistant.store.tables import Table
from tests.unit.dialogue.shop import PRODUCTS

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SLOT = Slot(Mode.DRIVE, NOW + timedelta(hours=3), NOW + timedelta(hours=3, minutes=30))
MILK = PRODUCTS[0]
CONFIG = Config()
CONFIG.set_main_option("script_location", str(store_module._MIGRATIONS))
REVISIONS = [script.revision for script in ScriptDirectory.from_config(CONFIG).walk_revisions()][::-1]


@pytest.fixture
def store(empty_url):
    store = Store(empty_url)
    store.migrate()
    yield store
    store.close()


def fill(store):
    """Put something in every table."""
    with store.begin() as unit:
        unit.open_conversation("c", "dupont", NOW)
        unit.keep_state("c", State(question=ConfirmClear(("milk",)), misses=2), NOW)
        unit.keep_turn("c", "k", "hash", {"reply": "« d’accord »"}, NOW)
        unit.keep_basket("dupont", Basket().add(MILK, Amount.pieces(2)).with_code("merci"), NOW)
        unit.keep_basket("dupont", Basket().add(MILK, Amount.pieces(3)), NOW)
        costs = bill(Basket().add(MILK, Amount.pieces(3)))
        order = Order.place("AAAA-0000", "dupont", costs, SLOT, NOW, savings=(OrderSaving("o", "offert", 5),))
        unit.orders.add(order, "c", "t")
        unit.orders.keep_card("dupont", "123")
        unit.outbox.add(order.id, unit.orders.next_event(order.id), "order.confirmed", "{}", NOW)
        unit.slots.hold("c", SLOT, NOW + timedelta(minutes=10))
        unit.stock.set("milk", Fraction(Decimal("3.5")))
        unit.orders.credit(replace(order, credit_cents=33), NOW)
        unit.keep_household(Household("dupont", familiar=True, code=CodeHash("00" * 16, "ff")))
        unit.keys.add(StoredKey("k", "ab" * 32, "household", "dupont", "cuisine", NOW))
        unit.answers.keep("basket:dupont", "k", "hash", {"total_cents": 327}, NOW)
    _fill_catalogue(store)
    return order


def _fill_catalogue(store):
    """Put a generation of the catalogue with one product in."""
    values = {
        "id": 1, "generation_id": 1, "sku": "milk", "name": "Lait", "net_value": "1", "net_unit": "l",
        "sold_by": "piece", "price_cents": 109, "stock": 7, "vat_rate": "11/200", "alcohol": False,
        "popularity": 900, "deposit_cents": 20, "order_limit": 6, "pieces": None,
    }  # fmt: skip
    products = Table.metadata.tables["catalogue_products"]
    generations = Table.metadata.tables["catalogue_generations"]
    times = {"created_at": NOW, "updated_at": NOW}
    counts = dict.fromkeys(("records_read", "products", "rejected", "price_revision", "index_revision"), 1)
    generation = {"id": 1, "source": "lait.csv", "fingerprint": "f", "state": "active", **counts, **times}
    engine = open_engine(store.url)
    with engine.begin() as connection:
        connection.execute(generations.insert(), generation)
        connection.execute(products.insert(), {c.name: values.get(c.name, "") for c in products.columns})
    engine.dispose()


def contents(store, table):
    """Every row of a table, whatever its columns are now."""
    with open_engine(store.url).connect() as connection:
        return sorted(str(dict(row)) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings())


def tables(store):
    with open_engine(store.url).connect() as connection:
        return {t for t in Table.metadata.tables if connection.dialect.has_table(connection, t)}


def test_migrations_and_tables_say_the_same(store):
    with open_engine(store.url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISIONS[-1]
    assert REVISIONS[-1] == store_module.NEWEST_MIGRATION


@pytest.mark.parametrize("revision", REVISIONS)
def test_going_down_to_any_revision_and_up_again_keeps_what_that_revision_knows(store, revision):
    order = fill(store)
    empty = {table for table in tables(store) if not contents(store, table)}
    assert empty == set(), "a table without data proves nothing"
    store.migrate_to(revision)
    kept = {table: contents(store, table) for table in tables(store)}
    store.migrate_to("head")
    store.migrate_to(revision)
    assert {table: contents(store, table) for table in tables(store)} == kept
    store.migrate_to("head")
    with store.read() as unit:
        again = unit.orders.get("AAAA-0000")
        assert (again.lines[0].quantity, again.total_cents, again.slot) == (3, order.total_cents, order.slot)
        assert unit.basket("dupont").line("milk").quantity == 3
        assert unit.basket_before("dupont").line("milk").quantity == 2
        assert unit.conversation("c").state.misses == 2
        assert unit.turn("c", "k").answer == {"reply": "« d’accord »"}
    if revision == REVISIONS[-1]:
        with store.read() as unit:
            assert unit.household("dupont").familiar
            assert unit.orders.balance("dupont") == 33
            assert unit.orders.card("dupont") == "123"
            assert unit.stock.available(["milk"]) == {"milk": Fraction(7, 2)}
            assert [event.kind for event in unit.outbox.of(order.id)] == ["order.confirmed"]


def test_all_the_way_down_leaves_nothing_and_up_again_works(store):
    fill(store)
    store.migrate_to("base")
    assert tables(store) == set()
    store.migrate()
    fill(store)


def test_a_database_that_is_up_to_date_is_left_alone(store, monkeypatch):
    monkeypatch.setattr(store, "migrate_to", lambda revision: pytest.fail("migrated again"))
    store.migrate()
