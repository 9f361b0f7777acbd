"""What ``vocabas evaluate`` prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.bootstrap import IntentEngine, build_understander
from assistant.catalogue import Catalogue
from assistant.channels.terminal import print_json, waiting
from assistant.errors import BadInput
from assistant.evaluation.plots import draw
from assistant.evaluation.sentences import Sentence, load_sentences
from assistant.evaluation.training import known_by_heart, read_training
from assistant.evaluation.understanding import Answer, evaluate, report
from assistant.settings import Settings

_OUT = Console(highlight=False, soft_wrap=True)
_ERR = Console(stderr=True, highlight=False)


def understanding(
    settings: Settings, folder: Path | None, as_json: bool, plots: Path | None, errors: bool
) -> None:
    """Score what is understood of a folder of sentences, and print it."""
    every = load_sentences(folder or settings.intents_dir / "heldout")
    sentences = _not_trained_on(every, settings.intents_dir)
    with IntentEngine(settings) as engine:
        if engine.server is not None:
            with waiting("Le moteur de compréhension démarre") as tell:
                engine.server.wait_until_ready(settings.nlu_start_timeout, tell)
        with Progress(console=_ERR, transient=True) as progress:
            task = progress.add_task("Phrases", total=len(sentences))
            answers = evaluate(
                build_understander(engine, Catalogue.load(settings.catalogue_dir)),
                sentences,
                lambda done: progress.update(task, completed=done),
            )
    document = report(answers, left_out=len(every) - len(sentences))
    if plots is not None:
        document["plots"] = [str(path) for path in draw(document, plots)]
    wrong = [answer for answer in answers if not answer.wholly_right] if errors else []
    if as_json:
        if errors:
            document["errors"] = [_told(answer) for answer in wrong]
        print_json(document)
        return
    _print(document)
    for answer in wrong:
        told = _told(answer)
        _OUT.print(f"\n{told['text']}  ({told['confidence']:.2f})", style="bold", markup=False)
        _OUT.print(f"  {told['requests']}", markup=False)


def _not_trained_on(sentences: tuple[Sentence, ...], project: Path) -> tuple[Sentence, ...]:
    """Leave out what the intent engine knows by heart: it would only flatter the score."""
    with _ERR.status("Comparaison avec les phrases d’entraînement…"):
        learnt = known_by_heart(sentences, read_training(project))
    kept = tuple(sentence for sentence in sentences if sentence.text not in learnt)
    if not kept:
        raise BadInput("only_training_sentences", f"all {len(sentences)} sentences are in the training data")
    return kept


def _print(document: dict[str, Any]) -> None:
    table = Table("Sujet")
    for heading in ("Phrases", "Intention", "F1 des éléments", "Entièrement juste", "Intervalle à 95 %"):
        table.add_column(heading, justify="right")
    table.columns[-1].no_wrap = True
    for subject, figures in [*document["subjects"].items(), ("ensemble", document["total"])]:
        if subject == "ensemble":
            table.add_section()
        whole = figures["wholly_right"]
        low, high = whole["interval"]
        table.add_row(
            subject,
            str(figures["sentences"]),
            _percent(figures["intent"]["percent"]),
            _percent(figures["entity_f1"]),
            _percent(whole["percent"]),
            f"{_number(low)} à {_percent(high)}",
        )
    _OUT.print(table)
    if left_out := document["left_out_as_trained_on"]:
        _OUT.print(f"Phrases apprises mot pour mot à l’entraînement, non comptées : {left_out}")
    others, asks, acted = document["not_for_us"], document["questions"], document["acted_upon"]
    if others["sentences"]:
        _OUT.print(
            f"Pas pour nous ({others['sentences']} phrases), laissé en paix : "
            f"{_percent(others['left_alone']['percent'])} ; "
            f"ajouts à tort : {others['wrong_adds']}, dont exécutés : {others['wrong_adds_acted_upon']}"
        )
    _OUT.print(
        f"Ne devaient rien changer ({asks['sentences']} phrases) ; ajouts à tort : {asks['wrong_adds']}, "
        f"dont exécutés : {asks['wrong_adds_acted_upon']}"
    )
    _OUT.print(
        f"Changements exécutés : {acted['changes_made']}, "
        f"dont entièrement justes : {_percent(acted['wholly_right']['percent'])} ; "
        f"demandés mais non exécutés : {acted['wanted_but_not_acted_upon']}"
    )
    times = document["milliseconds"]
    _OUT.print(
        f"Erreur de calibration : {_percent(100 * document['calibration']['expected_error'])} ; "
        f"par phrase : {_number(times['median'])} ms (médiane), {_number(times['p95'])} ms (95e centile)"
    )
    for path in document.get("plots", ()):
        _OUT.print(f"Écrit : {path}", markup=False)


def _told(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.sentence.text,
        "subject": answer.sentence.subject,
        "expects": answer.sentence.expects,
        "requests": [request.to_json() for request in answer.requests],
        "confidence": answer.confidence,
    }


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{_number(value)}\u00a0%"
