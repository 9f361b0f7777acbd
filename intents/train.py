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
SOURCES = ("patterns/*.yml", "data/*.yml", "config.yml", "domain.yml", "expand.py", "requirements.lock")


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
        if not issubclass(category, DeprecationWarning):  # of Rasa's old libraries, and nothing to do here
            show(message, category, *where)

    warnings.showwarning = show_ours

    import rasa.model_training
    from rasa.nlu.extractors.crf_entity_extractor import CRFEntityExtractor

    trained = []
    train_model = CRFEntityExtractor.train_model

    def keep_trained(*arguments):
        trained.append(train_model(*arguments))
        return trained[-1]

    CRFEntityExtractor.train_model = staticmethod(keep_trained)
    for old in model.parent.glob(f"{model.name.removesuffix('.tar.gz')}-*.crf"):
        old.unlink()
    rasa.model_training.train_nlu(
        str(config),
        str(data),
        str(model.parent),
        fixed_model_name=model.name.removesuffix(".tar.gz"),
        domain=str(HERE / "domain.yml"),
    )
    for taggers in trained:
        quick_start.keep_crf(taggers, model)


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
    print(f"intent model: training on {count} generated and all hand-written sentences, one or two minutes", flush=True)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    stamp.unlink(missing_ok=True)
    train(HERE / "config.yml", HERE / "data", MODEL)
    stamp.write_text(wanted)
    print(f"intent model: trained in {time.monotonic() - start:.0f} s, {MODEL.relative_to(HERE)}")


if __name__ == "__main__":
    main()
