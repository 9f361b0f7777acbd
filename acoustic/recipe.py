"""The recipe of a model: ``recipe.toml`` read into dataclasses, unknown words refused."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from acoustic.errors import AcousticError

SPEAKERS = ("espeak", "hts", "kokoro", "nobody")
DEFAULT = Path(__file__).parent / "recipe.toml"


@dataclass(frozen=True)
class Sentences:
    """How many sentences for what."""

    grocery: int = 5000
    filler: int = 3000
    hts_grocery: int = 0
    hts_filler: int = 0
    kokoro: int = 0
    language_model: int = 90_000
    test: int = 400
    tuning: int = 0
    """like the test, to choose constants on"""


@dataclass(frozen=True)
class Source:
    """Speech to train with, and what to make of it (see features.extract.Treatment)."""

    name: str
    manifest: str = ""
    """path of a manifest or folder under the speech folder"""
    speaks: str = ""
    """instead of a manifest: one of SPEAKERS, which speak our sentences"""
    weight: float = 1.0
    """share of the examples the net sees"""
    plain: int = 1
    revoiced: int = 0
    join: int = 1
    clips: int = 0
    """this many recordings at most, drawn at random; 0 takes all. When nobody speaks: how many sounds to make"""
    human: bool = False
    """whether people speak, with transcripts that may be wrong"""


@dataclass(frozen=True)
class Net:
    """Shape of the net (see net.tdnn)."""

    width: int = 384
    contexts: tuple[tuple[int, ...], ...] = (
        (-4, -3, -2, -1, 0, 1, 2, 3, 4),
        (-3, 0, 3),
        (-3, 0, 3),
        (-6, 0, 6),
    )
    """frames of 10 ms each layer looks at"""
    cmvn: bool = True
    """whether the moving mean comes off first (see features.normalise)"""
    dropout: float = 0.1
    """units are scaled by 1 ± this, anew for each utterance"""


@dataclass(frozen=True)
class Training:
    """How the net learns (see net.training)."""

    minutes: float = 60.0
    """wall clock"""
    updates: int = 0
    """instead of minutes, when not 0: the same result on any machine"""
    threads: int = 1
    batch_frames: int = 12_000
    """frames of 10 ms in a batch, padding included"""
    learning_rate: float = 0.002
    start_from: str = ""
    """final.mdl of an older model, from the speech folder or from acoustic/, to go on from (see net.growth); "" or missing:
    from scratch"""
    start_blank_penalty: float = 0.0
    """nats that were taken off its blank"""
    doubted: float = 0.0
    """share of each human source left out, the worst fits of an older model (see net.cleaning)"""


@dataclass(frozen=True)
class Recipe:
    """Everything a model is made from."""

    seed: int = 1
    speech: str = "../shared/speech"
    """folder of the manifests named below, from the repository's root"""
    hts: str = ""
    """folder of HTS voices, from the speech folder"""
    dev: str = ""
    """manifest of clips to choose constants on and to score with, never trained on"""
    sentences: Sentences = field(default_factory=Sentences)
    sources: tuple[Source, ...] = ()
    blank_penalty: float = 2.0
    """nats taken off the blank in the shipped model: too few swallow words, too many invent them"""
    vote: bool = False
    """whether the net that training started from is shipped too, and both vote (twice the size and the computing)"""
    acoustic_scale: float = 1.0
    """weight of what the net hears against what the language model expects"""
    net: Net = field(default_factory=Net)
    training: Training = field(default_factory=Training)


def load(path: Path = DEFAULT) -> Recipe:
    """Reads a recipe. Raises AcousticError for a word it does not know."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    net = dict(table.pop("net", {}))
    if "contexts" in net:
        net["contexts"] = tuple(tuple(c) for c in net["contexts"])
    sources = tuple(_filled(Source, row, path) for row in table.pop("source", ()))
    for source in sources:
        if bool(source.manifest) == bool(source.speaks) or source.speaks not in ("", *SPEAKERS):
            raise AcousticError(
                f"{path.name}: source {source.name} needs a manifest, or speaks = one of {', '.join(SPEAKERS)}."
            )
    parts = {
        "sentences": _filled(Sentences, table.pop("sentences", {}), path),
        "net": _filled(Net, net, path),
        "training": _filled(Training, table.pop("training", {}), path),
        "sources": sources,
    }
    return _filled(Recipe, {**table, **parts}, path)


def _filled(kind: type, values: dict[str, Any], path: Path) -> Any:
    unknown = values.keys() - {f.name for f in fields(kind)}
    if unknown:
        raise AcousticError(f"{path.name}: {kind.__name__.lower()} has no {', '.join(sorted(unknown))}.")
    return kind(**values)
