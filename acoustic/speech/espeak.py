"""espeak-ng: a voice with a hundred faces, and the only free pronouncing dictionary of French at hand.

espeak-ng is a formant synthesiser (GPL-3); what it says is ours to use. Its variants ("fr-fr+f4") change the glottal
source and the formants. Called as a program: apt-get install espeak-ng.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from acoustic.errors import MissingTool
from acoustic.speech import audio
from assistant.hearing.graph.phones import normalise

_RATE = 22_050
"""Hz, espeak-ng's own"""
_WAV_HEADER = 44
"""bytes"""


@cache
def _program() -> str:
    program = shutil.which("espeak-ng")
    if program is None:
        raise MissingTool(
            "espeak-ng is missing: apt-get install espeak-ng (or your system's package of that name)."
        )
    return program


def _run(*options: str, text: str) -> bytes:
    return subprocess.run([_program(), *options], input=text.encode(), capture_output=True, check=True).stdout


@cache
def variants() -> tuple[str, ...]:
    """Names of the installed voice variants, sorted."""
    words = _run("--version", text="").decode().split("Data at:")
    folder = Path(words[-1].strip()) / "voices" / "!v"
    return tuple(sorted(p.name for p in folder.iterdir())) if folder.is_dir() else ()


def speak(text: str, voice: str = "fr-fr", words_per_minute: int = 165, pitch: int = 50) -> audio.Samples:
    """What ``voice`` ("fr-be+f2") says; pitch 0 to 99. Silence at both ends is cut."""
    sound = _run("-v", voice, "-s", str(words_per_minute), "-p", str(pitch), "--stdin", "--stdout", text=text)
    samples = np.frombuffer(sound[_WAV_HEADER:], "<i2").astype(np.float32)
    return audio.trim(audio.resample(samples, _RATE))


def ipa(text: str, voice: str = "fr-fr") -> str:
    """IPA of a text with stress marks and spaces, clauses separated by commas."""
    said = _run("-v", voice, "-q", "--ipa", "--stdin", text=text).decode()
    return ", ".join(line.strip() for line in said.splitlines() if line.strip())


def phones(text: str, voice: str = "fr-fr") -> list[str]:
    """Phones of a sentence, liaisons made as espeak-ng makes them."""
    return normalise(_run("-v", voice, "-q", "--ipa", "--sep=_", "--stdin", text=text).decode())


def words(text: str, voice: str = "fr-fr") -> list[list[list[str]]]:
    """Phones of each word of each clause of a text, liaisons included."""
    ipa = _run("-v", voice, "-q", "--ipa", "--sep=_", "--stdin", text=text).decode()
    clauses = [[p for p in (normalise(word) for word in line.split(" ")) if p] for line in ipa.split("\n")]
    return [clause for clause in clauses if clause]


def phones_of_each(texts: Sequence[str], voice: str = "fr-fr", batch: int = 200) -> list[list[str]]:
    """Phones of many short texts, each said alone: a hundred times faster than one by one."""
    result: list[list[str]] = []
    for i in range(0, len(texts), batch):
        part = texts[i : i + batch]
        ipa = _run(
            "-v", voice, "-q", "--ipa", "--sep=_", "--stdin", text="\n\n".join(t + "." for t in part)
        ).decode()
        lines = [line for line in ipa.split("\n") if line.strip()]
        result += (
            [normalise(line) for line in lines]
            if len(lines) == len(part)
            else [phones(t, voice) for t in part]
        )
    return result
