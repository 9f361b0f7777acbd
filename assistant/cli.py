"""The ``vocabas`` command: thin, each subcommand a few lines."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant import __version__
from assistant.channels.click_in_french import speak_french
from assistant.channels.evaluate_command import evaluate
from assistant.channels.household_command import household
from assistant.channels.keys_command import keys
from assistant.channels.listen_command import listen
from assistant.channels.orders_command import orders
from assistant.channels.outbox_command import outbox
from assistant.channels.script_command import script
from assistant.channels.settled import settled as _settings
from assistant.channels.voices_command import voices

speak_french()
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="vocabas", message="%(prog)s %(version)s")
def cli() -> None:
    """Vocabas : faire ses courses en parlant, sur sa propre machine.

    \b
    Pour commencer :
      vocabas demo                              une commande, de la voix au reçu
      vocabas say "ajoute deux litres de lait"  la même chose au clavier
      vocabas listen                            la même chose au micro
      vocabas serve                             l’API HTTP, sur cette machine
      vocabas doctor                            ce qui marche ici, et que faire du reste

    Chaque réglage se donne par une variable VOCABAS_… ou dans vocabas.toml (voir docs/settings.md).
    """


@cli.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXTE…")
@click.option("--customer", default="", metavar="ID", help="Foyer dont le panier est repris et gardé.")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def say(texts: tuple[str, ...], customer: str, as_json: bool) -> None:
    """Dire quelque chose par écrit : chaque TEXTE est un tour d’une même conversation.

    \b
    vocabas say "ajoute deux litres de lait" "combien ça fait"
    vocabas say --customer dupont "commande en drive demain dix-huit heures" "oui"
    """
    from assistant.channels import terminal

    with _settings() as settings, terminal.running(settings) as assistant:
        terminal.say(assistant, texts, customer, as_json)


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne et par fichier.")
def transcribe(files: tuple[Path, ...], as_json: bool) -> None:
    """Écrire ce qui est dit dans des fichiers audio (wav, flac, ogg, opus, mp3, m4a, webm…)."""
    from assistant.channels import terminal

    with _settings() as settings:
        sys.exit(0 if terminal.transcribe(settings, files, as_json) else 1)


@cli.command()
@click.option("--host", help="Adresse d’écoute.  [défaut : 127.0.0.1]")
@click.option("--port", type=int, help="Port d’écoute.  [défaut : 8787]")
def serve(host: str | None, port: int | None) -> None:
    """Servir l’API HTTP (docs/http.md) jusqu’à Ctrl-C."""
    from assistant.channels import serving

    overrides = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    with _settings(**overrides) as settings:
        serving.serve(settings)


@cli.command()
@click.option("--text", "as_text", is_flag=True, help="Dire les phrases par écrit, sans le son.")
def demo(as_text: bool) -> None:
    """Jouer un scénario parlé, du son à la commande passée, avec son reçu."""
    from assistant.channels import demonstration

    with _settings() as settings:
        demonstration.play(settings, as_text)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def doctor(as_json: bool) -> None:
    """Dire ce qui marche sur cette machine, et que faire du reste."""
    from assistant.channels import diagnosis

    with _settings() as settings:
        sys.exit(0 if diagnosis.report(settings, as_json) else 1)


@cli.group()
def catalogue() -> None:
    """Le catalogue des produits."""


@catalogue.command("search")
@click.argument("texts", nargs=-1, required=True, metavar="TEXTE…")
@click.option("--limit", default=5, show_default=True, help="Nombre de produits au plus.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne et par recherche.")
def catalogue_search(texts: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Chercher des produits avec les mots qu’on dit."""
    from assistant.channels import stockroom

    with _settings() as settings:
        stockroom.search(settings, texts, limit, as_json)


@catalogue.command("import")
@click.argument("path", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "jsonl", "off-csv", "off-jsonl"]),
    help="Format du fichier.  [défaut : reconnu à sa première ligne]",
)
@click.option("--force", is_flag=True, help="Importer même un fichier déjà en service, ou bien plus petit.")
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="CSV", help="Y écrire les lignes écartées."
)
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def catalogue_import(
    path: Path, format_: str | None, force: bool, rejects: Path | None, as_json: bool
) -> None:
    """Importer un catalogue : notre CSV, JSON Lines, ou un export Open Food Facts, compressé ou non.

    Le nouveau catalogue prend la place de l’ancien d’un seul coup, une fois lu jusqu’au bout ; la recherche
    continue pendant ce temps. Interrompu, l’import reprend où il en était quand on le relance.

    \b
    vocabas catalogue import produits.csv
    vocabas catalogue import fr.openfoodfacts.org.products.csv.gz
    """
    from assistant.channels import stockroom

    with _settings() as settings:
        stockroom.import_file(settings, path, format_ or "", force, rejects, as_json)


