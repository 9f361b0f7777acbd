"""Sentences as people say them to the shop: from the intent project's patterns, and from the Shopper.

Both say the same things otherwise: a language model learnt from one of them understands the other badly
(docs/acoustic.md).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, repeat
from pathlib import Path

from assistant.errors import Unavailable
from assistant.vocabulary import shopper, wordlists
from assistant.vocabulary.names import Names
from assistant.vocabulary.shopper import Shopper

_SCRIPT = "speech.py"
_FEWEST = 40_000
_PER_NAME = 2
"""Sentences drawn for each name of a large catalogue."""
_OF_SHOPPER = 90_000
_SHOPPER_SEED = 5
"""Seeds of their own draw the sentences that recognisers are tested on (benchmarks/material.py)."""
_ANSWERS = 3_000
"""How often the likeliest answer is said beside them: each order needs a yes or two."""
REGIONAL = ("septante", "huitante", "octante", "nonante")
"""Tens of Belgium and Switzerland, which the patterns may not hold."""


def sources(intents_dir: Path) -> list[Path]:
    """Return the files that the sentences come from, for knowing whether they have changed."""
    scripts = [intents_dir / name for name in (_SCRIPT, "expand.py")]
    lists = sorted((Path(__file__).parent / "data").glob("*.txt"))
    drawing = [Path(module.__file__ or "") for module in (shopper, wordlists)]
    return [
        *drawing,
        *lists,
        *scripts,
        *sorted((intents_dir / "patterns").glob("*.yml")),
        *sorted((intents_dir / "data").glob("*.yml")),
    ]


def write_sentences(intents_dir: Path, names: Names, out: Path) -> None:
    """Draw sentences with the products and brands of a catalogue, and what any shop is told, one a line.

    Raises:
        Unavailable: ``no_sentence_patterns``, the intent project is not there or its patterns cannot be read.
    """
    script = intents_dir / _SCRIPT
    if not script.is_file():
        raise Unavailable("no_sentence_patterns", f"{script} does not exist", path=str(intents_dir))
    count = max(_FEWEST, _PER_NAME * len(names.products))
    given = json.dumps({"names": list(names.products.items()), "brands": names.brands})
    with out.open("wb") as file:
        done = subprocess.run(
            [sys.executable, str(script), "--count", str(count)],
            input=given.encode(),
            stdout=file,
            stderr=subprocess.PIPE,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"},
            check=False,
        )
    if done.returncode != 0:
        last = (done.stderr.decode(errors="replace").strip().splitlines() or ["?"])[-1]
        raise Unavailable("no_sentence_patterns", f"{script}: {last}", path=str(intents_dir))
    with out.open("a", encoding="utf-8") as file:
        file.writelines(f"{sentence}\n" for sentence in to_any_shop())


def to_any_shop() -> Iterator[str]:
    """Yield what the Shopper says, answers as often as dialogues have them, and each listed phrase once."""
    yield from islice(Shopper(_SHOPPER_SEED).sentences(), _OF_SHOPPER)
    for rank, answer in enumerate(wordlists.sections("answers")["answer"], 1):
        yield from repeat(answer, _ANSWERS // rank)
    yield from wordlists.vocabulary()
