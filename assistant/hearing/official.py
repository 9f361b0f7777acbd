"""The Vosk project's French models, and where to get them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.downloading import Told, checksum, fetch
from assistant.errors import NotFound, Unavailable
from assistant.hearing.archive import install
from assistant.hearing.models import AcousticModel, models_folder

BASE_URL = "https://alphacephei.com/vosk/models"
LICENCE = "Apache-2.0"
_CHECKSUMS = "checksums.json"
"""What was downloaded, by name: the SHA-256 of its archive. In the models folder."""


@dataclass(frozen=True, slots=True)
class OfficialModel:
    """A model that can be downloaded."""

    name: str
    """Its folder's name, and its archive's without ".zip"."""
    archive_bytes: int
    """Size of the archive; see `exact`."""
    exact: bool
    """Whether `archive_bytes` is known to the byte, or only as its page tells it."""
    sha256: str
    """Checksum of the archive, empty where we know none for certain."""
    memory_mb: int
    """Memory it takes when loaded, MB, as its page tells it."""


OFFICIAL = (
    OfficialModel(
        "vosk-model-small-fr-0.22",
        42_233_323,
        True,
        "cabf6180e177eb9b3a9a9d43a437bd5e549f3a7d09525e5d69a3fed787be12ad",
        300,
    ),
    OfficialModel("vosk-model-fr-0.22", 1_500_000_000, False, "", 5_000),
)


def official(name: str) -> OfficialModel:
    """Return an official model by name; "small" and "large" will do.

    Raises:
        NotFound: ``unknown_official_model``.
    """
    short = {"small": OFFICIAL[0].name, "large": OFFICIAL[1].name}
    for model in OFFICIAL:
        if model.name == short.get(name, name):
            return model
    raise NotFound("unknown_official_model", f"{name} is none of {[m.name for m in OFFICIAL]}", name=name)


def download(
    model: OfficialModel,
    data_dir: Path,
    base_url: str = BASE_URL,
    sha256: str = "",
    told: Told = lambda *_: None,
) -> AcousticModel:
    """Download a model and put it into the models folder, whole or not at all; a broken download goes on
    next time.

    The archive is checked against ``sha256`` if given, else the checksum we know, else that of the first
    download on this machine; its size and the CRC of each file are checked in any case.

    Raises:
        NotFound: ``model_not_on_server``.
        Unavailable: ``no_network``, ``download_interrupted``, ``download_corrupt``, ``disk_full``.
    """
    folder = models_folder(data_dir)
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f".{model.name}.zip.part"
    url = f"{base_url.rstrip('/')}/{model.name}.zip"
    size = model.archive_bytes
    fetch(url, archive, size if model.exact else None, about=size, told=told)
    wanted = (sha256 or model.sha256 or _seen(folder).get(model.name, "")).lower()
    found = checksum(archive)
    if wanted and found != wanted:
        archive.unlink()
        raise Unavailable(
            "download_corrupt", f"{url}: SHA-256 is {found}, not {wanted}", name=model.name, reason="SHA-256"
        )
    target = folder / model.name
    install(archive, target)
    archive.unlink()
    _keep(folder, model.name, found)
    return AcousticModel(target, "vosk")


def _seen(folder: Path) -> dict[str, str]:
    try:
        known = json.loads((folder / _CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _keep(folder: Path, name: str, found: str) -> None:
    new = folder / f".{_CHECKSUMS}.new"
    new.write_text(json.dumps({**_seen(folder), name: found}, indent=1) + "\n", encoding="utf-8")
    new.replace(folder / _CHECKSUMS)
