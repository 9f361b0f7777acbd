"""How well hearing hears, what it costs, and what it makes of sounds that are no French.

    .venv/bin/python -m benchmarks.hearing [--sentences 60] [--people LIST.tsv] [--model FOLDER] [--write F]

Voices, sentences and languages are those on which nothing was chosen or trained (`benchmarks/material.py`).
In brackets, 95 % bootstrap intervals over speakers. Needs espeak-ng; people are measured only where
recordings are named. Other recognisers on the same sounds: `benchmarks/peers.py`.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.dialogue.listening import YES_WORDS
from assistant.expectation import Expectation, ExpectedPhrase
from assistant.hearing.models import find_model
from assistant.hearing.recogniser import Recogniser
from benchmarks import material
from benchmarks.listening import Heard, distance, listen, rate, tokens
from benchmarks.material import Clip

_SEED = 3_000
_CHOICES = (
    "le premier",
    "la deuxième",
    "le troisième",
    "le dernier",
    "dix-huit heures trente",
    "à neuf heures",
    "demain à huit heures trente",
    "huit heures",
    "en drive",
    "livraison à domicile",
    "express",
    "le beurre demi-sel",
    "le beurre doux",
    "le lait entier",
    "le lait demi-écrémé",
    "non merci",
)
_SHARE = 0.7


def word_errors(heard: Sequence[Heard], told: bool = False) -> tuple[str, str, str]:
    """Word, character and phone error rates; of what the product tells, or of the evidence before refusal."""
    said = [(tokens(h.clip.text), h.told if told else h.tokens) for h in heard]
    who = [h.clip.speaker for h in heard]
    pairs: list[list[tuple[float, float]]] = [[], [], []]
    for reference, got in said:
        spoken = material.phones(" ".join(reference)), material.phones(" ".join(got)) if got else ()
        letters = "".join(reference), "".join(got)
        for found, (a, b) in zip(pairs, ((reference, got), letters, spoken), strict=True):
            found.append((distance(a, b), len(a)))
    words, characters, phones = (str(rate(p, who)) for p in pairs)
    return words, characters, phones


def false_words(heard: Sequence[Heard]) -> tuple[str, str]:
    """Words a minute where nobody speaks to us: before refusal, and told."""
    minutes = sum(h.clip.seconds for h in heard) / 60
    return (
        f"{sum(len(h.tokens) for h in heard) / minutes:.1f}",
        f"{sum(len(h.told) for h in heard) / minutes:.1f}",
    )


def sure_words(heard: Sequence[Heard]) -> str:
    """Words a minute told with a confidence that is acted upon."""
    minutes = sum(h.clip.seconds for h in heard) / 60
    said = [h for h in heard if h.utterance and h.utterance.confidence >= 0.5]
    return f"{sum(len(h.told) for h in said) / minutes:.1f}"


def expecting() -> Expectation:
    """What a question with all these choices would make likelier."""
    return Expectation(tuple(ExpectedPhrase(t) for t in _CHOICES), _SHARE, YES_WORDS)


def right(heard: Sequence[Heard]) -> str:
    """Share of clips heard exactly."""
    pairs = [(float(h.tokens == tokens(h.clip.text)), 1.0) for h in heard]
    return str(rate(pairs, [h.clip.speaker for h in heard]))


def yeses(heard: Sequence[Heard]) -> int:
    """Sounds in which a yes is told although none was said."""
    return sum(bool(YES_WORDS & set(h.told)) and not YES_WORDS & set(tokens(h.clip.text)) for h in heard)


def megabytes() -> float:
    """Memory this process holds now, MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Table:
    """Rows printed as they come, kept as Markdown."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def row(self, *cells: object) -> None:
        """Add a row."""
        self._add("| " + " | ".join(map(str, cells)) + " |")

    def head(self, title: str, *columns: str) -> None:
        """Begin a table."""
        self._add(f"\n### {title}\n")
        self.row(*columns)
        self._add("|" + " --- |" * len(columns))

    def _add(self, line: str) -> None:
        self.lines.append(line)
        print(line, flush=True)


def cost(table: Table, recogniser: Recogniser, clips: Sequence[Clip]) -> None:
    """Measure time and memory; before anything else is heard, one sound at a time."""
    table.head("Cost", "what", "figure")
    before = megabytes()
    began = time.perf_counter()
    recogniser.load()
    table.row("model loaded, s", f"{time.perf_counter() - began:.2f}")
    table.row("memory of the model, MB", f"{megabytes() - before:.0f}")
    before = megabytes()
    streams = [recogniser.stream() for _ in range(8)]
    for stream in streams:
        stream.accept(clips[0].samples)
    table.row("memory of a stream, MB", f"{(megabytes() - before) / len(streams):.1f}")
    for title, expectation in (("", Expectation()), (", choices expected", expecting())):
        spent = time.process_time()
        for clip in clips[:12]:
            stream = recogniser.stream(expectation)
            stream.accept(clip.samples)
            _ended(stream.finish)
        seconds = sum(c.seconds for c in clips[:12])
        table.row(
            f"real-time factor{title}, processor time", f"{(time.process_time() - spent) / seconds:.3f}"
        )


_GRAPH = """
import sys, tempfile, time
from pathlib import Path
from assistant.hearing.graph.build import shop
names = sys.stdin.read().splitlines()
began = time.perf_counter()
with tempfile.TemporaryDirectory() as folder:
    shop(Path(folder), names, names)
