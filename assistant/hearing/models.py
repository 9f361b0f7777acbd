"""Where the recogniser's acoustic model comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import Unavailable

EMBEDDED = Path(__file__).resolve().parent / "model"
"""The model that ships with Vocabas."""

_OFFICIAL = ("vosk-model-fr-*", "vosk-model-small-fr-*")


@dataclass(frozen=True, slots=True)
class AcousticModel:
    """A Vosk model folder on this machine."""

    path: Path
    """The folder that holds ``am/final.mdl``."""
    origin: str
    """Who chose it: "setting", "vosk" (found in a usual Vosk folder) or "embedded"."""

    @property
    def name(self) -> str:
        """Return the folder's name, or "embedded"."""
        return "embedded" if self.origin == "embedded" else self.path.name


def is_model(path: Path) -> bool:
    """Return whether a folder looks like a Vosk model."""
    return (path / "am" / "final.mdl").is_file() or (path / "final.mdl").is_file()


def vosk_folders(data_dir: Path | None = None) -> list[Path]:
    """List the folders where French Vosk models are usually kept, as the ``vosk`` package looks them up."""
    named = os.environ.get("VOSK_MODEL_PATH")
    folders = [Path(named)] if named else []
    if data_dir:
        folders.append(data_dir / "models")
    return [
        *folders,
        Path("/usr/share/vosk"),
        Path.home() / "AppData/Local/vosk",
        Path.home() / ".cache/vosk",
    ]


def find_model(setting: str = "", data_dir: Path | None = None) -> AcousticModel:
    """Find the acoustic model: the setting, then an official French one, then the embedded one.

    Raises:
        Unavailable: ``no_acoustic_model``.
    """
    if setting:
        chosen = Path(setting).expanduser()
        if is_model(chosen):
            return AcousticModel(chosen, "setting")
        raise Unavailable("no_acoustic_model", f"{chosen} is not a Vosk model folder", path=str(chosen))
    if found := installed_models(data_dir):
        return found[0]
    raise Unavailable("no_acoustic_model", f"no Vosk model in {EMBEDDED}", path=str(EMBEDDED))


def installed_models(data_dir: Path | None = None) -> list[AcousticModel]:
    """List every French Vosk model on this machine, the embedded one last."""
    found = [
        AcousticModel(path, "vosk")
        for folder in vosk_folders(data_dir)
        for pattern in _OFFICIAL
        for path in sorted(folder.glob(pattern), reverse=True)
        if is_model(path)
    ]
    return [*found, *([AcousticModel(EMBEDDED, "embedded")] if is_model(EMBEDDED) else [])]
