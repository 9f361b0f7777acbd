"""The order desk on a real database: reading, moving on, calling off, exporting."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from click.testing import CliRunner
from rich.console import Console

from assistant.channels.receipt import receipt
from assistant.cli import cli
from assistant.dialogue.turn import Placement
from assistant.errors import BadInput, Conflict, NotFound
from assistant.linked_data import linked_order
from assistant.order_export import COLUMNS, ExportFormat, exported
from assistant.ordering import OrderDesk
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.offers import Offer, Percentage, Selection
from assistant.shopping.slots import Mode, Slot
from assistant.store import Store
from tests.unit.dialogue.shop import NOW, PRODUCTS, SHOP

ROOMY = replace(SHOP, fulfilments=tuple(replace(rules, capacity=9) for rules in SHOP.fulfilments))


class Counter:
    """A shop whose clock stands still until it is told."""

    def __init__(self, store):
        self.store = store
        self.now = NOW
        self.desk = OrderDesk(store, ROOMY, lambda: self.now)
        self.placed = 0

    def place(self, customer="dupont", hours=3, mode=Mode.DRIVE, fee=0, **quantities):
        """Place an order; each comes a minute after the one before."""
        self.placed += 1
        self.now += timedelta(minutes=1)
        basket = Basket()
        for sku, quantity in (quantities or {"milk": 2}).items():
            product = next(product for product in PRODUCTS if product.sku == sku)
            basket = basket.add(product, Amount.pieces(quantity))
        slot = Slot(mode, NOW + timedelta(hours=hours), NOW + timedelta(hours=hours, minutes=30))
        with self.store.begin() as unit:
            talk = unit.open_conversation(f"c{self.placed}", customer, self.now)
            paid = replace(bill(basket), fee_cents=fee)
            return self.desk.place(unit, talk, Placement(slot, paid, f"t{self.placed}"), self.now)


@pytest.fixture
def counter(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    yield Counter(store)
    store.close()


def numbers(page):
    return [order["id"] for order in page["orders"]]


def test_a_household_sees_its_orders_newest_first_page_by_page(counter):
    mine = [counter.place().id for _ in range(5)]
    counter.place("durand")
    first = counter.desk.list("dupont", limit=2)
    second = counter.desk.list("dupont", limit=2, after=first["next"])
    third = counter.desk.list("dupont", limit=2, after=second["next"])
    assert numbers(first) + numbers(second) + numbers(third) == mine[::-1]
    assert third["next"] is None


def test_an_order_is_read_exactly_as_it_was_placed(counter):
    placed = counter.place()
    assert counter.desk.get(placed.id) == placed
    assert counter.desk.show(placed.id)["slot"]["start"] == "2026-11-23T13:00:00+01:00"


def test_what_a_household_bought_is_read_from_its_last_orders_newest_first(counter):
    counter.place(bread=1)
    counter.place("durand", wine=1)
    called_off = counter.place(milk=1, eggs=1)
    counter.place(milk=2)
    counter.desk.cancel(called_off.id)
    with counter.store.read() as unit:
        bought = unit.orders.purchases("dupont", 2)
    assert [(each.state.value, each.skus) for each in bought] == [
        ("CONFIRMED", {"milk"}),
        ("CANCELLED", {"milk", "eggs"}),
    ]


def test_nobody_else_sees_that_an_order_exists(counter):
    placed = counter.place("durand")
    for look in (
        lambda: counter.desk.show(placed.id, "dupont"),
        lambda: counter.desk.cancel(placed.id, "dupont"),
        lambda: counter.desk.list("dupont", after=placed.id),
    ):
        with pytest.raises(NotFound) as caught:
            look()
        assert caught.value.code == "unknown_order"
    assert counter.desk.show(placed.id)["state"] == "CONFIRMED"


def test_a_shop_lists_its_orders_by_slot_and_state(counter):
    late, soon, other = counter.place(hours=9), counter.place(hours=2), counter.place(hours=30)
    counter.desk.move(late.id, "in_preparation")
    today = counter.desk.list(by_slot=True, slot_from="2026-11-23", slot_until="2026-11-24")
    assert numbers(today) == [soon.id, late.id]
    assert numbers(counter.desk.list(states=("CONFIRMED",))) == [other.id, soon.id]
    assert numbers(counter.desk.list(by_slot=True, after=soon.id)) == [late.id, other.id]
    assert numbers(counter.desk.list(mode="delivery")) == []
    assert numbers(
        counter.desk.list(since=soon.placed_at.isoformat(), until=other.placed_at.isoformat())
    ) == [soon.id]


def test_another_shop_over_the_same_database_sees_its_own_orders_only(counter):
    counter.place()
    elsewhere = OrderDesk(counter.store, replace(ROOMY, id="elsewhere"), lambda: counter.now)
    assert numbers(elsewhere.list()) == []
    assert list(elsewhere.export()) == []
    assert len(numbers(elsewhere.list("dupont"))) == 1


@pytest.mark.parametrize(
    "wanted",
    [{"limit": 0}, {"limit": 101}, {"states": ("LOST",)}, {"mode": "boat"}, {"since": "yesterday"}],
)
def test_what_cannot_be_looked_for_is_said(counter, wanted):
    with pytest.raises(BadInput) as caught:
        counter.desk.list(**wanted)
    assert caught.value.code == "bad_request"


def test_an_order_goes_its_way_and_no_other(counter):
    placed = counter.place()
    with pytest.raises(Conflict) as caught:
        counter.desk.move(placed.id, "DELIVERED")
    assert caught.value.code == "illegal_transition"
    for state in ("IN_PREPARATION", "READY_FOR_PICKUP", "DELIVERED"):
        moved = counter.desk.move(placed.id, state)
        assert counter.desk.move(placed.id, state) == moved  # asked twice, done once
    with counter.store.read() as unit:
        told = [json.loads(event.body) for event in unit.outbox.of(placed.id)]
    assert [event["data"]["order"]["state"] for event in told] == [
        "CONFIRMED", "IN_PREPARATION", "READY_FOR_PICKUP", "DELIVERED",
    ]  # fmt: skip
    assert [event["data"]["order"]["version"] for event in told] == [1, 2, 3, 4]


def test_a_change_on_an_old_version_is_refused(counter):
    placed = counter.place()
    counter.desk.move(placed.id, "IN_PREPARATION", version=placed.version)
    with pytest.raises(Conflict) as caught:
        counter.desk.move(placed.id, "REJECTED", version=placed.version)
    assert caught.value.code == "order_changed"
    assert counter.desk.show(placed.id)["state"] == "IN_PREPARATION"


def test_a_cancelled_order_gives_slot_and_stock_back_once(counter):
    counter.desk.set_stock({"milk": 5})
    placed = counter.place(milk=3)
    assert counter.desk.stock() == {"milk": 2}
    for _ in range(2):
        assert counter.desk.cancel(placed.id, "dupont")["state"] == "CANCELLED"
    assert counter.desk.stock() == {"milk": 5}
    with counter.store.read() as unit:
        assert unit.slots.taken(placed.slot, counter.now) == 0


def test_stock_goes_back_to_the_shop_it_came_from(counter):
    counter.desk.set_stock({"milk": 5})
    placed = counter.place(milk=3)
    other_store = Store(counter.store.url, "elsewhere")
    elsewhere = OrderDesk(other_store, replace(ROOMY, id="elsewhere"), lambda: counter.now)
    elsewhere.set_stock({"milk": 1})
    elsewhere.cancel(placed.id)
    assert (counter.desk.stock(), elsewhere.stock()) == ({"milk": 5}, {"milk": 1})
    other_store.close()


def test_a_csv_has_a_row_for_each_line_and_no_formula(counter):
    counter.place("=cmd|' /C calc'!A0", milk=2, wine=1)
    text = "".join(exported(counter.desk.export(), ExportFormat.CSV, "s"))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["line"], row["sku"], row["quantity"], row["total_cents"]) for row in rows] == [
        ("1", "milk", "2", "218"),
        ("2", "wine", "1", "690"),
    ]
    assert {row["order_total_cents"] for row in rows} == {"908"}
    assert rows[0]["order_customer"] == "'=cmd|' /C calc'!A0"
    assert rows[0]["order_alcohol"] == "true"


def test_an_export_holds_every_order_once_oldest_first(counter, monkeypatch):
    monkeypatch.setattr("assistant.order_book._EXPORTED_AT_ONCE", 2)
    placed = [counter.place().id for _ in range(5)]
    written = "".join(exported(counter.desk.export(), ExportFormat.JSON, "s"))
    assert [order["id"] for order in json.loads(written)] == placed
    assert json.loads("".join(exported(iter(()), ExportFormat.JSON, "s"))) == []


def test_an_export_can_be_narrowed(counter):
    first, second, third = (counter.place() for _ in range(3))
    counter.desk.cancel(third.id)
    since = counter.desk.export(("CONFIRMED",), since=second.placed_at.isoformat())
    assert [order.id for order in since] == [second.id]
    until = counter.desk.export(until=second.placed_at.isoformat())
    assert [order.id for order in until] == [first.id]


def test_an_order_speaks_the_vocabulary_of_schema_org(counter):
    placed = counter.place(mode=Mode.DELIVERY, fee=490)
    order = linked_order(placed, "le marché")
    assert (order["@context"], order["@type"], order["orderNumber"]) == (
        "https://schema.org", "Order", placed.id,
    )  # fmt: skip
    assert order["orderStatus"] == "https://schema.org/OrderProcessing"
    assert order["partOfInvoice"]["totalPaymentDue"] == {
        "@type": "MonetaryAmount", "currency": "EUR", "value": "7.08",
    }  # fmt: skip
    milk, fee = order["acceptedOffer"]
    assert (milk["price"], milk["eligibleQuantity"]["value"], milk["itemOffered"]["sku"]) == (
        "1.09",
        2,
        "milk",
    )
    assert fee["priceSpecification"]["price"] == "4.90"
    assert order["orderDelivery"]["expectedArrivalFrom"] == "2026-11-23T13:00:00+01:00"
    document = json.loads("".join(exported([placed], ExportFormat.SCHEMA_ORG, "le marché")))
    assert document["@graph"] == [{name: value for name, value in order.items() if name != "@context"}]


def test_a_receipt_names_savings_deposits_fee_and_the_tax_by_rate(counter):
    half = Offer("o", Percentage(Fraction(1, 2)), Selection(skus=frozenset({"milk"})))
    returnable = replace(PRODUCTS[0], deposit_cents=15)
    wine = next(product for product in PRODUCTS if product.sku == "wine")
    basket = Basket().add(returnable, Amount.pieces(2)).add(wine, Amount.pieces(1))
    costs = replace(bill(basket, [half], NOW), fee_cents=490)
    with counter.store.begin() as unit:
        talk = unit.open_conversation("c", "dupont", NOW)
        slot = Slot(Mode.DELIVERY, NOW + timedelta(hours=3), NOW + timedelta(hours=4))
        order = counter.desk.place(unit, talk, Placement(slot, costs, "t"), NOW)
    out = io.StringIO()
    Console(file=out, width=100).print(receipt(counter.desk.show(order.id)))
    rows = [" ".join(row.replace("│", " ").split()) for row in out.getvalue().splitlines()]
    # 2 × 0,55 of milk and 0,30 of deposit; a discount of 2 × 0,54; 11,80 at 20 %
    assert [row for row in rows if row.endswith("€")] == [
        "Lait demi-écrémé 2 1,09 € 1,40 €",
        "Bordeaux rouge 1 6,90 € 6,90 €",
        "dont lait demi-écrémé, 50 % de remise -1,08 €",
        "dont consigne 0,30 €",
        "Frais 4,90 €",
        "Total 13,20 €",
        "dont TVA à 5,5 % HT 1,04 € 0,06 €",
        "dont TVA à 20 % HT 9,83 € 1,97 €",
    ]


def test_the_command_lists_shows_moves_and_exports(counter, tmp_path):
    placed = counter.place()
    environment = {"VOCABAS_DATABASE_URL": counter.store.url, "VOCABAS_DATA_DIR": str(tmp_path)}

    def vocabas(*arguments, status=0):
        done = CliRunner().invoke(cli, ["orders", *arguments], env=environment)
        assert done.exit_code == status, done.output
        return done

    assert json.loads(vocabas("list", "--json").stdout)["orders"][0]["id"] == placed.id
    assert placed.id in vocabas("list", "--state", "confirmed", "--by-slot", "--since", "2026-11-23").stdout
    assert "Aucune commande" in vocabas("list", "--state", "DELIVERED").stdout
    assert "2,18" in vocabas("show", placed.id.lower()).stdout
    assert "en préparation" in vocabas("set-state", placed.id, "IN_PREPARATION").stdout
    assert "illegal_transition" in vocabas("set-state", placed.id, "CANCELLED", status=1).stderr
    assert "unknown_order" in vocabas("show", "2222-2222", status=1).stderr
    vocabas("export", "--format", "json", "-o", str(tmp_path / "orders.json"))
    (kept,) = json.loads((tmp_path / "orders.json").read_text())
    assert (kept["id"], kept["state"]) == (placed.id, "IN_PREPARATION")
    assert vocabas("export").stdout.count(placed.id) == 1
