"""Payments by a provider that the retailer plugs in: decided once, given back when an order is called off."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest

from assistant.channels.outbox import start_errands
from assistant.dialogue.turn import Placement
from assistant.ordering import OrderDesk
from assistant.settings import load_settings
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.payment import Payment, PaymentState
from assistant.shopping.slots import Mode, Slot
from assistant.store import Store
from tests.unit.dialogue.shop import NOW, PRODUCTS, SHOP

SLOT = Slot(Mode.DRIVE, NOW + timedelta(hours=3), NOW + timedelta(hours=3, minutes=30))
PAID, REFUSED = Payment(PaymentState.AUTHORISED, "pay_1"), Payment(PaymentState.REFUSED, "no_1")
PENDING = Payment(PaymentState.PENDING)


class Bank:
    """Answers as it is told, and remembers what it was asked; idempotent by the order's number."""

    def __init__(self):
        self.answer = PENDING
        self.asked, self.released = [], []
        self.meanwhile = lambda: None

    def authorise(self, order):
        self.asked.append((order.id, order.total_cents))
        self.meanwhile()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def release(self, order):
        if isinstance(self.answer, Exception):
            raise self.answer
        self.released.append(order.id)


class Till:
    """A shop that is paid first."""

    def __init__(self, store):
        self.store, self.bank, self.placed = store, Bank(), 0
        self.desk = OrderDesk(store, SHOP, lambda: NOW, self.bank)
        self.desk.set_stock({"milk": 10})

    def place(self):
        self.placed += 1
        costs = bill(Basket().add(PRODUCTS[0], Amount.pieces(2)))
        with self.store.begin() as unit:
            talk = unit.open_conversation(f"c{self.placed}", "dupont", NOW)
            return self.desk.place(unit, talk, Placement(SLOT, costs, f"t{self.placed}"), NOW).id

    def state(self, number):
        order = self.desk.get(number)
        return order.state.value, order.payment, order.payment_due

    def events(self, number):
        with self.store.read() as unit:
            return [json.loads(event.body)["type"] for event in unit.outbox.of(number)]


@pytest.fixture
def till(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    yield Till(store)
    store.close()


def test_an_order_waits_for_its_payment_and_is_confirmed_by_it(till):
    number = till.place()
    assert till.state(number) == ("CREATED", "by_provider", True)
    assert till.desk.settle() == 0
    till.bank.answer = PAID
    assert till.desk.settle() == 1
    assert till.state(number) == ("CONFIRMED", "pay_1", False)
    assert till.desk.settle() == 0
    assert till.bank.asked == [(number, 218)] * 2
    assert till.events(number) == ["order.created", "order.confirmed"]


def test_a_refused_payment_rejects_the_order_and_gives_slot_and_stock_back(till):
    number = till.place()
    assert till.desk.stock() == {"milk": 8}
    till.bank.answer = REFUSED
    assert till.desk.settle() == 1
    assert till.state(number) == ("REJECTED", "no_1", False)
    assert till.desk.stock() == {"milk": 10}
    with till.store.read() as unit:
        assert unit.slots.taken(SLOT, NOW) == 0
    assert till.desk.settle() == 0
    assert till.bank.released == []


def test_a_provider_that_fails_is_asked_again_and_holds_up_nobody(till):
    first, second = till.place(), till.place()
    till.bank.answer = ConnectionError("no line")
    assert till.desk.settle() == 0
    assert {till.state(number)[0] for number in (first, second)} == {"CREATED"}
    assert len(till.bank.asked) == 2
    till.bank.answer = PAID
    assert till.desk.settle() == 2


@pytest.mark.parametrize("paid_before", [False, True])
def test_a_cancelled_order_gives_back_what_was_set_aside_once_even_after_trouble(till, paid_before):
    number = till.place()
    if paid_before:
        till.bank.answer = PAID
        till.desk.settle()
    till.desk.cancel(number, "dupont")
    till.bank.answer = ConnectionError("no line")
    assert till.desk.settle() == 0
    till.bank.answer = PAID
    assert [till.desk.settle() for _ in range(3)] == [1, 0, 0]
    assert till.bank.released == [number]
    assert till.state(number)[0] == "CANCELLED"


def test_an_order_cancelled_while_its_payment_is_being_authorised_is_given_back(till):
    number = till.place()
    till.bank.answer = PAID
    till.bank.meanwhile = lambda: till.desk.cancel(number, "dupont")
    assert till.desk.settle() == 0
    till.bank.meanwhile = lambda: None
    assert till.desk.settle() == 1
    assert (till.state(number)[0], till.bank.released) == ("CANCELLED", [number])


def test_an_order_paid_at_the_handover_has_nothing_to_settle(till):
    free = OrderDesk(till.store, SHOP, lambda: NOW)
    assert free.settle() == 0
    costs = bill(Basket().add(PRODUCTS[0], Amount.pieces(1)))
    with till.store.begin() as unit:
        talk = unit.open_conversation("c", "dupont", NOW)
        number = free.place(unit, talk, Placement(SLOT, costs, "t"), NOW).id
    free.cancel(number)
    till.bank.answer = PAID
    assert till.desk.settle() == 0
    assert till.bank.released == till.bank.asked == []


BANKS = []


def make_bank():
    """What the setting names: the factory of the retailer's provider."""
    return BANKS[-1]


def test_beside_the_web_server_payments_are_settled_by_themselves(till, tmp_path, monkeypatch):
    monkeypatch.setattr("assistant.channels.outbox._BETWEEN_SETTLEMENTS", 0.05)
    asked = threading.Event()
    till.bank.answer, till.bank.meanwhile = PAID, asked.set
    BANKS.append(till.bank)
    number = till.place()
    named = f"{__name__}:make_bank"
    stop = start_errands(
        load_settings({}, data_dir=tmp_path, database_url=till.store.url, payment_provider=named)
    )
    try:
        assert asked.wait(90)
    finally:
        stop.set()
    assert till.bank.asked[0] == (number, 218)
