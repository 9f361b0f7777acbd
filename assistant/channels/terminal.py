"""What the ``vocabas`` command prints in a terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from assistant.assistant import Assistant
from assistant.bootstrap import IntentEngine, build_assistant, build_recogniser
from assistant.channels.receipt import basket_table, receipt
from assistant.documents import Document, explain
from assistant.errors import BadInput, NotFound
from assistant.hearing.audio import decode
from assistant.settings import Settings

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False)
QUIET_SECONDS = 2.0


@contextmanager
def running(settings: Settings) -> Iterator[Assistant]:
    """Give an assistant whose intent engine is up; the wait is shown when it lasts."""
    with IntentEngine(settings) as engine:
        with waiting("Le catalogue se prépare") as tell:
            assistant = build_assistant(settings, engine, tell=lambda done, _: tell(done))
        if engine.server is not None:
            with waiting("Le moteur de compréhension démarre") as tell:
                engine.server.wait_until_ready(settings.nlu_start_timeout, tell)
        yield assistant


@contextmanager
def waiting(what: str) -> Iterator[Any]:
    """Show a spinner with the seconds passed, on standard error, once a wait lasts over two seconds."""
    began = time.monotonic()
    status = ERR.status(f"{what}…")
    shown = False

    def tell(_: float) -> None:
        nonlocal shown
        passed = time.monotonic() - began
        if passed < QUIET_SECONDS:
            return
        if not shown:
            shown = True
            if ERR.is_terminal:
                status.start()
            else:
                ERR.print(f"{what}…")
        status.update(f"{what}… {passed:.0f} s")

    try:
        yield tell
    finally:
        status.stop()


def say(assistant: Assistant, texts: tuple[str, ...], customer: str, as_json: bool) -> None:
    """Say each text as one turn of a fresh conversation, and print what came of it."""
    conversation = assistant.open_conversation(customer)["id"]
    turns: list[Document] = []
    for text in texts:
        turns.append(assistant.answer(conversation, text))
        if not as_json:
            OUT.print(f"[bold]— {text}[/bold]")
            OUT.print(f"  {turns[-1]['reply']['text']}", style="green", markup=False)
    basket = assistant.basket(conversation)
    placed = next((turn["order"] for turn in reversed(turns) if turn["order"]), None)
    # as it stands now: a later sentence may have called it off
    order = placed and assistant.orders.show(placed["id"])
    if as_json:
        print_json({"turns": turns, "basket": basket, "order": order})
    else:
        if basket["lines"]:
            OUT.print(basket_table(basket))
        if order is not None:
            OUT.print(receipt(order))


def transcribe(settings: Settings, files: tuple[Path, ...], as_json: bool) -> bool:
    """Print what is said in each file; returns whether all of them could be heard."""
    recogniser = build_recogniser(settings)
    all_heard = True
    for file in files:
        began = time.perf_counter()
        try:
            heard = recogniser.transcribe(_decoded(file, settings))
        except (BadInput, NotFound) as error:
            all_heard = False
            if as_json:
                nothing = {"file": str(file), "text": "", "confidence": 0.0, "error": error.code}
                print_json(nothing, indent=None)
            ERR.print(f"{file} : {explain(error)}", markup=False)
            continue
        seconds = round(time.perf_counter() - began, 3)
        if as_json:
            document = {
                "file": str(file),
                "text": heard.text,
                "confidence": heard.confidence,
                "seconds": heard.seconds,
                "decoding_seconds": seconds,
            }
            print_json(document, indent=None)
        elif len(files) > 1:
            OUT.print(f"{file} : {heard.text}", markup=False)
        else:
            OUT.print(heard.text, markup=False)
    return all_heard


def print_json(document: Document, indent: int | None = 2) -> None:
    """Print JSON on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=indent) + "\n")
    sys.stdout.flush()


def _decoded(file: Path, settings: Settings) -> Any:
    try:
        return decode(file, settings.max_audio_seconds)
    except FileNotFoundError as error:
        raise NotFound("file_not_found", f"no file {file}", path=str(file)) from error
