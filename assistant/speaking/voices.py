"""The voices of this machine, and Piper's French ones that can be downloaded."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant.downloading import Told, checksum, fetch
from assistant.errors import NotFound, Unavailable
from assistant.speaking.espeak import Espeak
from assistant.speaking.piper import Piper
from assistant.speaking.speaker import Speaker

BASE_URL = "https://huggingface.co/rhasspy/piper-voices"
REVISION = "1162a9173d0ce503555aed757976b7a9912eae4c"
"""The commit that is downloaded: a voice that is changed upstream does not change here."""
_CHOICE = "chosen"


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can be downloaded."""

    name: str
    """Piper's name for it, as "fr_FR-siwis-medium"."""
    megabytes: int
    """About how large it is."""
    licence: str
    """Of the recordings that it learned from, as its model card tells it."""
    net_sha256: str
    """What its .onnx file must have."""
    card_sha256: str
    """What its .onnx.json file must have."""

    @property
    def path(self) -> str:
        """Return where its net is among Piper's voices."""
        language, who, quality = self.name.split("-")
        return f"{language[:2]}/{language}/{who}/{quality}/{self.name}.onnx"


OFFERED = (
    Voice(
        "fr_FR-siwis-low",
        28,
        "CC BY 4.0",
        "a7b7dcaf87229b32af8275cb1a719371234ea677bc0313d2289d5c50ab0ac53d",
        "9722527d748c284f6dd7639c4b4e661853d4f7d4514079571f67d6a97a652b69",
    ),
    Voice(
        "fr_FR-siwis-medium",
        63,
        "CC BY 4.0",
        "641d1ab097da2b81128c076810edb052b385decc8be3381814802a64a73baf99",
        "39479916c2db192b5ac9764daddd0c744d83e023ad890c6976c0633ae4df8959",
    ),
    Voice(
        "fr_FR-gilles-low",
        63,
        "CC0 1.0",
        "5cd711846720e261c2a176f6924c198a7424d0a75dd4b0a5357a5fb9cb739285",
        "5a47cc0789e91267d17666bbec842dd92950669271a09023eb6970ee364cf88a",
    ),
    Voice(
        "fr_FR-upmc-medium",
        77,
        "CC BY-SA 4.0",
        "9abb3800c199148897a9ed64e100d224f3de83579f100044174ad19418f1786f",
        "e8636ec15dfd5d72db37a02cb5320a20f2b8d339f2a0e4337da64c58a33a5868",
    ),
)
"""Piper's French voices of a free licence; "tom" (AGPL-3.0) is left out."""


def offered(name: str) -> Voice:
    """Return a voice that can be downloaded.

    Raises:
        NotFound: ``unknown_voice``.
    """
    for voice in OFFERED:
        if voice.name == name:
            return voice
    raise NotFound("unknown_voice", f"{name} is none of {[v.name for v in OFFERED]}", name=name)


def voices_folder(data_dir: Path) -> Path:
    """Return where voices are kept."""
    return data_dir / "voices"


def installed(data_dir: Path) -> list[str]:
    """List the Piper voices of this machine, by name."""
    nets = voices_folder(data_dir).glob("[!.]*/*.onnx")
    return sorted(n.stem for n in nets if n.with_name(n.name + ".json").is_file() and n.stem == n.parent.name)


def chosen(data_dir: Path) -> str:
    """Return the voice that `use` chose, or nothing."""
    try:
        return (voices_folder(data_dir) / _CHOICE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def use(name: str, data_dir: Path) -> None:
    """Choose the voice that speaks from now on: one of Piper's on this machine, or one of espeak-ng's.

    Raises:
        NotFound: ``unknown_voice``.
        Unavailable: ``no_voice``, ``bad_voice``, ``extra_missing``: it could not speak.
    """
    find_voice(name, data_dir)
    folder = voices_folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{_CHOICE}.{os.getpid()}"
    new.write_text(name + "\n", encoding="utf-8")
    new.replace(folder / _CHOICE)


def find_voice(name: str, data_dir: Path) -> Speaker:
    """Return a voice by name; empty: the chosen one, else espeak-ng's French.

    Raises:
        NotFound: ``unknown_voice``: it looks like one of Piper's, and is not on this machine.
        Unavailable: ``no_voice``, ``bad_voice``, ``extra_missing``.
    """
    name = name or chosen(data_dir) or "fr"
    if name in installed(data_dir):
        return Piper(voices_folder(data_dir) / name / f"{name}.onnx")
    if "_" in name:
        raise NotFound("unknown_voice", f"no voice {name} on this machine", name=name)
    return Espeak(name)


def download(voice: Voice, data_dir: Path, base_url: str = BASE_URL, told: Told = lambda *_: None) -> Path:
    """Download a voice, whole or not at all; a broken download goes on next time. Returns its folder.

    Both its files must have the SHA-256 that `Voice` names, whichever server they come from.

    Raises:
        NotFound: ``model_not_on_server``.
        Unavailable: ``no_network``, ``download_interrupted``, ``download_corrupt``, ``disk_full``.
    """
    folder = voices_folder(data_dir)
    partial = folder / f".{voice.name}.partial"
    partial.mkdir(parents=True, exist_ok=True)
    url = f"{base_url.rstrip('/')}/resolve/{REVISION}/{voice.path}"
    net, card = partial / f"{voice.name}.onnx", partial / f"{voice.name}.onnx.json"
    fetch(url, net, about=voice.megabytes * 1_000_000, told=told)
    _check(net, voice.net_sha256, url)
    fetch(url + ".json", card)
    _check(card, voice.card_sha256, url + ".json")
    target = folder / voice.name
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)
    return target


def _check(file: Path, sha256: str, url: str) -> None:
    found = checksum(file)
    if found != sha256:
        file.unlink()
        raise Unavailable(
            "download_corrupt", f"{url}: SHA-256 is {found}, not {sha256}", name=file.name, reason="SHA-256"
        )
