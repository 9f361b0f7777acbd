"""Constants that no training finds, tried on what is never reported: other voices held out, half of the people.

The blank penalty is added to the net's output bias; the acoustic scale weighs the net against the language model.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from acoustic.apart import apart
from acoustic.features.mfcc import DIMENSIONS
from acoustic.kaldi.nnet3 import ensemble_mdl, read_nets
from acoustic.scores import report, sets
from acoustic.speech import manifest

HEADER = (
    "penalty | scale | voices | noise 10 dB | and a room | people, closed vocabulary | false words a minute"
)


@dataclass(frozen=True)
class Choice:
    """Constants of a model, relative to the folder tried."""

    blank_penalty: float = 0.0
    """nats, on top of what its final.mdl takes off"""
    acoustic_scale: float = 1.0


@dataclass(frozen=True)
class Outcome:
    """What a choice gives, all but the last in shares of words."""

    voices: float
    noisy: float
    """voices with noise at 10 dB"""
    echoing: float
    """the same in a room"""
    people: float
    """closed vocabulary"""
    false_words: float
    """a minute of noise and music"""

    def __str__(self) -> str:
        rates = (self.voices, self.noisy, self.echoing, self.people)
        return " | ".join([*(f"{rate:.1%}" for rate in rates), f"{self.false_words:.1f}"])


def compare(model: Path, voices: Path, dev: Path, choices: Sequence[Choice]) -> dict[Choice, Outcome]:
    """Outcome of each choice on the manifest ``voices`` and on the tuned half of the people of ``dev``."""
    listed = report.human_sets(manifest.read(dev)) if dev.is_file() else {}
    people = [r for name, recordings in listed.items() if "tuned half" in name for r in recordings]
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        tried, closed = Path(folder) / "tried", Path(folder) / "closed"
        shutil.copytree(model, tried)
        if people:
            apart(report.close, model, report.texts(people), closed)
        for choice in choices:
            for place in (tried, closed) if people else (tried,):
                _apply(model, choice, place)
            found[choice] = apart(_outcome, tried, voices)
            if people:
                heard = apart(report.word_errors, closed, sets.clips("people", people))
                found[choice] = replace(found[choice], people=heard.rate)
            print(f"{choice.blank_penalty:+.1f} | {choice.acoustic_scale} | {found[choice]}", flush=True)
    return found


def _apply(model: Path, choice: Choice, place: Path) -> None:
    nets = read_nets((model / "am" / "final.mdl").read_bytes())
    (place / "am" / "final.mdl").write_bytes(ensemble_mdl(nets, DIMENSIONS, choice.blank_penalty))
    conf = (model / "conf" / "model.conf").read_text()
    scale = f"--acoustic-scale={choice.acoustic_scale}"
    (place / "conf" / "model.conf").write_text(re.sub(r"--acoustic-scale=\S+", scale, conf))


def _outcome(folder: Path, voices: Path) -> Outcome:
    from acoustic.scores import decoding

    model, _ = decoding.load(folder)
    clean = sets.clips("voices", manifest.read(voices))
    spoiled = [clean, *(sets.spoiled(clean, "", 10, echo, seed=1) for echo in (False, True))]
    rates = [report.rate_of(decoding.hear(model, clips.sounds), clips).rate for clips in spoiled]
    heard = decoding.hear(model, [*sets.nothing_said(2, seed=1), *sets.music_and_clatter(1, seed=1)])
    return Outcome(*rates, 0.0, sum(map(len, heard.words)) / (heard.seconds / 60))
