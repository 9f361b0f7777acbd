"""Piper's voices, on onnxruntime (MIT): more natural than espeak-ng, and still on this machine.

The package ``piper-tts`` is GPL-3.0, so this house does not depend on it: a voice is an ONNX net of the
shape that VITS has (Kim, Kong and Son 2021) and a JSON file beside it, and this module reads both. espeak-ng
says which sounds a text has, as it does for Piper itself.
"""

from __future__ import annotations

import ctypes
import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

from assistant import espeak
from assistant.errors import BadInput, Unavailable
from assistant.speaking.speaker import Manner, Pcm

_UTF8 = 1
_IPA = 0x02
"""espeak_TextToPhonemes: what comes in, what goes out."""
_USUAL_RATE = 160
"""Words a minute that the voice's own speed is taken for."""
_CLAUSE_ENDS = re.compile(r"([.!?,;:…]+)(?=\s|$)")
"""What Piper tells the net beside sounds; "2,50" and "18:30" are no ends."""
_NOT_SOUNDS = re.compile(r"\([a-z-]+\)")
"""What espeak-ng writes where it changes its language for a foreign word."""
_BETWEEN_SENTENCES = 0.15
"""Seconds of silence."""


class Piper:
    """A voice of Piper's.

    Args:
        net: the ``.onnx`` file; its ``.onnx.json`` lies beside it.

    Raises:
        Unavailable: ``no_voice``: the file is none of a voice; ``extra_missing``: onnxruntime is not here.
    """

    def __init__(self, net: Path) -> None:
        try:
            import onnxruntime
        except ImportError as error:
            raise Unavailable("extra_missing", "no onnxruntime", extra="piper") from error
        try:
            self._library = espeak.library()
            card = json.loads(net.with_name(net.name + ".json").read_text(encoding="utf-8"))
            self.sample_rate = int(card["audio"]["sample_rate"])
            self._accent = str(card.get("espeak", {}).get("voice", "fr")).encode()
            self._ids: dict[str, list[int]] = card["phoneme_id_map"]
            ways = card.get("inference", {})
            self._scales = [float(ways.get(n, d)) for n, d in _SCALES]
            self._speakers = int(card.get("num_speakers", 1))
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            self._net: Any = onnxruntime.InferenceSession(str(net), options, ["CPUExecutionProvider"])
        except espeak.NoEspeak as error:
            raise Unavailable("no_voice", str(error), name=net.stem) from error
        except Exception as error:  # onnxruntime raises classes of its own for a broken file
            raise Unavailable("bad_voice", f"{net}: {error}", name=net.stem) from error
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._library.espeak_TextToPhonemes.argtypes = [
            ctypes.POINTER(ctypes.c_void_p),
            ctypes.c_int,
            ctypes.c_int,
        ]

    def speak(self, ssml: str, manner: Manner | None = None) -> Iterator[Pcm]:
        """Say an SSML document, a sentence at a time: the first is heard while the next is made."""
        try:
            said = _text(ElementTree.fromstring(ssml))  # noqa: S314 - our own replies; expat resolves nothing
        except ElementTree.ParseError as error:
            raise BadInput("bad_ssml", f"no SSML: {error}") from error
        return self._pieces(said, manner or Manner())

    def _pieces(self, text: str, manner: Manner) -> Iterator[Pcm]:
        pause = np.zeros(int(_BETWEEN_SENTENCES * self.sample_rate), np.int16)
        for sentence in re.split(r"(?<=[.!?…])\s+", text):
            if re.search(r"\w", sentence):
                yield self._say(self._numbers(sentence), manner)
                yield pause

    def _say(self, numbers: list[int], manner: Manner) -> Pcm:
        noise, length, width = self._scales
        inputs = {
            "input": np.array([numbers], np.int64),
            "input_lengths": np.array([len(numbers)], np.int64),
            "scales": np.array([noise, length * _USUAL_RATE / manner.rate, width], np.float32),
        }
        if self._speakers > 1:
            inputs["sid"] = np.array([0], np.int64)
        sound = np.asarray(self._net.run(None, inputs)[0], np.float32).reshape(-1)
        loud = sound * (32767 * manner.volume / 100) / max(0.01, float(np.abs(sound).max(initial=0.0)))
        said: Pcm = np.clip(loud, -32768, 32767).astype(np.int16)
        return said

    def _numbers(self, sentence: str) -> list[int]:
        """Return the numbers of a sentence's sounds: beginning, each sound and a blank after it, end."""
        blank = self._ids["_"]
        found = [*self._ids["^"], *blank]
        parts = _CLAUSE_ENDS.split(sentence)
        said = "".join(
            self._sounds(words) + mark[:1] + " "
            for words, mark in zip_longest(parts[::2], parts[1::2], fillvalue="")
        )
        for sound in unicodedata.normalize("NFD", said.strip()):
            if sound in self._ids:  # what the voice never learned is left out, as Piper does
                found += [*self._ids[sound], *blank]
        return [*found, *self._ids["$"]]

    def _sounds(self, words: str) -> str:
        buffer = ctypes.create_string_buffer(words.strip().encode())
        rest = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        with espeak.IN_USE:
            self._library.espeak_SetVoiceByName(self._accent)
            while rest.value:
                clause: bytes = self._library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA)
                clauses.append(_NOT_SOUNDS.sub("", clause.decode()))
        return " ".join(clauses)


_SCALES = (("noise_scale", 0.667), ("length_scale", 1.0), ("noise_w", 0.8))
"""What the net takes besides sounds, and what Piper gives when the voice's file tells nothing."""


def _text(element: ElementTree.Element) -> str:
    """Return what an SSML element says: aliases in place of what is written, characters one by one."""
    inner = (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
    tag = element.tag.rpartition("}")[2]
    if tag == "sub":
        return element.get("alias", inner)
    if tag == "say-as" and element.get("interpret-as") == "characters":
        return ", ".join(c for c in inner if c.isalnum())
    return inner + (", " if tag == "break" else "")
