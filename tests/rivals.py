"""Many households, in several processes of several threads, that want the same last thing at the same time.

    python -m tests.rivals URL PROCESSES THREADS SENTENCE CAPACITY

Each household says what it wants, then asks for the first slot and says yes until it has its order, or did so
three times without being told that somebody was faster. Prints one JSON object a household.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from dataclasses import replace
from datetime import timedelta

from assistant.catalogue import Catalogue
from assistant.errors import Conflict
from assistant.store import Store
from tests.trade import assistant_on
from tests.unit.dialogue.shop import NOW, PRODUCTS, SHOP

EVENING = NOW + timedelta(hours=7, minutes=50)
"""Ten to six: of today's slots only those of seven and half past seven can still be had."""
_ROUNDS = 3


def rival(assistant, household, wanted, begin):
    """Shop as one household; returns what became of it."""
    talk = assistant.open_conversation(household)["id"]
    assistant.answer(talk, wanted)
    time.sleep(max(0.0, begin - time.monotonic()))
    refused = rounds = 0
    while rounds < _ROUNDS:
        rounds += 1
        for said in ("commande", "le premier", "oui", "oui"):
            try:
                answer = assistant.answer(talk, said)
            except Conflict:
                refused, rounds = refused + 1, 0
                break
            if answer["order"]:
                return {"household": household, "order": answer["order"], "refused": refused}
            if answer["reply"]["expects"] is None:
                break
    return {"household": household, "order": None, "refused": refused, "said": answer["reply"]["text"]}


def process(url, at, threads, wanted, capacity, begin):
    """Run some households of one process."""
    store = Store(url, SHOP.id)
    assistant = assistant_on(store, _CATALOGUE, lambda: EVENING, capacity)
    assistant.shop = replace(assistant.shop, horizon_days=0)

    def run(number):
        try:
            line = json.dumps(rival(assistant, f"household-{at}-{number}", wanted, begin))
            os.write(1, f"{line}\n".encode())
        except BaseException:
            traceback.print_exc()
            os._exit(3)

    rivals = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
    for thread in rivals:
        thread.start()
    for thread in rivals:
        thread.join()


def main(url, processes, threads, wanted, capacity):
    """Fork the processes and wait for them."""
    begin = time.monotonic() + 1.0
    children = []
    for at in range(int(processes)):
        child = os.fork()
        if child == 0:
            try:
                process(url, at, int(threads), wanted, int(capacity), begin)
                os._exit(0)
            finally:
                os._exit(4)
        children.append(child)
    sys.exit(max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children))


_CATALOGUE = Catalogue(PRODUCTS)

if __name__ == "__main__":
    main(*sys.argv[1:])
