"""What ``vocabas script`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.bootstrap import IntentEngine
from assistant.channels.terminal import print_json, waiting
from assistant.evaluation.scripts import Played, Stage, find_scripts, load_script, play
from assistant.evaluation.scripts.junit import told_differences, write_junit
from assistant.evaluation.scripts.recording import speak_again
from assistant.evaluation.scripts.report import write_report
from assistant.settings import Settings
from assistant.shop_files import load_shop

_OUT = Console(highlight=False, soft_wrap=True)
_ERR = Console(stderr=True, highlight=False)
_MARKS = {
    "passed": "[green]✓[/green]",
    "failed": "[red]✗[/red]",
    "weak": "[yellow]~[/yellow]",
    "mended": "[red]✗[/red]",
}


def run(
    settings: Settings, paths: Sequence[Path], as_json: bool, junit: Path | None, report: Path | None
) -> bool:
    """Play scripts, print what came out, and return whether all of them passed.

    Every script is read before the first is played: a misspelt one is told at once.
    """
    files = find_scripts(paths)
    plays: list[Played] = []
    with ExitStack() as opened:
        engine = opened.enter_context(IntentEngine(settings))
        with waiting("Le catalogue se prépare"):
            stage = opened.enter_context(Stage(settings, engine))
        scripts = [load_script(file, stage.zone) for file in files]
        if engine.server is not None:
            with waiting("Le moteur de compréhension démarre") as tell:
                engine.server.wait_until_ready(settings.nlu_start_timeout, tell)
        with Progress(console=_ERR, transient=True) as progress:
            task = progress.add_task("Scénarios", total=len(scripts))
            for script in scripts:
                plays.append(play(script, stage))
                progress.advance(task)
    if junit is not None:
        write_junit(plays, junit)
    if report is not None:
        write_report(plays, report)
    if as_json:
        print_json({"scripts": [_document(played) for played in plays]})
    else:
        _print(plays)
        for path in (junit, report):
            if path is not None:
                _OUT.print(f"Écrit : {path}", markup=False)
    return all(played.as_expected for played in plays)


def speak(settings: Settings, paths: Sequence[Path]) -> None:
    """Speak the texts of scripts into the sound files that they name."""
    zone = load_shop(settings.shop_file).zone
    scripts = [load_script(file, zone, with_sounds=False) for file in find_scripts(paths)]
    written = 0
    with Progress(console=_ERR, transient=True) as progress:
        task = progress.add_task("Sons", total=sum(turn.synthetic for one in scripts for turn in one.turns))
        for script in scripts:
            written += speak_again(script, lambda _: progress.advance(task))
    _OUT.print(f"{_counted(written, 'son')} pour {_counted(len(scripts), 'scénario')}.")


def _print(plays: Sequence[Played]) -> None:
    table = Table("", "Scénario", "Sujet")
    for heading in ("Tours", "Mots faux", "Son", "Réponse"):
        table.add_column(heading, justify="right", no_wrap=True)
    for played in plays:
        words = sum(turn.words.words for turn in played.turns if turn.words)
        errors = sum(turn.words.word_errors for turn in played.turns if turn.words)
        slowest = max(turn.milliseconds for turn in played.turns)
        table.add_row(
            _MARKS[played.outcome],
            played.script.name,
            played.script.subject,
            str(len(played.turns)),
            f"{errors} / {words}" if words else "—",
            f"{sum(turn.seconds for turn in played.turns):.1f} s".replace(".", ","),
            f"{slowest:.0f} ms",
        )
    _OUT.print(table)
    for played in plays:
        if played.outcome == "weak":
            _OUT.print(f"\n~ {played.script.name} : {played.script.weak}", style="yellow", markup=False)
        elif not played.as_expected:
            _OUT.print(f"\n✗ {played.script.name} ({played.script.path})", style="red", markup=False)
            for difference in told_differences(played):
                _OUT.print(f"  {difference}", markup=False)
    passed = sum(played.outcome == "passed" for played in plays)
    weak = sum(played.outcome == "weak" for played in plays)
    failed = len(plays) - passed - weak
    _OUT.print(
        f"\n{_counted(passed, 'réussi')} sur {len(plays)}"
        + (f", {_counted(weak, 'faible')} (on le sait)" if weak else "")
        + (f", [red]{_counted(failed, 'échoué')}[/red]" if failed else "")
        + "."
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" + ("s" if count > 1 else "")


def _document(played: Played) -> dict[str, Any]:
    return {
        "name": played.script.name,
        "file": str(played.script.path),
        "subject": played.script.subject,
        "passed": played.passed,
        "outcome": played.outcome,
        "weak": played.script.weak or None,
        "differences": told_differences(played),
        "turns": [
            {
                "text": turn.turn.text,
                "seconds": round(turn.seconds, 3),
                "milliseconds": round(turn.milliseconds, 1),
                "word_error_rate": turn.words.word_error_rate if turn.words else None,
                "error": turn.error or None,
                "differences": [str(difference) for difference in turn.differences],
                "answer": turn.answer,
            }
            for turn in played.turns
        ],
        "basket": played.basket,
        "orders": played.orders,
    }
