"""Files of an HTS voice: Gaussians of spectrum, pitch, voicing and duration, and the trees that choose among them.

Formats: hts_engine's ``.pdf`` (big-endian floats, sizes in front) and MaryTTS's ``tree-*.inf`` (questions on the context
of a phone, Zen et al. 2007, "The HMM-based speech synthesis system version 2.0").
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

STATES = 5
Context = dict[str, str]
"""feature of a phone in its sentence → value"""
_STREAMS = ("dur", "lf0", "mgc", "str")
_PUNCTUATION = {"pt": ".", "cm": ",", "sc": ";", "cl": ":", "ex": "!", "qu": "?"}


class Gaussians(NamedTuple):
    """Of one stream in one state."""

    mean: NDArray[np.float64]
    """shape (n, D)"""
    variance: NDArray[np.float64]


class _Question(NamedTuple):
    feature: str
    value: str
    no: int
    yes: int
    no_is_question: bool
    yes_is_question: bool


class Voice:
    """One voice; streams are "dur", "lf0", "mgc" (mel-cepstrum) and "str" (strength of voicing in five bands)."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._odd_names = _odd_names(folder.parent)
        self.streams = {stream: _gaussians(folder / f"{stream}.pdf", stream) for stream in _STREAMS}
        self.voicing = _voicing(folder / "lf0.pdf")
        """probability that a leaf of the pitch tree is voiced, a vector a state"""
        self._trees = {stream: self._read_trees(folder / f"tree-{stream}.inf", stream) for stream in _STREAMS}
        self.global_variance = np.frombuffer((folder / "gv-mgc-littend.pdf").read_bytes()[16:], ">f4").astype(
            float
        )[0::2]

    def leaf(self, stream: str, state: int, context: Context) -> int:
        """Which Gaussian the context calls for."""
        tree = self._trees[stream][state]
        node = tree[0]
        while isinstance(node, _Question):
            yes = context.get(node.feature, "0") == node.value
            child = node.yes if yes else node.no
            if not (node.yes_is_question if yes else node.no_is_question):
                return child
            node = tree[child]
        return node

    def _read_trees(self, path: Path, stream: str) -> list[dict[int, _Question | int]]:
        trees: list[dict[int, _Question | int]] = [{} for _ in range(1 if stream == "dur" else STATES)]
        tree: dict[int, _Question | int] | None = None
        for line in path.read_text(encoding="utf-8").splitlines():
            begins = re.match(r"\{\*\}\[(\d+)\]", line)
            words = line.split()
            if begins:
                tree = trees[int(begins[1]) - 2]
            elif tree is not None and len(words) == 4 and words[0] != "QS":
                feature, value = words[1].split("=", 1)
                no, yes = words[2], words[3]
                is_question = no.startswith("-"), yes.startswith("-")
                tree[int(words[0])] = _Question(
                    feature, self._plain(feature, value), _child(no), _child(yes), *is_question
                )
            elif tree is not None and re.fullmatch(r'\s*"?\w+_s\d+_\d+"?\s*', line):
                tree[0] = _child(f'{line.strip().strip(chr(34))}"')
        return trees

    def _plain(self, feature: str, value: str) -> str:
        """A tree's spelling of a value as the context has it."""
        if "phone" in feature:
            return self._odd_names.get(value, value)
        if "punctuation" in feature:
            return _PUNCTUATION.get(value, value)
        if any(word in feature for word in ("tobi", "tone", "accent")):
            return value.replace("st", "*").replace("pc", "%")
        return value


def phone_properties(voices: Path) -> dict[str, dict[str, str]]:
    """Phonetic properties of each phone ("ctype", "vheight"…), read off the questions of all voices in the folder."""
    odd = _odd_names(voices)
    found: dict[str, dict[str, str]] = {}
    for path in sorted(voices.glob("*/tree-*.inf")):
        for line in path.read_text(encoding="utf-8").splitlines():
            question = re.match(r"QS ph_(\w+)=(\S+) \{(.*)\}", line)
            if question:
                for phone in re.findall(r'"\*-(.*?)\+\*"', question[3]):
                    found.setdefault(odd.get(phone, phone), {})[question[1]] = question[2]
    return found


def _odd_names(voices: Path) -> dict[str, str]:
    """The trees' names of phones that HTS cannot spell → the phones."""
    listing = next(iter(sorted(voices.glob("*/trickyPhones.txt"))))
    pairs = (line.split() for line in listing.read_text(encoding="utf-8").splitlines() if line.strip())
    return {odd: phone for phone, odd in pairs}


def _child(text: str) -> int:
    """Of a node: another question (negative) or a leaf, named "stream_s2_17" with quotes."""
    if text.startswith("-"):
        return int(text)
    return int(re.findall(r'_(\d+)"$', text)[0]) - 1


def _rows(path: Path, stream: str) -> tuple[list[NDArray[np.float64]], int]:
    """Raw numbers of each state, shape (n, width), and how many streams the file holds."""
    data = path.read_bytes()
    _, streams, size = struct.unpack(">3i", data[:12])
    states = 1 if stream == "dur" else STATES
    counts = struct.unpack(f">{states}i", data[12 : 12 + 4 * states])
    numbers = np.frombuffer(data[12 + 4 * states :], ">f4").astype(np.float64)
    width = 4 * streams if stream == "lf0" else 2 * size
    ends = np.cumsum(counts) * width
    if ends[-1] != len(numbers):
        raise ValueError(f"{path.name} holds {len(numbers)} numbers where {ends[-1]} were expected")
    return [part.reshape(-1, width) for part in np.split(numbers, ends[:-1])], streams


def _gaussians(path: Path, stream: str) -> list[Gaussians]:
    states, streams = _rows(path, stream)
    if stream == "lf0":
        split = [rows.reshape(-1, streams, 4) for rows in states]
        return [Gaussians(rows[:, :, 0], rows[:, :, 1]) for rows in split]
    return [Gaussians(rows[:, 0::2], rows[:, 1::2]) for rows in states]


def _voicing(path: Path) -> list[NDArray[np.float64]]:
    states, streams = _rows(path, "lf0")
    return [rows.reshape(-1, streams, 4)[:, 0, 2] for rows in states]
