"""Baskets over days and devices, and slots held between households: the whole assistant on both databases."""

from __future__ import annotations

import random
from datetime import timedelta
from fractions import Fraction

import pytest

from assistant.households import HouseholdDesk
from assistant.shopping.offers import Credit, MoneyOff, Offer
from assistant.store import Store
from tests.trade import assistant_on
from tests.unit.dialogue.shop import NOW, SHOP

CHANGES = [
    f"ajoute {n} {name}" for n in (1, 2, 5) for name in ("lait", "baguette", "beurre", "œufs", "tomate")
]
CHANGES += [f"enlève {name}" for name in ("lait", "baguette", "beurre", "tomate")]


class Town:
    """A shop, its clock, and whoever talks to it."""

    def __init__(self, store):
        self.now = NOW
        self.store = store
        self.assistant = assistant_on(store, clock=lambda: self.now, capacity=1)

    def device(self, household):
        return self.assistant.open_conversation(household)["id"]

    def lines(self, device):
        return self.assistant.basket(device)["lines"]

    def kept(self, household):
        """The basket as it is kept, with what was said and why."""
        with self.store.read() as unit:
            return unit.basket(household)


@pytest.fixture
def town(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    yield Town(store)
    store.close()


@pytest.mark.parametrize("seed", range(4))
def test_every_change_from_any_device_is_undone_in_order_to_the_exact_earlier_basket(town, seed):
    chance = random.Random(seed)
    devices = [town.device("dupont") for _ in range(3)]
    history = [town.kept("dupont")]
    for _ in range(12):
        town.now += timedelta(minutes=chance.randint(0, 3))
        town.assistant.answer(chance.choice(devices), chance.choice(CHANGES))
        if town.kept("dupont") != history[-1]:
            history.append(town.kept("dupont"))
    assert len(history) > 5
    for earlier in history[-2::-1]:
        town.assistant.answer(chance.choice(devices), "annule")
        assert town.kept("dupont") == earlier
    assert "rien à annuler" in town.assistant.answer(devices[0], "annule")["reply"]["text"]


def test_a_basket_lasts_for_days_and_is_the_same_on_every_device(town):
    kitchen, phone = town.device("dupont"), town.device("dupont")
    town.assistant.answer(kitchen, "ajoute 2 lait")
    town.now += timedelta(days=5)
    town.assistant.answer(phone, "ajoute 1 lait")
    assert town.lines(kitchen) == town.lines(phone)
    assert town.lines(phone)[0]["quantity"] == 3
    assert town.lines(town.device("durand")) == []


def ask_for_the_last_slot(town, household):
    """Go as far as the recap of an order for the one slot that is left this evening."""
    device = town.device(household)
    for said in ("ajoute 1 lait", "commande", "le premier"):
        answer = town.assistant.answer(device, said)
    return device, answer["reply"]


@pytest.fixture
def evening(town):
    """A quarter past six: of today's slots only that of half past seven can still be had."""
    town.now = NOW + timedelta(hours=8, minutes=15)
    shop = town.assistant.shop
    town.assistant.shop = type(shop)(shop.name, shop.zone, shop.fulfilments, horizon_days=0)
    return town


def test_a_slot_is_held_while_a_household_confirms(evening):
    first, recap = ask_for_the_last_slot(evening, "dupont")
    assert recap["expects"] == "confirmation"
    _, other = ask_for_the_last_slot(evening, "durand")
    assert other["expects"] != "confirmation"
    evening.now += timedelta(minutes=9)
    assert evening.assistant.answer(first, "oui")["order"]


def test_a_held_slot_is_released_after_a_while_and_who_comes_back_late_is_told(evening):
    evening.now -= timedelta(minutes=10)
    late, recap = ask_for_the_last_slot(evening, "dupont")
    slot = recap["text"]
    evening.now += timedelta(minutes=10)
    quick, recap = ask_for_the_last_slot(evening, "durand")
    assert recap["text"] == slot
    answer = evening.assistant.answer(late, "oui")
    assert answer["order"] is None
    assert evening.assistant.answer(quick, "oui")["order"]
    assert len(evening.assistant.orders.list()["orders"]) == 1


def test_who_thinks_better_of_it_gives_the_slot_back_at_once(evening):
    first, _ = ask_for_the_last_slot(evening, "dupont")
    evening.assistant.answer(first, "non")
    _, recap = ask_for_the_last_slot(evening, "durand")
    assert recap["expects"] == "confirmation"


def test_a_cancelled_order_gives_its_slot_to_the_next(evening):
    first, _ = ask_for_the_last_slot(evening, "dupont")
    number = evening.assistant.answer(first, "oui")["order"]["id"]
    _, refused = ask_for_the_last_slot(evening, "durand")
    assert refused["expects"] != "confirmation"
    evening.assistant.orders.cancel(number, "dupont")
    _, recap = ask_for_the_last_slot(evening, "martin")
    assert recap["expects"] == "confirmation"


def test_a_repeated_yes_under_the_same_key_is_answered_the_same_and_orders_once(town):
    device = town.device("dupont")
    with town.store.begin() as unit:
        unit.stock.set("milk", Fraction(10))
    for said in ("ajoute 2 lait", "commande", "le premier"):
        town.assistant.answer(device, said)
    first = town.assistant.answer(device, "oui", "yes")
    assert [town.assistant.answer(device, "oui", "yes") for _ in range(3)] == [first] * 3
    assert first["order"]
    assert len(town.assistant.orders.list()["orders"]) == 1
    assert town.assistant.orders.stock() == {"milk": 8}


CREDIT = Offer("credit", Credit(Fraction(1, 10)), card=True)
COUPON = Offer("coupon", MoneyOff(100), code="CABAS")


def ordered(town, household, *said):
    """Order by voice; returns ORDER."""
    device = town.device(household)
    for sentence in (*said, "commande", "le premier", "oui"):
        answer = town.assistant.answer(device, sentence)
    return answer["order"]


def test_a_card_earns_credit_on_what_is_paid_once_the_order_is_had_and_only_once(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    town = Town(store)
    town.assistant = assistant_on(store, offers=(CREDIT, COUPON))
    desk, orders = HouseholdDesk(store, lambda: NOW), town.assistant.orders
    desk.change("dupont", card="9250001234567")
    without = ordered(town, "durand", "ajoute 10 lait")
    first = ordered(town, "dupont", "ajoute 10 lait", "code cabas")
    second = ordered(town, "dupont", "ajoute 1 lait")
    assert (without["credit_cents"], first["credit_cents"], second["credit_cents"]) == (0, 99, 10)
    assert desk.show("dupont")["credit_cents"] == 0, "nothing is earned before it is had"
    for state in ("IN_PREPARATION", "READY_FOR_PICKUP", "DELIVERED", "DELIVERED"):
        orders.move(first["id"], state)
    orders.cancel(second["id"], "dupont")
    assert desk.show("dupont")["credit_cents"] == 99
    told = town.assistant.answer(town.device("dupont"), "ma cagnotte")["reply"]["text"]
    assert "0,99" in told
    store.close()


def test_a_coupon_code_lasts_with_the_basket_on_every_device_and_is_undone_in_its_turn(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    town = Town(store)
    town.assistant = assistant_on(store, offers=(COUPON,))
    kitchen, phone = town.device("dupont"), town.device("dupont")
    town.assistant.answer(kitchen, "ajoute 2 lait")
    town.assistant.answer(kitchen, "code cabas")
    basket = town.assistant.answer(phone, "ajoute 1 lait")["basket"]
    assert (basket["codes"], basket["total_cents"]) == (["CABAS"], 3 * 109 - 100)
    assert town.assistant.answer(phone, "annule")["basket"]["codes"] == ["CABAS"]
    assert town.assistant.answer(kitchen, "annule")["basket"]["codes"] == []
    order = ordered(town, "dupont", "code cabas")
    assert [saving["offer"] for saving in order["savings"]] == ["coupon"]
    assert town.assistant.baskets.read("dupont")["codes"] == []
    store.close()


def test_a_card_number_said_is_kept_nowhere_and_the_same_key_is_answered_the_same(
    database_url,
):
    store = Store(database_url, SHOP.id)
    store.migrate()
    town = Town(store)
    said = "carte 4242 4242 4242 4242"
    device = town.device("dupont")
    first = town.assistant.answer(device, said, "pay")
    assert town.assistant.answer(device, said, "pay") == first
    with store.read() as unit:
        kept = unit.turn(device, "pay")
        state = unit.conversation(device).state
    assert kept.request_hash == ""
    assert "4242" not in f"{kept.answer}{state}"
    store.close()
