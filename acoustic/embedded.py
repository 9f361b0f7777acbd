"""The vocabulary that the product carries: every name of its own catalogue, as a shop builds its own.

    .venv/bin/python -m acoustic.embedded [MODEL]         # assistant/hearing/model by default

Runs in the product's environment, which reads the catalogue; the net is not touched.
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


def vocabulary(model: Path, settings: Settings) -> list[str]:
    """Writes ``model/graph``; returns the words that nobody can pronounce. Call it apart from vosk."""
    products, _ = read_folder(settings.catalogue_dir)
    names = names_of(products)
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "sentences.txt"
        write_sentences(settings.intents_dir, names, drawn)
        said = drawn.read_text(encoding="utf-8").splitlines()
    return build.shop(
        model / "graph", said, (*names.products, *names.brands, *REGIONAL), spelled=names.spelled
    )


def main() -> None:
    """Builds the graph, and tells what cannot be said."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", nargs="?", type=Path, default=EMBEDDED)
    mute = vocabulary(parser.parse_args().model, Settings())
    if mute:
        print(f"espeak-ng cannot say, so the model cannot hear: {', '.join(mute)}")


if __name__ == "__main__":
    main()
