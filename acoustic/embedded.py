"""The vocabulary that the product carries: every name of its own catalogue, in the sentences of two projects.

    python -m acoustic sentences                          # writes language.txt, once
    .venv/bin/python -m acoustic.embedded [MODEL]         # assistant/hearing/model by default

Runs in the product's environment, which reads the catalogue; the net is not touched. The sentences are those of the intent
project's patterns, as `vocabas models build` draws them, and the Shopper's, which say the same things otherwise: a grammar
learnt from one of them understands the other badly (docs/acoustic.md).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from assistant.catalogue.files import read_folder
from assistant.hearing.graph import build
from assistant.hearing.models import EMBEDDED
from assistant.settings import Settings
from assistant.vocabulary.names import names_of
from assistant.vocabulary.sentences import REGIONAL, write_sentences

LANGUAGE = Path(__file__).parent / "work" / "build" / "sentences" / "language.txt"


def vocabulary(model: Path, language: Path, settings: Settings) -> list[str]:
    """Writes ``model/graph``; returns the words that nobody can pronounce.

    ``language``: more sentences, one a line. Call it apart from vosk.
    """
    products, _ = read_folder(settings.catalogue_dir)
    names = names_of(products)
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "sentences.txt"
        write_sentences(settings.intents_dir, names, drawn)
        said = [line for path in (drawn, language) for line in path.read_text(encoding="utf-8").splitlines()]
    return build.shop(
        model / "graph", said, (*names.products, *names.brands, *REGIONAL), spelled=names.spelled
    )


def main() -> None:
    """Builds the graph, and tells what cannot be said."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", nargs="?", type=Path, default=EMBEDDED)
    parser.add_argument("--language", type=Path, default=LANGUAGE, help="more sentences, one a line")
    options = parser.parse_args()
    if not options.language.is_file():
        parser.error(f"{options.language} is not there: run `python -m acoustic sentences` first")
    mute = vocabulary(options.model, options.language, Settings())
    if mute:
        print(f"espeak-ng cannot say, so the model cannot hear: {', '.join(mute)}")


if __name__ == "__main__":
    main()
