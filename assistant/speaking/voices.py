"""The voices of this machine, and Piper's French ones that can be downloaded."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.downloading import Told, checksum, fetch
from assistant.errors import NotFound, Unavailable
from assistant.speaking.espeak import Espeak
from assistant.speaking.piper import Piper
from assistant.speaking.speaker import Speaker

BASE_URL = "https://huggingface.co/rhasspy/piper-voices"
REVISION = "v1.0.0"
"""The tag that is downloaded: a voice that is changed upstream does not change here."""
_CHOICE = "chosen"
_POINTER = re.compile(r"oid sha256:([0-9a-f]{64})\s+size (\d+)")
"""What Git LFS keeps in place of a large file: its checksum and its size."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can be downloaded."""

    name: str
    """Piper's name for it, as "fr_FR-siwis-medium"."""
    megabytes: int
    """About how large it is."""
    licence: str
    """Of the recordings that it learned from, as its model card tells it."""

    @property
    def path(self) -> str:
        """Return where its net is among Piper's voices."""
        language, who, quality = self.name.split("-")
        return f"{language[:2]}/{language}/{who}/{quality}/{self.name}.onnx"


OFFERED = (
    Voice("fr_FR-siwis-low", 28, "CC BY 4.0"),
    Voice("fr_FR-siwis-medium", 63, "CC BY 4.0"),
    Voice("fr_FR-upmc-medium", 77, "voir sa fiche (MODEL_CARD)"),
    Voice("fr_FR-tom-medium", 63, "voir sa fiche (MODEL_CARD)"),
)


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


def download(
    name: str, data_dir: Path, base_url: str = BASE_URL, sha256: str = "", told: Told = lambda *_: None
) -> Path:
    """Download a voice, whole or not at all; a broken download goes on next time. Returns its folder.

    The net's SHA-256 is ``sha256`` if given, else the one that the server keeps of it (Git LFS).

    Raises:
        NotFound: ``unknown_voice``, ``model_not_on_server``.
        Unavailable: ``no_network``, ``download_interrupted``, ``download_corrupt``, ``disk_full``.
    """
    voice = next((v for v in OFFERED if v.name == name), None)
    if voice is None:
        raise NotFound("unknown_voice", f"{name} is none of {[v.name for v in OFFERED]}", name=name)
    folder = voices_folder(data_dir)
    partial = folder / f".{name}.partial"
    partial.mkdir(parents=True, exist_ok=True)
    net, card = partial / f"{name}.onnx", partial / f"{name}.onnx.json"
    url = f"{base_url.rstrip('/')}/resolve/{REVISION}/{voice.path}"
    wanted, size = _expected(f"{base_url.rstrip('/')}/raw/{REVISION}/{voice.path}")
    fetch(url, net, size, about=voice.megabytes * 1_000_000, told=told)
    found = checksum(net)
    if found != (sha256.lower() or wanted):
        net.unlink()
        raise _corrupt(name, "SHA-256", f"{url}: SHA-256 is {found}")
    card.unlink(missing_ok=True)
    fetch(url + ".json", card)
    try:
        json.loads(card.read_text(encoding="utf-8"))["phoneme_id_map"]
    except (ValueError, KeyError, TypeError) as error:
        card.unlink()
        raise _corrupt(name, "JSON", f"{url}.json: {error!r}") from error
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    partial.replace(target)
    return target


def _expected(pointer: str) -> tuple[str, int]:
    """Ask the server which checksum and size a net has."""
    try:
        answer = httpx.get(pointer, follow_redirects=True, timeout=30)
    except httpx.TransportError as error:
        raise Unavailable("no_network", f"{pointer}: {error}", url=pointer) from error
    if answer.status_code == 404:
        raise NotFound("model_not_on_server", pointer, url=pointer)
    told = _POINTER.search(answer.text) if answer.status_code == 200 else None
    if told is None:
        raise Unavailable("download_interrupted", f"{pointer}: {answer.status_code}", url=pointer)
    return told[1], int(told[2])


def _corrupt(name: str, reason: str, message: str) -> Unavailable:
    return Unavailable("download_corrupt", message, name=name, reason=reason)
