"""``vocabas evaluate``: scores of sound, of understanding, and of two runs against each other."""

from __future__ import annotations

import os
from pathlib import Path

import click

from assistant.channels.settled import settled

_PATH = click.Path(path_type=Path)
_DEFAULT = "run"


class _Evaluate(click.Group):
    """A group whose first command may be left out: ``vocabas evaluate FOLDER``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command that is left out where it belongs."""
        if args and args[0] not in {*self.commands, *ctx.help_option_names}:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Evaluate)
def evaluate() -> None:
    """Mesurer ce qui est entendu, compris et mis au panier (docs/evaluation.md).

    \b
    vocabas evaluate audio_samples --out mesures --jobs 4        des scénarios, des manifestes ou des dossiers
    vocabas evaluate compare mesures-avant mesures               deux mesures : est-ce le hasard ?
    vocabas evaluate understanding                               la compréhension seule, sur des phrases
    écrites
    """


@evaluate.command(_DEFAULT)
@click.argument("paths", nargs=-1, required=True, type=_PATH, metavar="CHEMIN…")
@click.option("--out", type=_PATH, metavar="DOSSIER", help="Y garder les mesures, une page et des dessins.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help=f"Processus côte à côte ; cette machine a {os.cpu_count()} cœurs.",
)
@click.option("--scheduler", default="", metavar="ADRESSE", help="Mesurer sur une grappe Dask.")
@click.option(
    "--by", multiple=True, metavar="COLONNE", help="Détailler aussi selon cette colonne (répétable)."
)
@click.option("--fresh", is_flag=True, help="Tout mesurer à nouveau, même ce que --out a déjà.")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def run(
    paths: tuple[Path, ...],
    out: Path | None,
    jobs: int,
    scheduler: str,
    by: tuple[str, ...],
    fresh: bool,
    as_json: bool,
) -> None:
    """Mesurer sur des sons : erreurs de mots, temps, compréhension, paniers et commandes justes.

    Un CHEMIN est un scénario *.voice.yaml, un manifeste (.tsv, .csv, .jsonl avec path, text, speaker et
    d’autres
    colonnes), un dossier de l’un ou de l’autre, de Common Voice, ou de sons avec leur texte à côté (.txt).

    Avec --out, une mesure interrompue reprend où elle en était : la même commande encore une fois.
    """
    from assistant.channels import evaluating

    with settled() as settings:
        evaluating.run(
            settings, paths, out=out, jobs=jobs, scheduler=scheduler, by=by, fresh=fresh, as_json=as_json
        )


@evaluate.command()
@click.argument("first", type=_PATH, metavar="AVANT")
@click.argument("second", type=_PATH, metavar="APRÈS")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def compare(first: Path, second: Path, as_json: bool) -> None:
    """Comparer deux mesures (dossiers de --out) : la différence, et si elle peut être due au hasard."""
    from assistant.channels import evaluating

    with settled():
        evaluating.compare(first, second, as_json)


@evaluate.command()
@click.argument("folder", required=False, type=_PATH, metavar="[DOSSIER]")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
@click.option("--plots", type=_PATH, metavar="DOSSIER", help="Y dessiner en SVG.")
@click.option("--errors", is_flag=True, help="Montrer les phrases mal comprises (jamais à qui entraîne !).")
def understanding(folder: Path | None, as_json: bool, plots: Path | None, errors: bool) -> None:
    """Mesurer la compréhension sur un dossier de phrases (docs/evaluation.md).

    Sans DOSSIER, sur les phrases tenues à l’écart de l’entraînement, intents/heldout.
    """
    from assistant.channels import scoring

    with settled() as settings:
        scoring.understanding(settings, folder, as_json, plots, errors)
