"""What keeping costs: a turn's store work, orders a second, and how both grow with past orders.

    .venv/bin/python -m benchmarks.store [--turns 300] [--past 1 1000000] [--clients 1 2 4 8 16 32]

On SQLite and on PostgreSQL (Debian's, started here on a free loopback port, durable as in production).
Everything but hearing and understanding is real: the policy decides on real baskets, slots, stock and orders.
Past orders are filled in by SQL. Prints milliseconds, orders a second, and ratios.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

from sqlalchemy import text

from assistant.dialogue.turn import Placement
from assistant.ordering import OrderDesk
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.slots import Mode
from assistant.store import Store, UnitOfWork
from assistant.store.answers import Answers
from assistant.store.baskets import Baskets
from assistant.store.conversations import Conversations
from assistant.store.database import open_engine
from assistant.store.orders import Orders
from assistant.store.outbox import Outbox
from assistant.store.slot_book import SlotBook
from assistant.store.stock import Stock
from tests.postgres import NoPostgres, Postgres
from tests.trade import assistant_on, shop
from tests.unit.dialogue.shop import NOW, PRODUCTS, SHOP

HOUSEHOLDS = 20_000
ROOMY = 1_000_000
ORDINARY = ("ajoute 2 lait", "ajoute 1 baguette", "mon panier", "annule", "ajoute 3 beurre", "enlève lait")
ORDERING = ("ajoute 1 lait", "commande", "le premier", "oui")
_ORDERS = """
INSERT INTO orders (id, customer_id, conversation_id, token, shop_id, mode, slot_start, slot_end, fee_cents,
    total_cents, credit_cents, savings, alcohol, payment, payment_due, state, events, placed_at, updated_at)
SELECT {id}, 'household-' || (n % {households}), 'past', 'past-' || n, '{shop}', 'drive', {when}, {when}, 0,
    218, 0, '[]', false, 'at_handover', false, 'DELIVERED', 4, {when}, {when} FROM {numbers}"""
_LINES = """
INSERT INTO order_lines (order_id, position, sku, name, quantity, unit, price_cents, savings_cents,
    deposit_cents, vat_rate, total_cents)
SELECT {id}, 1, 'milk', 'Lait', '2', 'piece', 109, 0, 0, '11/200', 218 FROM {numbers}"""
_EVENTS = """
INSERT INTO outbox (id, order_id, sequence, kind, body, created_at, due_at, attempts, delivered_at,
    last_error)
SELECT 'past-' || n, {id}, 1, 'order.confirmed', '{{}}', {when}, {when}, 1, {when}, '' FROM {numbers}"""
_TURNS = """
INSERT INTO turns (conversation_id, idempotency_key, request_hash, answer, created_at)
SELECT 'past', 'past-' || n, 'h', '{{}}', {when} FROM {numbers}"""
_DIALECT = {
    "sqlite": {
        "id": "printf('P%08d', n)",
        "when": "datetime('2026-11-20', '-' || (n % 500000) || ' minutes')",
        "numbers": "(WITH RECURSIVE c(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM c WHERE n < {last})"
        " SELECT n FROM c) AS numbers",
    },
    "postgresql": {
        "id": "'P' || lpad(n::text, 8, '0')",
        "when": "timestamptz '2026-11-20' - (n % 500000) * interval '1 minute'",
        "numbers": "generate_series({first}, {last}) AS n",
    },
}


class Stopwatch:
    """Adds up what one thread spends in the store, by the clock and of processor; outermost calls only."""

    def __init__(self):
        self.spent = self.cpu = 0.0
        self._depth = 0

    @contextmanager
    def running(self):
        """Count the time of a block."""
        self._depth += 1
        began, cpu = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.spent += time.perf_counter() - began
                self.cpu += time.thread_time() - cpu

    def watch(self, kind):
        """Count the time of every public method of a class."""
        for name, method in vars(kind).copy().items():
            if callable(method) and not name.startswith("_"):
                setattr(kind, name, self._counted(method))

    def watch_transactions(self, store):
        """Count what it takes to open and to commit."""
        for name in ("begin", "read"):
            setattr(store, name, self._counted_context(getattr(store, name)))

    def _counted(self, method):
        def counted(*arguments, **named):
            with self.running():
                return method(*arguments, **named)

        return counted

    def _counted_context(self, open_):
        @contextmanager
        def counted():
            opened = open_()
            with self.running():
                unit = opened.__enter__()
            try:
                yield unit
            except BaseException as error:
                if not opened.__exit__(type(error), error, error.__traceback__):
                    raise
            else:
                with self.running():
                    opened.__exit__(None, None, None)

        return counted


WATCH = Stopwatch()


def fill(store, first, last):
    """Put past orders in, each with a line, an event and a turn."""
    engine = open_engine(store.url, pooled=False, foreign_keys=False)
    words = _DIALECT[engine.dialect.name]
    numbers = words["numbers"].format(first=first, last=last)
    values = {"id": words["id"], "when": words["when"], "numbers": numbers}
    with engine.connect() as connection:
        for statement in (_ORDERS, _LINES, _EVENTS, _TURNS):
            sql = statement.format(households=HOUSEHOLDS, shop=SHOP.id, **values)
            connection.exec_driver_sql(sql.replace("%", "%%") if engine.dialect.name != "sqlite" else sql)
        connection.commit()
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()


def measured_turns(assistant, sentences, turns):
    """Talk; returns for each sentence the milliseconds of the whole turn and of its store work."""
    found = []
    chance = random.Random(turns)
    for _ in range(max(1, turns // len(sentences))):
        talk = assistant.open_conversation(f"household-{chance.randrange(HOUSEHOLDS)}")["id"]
        for said in sentences:
            WATCH.spent, WATCH.cpu, began = 0.0, 0.0, time.perf_counter()
            answer = assistant.answer(talk, said, f"{talk}-{said}")
            whole = time.perf_counter() - began
            found.append((whole * 1000, WATCH.spent * 1000, WATCH.cpu * 1000, said))
            if said == "oui" and not answer["order"]:
                raise SystemExit(f"no order: {answer['reply']['text']}")
    return found


def percentile(values, share):
    """Return the value below which a share of them lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def turn_report(name, past, assistant, turns):
    """Measure and print the store work of turns; returns the medians, by the clock and of processor."""
    ordinary = measured_turns(assistant, ORDINARY, turns)
    ordering = [row for row in measured_turns(assistant, ORDERING, turns) if row[3] == "oui"]
    medians, cpus = {}, {}
    for kind, rows in (("turn", ordinary), ("turn that orders", ordering)):
        store = [row[1] for row in rows]
        medians[kind] = statistics.median(store)
        cpus[kind] = statistics.median(row[2] for row in rows)
        whole = statistics.median(row[0] for row in rows)
        print(
            f"{name:11} {past:>9,} past orders  {kind:17} store work: median {medians[kind]:6.2f} ms, "
            f"95 % {percentile(store, 0.95):6.2f}, processor {cpus[kind]:5.2f}; whole turn {whole:6.2f}",
            flush=True,
        )
    return medians, cpus


