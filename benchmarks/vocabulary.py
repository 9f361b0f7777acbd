"""How long `vocabas models build` takes as the catalogue grows.

    python benchmarks/vocabulary.py [NAMES…]        default: 1500 30000

Names of products are made up of the embedded catalogue's and of invented brands: words grow with names.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from assistant.catalogue.files import read_folder
from assistant.settings import Settings
from assistant.shopping.products import Product
from assistant.vocabulary.building import build

_SYLLABLES = [c + v for c in "bcdfglmnprstv" for v in ("a", "e", "i", "o", "u", "é", "an", "ou")]


def catalogue(count: int) -> list[Product]:
    """That many products, each with a name and a brand of its own."""
    real, _ = read_folder(Settings().catalogue_dir)
    rng = random.Random(count)
    made = []
    for i in range(count):
        like = rng.choice(real)
        brand = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()
        name = f"{like.name} {brand.lower()}"
        made.append(replace(like, sku=str(i), name=name, brand=brand, said=(name.lower(),)))
    return made


def timed(count: int, intents_dir: Path) -> str:
    """Build once and tell how long each step took."""
    steps: list[str] = []
    products = catalogue(count)
    began = time.perf_counter()

    def tell(step: str) -> None:
        steps.append(f"{step} from {time.perf_counter() - began:.1f} s on")

    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "shop"
        card, _ = build(products, intents_dir, model, tell=tell)
        seconds = time.perf_counter() - began
        size = sum(p.stat().st_size for p in (model / "graph").rglob("*") if p.is_file()) / 1e6
    return f"{count} products, {card.words} words: {seconds:.1f} s, graph {size:.0f} MB ({', '.join(steps)})"


def main() -> None:
    """Print one line a size."""
    for count in [int(size) for size in sys.argv[1:]] or [1500, 30_000]:
        print(timed(count, Settings().intents_dir), flush=True)


if __name__ == "__main__":
    main()
