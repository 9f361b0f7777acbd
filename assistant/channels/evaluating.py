"""What ``vocabas evaluate PATH…`` and ``vocabas evaluate compare`` do and print."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant import __version__
from assistant.channels.terminal import print_json
from assistant.errors import Unavailable
from assistant.evaluation.runs import Results, Unit, compare_runs, find_units, summary, work
from assistant.evaluation.runs.figures import Figures, utterances
from assistant.evaluation.runs.page import write_page
from assistant.evaluation.runs.pictures import draw_run
from assistant.evaluation.runs.results import read_results
from assistant.evaluation.scripts import load_script
from assistant.hearing.models import find_model
from assistant.settings import Settings
from assistant.shop_files import load_shop

_OUT = Console(highlight=False, soft_wrap=True)
_ERR = Console(stderr=True, highlight=False)
_TITLES = {"voice": "voix", "noise": "bruit", "distance": "distance", "subject": "sujet"}


def run(
    settings: Settings,
    paths: Sequence[Path],
    *,
    out: Path | None,
    jobs: int,
    scheduler: str,
    by: Sequence[str],
    fresh: bool,
    as_json: bool,
) -> None:
    """Measure what the paths hold, print the scores, and keep them in `out` when it is given."""
    units = find_units(paths)
    zone = load_shop(settings.shop_file).zone
    for unit in units:
        if unit.is_script:
            load_script(unit.path, zone)  # a misspelt one is told before anything is measured
    with ExitStack() as opened:
        folder = out or Path(opened.enter_context(TemporaryDirectory()))
        results = opened.enter_context(Results(folder, _made_with(settings, units), fresh))
        left = [unit for unit in units if not results.has(unit.id, unit.stamp)]
        if len(left) < len(units):
            _ERR.print(f"{len(units) - len(left)} déjà mesurés, {len(left)} à mesurer.")
        progress = opened.enter_context(
            Progress(
                TextColumn("Mesures"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=_ERR,
                transient=True,
            )
        )
        task = progress.add_task("", total=len(units), completed=len(units) - len(left))

        def tell(record: dict[str, Any]) -> None:
            results.keep(record)
            progress.advance(task)

        work(left, settings, tell, jobs, scheduler)
    wanted = {unit.id for unit in units}
    records = [record for id_, record in results.records.items() if id_ in wanted]
    document = {"made_with": results.made_with, **summary(records, by)}
    written = _write(out, document, records) if out is not None else []
    if as_json:
        print_json({**document, "written": [str(path) for path in written]})
        return
    _print(document)
    for path in written:
        _OUT.print(f"Écrit : {path}", markup=False)


def compare(first: Path, second: Path, as_json: bool) -> None:
    """Print how two runs differ, and whether by more than chance."""
    (made_first, one), (made_second, other) = read_results(first), read_results(second)
    document = compare_runs(one, other)
    if as_json:
        print_json({"first": made_first, "second": made_second, **document})
        return
    table = Table("", str(first), str(second), "Différence", "p")
    for column in table.columns[1:]:
        column.justify = "right"
    if errors := document["word_errors"]:
        low, high = errors["interval"]
        table.add_row(
            f"Erreurs de mots ({document['utterances']} phrases)",
            _percent(errors["first"]),
            _percent(errors["second"]),
            f"{_signed(errors['difference'])} ({_signed(low)} à {_signed(high)})",
            _number(errors["p"]),
        )
    for name, title in (
        ("without_error", "Phrases sans erreur"),
        ("wholly_understood", "Comprises entièrement"),
        ("basket_and_order_exact", "Panier et commande justes"),
    ):
        if found := document[name]:
            table.add_row(
                f"{title} ({found['of']})",
                _percent(found["first"]),
                _percent(found["second"]),
                f"+{found['gained']} −{found['lost']}",
                _number(found["p"]),
            )
    _OUT.print(table)
    _OUT.print("p : probabilité d’un tel écart par hasard (paires appariées MAPSSWE ; McNemar exact).")
    if document["only_in_one"]:
        _OUT.print(f"Phrases d’une seule des deux mesures, non comptées : {document['only_in_one']}")
    for name, sign in (("better", "+"), ("worse", "−")):
        for id_ in document[name]:
            _OUT.print(f"  {sign} {id_}", markup=False)


def _made_with(settings: Settings, units: Sequence[Unit]) -> dict[str, Any]:
    """What the figures depend on; a run goes on only with the same."""
    model = find_model(settings.acoustic_model, settings.data_dir)
    digest = hashlib.sha256()
    for path in sorted(path for path in model.path.rglob("*") if path.is_file()):
        digest.update(path.read_bytes())
    made: dict[str, Any] = {"vocabas": __version__, "model": f"{model.name} {digest.hexdigest()[:12]}"}
    if any(unit.needs_understanding for unit in units):
        fingerprint = settings.intents_dir / "models" / "vocabas.fingerprint"
        known = fingerprint.is_file() and not settings.nlu_url
        made["intents"] = fingerprint.read_text(encoding="utf-8").strip()[:12] if known else settings.nlu_url
    return made


def _write(out: Path, document: Figures, records: Sequence[dict[str, Any]]) -> list[Path]:
    latencies = [one["latency_ms"] for one in utterances(records)]
    try:
        pictures = draw_run(document, latencies)
    except Unavailable as missing:
        _ERR.print(f"Sans dessins : {missing.message}", markup=False)
        pictures = {}
    texts = {f"{name}.svg": svg for name, svg in pictures.items()}
    texts["report.html"] = write_page(document, records, pictures, document["made_with"])
    texts["report.json"] = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
    return [out / name for name in texts]


def _print(document: Figures) -> None:
    table = Table("")
    for heading in ("Phrases", "Mots faux", "à 95 %", "Lettres", "Comprises", "Scénarios justes"):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, values in document["by"].items():
        table.add_row(f"[bold]{_TITLES.get(name, name)}[/bold]")
        for value, one in values.items():
            table.add_row(f"  {value}", *_cells(one))
        table.add_section()
    table.add_row("[bold]ensemble[/bold]", *_cells(document["total"]))
    _OUT.print(table)
    total = document["total"]
    exact = total["basket_and_order_exact"]
    if exact["of"]:
        low, high = exact["interval"]
        _OUT.print(
            f"Panier et commande exactement justes : {_percent(exact['percent'])} "
            f"des {exact['of']} scénarios ({_number(low)} à {_percent(high)})"
        )
    if total["latency_ms"]:
        _OUT.print(
            f"De la fin de la parole aux mots : {_number(total['latency_ms']['median'])} ms (médiane), "
            f"{_number(total['latency_ms']['p95'])} ms (95e centile) ; "
            f"facteur temps réel {_number(total['real_time_factor'])}, {_number(total['seconds'])} s de son"
        )
    if total["answer_ms"]:
        _OUT.print(
            f"Du son entier à la réponse : {_number(total['answer_ms']['median'])} ms (médiane), "
            f"{_number(total['answer_ms']['p95'])} ms (95e centile)"
        )
    for id_ in document["unusable"]:
        _OUT.print(f"Illisible : {id_}", style="red", markup=False)


def _cells(one: Figures) -> tuple[str, ...]:
    errors, exact = one["word_error_rate"], one["basket_and_order_exact"]
    interval = errors["interval"]
    return (
        str(one["utterances"]),
        _percent(errors["percent"]),
        f"{_number(interval[0])} à {_number(interval[1])}" if interval else "",
        _percent(one["character_error_rate"]["percent"]),
        _percent(one["understood"]["wholly_right"]["percent"]),
        f"{_percent(exact['percent'])} de {exact['of']}" if exact["of"] else "—",
    )


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _signed(value: float) -> str:
    return f"{value:+g}".replace(".", ",").replace("-", "−")


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{_number(value)}\u00a0%"
