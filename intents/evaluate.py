"""Score the trained model on the development sentences, span by span.

    .venv/bin/python evaluate.py [--errors] [--json] [--model MODEL] [FILE…]      default: dev/*.yml

A file is a list of groups: `subject`, `intent`, `sentences`, each sentence in Rasa's inline markup. Reported
for each subject and for all: the share of right intents, precision and recall of the spans, and the share of
sentences wholly right. A sentence that the training data holds too ("oui") is left out. In a wholly right sentence
the intent, the acts (`act_*`: which, in which order) and every other span (entity, exact start and end) are right; the
exact extent of an act is not asked for, since nothing reads it; nor are spans in a sentence that is left alone.

These sentences may be read and tuned on. The figures to believe are those of `vocabas evaluate understanding`, on
heldout/, which nobody who trains the model reads.
"""

from __future__ import annotations

import os

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import argparse
import asyncio
import json
import logging
import re
import statistics
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import quick_start

HERE = Path(__file__).resolve().parent
_MARK = re.compile(r"\[([^\]]+)\]\((\w+)\)")

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Sentence:
    """One development sentence and what it should give."""

    subject: str
    intent: str
    text: str
    spans: tuple[Span, ...]


@dataclass
class Score:
    """Counts over some sentences."""

    sentences: int = 0
    intents: int = 0
    whole: int = 0
    matched: int = 0
    missed: int = 0
    extra: int = 0

    def add(self, expected: Sentence, intent: str, spans: list[Span]) -> bool:
        """Count one answer; return whether it is wholly right."""
        wanted, got = set(expected.spans), set(spans)
        alone = intent == expected.intent == "out_of_scope"
        whole = alone or (intent == expected.intent and readable(expected.spans) == readable(spans))
        self.sentences += 1
        self.intents += intent == expected.intent
        self.whole += whole
        self.matched += len(wanted & got)
        self.missed += len(wanted - got)
        self.extra += len(got - wanted)
        return whole

    def as_dict(self) -> dict[str, float]:
        """The figures, in percent."""
        counted = 2 * self.matched + self.missed + self.extra
        return {
            "sentences": self.sentences,
            "intent": round(100 * self.intents / self.sentences, 1),
            "spans_f1": round(200 * self.matched / counted, 1) if counted else 100.0,
            "whole": round(100 * self.whole / self.sentences, 1),
        }


def readable(spans: tuple[Span, ...] | list[Span]) -> list[tuple]:
    """What the assistant reads of the spans, left to right: acts by name, the others by name and place."""
    return [(name,) if name.startswith("act_") else (name, start, end) for start, end, name in sorted(spans)]


