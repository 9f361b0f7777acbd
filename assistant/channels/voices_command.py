"""``vocabas voices``: the voices that speak."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.channels.settled import settled

_ERR = Console(stderr=True, highlight=False)


@click.group()
def voices() -> None:
    """Les voix qui répondent : celle d’espeak-ng, toujours là, et celles de Piper (docs/voices.md)."""


@voices.command("list")
def list_voices() -> None:
    """Lister les voix de cette machine et celles qu’on peut télécharger ; l’étoile marque celle qui sert."""
    from assistant.speaking.voices import OFFERED, chosen, installed

    with settled() as settings:
        here = installed(settings.data_dir)
        used = chosen(settings.data_dir) or "fr"
    for name in dict.fromkeys(("fr", *([] if "_" in used else [used]), *here)):
        kind = "Piper" if name in here else "espeak-ng"
        click.echo(f"{'*' if name == used else ' '} {name}\n    {kind}, sur cette machine")
    for voice in OFFERED:
        if voice.name not in here:
            about = f"{voice.megabytes}\u00a0Mo, {voice.licence}"
            click.echo(f"  {voice.name}\n    Piper, {about} : vocabas voices download {voice.name}")


@voices.command("download")
@click.argument("name", metavar="NOM")
def download_voice(name: str) -> None:
    """Télécharger une voix française de Piper, vérifiée par SHA-256 ; une coupure reprend où elle en était.

    \b
    vocabas voices download fr_FR-siwis-medium
    """
    from assistant.speaking.voices import download, offered

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with settled() as settings, Progress(*columns, console=_ERR, transient=True) as progress:
        voice = offered(name)
        task = progress.add_task(name, total=None)
        place = download(
            voice,
            settings.data_dir,
            settings.voices_url,
            lambda done, total: progress.update(task, completed=done, total=total or None),
        )
    click.echo(f"{name} est installée : {place}\nPour qu’elle réponde : vocabas voices use {name}")


@voices.command("use")
@click.argument("name", metavar="NOM")
def use_voice(name: str) -> None:
    """Choisir la voix qui répond : un nom de « vocabas voices list », ou d’espeak-ng (fr, fr-be, fr+f2…)."""
    from assistant.speaking.voices import use

    with settled() as settings:
        use(name, settings.data_dir)
    click.echo(f"C’est elle qui répond désormais : {name}.")
