"""python -m acoustic: builds the embedded recogniser step by step."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from acoustic import recipe as recipes
from acoustic.errors import AcousticError
from acoustic.steps import Steps
from acoustic.workplace import Workplace

_HERE = Path(__file__).parent
app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    help="""Builds the recogniser that Vocabas ships: a French Vosk model, from sentences and recordings.

    `all` runs every step; a step whose inputs have not changed is skipped, and one that was interrupted goes on where
    it stopped. To train with recordings of your own, write a recipe (copy acoustic/recipe.toml) with a [[source]] whose
    manifest is a TSV (path, transcript, speaker, licence) or a Common Voice folder, and give it with --recipe.
    """,
)


@app.callback()
def main(
    context: typer.Context,
    recipe: Annotated[Path, typer.Option(help="What to make, of what.")] = recipes.DEFAULT,
    work: Annotated[Path, typer.Option(help="Where the steps leave what they make.")] = _HERE
    / "work"
    / "build",
    speech: Annotated[
        Path | None, typer.Option(help="Folder of the manifests that the recipe names.")
    ] = None,
) -> None:
    wanted = recipes.load(recipe)
    context.obj = Steps(wanted, Workplace(work), speech or _HERE.parent / wanted.speech)


@app.command()
def sentences(context: typer.Context) -> None:
    """Writes the sentences to be spoken, to learn the language from, and to test on."""
    context.obj.sentences()


@app.command()
def speech(context: typer.Context) -> None:
    """Lets espeak-ng speak them, in about seventy voices."""
    context.obj.synthesise()


@app.command()
def features(
    context: typer.Context, only: Annotated[str, typer.Option(help="One source of the recipe.")] = ""
) -> None:
    """Turns all speech into features: new speakers, rooms, noise, then MFCC."""
    context.obj.features(only)


@app.command()
def train(
    context: typer.Context,
    minutes: Annotated[float | None, typer.Option(help="Instead of the recipe's.")] = None,
) -> None:
    """Trains the net on one thread; stopped, it goes on from its last checkpoint."""
    context.obj.train(minutes)


@app.command()
def export(context: typer.Context) -> None:
    """Writes the net as Kaldi's final.mdl, with the blank penalty that suits it."""
    context.obj.export()


@app.command()
def graph(context: typer.Context) -> None:
    """Builds vocabulary and grammar (half a minute; the net is not touched)."""
    context.obj.graph()


@app.command()
def tune(
    context: typer.Context,
    penalties: Annotated[list[float], typer.Argument(help="Nats more off the blank, each tried.")],
    scale: Annotated[float, typer.Option(help="Acoustic scale to try them with.")] = 1.0,
) -> None:
    """Tries constants on other voices held out and on half of the people, which are not reported."""
    context.obj.tune(penalties, scale)


@app.command()
def score(context: typer.Context) -> None:
    """Measures word and phone errors, false words on noise, speed and memory."""
    typer.echo(context.obj.score().table())


@app.command(name="all")
def everything(context: typer.Context) -> None:
    """Every step above, in order."""
    context.obj.all()


@app.command()
def ship(
    context: typer.Context, target: Annotated[Path, typer.Argument(help="assistant/hearing/model")]
) -> None:
    """Copies the finished model into the product."""
    context.obj.ship(target)


def run() -> None:
    """The command; an error of ours is one line, without a traceback."""
    try:
        app()
    except AcousticError as error:
        sys.exit(f"acoustic: {error}")


if __name__ == "__main__":
    run()
