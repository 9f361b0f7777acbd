"""``vocabas script``: spoken scenarios."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from assistant.channels.settled import settled

_FILE = click.Path(path_type=Path)


@click.group()
def script() -> None:
    """Les scénarios parlés : des tests en français, qui jouent du vrai son (docs/scripts.md)."""


@script.command("run")
@click.argument("paths", nargs=-1, required=True, type=_FILE, metavar="FICHIER…")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
@click.option("--junit", type=_FILE, metavar="XML", help="Y écrire du JUnit XML.")
@click.option("--report", type=_FILE, metavar="HTML", help="Y écrire une page avec les sons.")
def script_run(paths: tuple[Path, ...], as_json: bool, junit: Path | None, report: Path | None) -> None:
    """Jouer des scénarios *.voice.yaml (ou des dossiers qui en contiennent) et comparer.

    Le code de sortie est 1 si un scénario ne donne pas ce qu’il doit donner.

    \b
    vocabas script run audio_samples
    vocabas script run courses.voice.yaml --report rapport.html --junit rapport.xml
    """
    from assistant.channels import scripting

    with settled() as settings:
        sys.exit(0 if scripting.run(settings, paths, as_json, junit, report) else 1)


@script.command("speak")
@click.argument("paths", nargs=-1, required=True, type=_FILE, metavar="FICHIER…")
def script_speak(paths: tuple[Path, ...]) -> None:
    """Dire par espeak-ng les textes des scénarios, dans les fichiers son (flac, opus) qu’ils nomment.

    Seuls les tours qui disent comment ils sont dits (speak) sont refaits : un enregistrement reste.
    """
    from assistant.channels import scripting

    with settled() as settings:
        scripting.speak(settings, paths)


@script.command("record")
@click.argument("path", type=_FILE, metavar="FICHIER")
@click.option("--spoken", is_flag=True, help="Parler au micro ; chaque son est gardé à côté du scénario.")
@click.option("--said-by", default="", metavar="VOIX", help="Faire dire ce qu’on tape par espeak-ng : fr+f2…")
@click.option("--rate", default=150, show_default=True, help="Débit de cette voix, en mots par minute.")
@click.option("--name", default="", metavar="NOM", help="Nom du scénario.  [défaut : celui du fichier]")
@click.option("--subject", default="", metavar="SUJET", help="Sujet de ses scores.")
@click.option("--household", default="", metavar="NOM", help="Le foyer qui fait ses courses.")
@click.option("--tu", is_flag=True, help="On lui dit « tu ».")
@click.option("--date", default="", metavar="DATE", help='Quand il commence : "2026-11-27 18:30".')
@click.option("--like", type=_FILE, metavar="SCÉNARIO", help="Foyer, date et magasin d’un autre scénario.")
@click.option("--licence", default="", metavar="SPDX", help="Licence des sons.")
@click.option("--microphone", metavar="NOM", help="Micro, par son nom ou son numéro (voir vocabas doctor).")
@click.option("--loudspeaker", metavar="NOM", help="Haut-parleur, par son nom ou son numéro.")
@click.option("--voice", default="fr", show_default=True, help="Voix des réponses.")
@click.option("--mute", is_flag=True, help="Ne pas dire les réponses : elles ne sont qu’écrites.")
@click.option("--push", is_flag=True, help="N’écouter qu’après la barre d’espace.")
@click.option("--plain", is_flag=True, help="Une ligne par événement.")
@click.option("--force", is_flag=True, help="Écrire par-dessus un scénario qui existe.")
def script_record(path: Path, **chosen: Any) -> None:
    """Faire un scénario d’une vraie conversation : ce qui en sort devient ce qui doit en sortir.

    Chaque ligne tapée est un tour ; /later 2 days, /device cuisine et /silence 2 font le reste. Ctrl-D finit.
    Le fichier est entier après chaque tour : relisez-le, corrigez-le, puis rejouez-le avec « script run ».

    \b
    vocabas script record courses.voice.yaml
    vocabas script record courses.voice.yaml --said-by fr+f2     ce qu’on tape est dit, et entendu
    vocabas script record courses.voice.yaml --spoken            au micro : les sons sont gardés
    """
    from assistant.channels import recording

    devices = {name: chosen.pop(name) for name in ("microphone", "loudspeaker")}
    with settled(**{name: value for name, value in devices.items() if value is not None}) as settings:
        recording.record(settings, path, recording.Wish(**chosen))


@script.command("schema")
def script_schema() -> None:
    """Écrire le schéma JSON des scénarios, pour son éditeur."""
    from importlib.resources import files

    schema = files("assistant.evaluation.scripts") / "voice.schema.json"
    click.echo(schema.read_text(encoding="utf-8"), nl=False)
