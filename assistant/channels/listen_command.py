"""``vocabas listen``: the microphone."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.channels.settled import settled


@click.command()
@click.option(
    "--customer", default="foyer", show_default=True, metavar="ID", help="Foyer dont c’est le panier."
)
@click.option(
    "--way",
    type=click.Choice(["wake", "open", "push"]),
    default="wake",
    show_default=True,
    help="Ce qui fait écouter : un mot d’appel, n’importe quelle voix, ou une touche.",
)
@click.option("--wake", "wake_phrase", metavar="PHRASE", help="Mot d’appel.  [défaut : dis vocabas]")
@click.option("--microphone", metavar="NOM", help="Micro, par son nom ou son numéro (voir vocabas doctor).")
@click.option("--loudspeaker", metavar="NOM", help="Haut-parleur, par son nom ou son numéro.")
@click.option(
    "--voice", default="", metavar="NOM", help="Voix (voir vocabas voices list) : fr, fr-be, fr+f2…"
)
@click.option("--rate", default=160, show_default=True, help="Débit de la voix, en mots par minute.")
@click.option("--volume", default=100, show_default=True, help="Volume, en pour cent.")
@click.option("--mute", is_flag=True, help="Ne pas parler : les réponses ne sont qu’écrites.")
@click.option("--no-barge-in", is_flag=True, help="Ne pas se laisser interrompre pendant une réponse.")
@click.option("--no-signals", is_flag=True, help="Sans les petits sons qui disent quand le micro s’ouvre.")
@click.option("--plain", is_flag=True, help="Une ligne par événement, pour un tube ou un lecteur d’écran.")
@click.option(
    "--keep-audio",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DOSSIER",
    help="Y garder le son de chaque tour ; sans cette option, aucun son n’est gardé.",
)
def listen(
    customer: str,
    way: str,
    wake_phrase: str | None,
    microphone: str | None,
    loudspeaker: str | None,
    voice: str,
    rate: int,
    volume: int,
    mute: bool,
    no_barge_in: bool,
    no_signals: bool,
    plain: bool,
    keep_audio: Path | None,
) -> None:
    """Faire ses courses à voix haute, au micro de cette machine, jusqu’à q ou Ctrl-C.

    \b
    vocabas listen                                on l’appelle par « dis vocabas »
    vocabas listen --wake "ok cabas"              ou autrement
    vocabas listen --way open                     il écoute dès qu’on parle
    vocabas listen --way push                     il écoute quand on presse la barre d’espace

    Le micro n’est ouvert que sur cette machine, et rien de ce qu’il entend n’est gardé.
    « Coupe le micro » ou la touche m le ferment pour de bon ; m le rouvre.
    """
    from assistant.channels import listening
    from assistant.listening import Habits, Way
    from assistant.speaking import Manner

    chosen = {"wake_phrase": wake_phrase, "microphone": microphone, "loudspeaker": loudspeaker}
    overrides = {name: value for name, value in chosen.items() if value is not None}
    habits = Habits(
        way=Way(way),
        signals=not no_signals,
        barge_in=not no_barge_in,
        keep_audio=keep_audio,
        manner=Manner(rate=rate),
    )
    with settled(**overrides) as settings:
        listening.listen(settings, customer, habits, None if mute else voice, volume, plain)