@catalogue.command("prices")
@click.argument("path", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option(
    "--rejects", type=click.Path(path_type=Path), metavar="CSV", help="Y écrire les lignes écartées."
)
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def catalogue_prices(path: Path, rejects: Path | None, as_json: bool) -> None:
    """Changer seulement des prix et des stocks : un CSV avec sku, et price_cents, price ou stock."""
    from assistant.channels import stockroom

    with _settings() as settings:
        stockroom.change_prices(settings, path, rejects, as_json)


@catalogue.command("meanings")
@click.option("--output", type=click.Path(path_type=Path), metavar="CSV", help="Écrire dans ce fichier-là.")
def catalogue_meanings(output: Path | None) -> None:
    """Apprendre du catalogue en service ce que chaque mot veut dire quand rien d’autre n’est dit.

    Le fichier se corrige à la main : une ligne marquée « hand » n’est jamais apprise de nouveau.
    """
    from assistant.channels import stockroom

    with _settings() as settings:
        stockroom.learn_meanings(settings, output)


@catalogue.command("status")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def catalogue_status(as_json: bool) -> None:
    """Dire quel catalogue est en service."""
    from assistant.channels import stockroom

    with _settings() as settings:
        stockroom.status(settings, as_json)


cli.add_command(household)
cli.add_command(keys)
cli.add_command(listen)
cli.add_command(orders)
cli.add_command(outbox)
cli.add_command(voices)


cli.add_command(evaluate)
cli.add_command(script)


@cli.group()
def models() -> None:
    """Les modèles de reconnaissance vocale."""


@models.command("list")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne et par modèle.")
def models_list(as_json: bool) -> None:
    """Lister les modèles de cette machine et ceux qu’on peut télécharger ; l’étoile marque celui qui sert."""
    from assistant.channels import models as room

    with _settings() as settings:
        room.list_models(settings, as_json)


@models.command("download")
@click.argument("name", metavar="NOM")
@click.option("--sha256", default="", metavar="SOMME", help="Somme SHA-256 que l’archive doit avoir.")
def models_download(name: str, sha256: str) -> None:
    """Télécharger un modèle français du projet Vosk ; une coupure reprend où elle en était.

    \b
    vocabas models download vosk-model-small-fr-0.22      (ou : small)    41 Mo
    vocabas models download vosk-model-fr-0.22            (ou : large)    1,4 Go
    """
    from assistant.channels import models as room

    with _settings() as settings:
        room.download_model(settings, name, sha256)


@models.command("use")
@click.argument("name", metavar="NOM")
def models_use(name: str) -> None:
    """Choisir le modèle qui écoute, par son nom dans « vocabas models list »."""
    from assistant.channels import models as room

    with _settings() as settings:
        room.choose_model(settings, name)


@models.command("build")
@click.option("--name", default="shop", show_default=True, metavar="NOM", help="Nom du modèle à faire.")
@click.option("--force", is_flag=True, help="Refaire le modèle même si rien n’a changé.")
def models_build(name: str, force: bool) -> None:
    """Faire entendre tout le catalogue : les noms et les marques, dans les phrases qu’on dit.

    Le modèle embarqué prête ses sons ; les mots viennent du catalogue, des phrases du projet intents et,
    pour ce qui se prononce autrement qu’il ne s’écrit, de pronunciations.tsv (voir docs/models.md).
    """
    from assistant.channels import models as room

    with _settings() as settings:
        room.build_model(settings, name, force)


@models.command("check")
@click.argument("name", default="", metavar="[NOM]")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def models_check(name: str, as_json: bool) -> None:
    """Dire quels mots du catalogue un modèle ne peut pas entendre (par défaut, celui qui sert)."""
    from assistant.channels import models as room

    with _settings() as settings:
        room.check_model(settings, name, as_json)


def main() -> None:
    """Run the command."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


if __name__ == "__main__":
    main()
