"""``vocabas doctor``: what works on this machine, and what to do about the rest."""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

import av
from rich.console import Console
from rich.table import Table

from assistant.bootstrap import (
    IntentEngine,
    build_catalogue,
    build_recogniser,
    open_warehouse,
    shop_products,
)
from assistant.channels.terminal import print_json, waiting
from assistant.dialogue import french, wording
from assistant.documents import explain
from assistant.errors import VocabasError
from assistant.hearing.models import chosen_name, find_model
from assistant.listening.devices import devices
from assistant.settings import Settings
from assistant.shop_files import load_offers, load_shop
from assistant.shopping.offers import PROMOTION_CAP
from assistant.store import Store
from assistant.understanding.server import newest_model, python_of
from assistant.vocabulary.building import fingerprint, read_card
from assistant.vocabulary.coverage import missing
from assistant.vocabulary.names import names_of

_OUT = Console(highlight=False)
_MIN_FREE_BYTES = 200 * 1024 * 1024
_PROBE = "import sys, importlib.metadata as m; print(sys.version.split()[0], m.version('rasa'))"


class Verdict(StrEnum):
    """How a check ended."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and what came of it, in French."""

    name: str
    """What was checked."""
    verdict: Verdict
    """How it ended."""
    found: str
    """What was found."""
    remedy: str = ""
    """What to do about it."""


def report(settings: Settings, as_json: bool) -> bool:
    """Print the findings; returns whether everything needed works."""
    findings = [_guarded(check, settings) for check in _CHECKS]
    fine = all(finding.verdict is not Verdict.FAILED for finding in findings)
    if as_json:
        print_json({"ok": fine, "checks": [asdict(finding) for finding in findings]})
        return fine
    marks = {Verdict.OK: "[green]✓[/]", Verdict.WARNING: "[yellow]![/]", Verdict.FAILED: "[red]✗[/]"}
    table = Table("", "Vérification", "Constat", "Que faire", box=None, pad_edge=False)
    for finding in findings:
        table.add_row(marks[finding.verdict], finding.name, finding.found, finding.remedy)
    _OUT.print(table)
    _OUT.print("Tout est prêt." if fine else "Il manque quelque chose : voyez la dernière colonne.")
    return fine


