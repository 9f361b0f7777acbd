"""All scores of a model folder, as numbers and as a table."""

from __future__ import annotations

import json
import resource
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from acoustic.apart import apart
from acoustic.scores import errors, sets
from acoustic.scores.errors import ErrorRate
from acoustic.speech import manifest
from assistant.number_words import spell_out
from assistant.hearing.graph.words import tokens


@dataclass
class Report:
    """What was measured."""

    words: dict[str, ErrorRate] = field(default_factory=dict)
    """word error rate through vosk, by set"""
    phones: dict[str, ErrorRate] = field(default_factory=dict)
    """greedy phone error rate, by set"""
    false_words: dict[str, float] = field(default_factory=dict)
    """words heard a minute where no French is spoken"""
    cost: dict[str, float] = field(default_factory=dict)
    """real-time factor, seconds to load, MB of memory, MB on disk, words"""

    def table(self) -> str:
        """Markdown."""
        lines = ["| test | error rate [95 % interval] | errors / length |", "| --- | --- | --- |"]
        for kind, rates in (("words", self.words), ("phones", self.phones)):
            lines += [f"| {kind}: {name} | {r} | {r.errors} / {r.length} |" for name, r in rates.items()]
        lines += [
            f"| false words a minute: {name} | {value:.1f} | |" for name, value in self.false_words.items()
        ]
        lines += [f"| {name} | {value:.4g} | |" for name, value in self.cost.items()]
        return "\n".join(lines) + "\n"

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def synthetic(model: Path, test: Path) -> Report:
    """Held-out voices on sentences nobody saw, with the model's own graph; then its appetite for noise, and its cost."""
    return apart(_synthetic, model, test)


def people(model: Path, dev: Path) -> Report:
    """Human clips, each set with a closed vocabulary: a loop of its own words, no other language model."""
    report = Report()
    for name, recordings in human_sets(manifest.read(dev)).items():
        with tempfile.TemporaryDirectory() as folder:
            closed = Path(folder) / "model"
            apart(close, model, texts(recordings), closed)
            report.words[f"{name}, closed vocabulary"] = apart(
                word_errors, closed, sets.clips(name, recordings)
            )
    return report


def phone_errors(model: Path, dev: Path) -> dict[str, ErrorRate]:
    """Greedy phone errors on the human clips, with the blank penalty that suits their tuned half best."""
    from acoustic.scores import phones

    net = phones.of_model_file(model / "am" / "final.mdl")
    listed = human_sets(manifest.read(dev))
    tuned = [r for name, recordings in listed.items() if "tuned half" in name for r in recordings]
    penalty = phones.best_blank_penalty(net, phones.examples(tuned)) if tuned else 0.0
    return {name: phones.phone_error_rate(net, recordings, penalty) for name, recordings in listed.items()}


def human_sets(recordings: Sequence[manifest.Recording]) -> dict[str, list[manifest.Recording]]:
    """By folder; a set of many speakers is split in the half that constants were chosen on and the other."""
    found: dict[str, list[manifest.Recording]] = {}
    by_folder: dict[str, list[manifest.Recording]] = {}
    for r in recordings:
        by_folder.setdefault(r.path.parent.name, []).append(r)
    for name, mine in by_folder.items():
        if len({r.speaker for r in mine}) < 10:
            found[name] = mine
        else:
            found[f"{name} (tuned half)"] = [r for r in mine if sets.first_half(r.speaker)]
            found[f"{name} (reported half)"] = [r for r in mine if not sets.first_half(r.speaker)]
    return found


def texts(recordings: Sequence[manifest.Recording]) -> list[str]:
    """What is said, figures in words."""
    return [spell_out(r.transcript) for r in recordings]


def close(model: Path, said: list[str], folder: Path) -> list[str]:
    """``model`` in ``folder`` with a loop of the words of ``said`` for a grammar; the words it cannot hear."""
    from acoustic.regraph import with_words

    return with_words(model, said, folder)


def word_errors(folder: Path, clips: sets.Clips) -> ErrorRate:
    """Word errors of a model folder with its own grammar."""
    from acoustic.scores import decoding

    model, _ = decoding.load(folder)
    return rate_of(decoding.hear(model, clips.sounds), clips)


def rate_of(heard: object, clips: sets.Clips) -> ErrorRate:
    """Word errors of what was :class:`decoding.Heard` in ``clips``."""
    said = [tokens(text) for text in clips.texts]
    pairs = [(errors.distance(a, b), len(a)) for a, b in zip(said, heard.words, strict=True)]  # type: ignore[attr-defined]
    return errors.rate(pairs, clips.speakers if len(set(clips.speakers)) > 3 else None)


def _synthetic(folder: Path, test: Path) -> Report:
    from acoustic.scores import decoding

    report = Report()
    before = _memory()
    model, seconds = decoding.load(folder)
    clean = sets.clips("held-out voices", manifest.read(test))
    heard = decoding.hear(model, clean.sounds[:20])
    report.cost = {
        "real-time factor": heard.real_time_factor,
        "seconds to load": seconds,
        "MB of memory": _memory() - before,
        "MB on disk": sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6,
        "words": float(len((folder / "graph" / "words.txt").read_text().splitlines()) - 2),
    }
    for clips in (
        clean,
        sets.spoiled(clean, "held-out voices, noise at 10 dB", 10, echo=False),
        sets.spoiled(clean, "held-out voices, noise at 10 dB and reverberation", 10, echo=True),
    ):
        report.words[clips.name] = rate_of(decoding.hear(model, clips.sounds), clips)
    for name, sounds in (
        ("noise", sets.nothing_said(5)),
        ("music and clatter", sets.music_and_clatter(3)),
        ("other languages", sets.foreign_speech()),
    ):
        heard = decoding.hear(model, sounds)
        report.false_words[name] = sum(map(len, heard.words)) / (heard.seconds / 60)
    return report


def _memory() -> float:
    """MB this process has used at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