print(f"{time.perf_counter() - began:.1f}")
"""


def graphs(table: Table) -> None:
    """Measure how long a graph takes as names grow: in processes of their own, since vosk is in this one."""
    if not importlib.util.find_spec("kaldifst"):
        table.row("graph building", "not measured: kaldifst is not installed (extra `vocabulary`)")
        return
    syllables = [c + v for c in "bdfgklmnprstv" for v in ("a", "é", "i", "o", "u", "an", "on")]
    rng = random.Random(0)
    invented = ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(10_000)]
    for count in (500, 1_500, 5_000, 10_000):
        names = "\n".join(invented[:count])
        done = subprocess.run(
            [sys.executable, "-c", _GRAPH], input=names, capture_output=True, text=True, check=False
        )
        table.row(f"graph of {count:,} invented names, s", done.stdout.strip() or done.stderr.strip()[-80:])


def _ended(finish: Callable[[], object]) -> None:
    from assistant.errors import BadInput

    try:
        finish()
    except BadInput:
        return


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=60, help="how many sentences a test has")
    parser.add_argument(
        "--people", type=Path, help="a manifest of human recordings: path, transcript, speaker"
    )
    parser.add_argument("--model", default="", help="a Vosk model folder (default: the one in use)")
    parser.add_argument("--write", type=Path, help="write the tables to this Markdown file as well")
    options = parser.parse_args()
    recogniser, table = Recogniser(find_model(options.model)), Table()
    voices = material.SCORE_VOICES
    clean = material.spoken(material.shop_sentences(options.sentences, _SEED), voices, _SEED)
    cost(table, recogniser, clean)
    graphs(table)

    table.head("Errors (before anything is refused)", "sound", "words", "characters", "phones")
    noisy = material.spoiled(clean, "10 dB", 10, False, _SEED)
    echo = material.spoiled(clean, "10 dB, reverberation", 10, True, _SEED)
    for name, clips in (("unseen voices", clean), ("… noise at 10 dB", noisy), ("… and reverberation", echo)):
        table.row(name, *word_errors(listen(recogniser, clips, title=name)))
    if options.people:
        people = [c for c in material.people(options.people) if not material.first_half(c.speaker)]
        for condition in dict.fromkeys(c.condition for c in people):
            mine = [c for c in people if c.condition == condition]
            table.row(f"people: {condition}", *word_errors(listen(recogniser, mine, title=condition)))
    else:
        table.row("people", "not measured: no --people", "", "")

    table.head(
        "False words a minute", "sound", "before refusal", "told", "told and acted upon (at least 0.5 sure)"
    )
    quiet = {
        "noise": material.noises(2, _SEED),
        "music": material.music(2, _SEED),
        "other languages": material.foreign(material.SCORE_LANGUAGES, _SEED),
    }
    nothing = {name: listen(recogniser, clips, title=name) for name, clips in quiet.items()}
    for name, heard in nothing.items():
        table.row(name, *false_words(heard), sure_words(heard))

    table.head(
        f"What expecting changes ({len(_CHOICES)} phrases, share {_SHARE})",
        "sound",
        "open",
        "choices expected",
    )
    answers = material.spoken(_CHOICES * 4, voices, _SEED)
    for name, clips in (
        ("answers heard exactly", answers),
        ("… noise at 10 dB", material.spoiled(answers, "10 dB", 10, False, _SEED)),
        ("… noise at 5 dB", material.spoiled(answers, "5 dB", 5, False, _SEED + 1)),
    ):
        table.row(name, *(right(listen(recogniser, clips, e, name)) for e in (Expectation(), expecting())))
    with_hints = [h for clips in quiet.values() for h in listen(recogniser, clips, expecting(), "no yes")]
    others = listen(recogniser, clean, title="no yes"), listen(recogniser, clean, expecting(), "no yes")
    table.row(
        f"false yes in {len(with_hints)} sounds without French",
        sum(yeses(h) for h in nothing.values()),
        yeses(with_hints),
    )
    table.row(f"false yes in {len(clean)} other sentences", *(yeses(h) for h in others))
    table.row(
        "false words told a minute without French",
        false_words([h for heard in nothing.values() for h in heard])[1],
        false_words(with_hints)[1],
    )
    table.row("words wrong in other sentences", *(word_errors(h)[0] for h in others))
    if options.write:
        options.write.write_text("\n".join(table.lines).strip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