def parse_markup(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Split Rasa's inline markup into the text and its spans."""
    text, spans, last = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append((len(text), len(text) + len(mark.group(1)), mark.group(2)))
        text += mark.group(1)
        last = mark.end()
    return text + marked[last:], tuple(spans)


def load(paths: list[Path]) -> list[Sentence]:
    """Every sentence of the files."""
    found = []
    for path in paths:
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            for marked in group["sentences"]:
                text, spans = parse_markup(str(marked))
                found.append(Sentence(group["subject"], group["intent"], text, spans))
    return found


def leaks(sentences: list[Sentence]) -> tuple[set[str], float]:
    """Development texts that are in the training data too, and the share of product spans that training never saw."""
    training, products = set(), set()
    for path in (HERE / "data").rglob("*.yml"):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" not in entry:
                continue
            for line in entry["examples"].splitlines():
                text, spans = parse_markup(line.removeprefix("- "))
                training.add(text.strip())
                products.update(text[start:end] for start, end, name in spans if name == "product")
    said = [s.text[start:end] for s in sentences for start, end, name in s.spans if name == "product"]
    unseen = sum(product not in products for product in said) / max(1, len(said))
    return {s.text for s in sentences if s.text in training}, unseen


@dataclass
class Report:
    """The scores of one run."""

    total: Score = field(default_factory=Score)
    subjects: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    confusions: Counter = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    wrong_adds: list[str] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


_CHANGES = {"add_items", "add_recipe", "reorder"}


async def run(model: Path, sentences: list[Sentence]) -> Report:
    """Ask the model about each sentence."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    report = Report()
    for sentence in sentences:
        start = time.perf_counter()
        answer = await agent.parse_message(sentence.text)
        report.milliseconds.append(1000 * (time.perf_counter() - start))
        intent = answer["intent"]["name"]
        spans = [(e["start"], e["end"], e["entity"]) for e in answer["entities"]]
        report.subjects[sentence.subject].add(sentence, intent, spans)
        if intent != sentence.intent:
            report.confusions[f"{sentence.intent} -> {intent}"] += 1
        if intent in _CHANGES and sentence.intent not in _CHANGES:
            report.wrong_adds.append(f"{sentence.text} ({sentence.intent}, {answer['intent']['confidence']:.2f})")
        if not report.total.add(sentence, intent, spans):
            wanted, got = set(readable(sentence.spans)), set(readable(spans))
            report.errors.append(
                f"{sentence.text}\n    {sentence.intent} / {intent} {answer['intent']['confidence']:.2f}"
                f"   missed {_named(wanted - got, sentence.text)}   extra {_named(got - wanted, sentence.text)}"
            )
    return report


def _named(spans: set[tuple], text: str) -> str:
    return ", ".join(f"{s[0]}" + (f" '{text[s[1] : s[2]]}'" if len(s) > 1 else "") for s in sorted(spans)) or "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="files of sentences")
    parser.add_argument("--model", type=Path, default=HERE / "models" / "vocabas.tar.gz")
    parser.add_argument("--errors", action="store_true", help="list every sentence that is not wholly right")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args()
    sentences = load(options.files or sorted((HERE / "dev").glob("*.yml")))
    quick_start.quiet_warnings()
    if not quick_start.needs_tensorflow(options.model):
        quick_start.without_tensorflow()
    logging.disable(logging.WARNING)
    import rasa.utils.log_utils

    rasa.utils.log_utils.configure_structlog(logging.ERROR)
    leaked, unseen = leaks(sentences)
    report = asyncio.run(run(options.model, [s for s in sentences if s.text not in leaked]))
    left_alone = [s for s in report.subjects if s.startswith("not for us")]
    document = {
        "total": report.total.as_dict(),
        "subjects": {subject: score.as_dict() for subject, score in sorted(report.subjects.items())},
        "not_for_us_left_alone": round(
            100
            * sum(report.subjects[s].intents for s in left_alone)
            / max(1, sum(report.subjects[s].sentences for s in left_alone)),
            1,
        ),
        "wrong_adds": report.wrong_adds,
        "unseen_products": round(100 * unseen, 1),
        "also_in_training": sorted(leaked),
        "milliseconds_median": round(statistics.median(report.milliseconds), 2),
        "confusions": dict(report.confusions.most_common(20)),
    }
    if options.errors:
        document["errors"] = report.errors
    if options.json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return
    print(f"{'subject':34} {'n':>5} {'intent':>7} {'F1':>6} {'whole':>6}")
    for subject, score in [*document["subjects"].items(), ("all", document["total"])]:
        print(f"{subject:34} {score['sentences']:5} {score['intent']:7} {score['spans_f1']:6} {score['whole']:6}")
    print(f"not for us, left alone: {document['not_for_us_left_alone']} %; wrong adds: {len(report.wrong_adds)}")
    print(f"products never seen in training: {document['unseen_products']} %")
    print(f"left out, since in training too: {len(leaked)}")
    print(f"median {document['milliseconds_median']} ms a sentence; confusions: {document['confusions']}")
    for error in document.get("errors", []):
        print(error)
    for wrong in report.wrong_adds if options.errors else []:
        print("wrong add:", wrong)


if __name__ == "__main__":
    main()
