"""How long one turn takes, part by part, on this machine.

    .venv/bin/python benchmarks/turn.py [--turns 200]

Prints, in milliseconds, the median and the 95th percentile of hearing (per second of speech), understanding
(Rasa over HTTP), deciding and keeping (policy, catalogue and SQLite), the time to start, and the memory used.
The sentences are its own: they stand in no training data.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

from assistant.bootstrap import IntentEngine, build_assistant
from assistant.dialogue import State, decide
from assistant.hearing.audio import decode
from assistant.settings import load_settings
from assistant.shopping.basket import Basket
from assistant.view import TurnView

SENTENCES = (
    "il me manque deux bouteilles de cidre pour ce week-end",
    "tu rajoutes trois courgettes et un melon",
    "finalement retire une courgette",
    "rappelle-moi le montant du panier",
    "un filet d'oignons jaunes et six œufs de plus",
)


def timed(act, times):
    """Run an act several times; returns the milliseconds of each."""
    spent = []
    for number in range(times):
        began = time.perf_counter()
        act(number)
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def row(name, spent):
    """Print one line of figures."""
    ranked = sorted(spent)
    print(f"{name:46} {statistics.median(ranked):8.1f} {ranked[int(len(ranked) * 0.95) - 1]:8.1f}")


def deciding(assistant):
    """Return an act that decides one turn of a conversation whose sentences are understood already."""
    now = assistant._now()
    meant = [assistant._understander.interpret(text, now) for text in SENTENCES]
    kept = {"state": State(), "basket": Basket()}

    def act(number):
        with assistant._store.read() as unit:
            view = TurnView(assistant.catalogue, assistant._cookbook, assistant.shop, unit, "bench", now)
            made = decide(kept["state"], meant[number % len(meant)], view, kept["basket"])
        kept.update(state=made.state, basket=made.basket)

    return act


def megabytes(pid):
    """Resident memory of a process, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--turns", type=int, default=200, help="how many turns to take")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(data_dir=Path(folder))
        began = time.perf_counter()
        with IntentEngine(settings) as engine:
            assistant = build_assistant(settings, engine)
            built = time.perf_counter() - began
            if engine.server is not None:
                engine.server.wait_until_ready(settings.nlu_start_timeout)
            ready = time.perf_counter() - began
            speech = settings.samples_dir / "first_order" / "1.flac"
            samples = decode(speech)
            seconds = samples.size / 16_000
            assistant.warm_up()
            heard = timed(lambda _: assistant.transcribe(speech), max(options.turns // 10, 5))
            parsed = timed(lambda n: engine.client.parse(SENTENCES[n % len(SENTENCES)]), options.turns)
            decided = timed(deciding(assistant), options.turns)
            id_ = assistant.open_conversation("bench")["id"]
            turns = timed(lambda n: assistant.answer(id_, SENTENCES[n % len(SENTENCES)]), options.turns)
            print(f"{'milliseconds':46} {'median':>8} {'p95':>8}")
            row(f"hearing, {seconds:.1f} s of speech", heard)
            row("understanding, one sentence over HTTP", parsed)
            row("deciding: policy, replies and catalogue", decided)
            row("a whole typed turn, kept in SQLite", turns)
            print(f"{'real-time factor of hearing':46} {statistics.median(heard) / 1000 / seconds:8.3f}")
            print(f"{'assistant built, s':46} {built:8.1f}")
            print(f"{'intent engine ready, s':46} {ready:8.1f}")
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{'memory of the assistant, MB':46} {used:8.0f}")
            if engine.server is not None and engine.server.pid:
                print(f"{'memory of the intent engine, MB':46} {megabytes(engine.server.pid):8.0f}")


if __name__ == "__main__":
    main()
