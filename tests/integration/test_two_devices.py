"""Two devices of one household talk at the same moment, on both databases: nothing said is lost, nothing is
ordered without its own question's yes."""

from __future__ import annotations

import random
import threading
from collections import Counter
from fractions import Fraction

import pytest

from assistant.store import OrderFilter, Store
from tests.trade import Table, assistant_on
from tests.unit.dialogue.shop import SHOP

NAMES = {"lait": "milk", "baguette": "bread", "beurre": "butter"}
ADDS = 15
"""Things that each device asks for."""


class Interrupted(Table):
    """Understands as the table does, but lets another turn happen first, once for each word in a list."""

    def __init__(self) -> None:
        self.before = {}

    def interpret(self, text, *rest):
        if text in self.before:
            self.before.pop(text)()
        return super().interpret(text, *rest)


@pytest.fixture
def store(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    yield store
    store.close()


def both(*acts):
    """Run acts at the same time; a failure of any is raised."""
    start, failures = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            act()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def bought(store):
    """How much of each product is in orders."""
    found = Counter()
    with store.read() as unit:
        for order in unit.orders.oldest(OrderFilter(), None, 1000):
            for line in order.lines:
                found[line.sku] += line.quantity
    return found


def in_basket(assistant, talk):
    return Counter({line["sku"]: Fraction(str(line["quantity"])) for line in assistant.basket(talk)["lines"]})


def test_every_add_of_both_devices_is_in_the_basket(store):
    assistant, asked = assistant_on(store), Counter()

    def device(seed):
        talk, chance = assistant.open_conversation("dupont")["id"], random.Random(seed)
        for _ in range(ADDS):
            name = chance.choice(sorted(NAMES))
            assistant.answer(talk, f"ajoute 1 {name}")
            asked[NAMES[name], seed] += 1

    both(lambda: device(1), lambda: device(2))
    wanted = Counter()
    for (sku, _), times in asked.items():
        wanted[sku] += times
    assert wanted.total() == 2 * ADDS
    assert in_basket(assistant, assistant.open_conversation("dupont")["id"]) == wanted


def test_while_one_orders_what_the_other_adds_is_bought_as_read_back_or_still_in_the_basket(store):
    assistant, asked, placed = assistant_on(store, capacity=1000), Counter(), []
    done = threading.Event()

    def adds():
        talk = assistant.open_conversation("dupont")["id"]
        try:
            for at in range(ADDS):
                name = sorted(NAMES)[at % len(NAMES)]
                assistant.answer(talk, f"ajoute 1 {name}")
                asked[NAMES[name]] += 1
        finally:
            done.set()

    def orders():
        talk = assistant.open_conversation("dupont")["id"]
        while not done.is_set() or not placed:
            answer = assistant.answer(talk, "commande")
            for said in ("le premier", "oui", "oui", "oui"):
                if answer["reply"]["expects"] is None:
                    break
                read_back, answer = answer["reply"], assistant.answer(talk, said)
                if answer["order"]:
                    placed.append((read_back, answer["order"]))
                    break

    both(adds, orders)
    for read_back, order in placed:
        assert read_back["expects"] == "confirmation"
        euros, cents = divmod(order["total_cents"], 100)
        assert f"{euros},{cents:02d}" in read_back["text"]
    with store.read() as unit:
        known = [order.id for order in unit.orders.oldest(OrderFilter(), None, 1000)]
    assert sorted(known) == sorted(order["id"] for _, order in placed)
    left = in_basket(assistant, assistant.open_conversation("dupont")["id"])
    assert bought(store) + left == asked


def test_a_basket_changed_on_the_other_device_at_the_moment_of_the_yes_is_read_back_again(store):
    table = Interrupted()
    assistant = assistant_on(store, understander=table)
    kitchen, phone = (assistant.open_conversation("dupont")["id"] for _ in range(2))
    for said in ("ajoute 2 lait", "commande", "le premier"):
        assistant.answer(kitchen, said)
    table.before["oui"] = lambda: assistant.answer(phone, "ajoute 1 beurre")
    answer = assistant.answer(kitchen, "oui")
    assert answer["order"] is None
    assert answer["reply"]["expects"] == "confirmation"
    assert "a changé" in answer["reply"]["text"]
    assert assistant.answer(kitchen, "oui")["order"] is not None


def test_a_yes_is_no_answer_to_a_question_that_came_up_while_it_was_said(store):
    table = Interrupted()
    assistant = assistant_on(store, understander=table)
    talk = assistant.open_conversation("dupont")["id"]
    for said in ("ajoute 2 lait", "commande", "le premier"):
        assistant.answer(talk, said)
    # the same device sends two turns at once: the later one is through first, and has another total read back
    table.before["oui"] = lambda: assistant.answer(talk, "ajoute 1 beurre")
    answer = assistant.answer(talk, "oui")
    assert answer["order"] is None
    assert answer["reply"]["expects"] == "confirmation"
    assert assistant.answer(talk, "oui")["order"] is not None


def test_a_yes_to_the_same_words_asked_twice_orders(store):
    table = Interrupted()
    assistant = assistant_on(store, understander=table)
    talk = assistant.open_conversation("dupont")["id"]
    for said in ("ajoute 2 lait", "commande", "le premier"):
        assistant.answer(talk, said)
    table.before["oui"] = lambda: assistant.answer(talk, "mon panier")
    assert assistant.answer(talk, "oui")["order"] is not None


def test_an_item_asked_about_meanwhile_is_asked_about_again(store):
    table = Interrupted()
    assistant = assistant_on(store, understander=table)
    talk = assistant.open_conversation("dupont")["id"]
    table.before["oui"] = lambda: assistant.answer(talk, "ajoute 500 baguette")
    answer = assistant.answer(talk, "oui")
    assert answer["basket"]["lines"] == []
    assert answer["reply"]["expects"] == "confirmation"
    assert "500" in answer["reply"]["text"]
    assert assistant.answer(talk, "oui")["basket"]["lines"][0]["quantity"] == 500
