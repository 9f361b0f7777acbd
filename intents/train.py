"""Train the intent model when its data changed.

    .venv/bin/python train.py [--force]       patterns + data + config -> models/vocabas.tar.gz

Expands the patterns, then trains as `rasa train nlu --fixed-model-name vocabas` does. Does nothing when
models/vocabas.tar.gz was made from the same files; says so in either case.
"""

from __future__ import annotations

import os

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ.setdefault("RASA_MAX_CACHE_SIZE", "0")  # nothing here is trained twice

import argparse
import hashlib
import logging
import sys
import time
import warnings
from pathlib import Path

import expand
import quick_start

HERE = Path(__file__).resolve().parent
MODEL = HERE / "models" / "vocabas.tar.gz"
SOURCES = (
    "patterns/*.yml",
    "data/*.yml",
    "config.yml",
    "domain.yml",
    "expand.py",
    "conjugation.py",
    "verbs.yml",
    "nouns.yml",
    "components/*.py",
    "requirements.lock",
)


def fingerprint() -> str:
    """What the model depends on, in one line."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(HERE.glob(pattern)):
            digest.update(f"{path.relative_to(HERE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def train(config: Path, data: Path, model: Path) -> None:
    """Train `model` on every file below `data`."""
    quick_start.without_tensorflow()
    show = warnings.showwarning

    def show_ours(message, category, *where):
        # neither Rasa's old libraries, nor that it does not know what our component makes of the word lists
        if not issubclass(category, DeprecationWarning) and "training data" not in str(message):
            show(message, category, *where)

    warnings.showwarning = show_ours

    import rasa.model_training

    quick_start.without_copies()
    quick_start.reading_once()
    for old in model.parent.glob(f"{model.name.removesuffix('.tar.gz')}-*.crf"):  # of versions before this one
        old.unlink()
    rasa.model_training.train_nlu(
        str(config),
        str(data),
        str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        domain=str(HERE / "domain.yml"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    options = parser.parse_args()
    stamp = MODEL.with_name("vocabas.fingerprint")
    wanted = fingerprint()
    if not options.force and MODEL.is_file() and stamp.is_file() and stamp.read_text() == wanted:
        print("intent model: up to date")
        return
    start = time.monotonic()
    print("intent model: expanding the patterns", flush=True)
    count = expand.expand(HERE / "patterns", HERE / "data" / "generated")
    print(f"intent model: training on {count} generated and all hand-written sentences, half a minute", flush=True)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    stamp.unlink(missing_ok=True)
    train(HERE / "config.yml", HERE / "data", MODEL)
    stamp.write_text(wanted)
    print(f"intent model: trained in {time.monotonic() - start:.0f} s, {MODEL.relative_to(HERE)}")


if __name__ == "__main__":
    main()
