"""What ``vocabas orders`` does and prints."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from rich.table import Table

from assistant.bootstrap import build_order_desk
from assistant.channels.receipt import euros, receipt
from assistant.channels.terminal import OUT, print_json
from assistant.documents import Document
from assistant.order_export import ExportFormat, exported
from assistant.settings import Settings


def list_orders(
    settings: Settings,
    states: tuple[str, ...],
    mode: str,
    since: str,
    until: str,
    by_slot: bool,
    customer: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Print orders, newest first, or soonest slot first."""
    page = build_order_desk(settings).list(
        customer,
        states=states,
        mode=mode,
        since="" if by_slot else since,
        until="" if by_slot else until,
        slot_from=since if by_slot else "",
        slot_until=until if by_slot else "",
        by_slot=by_slot,
        limit=limit,
    )
    if as_json:
        print_json(page)
        return
    if not page["orders"]:
        OUT.print("Aucune commande.")
        return
    table = Table("Numéro", "Passée le", "Foyer", "État", "Créneau", "Articles", "Total")
    for order in page["orders"]:
        articles = str(len(order["lines"]))
        placed, slot = _clock(order["placed_at"]), f"{order['mode']} {_clock(order['slot']['start'])}"
        state = order["state_label"]
        table.add_row(
            order["id"], placed, order["customer"], state, slot, articles, euros(order["total_cents"])
        )
    OUT.print(table)
    if page["next"]:
        OUT.print("… et d’autres : --limit en montre plus, « vocabas orders export » les donne toutes.")


def show_order(settings: Settings, number: str, as_json: bool) -> None:
    """Print one order."""
    order = build_order_desk(settings).show(number)
    if as_json:
        print_json(order)
    else:
        _print_order(order)


def set_state(settings: Settings, number: str, state: str, as_json: bool) -> None:
    """Bring an order to its next state, and print it."""
    order = build_order_desk(settings).move(number, state)
    if as_json:
        print_json(order)
    else:
        OUT.print(f"Commande {order['id']} : {order['state_label']}.", markup=False)


def export_orders(
    settings: Settings, format_: str, output: Path | None, states: tuple[str, ...], since: str, until: str
) -> None:
    """Write orders to a file, or to standard output."""
    desk = build_order_desk(settings)
    pieces = exported(desk.export(states, since, until), ExportFormat(format_), desk.seller)
    if output is None:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
        return
    # what is half written never has the name of what is whole
    part = output.with_name(f".{output.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)


def _print_order(order: Document) -> None:
    OUT.print(receipt(order))
    OUT.print(f"Foyer : {order['customer']}", markup=False)
    OUT.print(f"Passée le {_clock(order['placed_at'])}", markup=False)
    start, end = _clock(order["slot"]["start"]), _clock(order["slot"]["end"])
    OUT.print(f"Créneau ({order['mode']}) : {start} – {end}", markup=False)
    if order["alcohol"]:
        OUT.print("Contient de l’alcool : à remettre à une personne majeure.")


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%d/%m/%Y %H:%M}"
