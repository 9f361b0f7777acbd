"""What the intent engine costs: training, starting, memory, and time a sentence through Rasa's own server.

    .venv/bin/python benchmarks/engine.py [--train] [--sentences FOLDER] [--json]

The goals: at most 30 s to train, 600 MB, 5 ms a sentence (median). Time of the clock stands beside processor
time, which other work on the machine disturbs less. `--train` trains the model anew first. One request is one
sentence to Rasa; understanding asks about once for each thing that a sentence asks for: that is told as well.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.bootstrap import IntentEngine
from assistant.catalogue import Catalogue
from assistant.evaluation.sentences import NOW, Sentence, load_sentences
from assistant.settings import load_settings
from assistant.understanding import Understander
from assistant.understanding.normalise import normalise

HERE = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")


def trained() -> dict[str, float]:
    """Train the model anew; return the seconds it took."""
    intents = HERE / "intents"
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([intents / ".venv" / "bin" / "python", intents / "train.py", "--force"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"clock_s": round(time.perf_counter() - began, 1), "processor_s": round(spent, 1)}


def processor_ms(pid: int) -> float:
    """Return the processor time that a process has used (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid: int) -> float:
    """Return the most memory that a process has held."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def asked(act: Any, sentences: tuple[Sentence, ...]) -> dict[str, float]:
    """Have every sentence read once; return median and 95th percentile in milliseconds."""
    spent = []
    for sentence in sentences:
        began = time.perf_counter()
        act(sentence)
        spent.append(1000 * (time.perf_counter() - began))
    spent.sort()
    return {
        "median_ms": round(statistics.median(spent), 2),
        "p95_ms": round(spent[int(0.95 * len(spent))], 2),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", action="store_true", help="train the model anew first")
    parser.add_argument("--sentences", type=Path, default=HERE / "intents" / "dev")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    told: dict[str, Any] = {}
    if options.train:
        told["training"] = trained()
    sentences = load_sentences(options.sentences)
    settings = replace(load_settings(), nlu_url="")
    began = time.perf_counter()
    with IntentEngine(settings) as engine:
        server = engine.server
        if server is None:
            raise SystemExit("the embedded engine is what is measured: unset VOCABAS_NLU_URL")
        server.wait_until_ready(settings.nlu_start_timeout)
        told["start_s"] = round(time.perf_counter() - began, 1)
        pid = server.pid
        if pid is None:
            raise SystemExit("the intent engine has ended")
        understander = Understander(engine.client, Catalogue.load(settings.catalogue_dir).names)
        engine.client.parse("bonjour")
        before = processor_ms(pid)
        told["request"] = asked(lambda s: engine.client.parse(normalise(s.text)), sentences)
        told["request"]["processor_ms"] = round((processor_ms(pid) - before) / len(sentences), 2)
        before = processor_ms(pid)
        told["sentence"] = asked(lambda s: understander.interpret(s.text, NOW, expects=s.expects), sentences)
        told["sentence"]["processor_ms"] = round((processor_ms(pid) - before) / len(sentences), 2)
        told["memory_mb"] = round(resident_mb(pid))
    print(json.dumps(told, indent=None if options.json else 2))


if __name__ == "__main__":
    main()
