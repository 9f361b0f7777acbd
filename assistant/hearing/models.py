"""Where the recogniser's acoustic model comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import NotFound, Unavailable

EMBEDDED = Path(__file__).resolve().parent / "model"
"""The model that ships with Vocabas."""

_CHOICE = "chosen"
_OFFICIAL = ("vosk-model-fr-*", "vosk-model-small-fr-*")


@dataclass(frozen=True, slots=True)
class AcousticModel:
    """A Vosk model folder on this machine."""

    path: Path
    """The folder that holds ``am/final.mdl``."""
    origin: str
    """Where it is from: "setting", "vosk" (a usual Vosk folder), "built" (for this shop) or "embedded"."""

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


def models_folder(data_dir: Path) -> Path:
    """Return where downloaded and built models are kept."""
    return data_dir / "models"


def find_model(setting: str = "", data_dir: Path | None = None) -> AcousticModel:
    """Find the acoustic model.

    In this order: the setting, the one that ``vocabas models use`` chose, an official French one, the one
    built for this shop, the embedded one. A chosen one that is no longer there is passed over (`chosen_name`
    tells).

    Raises:
        Unavailable: ``no_acoustic_model``.
    """
    if setting:
        path = Path(setting).expanduser()
        if is_model(path):
            return AcousticModel(path, "setting")
        raise Unavailable("no_acoustic_model", f"{path} is not a Vosk model folder", path=str(path))
    found = installed_models(data_dir)
    if not found:
        raise Unavailable("no_acoustic_model", f"no Vosk model in {EMBEDDED}", path=str(EMBEDDED))
    chosen = chosen_name(data_dir) if data_dir else ""
    return next((model for model in found if model.name == chosen), found[0])


def installed_models(data_dir: Path | None = None) -> list[AcousticModel]:
    """List every French Vosk model on this machine: official ones, built ones, the embedded one last."""
    official = [
        AcousticModel(path, "vosk")
        for folder in vosk_folders(data_dir)
        for pattern in _OFFICIAL
        for path in sorted(folder.glob(pattern), reverse=True)
        if is_model(path)
    ]
    kept = sorted(models_folder(data_dir).glob("[!.]*")) if data_dir else []
    taken = {model.path for model in official}
    built = [AcousticModel(path, "built") for path in kept if path not in taken and is_model(path)]
    embedded = [AcousticModel(EMBEDDED, "embedded")] if is_model(EMBEDDED) else []
    return list(dict.fromkeys([*official, *built, *embedded]))


def use_model(name: str, data_dir: Path) -> AcousticModel:
    """Choose the model that hears from now on, by its name; kept in the data folder.

    Raises:
        NotFound: ``unknown_model``, no model of that name is on this machine.
    """
    for model in installed_models(data_dir):
        if model.name == name:
            folder = models_folder(data_dir)
            folder.mkdir(parents=True, exist_ok=True)
            new = folder / f".{_CHOICE}.{os.getpid()}"
            new.write_text(name + "\n", encoding="utf-8")
            new.replace(folder / _CHOICE)
            return model
    raise NotFound("unknown_model", f"no model named {name} on this machine", name=name)


def chosen_name(data_dir: Path) -> str:
    """Return the name that `use_model` kept, or nothing."""
    try:
        return (models_folder(data_dir) / _CHOICE).read_text(encoding="utf-8").strip()
    except OSError:
        return ""
