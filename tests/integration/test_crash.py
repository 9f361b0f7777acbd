"""A process is killed at random points of its turns and orders: nothing is lost, nothing is done twice.

``VOCABAS_CRASH_TURNS=20000 pytest tests/integration/test_crash.py`` runs it for longer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from sqlalchemy import text

from assistant.courier import Courier
from assistant.dialogue.state import ConfirmOrder
from assistant.shopping.orders import CALLED_OFF, OrderState
from assistant.store import OrderFilter, Store
from assistant.store.database import open_engine
from assistant.webhook import Webhook
from tests.crashing import CAPACITY, CLIENTS, SECRET, STOCK, acknowledged, key, sentence
from tests.retailer import Retailer
from tests.trade import assistant_on
from tests.unit.dialogue.shop import NOW, SHOP

TURNS = int(os.environ.get("VOCABAS_CRASH_TURNS", "1000"))
SEED = os.environ.get("VOCABAS_CRASH_SEED", "6")


class Aftermath:
    """What is in the database after all the killing, and what everybody was told."""

    def __init__(self, url, journal, retailer):
        self.store = Store(url, SHOP.id)
        self.assistant = assistant_on(self.store, capacity=CAPACITY)
        self.retailer = retailer
        self.answers, self.moved = acknowledged(journal)
        # who was not answered asks once more: a turn that was kept is answered as it was, else it is done now
        for client in range(CLIENTS):
            number = len(self.answers[client])
            answer = self.assistant.answer(
                f"conversation-{client}", sentence(client, number), key(client, number)
            )
            self.answers[client].append(answer)
        later = datetime.now(UTC) + timedelta(hours=1)  # leases of killed carriers are over
        courier = Courier(self.store, Webhook(retailer.url, SECRET), lambda: later)
        while courier.deliver().delivered:
            pass
        with self.store.read() as unit:
            self.orders = {order.id: order for order in unit.orders.oldest(OrderFilter(), None, 1_000_000)}
            self.events = {number: unit.outbox.of(number) for number in self.orders}


@pytest.fixture
def aftermath(database_url, tmp_path, root):
    store = Store(database_url, SHOP.id)
    store.migrate()
    with store.begin() as unit:
        for client in range(CLIENTS):
            unit.open_conversation(f"conversation-{client}", f"household-{client}", NOW)
        for sku, quantity in STOCK.items():
            unit.stock.set(sku, Fraction(quantity))
    store.close()
    journal = tmp_path / "journal"
    journal.touch()
    retailer = Retailer()
    done = subprocess.run(
        [sys.executable, "-m", "tests.crashing", database_url, journal, str(TURNS), SEED, retailer.url],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kills"] >= TURNS // 200, "it was hardly ever killed"
    found = Aftermath(database_url, journal, retailer)
    yield found
    found.store.close()
    retailer.close()


def test_after_many_kills_nothing_is_lost_nothing_is_double_and_nothing_leaks(aftermath):
    every_acknowledged_turn_is_kept(aftermath)
    baskets_are_what_households_were_told_last(aftermath)
    every_order_was_told_to_one_household_once(aftermath)
    stock_is_what_live_orders_leave(aftermath)
    no_slot_is_overfull_and_no_hold_is_without_its_question(aftermath)
    the_outbox_holds_each_change_of_each_order(aftermath)
    the_retailer_had_exactly_what_was_committed_in_order(aftermath)


def every_acknowledged_turn_is_kept(after):
    assert sum(map(len, after.answers.values())) >= TURNS
    with after.store.read() as unit:
        for client, answers in after.answers.items():
            for number, answer in enumerate(answers):
                assert unit.turn(f"conversation-{client}", key(client, number)).answer == answer
    with open_engine(after.store.url).connect() as connection:
        kept = connection.scalar(text("SELECT count(*) FROM turns"))
    assert kept == sum(map(len, after.answers.values()))


def baskets_are_what_households_were_told_last(after):
    for client, answers in after.answers.items():
        assert after.assistant.basket(f"conversation-{client}") == answers[-1]["basket"]


def every_order_was_told_to_one_household_once(after):
    told = [
        (answer["order"]["id"], f"household-{client}")
        for client, answers in after.answers.items()
        for answer in answers
        if answer["order"]
    ]
    assert len(told) > TURNS // 30, "hardly an order was placed"
    assert sorted(told) == sorted((order.id, order.customer) for order in after.orders.values())
    cancelled = sum(
        answer["reply"]["text"] == "La commande est annulée." for a in after.answers.values() for answer in a
    )
    assert cancelled == sum(order.state is OrderState.CANCELLED for order in after.orders.values())
    for number in after.moved:
        assert after.orders[number].state is OrderState.IN_PREPARATION


def live(after):
    return [order for order in after.orders.values() if order.state not in CALLED_OFF]


def stock_is_what_live_orders_leave(after):
    sold = defaultdict(Fraction)
    for order in live(after):
        for line in order.lines:
            sold[line.sku] += line.quantity
    assert after.assistant.orders.stock() == {sku: count - sold[sku] for sku, count in STOCK.items()}


def no_slot_is_overfull_and_no_hold_is_without_its_question(after):
    places = Counter(order.slot for order in live(after))
    assert max(places.values()) <= CAPACITY
    with open_engine(after.store.url).connect() as connection:
        holders = set(connection.scalars(text("SELECT conversation_id FROM slot_holds")))
    with after.store.read() as unit:
        asked = {
            f"conversation-{client}"
            for client in range(CLIENTS)
            if isinstance(unit.conversation(f"conversation-{client}").state.question, ConfirmOrder)
        }
        assert holders == asked
        for slot, count in places.items():
            assert unit.slots.taken(slot, NOW + timedelta(days=1)) == count


def the_outbox_holds_each_change_of_each_order(after):
    for number, order in after.orders.items():
        events = after.events[number]
        assert [event.sequence for event in events] == list(range(1, order.version + 1))
        kinds = [event.kind for event in events]
        then = {
            OrderState.CONFIRMED: [],
            OrderState.CANCELLED: ["order.cancelled"],
            OrderState.IN_PREPARATION: ["order.in_preparation"],
        }
        assert kinds == ["order.confirmed", *then[order.state]]
        assert json.loads(events[-1].body)["data"]["order"]["state"] == order.state.value


def the_retailer_had_exactly_what_was_committed_in_order(after):
    committed = {event.id: event.body for events in after.events.values() for event in events}
    assert {letter.id: letter.body for letter in after.retailer.taken} == committed
    first_seen = {}
    for letter in after.retailer.taken:
        first_seen.setdefault(letter.id, (letter.order, letter.sequence))
    arrived = defaultdict(list)
    for number, sequence in first_seen.values():
        arrived[number].append(sequence)
    assert all(sequences == sorted(sequences) for sequences in arrived.values())
