"""``vocabas models``: the recogniser's models in the terminal."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.bootstrap import shop_products
from assistant.channels.terminal import print_json
from assistant.errors import BadInput, NotFound, VocabasError
from assistant.hearing.models import (
    AcousticModel,
    chosen_name,
    find_model,
    installed_models,
    models_folder,
    use_model,
)
from assistant.hearing.official import LICENCE, OFFICIAL, download, official
from assistant.settings import Settings
from assistant.vocabulary.building import build
from assistant.vocabulary.coverage import missing
from assistant.vocabulary.names import names_of

_OUT = Console(highlight=False)
_ERR = Console(stderr=True, highlight=False)
_SHOWN = 20
_STEPS = {
    "sentences": "phrases",
    "pronounce": "prononciations",
    "learn": "modèle de langue",
    "compile": "graphe de décodage",
    "check": "essai",
}
_ORIGINS = {"setting": "réglage", "vosk": "Vosk", "built": "fait pour ce magasin", "embedded": "embarqué"}
_NAME = re.compile(r"(?!vosk-model-|embedded$|chosen$)[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class _Row:
    """One model, on this machine or to be downloaded."""

    name: str
    origin: str
    path: str
    used: bool
    bytes: int
    licence: str
    sha256: str


def list_models(settings: Settings, as_json: bool) -> None:
    """Print the models of this machine and those that can be downloaded, the one in use with a star."""
    rows = _rows(settings)
    if as_json:
        for row in rows:
            print(json.dumps({n: getattr(row, n) for n in _Row.__slots__}, ensure_ascii=False))
        return
    for row in rows:
        star = "*" if row.used else " "
        _say(f"{star} {row.name}")
        place = row.path or f"vocabas models download {row.name}"
        _say(f"    {row.origin}, {_size(row.bytes)}, {row.licence} : {place}")
    if (chosen := chosen_name(settings.data_dir)) and not any(
        row.name == chosen and row.path for row in rows
    ):
        _warn(f"Le modèle choisi, {chosen}, n’est plus là : un autre sert à sa place.")


def download_model(settings: Settings, name: str, sha256: str) -> None:
    """Download an official model, showing how far it is."""
    if sha256 and not re.fullmatch(r"[0-9a-fA-F]{64}", sha256):
        raise BadInput("bad_setting", f"{sha256!r} is no SHA-256", name="--sha256")
    model = official(name)
    if any(found.name == model.name for found in installed_models(settings.data_dir)):
        _say(f"{model.name} est déjà là.")
        return
    checked = sha256 or model.sha256
    _OUT.print(
        f"{model.name} : {_size(model.archive_bytes)}, licence {LICENCE}, {settings.models_url}", markup=False
    )
    if not checked:
        _OUT.print(
            "Nous ne connaissons pas sa somme de contrôle : la taille et le CRC de chaque fichier sont "
            "vérifiés, et la somme de ce premier téléchargement vaudra pour les suivants "
            "(--sha256 en impose une)."
        )
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_ERR) as progress:
        task = progress.add_task("Téléchargement", total=model.archive_bytes)
        told = lambda done, total: progress.update(task, completed=done, total=total or None)  # noqa: E731
        found = download(model, settings.data_dir, settings.models_url, sha256, told)
    _say(f"Installé : {found.path}")
    _tell_what_hears(settings, found)


def choose_model(settings: Settings, name: str) -> None:
    """Choose the model that hears from now on."""
    model = use_model(name, settings.data_dir)
    if settings.acoustic_model:
        _ERR.print(
            f"Noté, mais le réglage acoustic_model ({settings.acoustic_model}) l’emporte tant qu’il est là.",
            markup=False,
        )
        return
    _OUT.print(
        f"{model.name} écoute désormais. Un serveur déjà lancé le prend à son redémarrage.", markup=False
    )


def build_model(settings: Settings, name: str, force: bool) -> None:
    """Build the shop's own model."""
    if not _NAME.fullmatch(name):
        raise BadInput("bad_model_name", f"{name!r} cannot be a model's name", name=name)
    target = models_folder(settings.data_dir) / name
    with _ERR.status("Vocabulaire…") as status:

        def tell(step: str) -> None:
            status.update(f"Vocabulaire : {_STEPS[step]}…")
            if not _ERR.is_terminal:
                _ERR.print(f"Vocabulaire : {_STEPS[step]}…")

        card, built = build(
            shop_products(settings),
            settings.intents_dir,
            target,
            settings.resolved_pronunciations(),
            force=force,
            tell=tell,
        )
    if not built:
        _say(f"Rien n’a changé depuis le {card.built_at[:10]} : {name} est à jour.")
    else:
        _say(f"{name} : {card.words} mots, {card.names} noms ({target}).")
    if card.mute:
        _ERR.print(
            f"Personne ne sait dire {len(card.mute)} mot(s) du catalogue, qui ne seront pas entendus : "
            f"{_some(card.mute)}. Donnez leur prononciation dans pronunciations.tsv (docs/models.md).",
            markup=False,
        )
    _tell_what_hears(settings, AcousticModel(target, "built"))


