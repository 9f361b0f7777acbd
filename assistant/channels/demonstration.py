"""``vocabas demo``: a spoken scenario, each sound heard, understood and answered, and the receipt."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console

from assistant.assistant import Assistant
from assistant.channels.receipt import receipt
from assistant.channels.terminal import running
from assistant.dialogue import french
from assistant.documents import Document
from assistant.errors import BadInput, NotFound
from assistant.settings import Settings
from assistant.shop_files import load_shop

_OUT = Console(highlight=False, soft_wrap=True)
_SCRIPT = Path("first_order") / "first_order.voice.yaml"


def play(settings: Settings, as_text: bool) -> None:
    """Play the bundled scenario in a fresh conversation and print its receipt.

    Raises:
        NotFound: ``file_not_found`` when the samples are not there.
        BadInput: ``demo_failed`` when the scenario did not end in an order.
    """
    script = settings.samples_dir / _SCRIPT
    if not script.is_file():
        raise NotFound("file_not_found", f"no demo scenario at {script}", path=str(script))
    turns = yaml.safe_load(script.read_text(encoding="utf-8"))["turns"]
    with running(settings) as assistant:
        conversation = assistant.open_conversation()["id"]
        order: Document | None = None
        for number, turn in enumerate(turns, 1):
            answer = _take(assistant, conversation, script.parent, turn, number, as_text)
            order = answer["order"] or order
        if order is None:
            raise BadInput("demo_failed", "the scenario ended without an order")
        _print_receipt(order, settings)


def _take(
    assistant: Assistant, conversation: str, folder: Path, turn: dict[str, Any], number: int, as_text: bool
) -> Document:
    began = time.perf_counter()
    if as_text:
        answer = assistant.answer(conversation, turn["text"])
        source = "texte"
    else:
        answer = assistant.hear(conversation, (folder / turn["audio"]).read_bytes())
        source = turn["audio"]
    milliseconds = (time.perf_counter() - began) * 1000
    asked = ", ".join(request["type"] for request in answer["requests"])
    _OUT.print(f"[bold]{number}. {source}[/bold]  [dim]{milliseconds:.0f} ms[/dim]")
    _OUT.print(f"   entendu   : {answer['heard']}", markup=False)
    _OUT.print(f"   compris   : {asked} ({answer['confidence']:.0%})", markup=False)
    _OUT.print(f"   répondu   : {answer['reply']['text']}", style="green", markup=False)
    return answer


def _print_receipt(order: Document, settings: Settings) -> None:
    zone = load_shop(settings.shop_file).zone
    start = datetime.fromisoformat(order["slot"]["start"]).astimezone(zone)
    end = datetime.fromisoformat(order["slot"]["end"]).astimezone(zone)
    _OUT.print(receipt(order))
    day = french.day(start, datetime.now(zone))
    _OUT.print(f"Retrait ({order['mode']}) : {day}, de {french.clock(start)} à {french.clock(end)}")
    _OUT.print(f"Enregistrée dans {settings.resolved_database_url()}", markup=False)
