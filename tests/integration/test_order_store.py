"""Slots, stock and the outbox on a real database: the last of anything goes to one household."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from assistant.errors import Conflict
from assistant.ordering import OrderDesk
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.orders import Order
from assistant.shopping.slots import Mode, Slot
from assistant.store import Store
from tests.unit.dialogue.shop import PRODUCTS, SHOP

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SLOT = Slot(Mode.DRIVE, NOW + timedelta(hours=3), NOW + timedelta(hours=3, minutes=30))
MILK = PRODUCTS[0]
LEASE = timedelta(seconds=60)


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    store.migrate()
    with store.begin() as unit:
        for at in range(8):
            unit.open_conversation(f"c{at}", f"household-{at}", NOW)
    yield store
    store.close()


def order(number, quantity=1):
    content = Basket().add(MILK, Amount.pieces(quantity))
    return Order.place(number, "dupont", bill(content), SLOT, NOW)


def test_a_held_slot_is_kept_for_its_conversation_and_released_after_a_while(store):
    with store.begin() as unit:
        unit.slots.hold("c0", SLOT, NOW + timedelta(minutes=10))
    with store.read() as unit:
        assert unit.slots.taken(SLOT, NOW) == 1
        assert unit.slots.taken(SLOT, NOW, own="c0") == 0
        assert unit.slots.taken(SLOT, NOW + timedelta(minutes=10)) == 0


def test_ended_holds_are_cleared_up_and_live_ones_stay(store):
    with store.begin() as unit:
        unit.slots.hold("c0", SLOT, NOW)
        unit.slots.hold("c1", SLOT, NOW + timedelta(minutes=10))
    desk = OrderDesk(store, SHOP, lambda: NOW + timedelta(minutes=5))
    assert [desk.forget_ended_holds(), desk.forget_ended_holds()] == [1, 0]
    with store.read() as unit:
        assert unit.slots.taken(SLOT, NOW + timedelta(minutes=5)) == 1


def test_many_households_that_want_the_last_places_get_them_once(store):
    won, lost = [], []

    def fight(at):
        try:
            with store.begin() as unit:
                unit.slots.claim(SLOT, 3, NOW, f"c{at}")
                unit.orders.add(order(f"{at:04}-0000"), f"c{at}", f"t{at}")
            won.append(at)
        except Conflict as conflict:
            lost.append(conflict.code)

    run(fight)
    assert (len(won), lost) == (3, ["slot_full"] * 5)


@pytest.mark.parametrize("taking", ["slot", "hold", "item"])
def test_who_comes_second_waits_for_the_first_and_then_learns_that_it_is_gone(store, taking):
    with store.begin() as unit:
        unit.stock.set("milk", Fraction(1))

    def take(unit, at):
        if taking == "item":
            unit.stock.reserve({"milk": Fraction(1)})
            return
        unit.slots.claim(SLOT, 1, NOW, f"c{at}")
        if taking == "hold":
            unit.slots.hold(f"c{at}", SLOT, NOW + timedelta(minutes=10))
        else:
            unit.orders.add(order(f"{at:04}-0000"), f"c{at}", f"t{at}")

    outcome = []

    def second():
        try:
            with store.begin() as unit:
                take(unit, 1)
            outcome.append("won")
        except Conflict as conflict:
            outcome.append(conflict.code)

    rival = threading.Thread(target=second)
    with store.begin() as unit:
        take(unit, 0)
        rival.start()
        rival.join(0.3)
        assert outcome == []  # still waiting: nothing is decided before the first has ended
    rival.join()
    assert outcome == ["insufficient_stock" if taking == "item" else "slot_full"]


def test_many_households_that_want_the_last_items_never_get_more_than_there_are(store):
    with store.begin() as unit:
        unit.stock.set("milk", Fraction(5))
    won, lost = [], []

    def fight(at):
        try:
            with store.begin() as unit:
                unit.stock.reserve({"milk": Fraction(2), "not counted": Fraction(9)})
            won.append(at)
        except Conflict as conflict:
            lost.append(conflict.code)

    run(fight)
    assert (len(won), lost) == (2, ["insufficient_stock"] * 6)
    with store.begin() as unit:
        unit.stock.give_back({"milk": Fraction(2)})
        assert unit.stock.available(["milk", "not counted"]) == {"milk": 3}


def test_events_of_an_order_leave_one_after_the_other(store):
    with store.begin() as unit:
        unit.orders.add(order("AAAA-0000"), "c0", "t")
        for kind in ("order.confirmed", "order.cancelled"):
            unit.outbox.add("AAAA-0000", unit.orders.next_event("AAAA-0000"), kind, "{}", NOW)
    with store.begin() as unit:
        (first,) = unit.outbox.claim(NOW, 20, LEASE)
        assert first.kind == "order.confirmed"
    with store.begin() as unit:
        assert unit.outbox.claim(NOW, 20, LEASE) == []  # being tried
        unit.outbox.failed(first, "503", NOW + timedelta(seconds=2))
    with store.begin() as unit:
        assert unit.outbox.claim(NOW + timedelta(seconds=1), 20, LEASE) == []
        (again,) = unit.outbox.claim(NOW + timedelta(seconds=2), 20, LEASE)
        assert (again.id, again.attempts) == (first.id, 2)
        unit.outbox.delivered(again.id, NOW)
    with store.begin() as unit:
        assert [event.kind for event in unit.outbox.claim(NOW, 20, LEASE)] == ["order.cancelled"]


def test_a_change_of_price_alone_is_nothing_to_take_back(store):
    mine = Basket().add(MILK, Amount.pieces(2))
    dearer = mine.refreshed(lambda _: replace(MILK, price_cents=200))
    with store.begin() as unit:
        unit.keep_basket("dupont", mine.with_code("merci"), NOW)
    with store.begin() as unit:
        unit.keep_basket("dupont", dearer.with_code("merci"), NOW, refreshed=dearer.with_code("merci"))
    with store.read() as unit:
        assert unit.basket("dupont").total_cents == 400
        assert unit.basket("dupont").codes == ("MERCI",)
        assert unit.basket_before("dupont") == Basket()


def run(work):
    threads = [threading.Thread(target=work, args=(at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
