"""Households that shop while their process is killed again and again; a journal keeps what they were told.

    python -m tests.crashing URL JOURNAL TURNS SEED WEBHOOK

forks a child that shops with several threads, kills it at a random point, forks the next one, until so many
turns were acknowledged. Who was not answered asks again under the same key, as clients do after a time-out.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from assistant.catalogue import Catalogue
from assistant.courier import Courier
from assistant.errors import Conflict
from assistant.store import Store
from assistant.webhook import Webhook
from tests.trade import assistant_on
from tests.unit.dialogue.shop import PRODUCTS, SHOP

CLIENTS = 4
CAPACITY = 40
STOCK = {"milk": 100_000, "bread": 100_000, "butter": 100_000, "eggs": 60}
SECRET = "whsec_" + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
TRAPS = ("clock", "after_cursor_execute", "before_commit", "after_commit")


def sentence(client, number):
    """What a client says as its turn of this number: always the same."""
    chance = random.Random(client * 1_000_003 + number)
    pick = chance.choice
    step = number % 9
    if step in (0, 3):
        return f"ajoute {chance.randint(1, 3)} {pick(['lait', 'baguette', 'beurre'])}"
    if step == 1:
        return pick(["ajoute 1 baguette", "ajoute 2 lait", "ajoute 1 œufs", "enlève beurre"])
    if step == 2:
        return pick(["annule", "mon panier", "enlève lait", "ajoute 1 beurre"])
    cancels = random.Random(client * 1_000_003 + number - step).random() < 0.4
    last = ("annule ma commande", "oui") if cancels else ("mon panier", "mon panier")
    return {4: "commande", 5: "le premier", 6: "oui", 7: last[0], 8: last[1]}[step]


def key(client, number):
    """The idempotency key of that turn."""
    return f"client-{client}-turn-{number}"


def acknowledged(journal):
    """What clients were told, each its answers in order, and which orders the retailer was told it moved."""
    answers, moved = {client: [] for client in range(CLIENTS)}, []
    for line in Path(journal).read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue  # the process was killed while it wrote: nobody was told
        if "moved" in told:
            moved.append(told["moved"])
        else:
            assert told["number"] == len(answers[told["client"]])
            answers[told["client"]].append(told["answer"])
    return answers, moved


def shop(url, journal, goal, trap, seed, webhook):
    """Shop until so many turns are acknowledged, or until the trap closes."""
    store = Store(url, SHOP.id)
    assistant = assistant_on(store, _CATALOGUE, capacity=CAPACITY)
    file = os.open(journal, os.O_WRONLY | os.O_APPEND)
    answers, _ = acknowledged(journal)
    left = [goal - sum(map(len, answers.values()))]
    set_trap(trap, random.Random(seed).randint(10, 150) * (8 if trap == "after_cursor_execute" else 1))

    def tell(**what):
        os.write(file, b"\n" + json.dumps(what).encode() + b"\n")

    def client(at):
        number = len(answers[at])
        while True:
            answer = assistant.answer(f"conversation-{at}", sentence(at, number), key(at, number))
            tell(client=at, number=number, answer=answer)
            left[0] -= 1
            if left[0] <= 0:
                os._exit(0)
            if answer["order"] and number % 4 == 0:
                try:
                    assistant.orders.move(answer["order"]["id"], "IN_PREPARATION")
                except Conflict:
                    pass  # cancelled before its process was killed
                else:
                    tell(moved=answer["order"]["id"])
            number += 1

    def guarded(work, *arguments):
        try:
            work(*arguments)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(3)

    courier = Courier(store, Webhook(webhook, SECRET), lambda: datetime.now(UTC))
    threads = [threading.Thread(target=guarded, args=(client, at)) for at in range(CLIENTS)]
    threads.append(threading.Thread(target=guarded, args=(courier.follow, threading.Event())))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def set_trap(trap, countdown):
    """Have the process kill itself at the n-th such moment; the clock is the parent's business."""
    if trap == "clock":
        return
    left = [countdown]

    def step(*_):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine if trap == "after_cursor_execute" else Session, trap, step)


def main(url, journal, turns, seed, webhook):
    """Fork, kill, fork, until the goal is reached; prints how often it was killed."""
    chance = random.Random(int(seed))
    kills = 0
    while True:
        trap = TRAPS[kills % len(TRAPS)]
        delay = chance.uniform(0.1, 1.5)
        child_seed = chance.random()
        child = os.fork()
        if child == 0:
            try:
                shop(url, journal, int(turns), trap, child_seed, webhook)
            finally:
                os._exit(4)
        if trap == "clock":
            time.sleep(delay)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            if os.WEXITSTATUS(status):
                sys.exit(os.WEXITSTATUS(status))
            print(json.dumps({"kills": kills}))
            return
        kills += 1


_CATALOGUE = Catalogue(PRODUCTS)

if __name__ == "__main__":
    main(*sys.argv[1:])