def check_model(settings: Settings, name: str, as_json: bool) -> None:
    """Print the words of the catalogue that a model cannot hear."""
    model = _named(settings, name) if name else find_model(settings.acoustic_model, settings.data_dir)
    names = names_of(shop_products(settings))
    lacking = missing(model.path, names)
    of = len(names.words())
    if as_json:
        print_json({"model": model.name, "words": of, "missing": lacking})
        return
    if not lacking:
        _say(f"{model.name} connaît les {of} mots du catalogue.")
        return
    _say(f"{model.name} ne peut pas entendre {len(lacking)} des {of} mots du catalogue :")
    for word, product in lacking.items():
        _say(f"  {word}  ({product})")
    if model.origin == "embedded":
        _OUT.print("« vocabas models build » fait un modèle qui les entend.")


def _named(settings: Settings, name: str) -> AcousticModel:
    for model in installed_models(settings.data_dir):
        if model.name == name:
            return model
    raise NotFound("unknown_model", f"no model named {name} on this machine", name=name)


def _rows(settings: Settings) -> list[_Row]:
    try:
        used: AcousticModel | None = find_model(settings.acoustic_model, settings.data_dir)
    except VocabasError:
        used = None
    found = installed_models(settings.data_dir)
    if used is not None and used.path not in [model.path for model in found]:
        found.insert(0, used)
    rows = [_row(model, used is not None and model.path == used.path) for model in found]
    here = {row.name for row in rows}
    others = (m for m in OFFICIAL if m.name not in here)
    return [
        *rows,
        *(_Row(m.name, "à télécharger", "", False, m.archive_bytes, LICENCE, m.sha256) for m in others),
    ]


def _row(model: AcousticModel, used: bool) -> _Row:
    files = [path for path in model.path.rglob("*") if path.is_file()]
    known = any(model.name == other.name for other in OFFICIAL)
    licence = LICENCE if known or model.origin in ("embedded", "built") else "?"
    size = sum(path.stat().st_size for path in files)
    return _Row(model.name, _ORIGINS[model.origin], str(model.path), used, size, licence, "")


def _tell_what_hears(settings: Settings, new: AcousticModel) -> None:
    used = find_model(settings.acoustic_model, settings.data_dir)
    if used.path == new.path:
        _say(f"C’est lui qui écoute désormais : {used.name}.")
    else:
        _OUT.print(
            f"{used.name} continue d’écouter ; pour changer : vocabas models use {new.name}", markup=False
        )


def _some(words: tuple[str, ...]) -> str:
    return ", ".join(words[:_SHOWN]) + ("…" if len(words) > _SHOWN else "")


def _size(count: int) -> str:
    if count >= 1_000_000_000:
        return f"{count / 1e9:.1f} Go".replace(".", ",")
    return f"{count / 1e6:.0f} Mo"


def _say(text: str) -> None:
    """Print a line as it is, however wide the terminal."""
    _OUT.print(text, markup=False, soft_wrap=True)


def _warn(text: str) -> None:
    """The same, on standard error."""
    _ERR.print(text, markup=False, soft_wrap=True)
