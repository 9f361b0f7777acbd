"""The shop's own model: the sounds of the embedded one, the words of this catalogue."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.errors import BadInput, Unavailable
from assistant.hearing import graph
from assistant.hearing.installing import replaced
from assistant.hearing.models import EMBEDDED
from assistant.shopping.products import Product
from assistant.vocabulary.names import Names, names_of
from assistant.vocabulary.sentences import REGIONAL, sources, write_sentences

CARD = "vocabulary.json"
"""What a built model was made of, beside its folders."""
_GRAPH_SOURCES = Path(graph.__file__).parent
_ERRORS = {"bad_pronunciations": BadInput, "no_graph_builder": Unavailable}

Tell = Callable[[str], None]
"""Is told which step begins: "sentences", "pronounce", "learn", "compile", "check"."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a built model was made of."""

    fingerprint: str
    """Of everything it depends on: unchanged, there is nothing to build."""
    built_at: str
    """When, ISO 8601, UTC."""
    names: int
    """Names of products and brands."""
    words: int
    """Words it hears."""
    mute: tuple[str, ...]
    """Words of the catalogue that it cannot hear, because nobody knows how they are said."""
    espeak: str
    """Version of espeak-ng that pronounced the words."""


def read_card(model: Path) -> Card | None:
    """Return what a built model was made of; None for a model of another kind."""
    try:
        told = json.loads((model / CARD).read_text(encoding="utf-8"))
        return Card(**{**told, "mute": tuple(told["mute"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def fingerprint(names: Names, intents_dir: Path, corrections: Path | None, base: Path = EMBEDDED) -> str:
    """Return a hash of everything that a built model depends on."""
    digest = hashlib.sha256()
    digest.update(json.dumps([names.products, names.brands, sorted(names.spelled)], sort_keys=True).encode())
    code = sorted([*_GRAPH_SOURCES.glob("*.py"), *_GRAPH_SOURCES.glob("data/*")])
    own = [corrections] if corrections else []
    for path in (*sources(intents_dir), *code, *own, *_acoustics(base)):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def build(
    products: Iterable[Product],
    intents_dir: Path,
    target: Path,
    corrections: Path | None = None,
    base: Path = EMBEDDED,
    force: bool = False,
    tell: Tell = lambda step: None,
) -> tuple[Card, bool]:
    """Build a model that hears the products, and put it in place of the one that was there, in one go.

    Args:
        products: the catalogue.
        intents_dir: the Rasa project, whose patterns say how people speak.
        target: the model's folder; what stands there stays untouched until the new one is whole and has been
        loaded. corrections: the retailer's pronunciations (docs/models.md).
        base: the model that knows the sounds.
        force: build even when nothing has changed.
        tell: is told which step begins.

    Returns:
        What the model is made of, and whether it was built now (False: it was up to date).

    Raises:
        BadInput: ``bad_pronunciations``.
        Unavailable: ``no_graph_builder`` (kaldifst or espeak-ng is missing), ``no_sentence_patterns``,
            ``no_acoustic_model``, ``model_build_failed``.
    """
    names = names_of(products)
    made_of = fingerprint(names, intents_dir, corrections, base)
    standing = read_card(target)
    if standing is not None and standing.fingerprint == made_of and not force:
        return standing, False
    with replaced(target) as folder:
        copy_acoustics(base, folder)
        told = _graph(folder, names, intents_dir, corrections, tell)
        tell("check")
        check(folder)
        words = sum(1 for _ in (folder / "graph" / "words.txt").open(encoding="utf-8")) - 1
        heard_nowhere = set(told["mute"]) & names.words().keys()
        card = Card(
            fingerprint=made_of,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            names=len(names.products) + len(names.brands),
            words=words,
            mute=tuple(sorted(heard_nowhere)),
            espeak=told["espeak"],
        )
        (folder / CARD).write_text(json.dumps(asdict(card), ensure_ascii=False, indent=1), encoding="utf-8")
    return card, True


def copy_acoustics(base: Path, folder: Path) -> None:
    """Bring the net and the options of ``base``, by hard link where the disk allows it.

    Raises:
        Unavailable: ``no_acoustic_model``.
    """
    files = _acoustics(base)
    if not any(path.name == "final.mdl" for path in files):
        raise Unavailable("no_acoustic_model", f"{base} holds no net", path=str(base))
    for path in files:
        copy = folder / path.relative_to(base)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, copy)
        except OSError:
            shutil.copyfile(path, copy)


def check(folder: Path) -> None:
    """Load the model, in a process of its own, as the recogniser will.

    Raises:
        Unavailable: ``model_build_failed``.
    """
    script = "import sys, vosk; vosk.SetLogLevel(-1); vosk.KaldiRecognizer(vosk.Model(sys.argv[1]), 16000)"
    done = subprocess.run([sys.executable, "-c", script, str(folder)], capture_output=True, check=False)
    if done.returncode != 0:
        last = (done.stderr.decode(errors="replace").strip().splitlines() or ["?"])[-1]
        raise Unavailable("model_build_failed", f"vosk cannot load what was built: {last}")


def _acoustics(base: Path) -> list[Path]:
    parts = [path for part in ("am", "conf", "ivector") for path in (base / part).rglob("*")]
    # How sure the net is of itself goes with the net; the graph changes it little.
    return sorted(path for path in (*parts, base / "confidence.json") if path.is_file())


def _graph(
    folder: Path, names: Names, intents_dir: Path, corrections: Path | None, tell: Tell
) -> dict[str, Any]:
    """Run the graph builder apart from this process, which may have loaded vosk."""
    said, named = folder / "sentences.txt", folder / "names.txt"
    tell("sentences")
    write_sentences(intents_dir, names, said)
    named.write_text("\n".join((*names.products, *names.brands, *REGIONAL)) + "\n", encoding="utf-8")
    job = {
        "folder": str(folder / "graph"),
        "sentences": str(said),
        "names": str(named),
        "corrections": [str(corrections)] if corrections else [],
        "spelled": sorted(names.spelled),
    }
    told: dict[str, Any] = {}
    command = [sys.executable, "-m", "assistant.hearing.graph"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        try:
            child.stdin.write(json.dumps(job).encode())
            child.stdin.close()
            for line in child.stdout:
                told = json.loads(line)
                if "step" in told:
                    tell(told["step"])
            complaint = child.stderr.read().decode(errors="replace").strip()
        except BaseException:
            child.kill()
            raise
    if "error" in told:
        raise _ERRORS[told["error"]](told["error"], told["message"], reason=told["message"])
    if child.returncode != 0 or "mute" not in told:
        last = (complaint.splitlines() or ["?"])[-1]
        raise Unavailable("model_build_failed", f"the graph builder ended with {child.returncode}: {last}")
    said.unlink()
    named.unlink()
    return told