def _guarded(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    name = (check.__doc__ or "").partition("\n")[0].rstrip(".")
    try:
        return check(settings)
    except VocabasError as error:
        return Finding(name, Verdict.FAILED, explain(error), error.message)
    except Exception as error:  # a diagnosis must end, whatever is broken
        return Finding(name, Verdict.FAILED, f"{type(error).__name__} : {error}")


def _python(settings: Settings) -> Finding:
    """Python de l’assistant."""
    return Finding("Python de l’assistant", Verdict.OK, platform.python_version())


def _disk(settings: Settings) -> Finding:
    """Place sur le disque."""
    folder = settings.data_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    found = f"{free / 1e9:.1f} Go libres pour {settings.data_dir}"
    if free < _MIN_FREE_BYTES:
        return Finding("Place sur le disque", Verdict.FAILED, found, "Libérez de la place.")
    return Finding("Place sur le disque", Verdict.OK, found)


def _database(settings: Settings) -> Finding:
    """Base de données."""
    store = Store(settings.resolved_database_url())
    try:
        store.migrate()
        with store.begin():
            pass
    finally:
        store.close()
    return Finding("Base de données", Verdict.OK, f"{store.safe_url} (écriture possible)")


def _catalogue(settings: Settings) -> Finding:
    """Catalogue."""
    warehouse = open_warehouse(settings)
    try:
        with waiting("Le catalogue se prépare") as tell:
            catalogue = build_catalogue(settings, lambda done, _: tell(done))
        stamp = warehouse.stamp()
    finally:
        warehouse.close()
    found = f"{french.grouped(len(catalogue))} produits ({stamp.source if stamp else '?'})"
    if not catalogue.search("lait", 1):
        remedy = (
            "« lait » ne trouve rien qui se vende : chargez les prix (vocabas catalogue prices), "
            "ou importez un catalogue d’épicerie (vocabas catalogue import)."
        )
        return Finding("Catalogue", Verdict.WARNING, found, remedy)
    return Finding("Catalogue", Verdict.OK, found)


def _shop(settings: Settings) -> Finding:
    """Magasin."""
    shop = load_shop(settings.shop_file)
    modes = ", ".join(wording.mode(f.mode).text for f in shop.fulfilments)
    return Finding("Magasin", Verdict.OK, f"{shop.name} ({modes}), heure de {shop.zone.key}")


def _offers(settings: Settings) -> Finding:
    """Offres."""
    offers = load_offers(settings.offers_file, load_shop(settings.shop_file).zone)
    generous = [offer for offer in offers if offer.advantage is not None and offer.advantage > PROMOTION_CAP]
    if not generous:
        return Finding("Offres", Verdict.OK, f"{len(offers)} offre{'s' if len(offers) > 1 else ''}")
    named = ", ".join(f"{offer.id} ({int((offer.advantage or 0) * 100)}{french.NBSP}%)" for offer in generous)
    remedy = (
        f"La loi plafonne les promotions à 34{french.NBSP}% pour l’alimentation, 40{french.NBSP}% pour"
        " l’hygiène et l’entretien, sauf produits saisonniers dispensés (docs/shopping.md)."
    )
    return Finding("Offres", Verdict.WARNING, f"{len(offers)} offres, dont {named}", remedy)


def _recogniser(settings: Settings) -> Finding:
    """Reconnaissance vocale."""
    recogniser = build_recogniser(settings)
    recogniser.load()
    model = recogniser.model
    found = model.name if model.origin == "embedded" else f"{model.name} ({model.path})"
    chosen = chosen_name(settings.data_dir)
    if chosen and model.name != chosen and not settings.acoustic_model:
        remedy = f"Le modèle choisi, {chosen}, n’est plus là : « vocabas models use {model.name} » l’oublie."
        return Finding("Reconnaissance vocale", Verdict.WARNING, found, remedy)
    if model.origin == "embedded":
        remedy = (
            "Le modèle embarqué entend la parole nette et le vocabulaire des courses ; un modèle officiel de "
            "Vosk entend mieux les gens : « vocabas models download small » (42 Mo)."
        )
        return Finding("Reconnaissance vocale", Verdict.OK, "modèle embarqué", remedy)
    return Finding("Reconnaissance vocale", Verdict.OK, found)


def _vocabulary(settings: Settings) -> Finding:
    """Vocabulaire."""
    model = find_model(settings.acoustic_model, settings.data_dir)
    names = names_of(shop_products(settings))
    lacking = missing(model.path, names)
    found = f"{len(names.words()) - len(lacking)} des {len(names.words())} mots du catalogue"
    card = read_card(model.path)
    if card is not None:
        current = fingerprint(names, settings.intents_dir, settings.resolved_pronunciations())
        if current != card.fingerprint:
            remedy = "Le catalogue ou les phrases ont changé : « vocabas models build »."
            return Finding("Vocabulaire", Verdict.WARNING, found, remedy)
    if not lacking:
        return Finding("Vocabulaire", Verdict.OK, found)
    some = ", ".join(list(lacking)[:5])
    remedy = f"Ne s’entendent pas : {some}… « vocabas models check » les dit tous"
    if model.origin == "embedded":
        remedy += ", « vocabas models build » les fait entendre"
    return Finding("Vocabulaire", Verdict.WARNING, found, f"{remedy}.")


def _audio(settings: Settings) -> Finding:
    """Décodage audio."""
    wanted = ("pcm_s16le", "flac", "vorbis", "opus", "mp3", "aac")
    missing = [codec for codec in wanted if codec not in av.codecs_available]
    found = f"PyAV {av.__version__} : wav, flac, ogg, opus, mp3, m4a, webm"
    if missing:
        remedy = f"Codecs absents : {', '.join(missing)}. Réinstallez la roue « av » de PyPI."
        return Finding("Décodage audio", Verdict.WARNING, found, remedy)
    return Finding("Décodage audio", Verdict.OK, found)


def _sound_devices(settings: Settings) -> Finding:
    """Micro et haut-parleur."""
    name = "Micro et haut-parleur"
    try:
        listed = devices()
    except VocabasError as error:
        return Finding(
            name, Verdict.WARNING, explain(error), "Pour « vocabas listen » seulement : docs/listening.md."
        )
    inputs = [f"{d.index} {d.name}" for d in listed if d.inputs]
    outputs = [f"{d.index} {d.name}" for d in listed if d.outputs]
    found = f"micros : {', '.join(inputs) or 'aucun'} ; haut-parleurs : {', '.join(outputs) or 'aucun'}"
    if not inputs or not outputs:
        remedy = (
            "« vocabas listen » a besoin d’un micro ; sans haut-parleur, les réponses ne sont qu’écrites."
        )
        return Finding(name, Verdict.WARNING, found, remedy)
    return Finding(name, Verdict.OK, found)


def _rasa_environment(settings: Settings) -> Finding:
    """Environnement de Rasa."""
    if settings.nlu_url:
        return Finding("Environnement de Rasa", Verdict.OK, f"serveur donné : {settings.nlu_url}")
    python = python_of(settings.intents_dir)
    remedy = "Lancez « make setup » à la racine du dépôt (il faut un CPython 3.10, que uv sait trouver)."
    if not python.is_file():
        return Finding("Environnement de Rasa", Verdict.FAILED, f"absent : {python}", remedy)
    probe = subprocess.run(
        [str(python), "-c", _PROBE], capture_output=True, text=True, timeout=60, check=False
    )
    if probe.returncode != 0:
        last = (probe.stderr.strip().splitlines() or ["?"])[-1]
        return Finding("Environnement de Rasa", Verdict.FAILED, last, remedy)
    version, rasa = probe.stdout.split()
    return Finding("Environnement de Rasa", Verdict.OK, f"Python {version}, Rasa {rasa}")


def _rasa_server(settings: Settings) -> Finding:
    """Compréhension."""
    if not settings.nlu_url and newest_model(settings.intents_dir) is None:
        remedy = "Lancez « make setup » : l’entraînement prend moins d’une minute."
        return Finding("Compréhension", Verdict.FAILED, "aucun modèle entraîné", remedy)
    with IntentEngine(settings) as engine:
        if engine.server is not None:
            with waiting("Essai du moteur de compréhension") as tell:
                engine.server.wait_until_ready(settings.nlu_start_timeout, tell)
        parse = engine.client.parse("ajoute deux litres de lait")
    found = f"répond (« ajoute deux litres de lait » : {parse.intent}, {parse.confidence:.0%})"
    return Finding("Compréhension", Verdict.OK, found)


_CHECKS = (
    _python,
    _disk,
    _database,
    _catalogue,
    _shop,
    _offers,
    _audio,
    _sound_devices,
    _recogniser,
    _vocabulary,
    _rasa_environment,
    _rasa_server,
)