def orders_a_second(url, clients, seconds):
    """Place orders from several clients, in up to four processes; returns orders/s and the median in ms."""
    processes = min(clients, 4)
    pipes = []
    for at in range(processes):
        reading, writing = os.pipe()
        if os.fork() == 0:
            count = clients // processes + (at < clients % processes)
            os.write(writing, json.dumps(_place(url, f"{clients}-{at}", count, seconds)).encode())
            os._exit(0)
        os.close(writing)
        pipes.append(reading)
    took = []
    for reading in pipes:
        with os.fdopen(reading) as file:
            took += json.load(file)
    for _ in pipes:
        os.wait()
    return len(took) / seconds, statistics.median(took)


def _place(url, name, threads, seconds):
    store = Store(url, SHOP.id)
    desk = OrderDesk(store, shop(ROOMY), lambda: NOW)
    costs = bill(Basket().add(PRODUCTS[0], Amount.pieces(2)).add(PRODUCTS[1], Amount.pieces(1)))
    slots = [slot for slot in shop(ROOMY).slots(Mode.DRIVE, NOW) if slot.start > NOW + timedelta(hours=1)]
    took = []

    def client(at):
        chance = random.Random(f"{name}-{at}")
        with store.begin() as unit:
            talk = unit.open_conversation(f"{name}-{at}-{chance.random()}"[:40], f"household-{at}", NOW)
        end = time.perf_counter() + seconds
        while (began := time.perf_counter()) < end:
            with store.begin() as unit:
                token = f"{chance.getrandbits(128):032x}"
                desk.place(unit, talk, Placement(chance.choice(slots), costs, token), NOW)
            took.append(round((time.perf_counter() - began) * 1000, 2))

    clients = [threading.Thread(target=client, args=(at,)) for at in range(threads)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    return took


def measure(name, url, options):
    """Measure one database, from few past orders to many."""
    store = Store(url, SHOP.id)
    store.migrate()
    with store.begin() as unit:
        unit.open_conversation("past", "past", NOW)
        for sku in ("milk", "bread", "butter"):
            unit.stock.set(sku, Fraction(10_000_000))
    first = None
    filled = 0
    for past in sorted(options.past):
        if past > filled:
            fill(store, filled + 1, past)
            filled = past
        watched = Store(url, SHOP.id)
        WATCH.watch_transactions(watched)
        assistant = assistant_on(watched, capacity=ROOMY)
        measured_turns(assistant, ORDINARY, 30)  # warm
        medians = turn_report(name, past, assistant, options.turns)
        watched.close()
        if first:
            ratios = ", ".join(
                f"{kind} × {medians[0][kind] / first[0][kind]:.2f}"
                f" (processor × {medians[1][kind] / first[1][kind]:.2f})"
                for kind in medians[0]
            )
            print(f"{name:11} {past:>9,} past orders against {min(options.past):,}: {ratios}")
        first = first or medians
    store.close()
    base = 0.0
    for clients in options.clients:
        rate, median = orders_a_second(url, clients, options.seconds)
        base = base or rate
        print(
            f"{name:11} {filled:>9,} past orders  {clients:2} clients: {rate:7.1f} orders/s "
            f"(× {rate / base:.2f}), median {median:.1f} ms",
            flush=True,
        )


def main():
    """Measure both databases."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--turns", type=int, default=300)
    parser.add_argument("--past", type=int, nargs="+", default=[1, 1_000_000])
    parser.add_argument("--clients", type=int, nargs="*", default=[1, 2, 4, 8, 16, 32])
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    for kind in (UnitOfWork, Conversations, Baskets, Orders, SlotBook, Stock, Outbox, Answers):
        WATCH.watch(kind)
    if options.only != "postgresql":
        folder = Path(tempfile.mkdtemp(prefix="vocabas-benchmark-"))
        try:
            measure("SQLite", f"sqlite:///{folder}/shop.sqlite3", options)
        finally:
            shutil.rmtree(folder)
    if options.only != "sqlite":
        try:
            server = Postgres(durable=True)
        except NoPostgres as missing:
            raise SystemExit(str(missing)) from missing
        try:
            server.start()
            measure("PostgreSQL", server.fresh(), options)
        finally:
            server.remove()


if __name__ == "__main__":
    main()
