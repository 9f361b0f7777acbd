"""Many clients, of several processes and threads, fight over the last places and the last items."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import pytest

from assistant.ordering import OrderDesk
from assistant.shopping.slots import Mode, Slot
from assistant.store import OrderFilter, Store
from tests.rivals import EVENING
from tests.unit.dialogue.shop import SHOP

PROCESSES, THREADS = 4, 5


@pytest.fixture
def store(database_url):
    store = Store(database_url, SHOP.id)
    store.migrate()
    yield store
    store.close()


def fight(store, root, wanted, capacity):
    numbers = [str(PROCESSES), str(THREADS), wanted, str(capacity)]
    command = [sys.executable, "-m", "tests.rivals", store.url, *numbers]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(outcomes) == PROCESSES * THREADS
    with store.read() as unit:
        orders = unit.orders.oldest(OrderFilter(), None, 1000)
    told = [outcome["order"]["id"] for outcome in outcomes if outcome["order"]]
    assert sorted(told) == sorted(order.id for order in orders)
    return orders, [outcome for outcome in outcomes if not outcome["order"]]


def test_the_last_places_go_to_as_many_households_as_there_are_places(store, root):
    orders, losers = fight(store, root, "ajoute 1 lait", capacity=3)
    taken = Counter(order.slot.start.astimezone(SHOP.zone).strftime("%H:%M") for order in orders)
    assert taken == {"19:00": 3, "19:30": 3}
    assert len(losers) == PROCESSES * THREADS - 6
    assert len({order.customer for order in orders}) == 6
    with store.read() as unit:
        for order in orders:
            assert unit.slots.taken(Slot(Mode.DRIVE, order.slot.start, order.slot.end), EVENING) == 3


def test_the_last_items_are_sold_once(store, root):
    desk = OrderDesk(store, SHOP, lambda: EVENING)
    desk.set_stock({"milk": Fraction(11)})
    orders, losers = fight(store, root, "ajoute 2 lait", capacity=50)
    sold = sum(line.quantity for order in orders for line in order.lines)
    assert desk.stock()["milk"] == 11 - sold
    # the eleventh is sold too when somebody takes one instead of two
    assert sold in (10, 11)
    assert len(losers) == PROCESSES * THREADS - len(orders)
