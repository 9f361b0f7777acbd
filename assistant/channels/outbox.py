"""What ``vocabas outbox`` does and prints, and the errands beside ``vocabas serve``."""

from __future__ import annotations

import logging
import signal
import threading

import click
from rich.table import Table

from assistant.bootstrap import build_courier, build_order_desk, build_outbox_desk
from assistant.channels.terminal import OUT, print_json
from assistant.errors import VocabasError
from assistant.settings import Settings
from assistant.store import Event

_log = logging.getLogger(__name__)
_BETWEEN_SETTLEMENTS = 5.0
_BETWEEN_CLEARINGS = 300.0


def deliver(settings: Settings, follow: bool) -> bool:
    """Deliver what is due, or go on until SIGINT or SIGTERM; returns whether nothing failed."""
    courier = build_courier(settings)
    if not follow:
        made = courier.deliver()
        OUT.print(f"{made.delivered} livré(s), {made.failed} à retenter, {made.dead} abandonné(s).")
        return not (made.failed or made.dead)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    click.echo(f"Livraison vers {settings.webhook_url} (Ctrl-C pour arrêter).", err=True)
    courier.follow(stop)
    return True


def start_errands(settings: Settings) -> threading.Event:
    """Deliver events, settle payments, and clear up beside the web server, as far as the settings ask for it.

    Returns:
        What ends it, when it is set.

    Raises:
        BadInput: ``bad_setting``, ``webhook_not_set``: an address without a secret.
    """
    stop = threading.Event()
    if settings.webhook_url:
        courier = build_courier(settings)
        threading.Thread(target=courier.follow, args=(stop,), name="courier", daemon=True).start()
    if settings.payment_provider:
        threading.Thread(target=_settle, args=(settings, stop), name="payments", daemon=True).start()
    threading.Thread(target=_clear_up, args=(settings, stop), name="holds", daemon=True).start()
    return stop


def _settle(settings: Settings, stop: threading.Event) -> None:
    desk = build_order_desk(settings)
    while not stop.wait(_BETWEEN_SETTLEMENTS):
        try:
            desk.settle()
        except VocabasError as error:
            _log.warning("payments: %s (%s)", error.message, error.code)


def _clear_up(settings: Settings, stop: threading.Event) -> None:
    """Delete what ended holds leave behind: nobody counts them, but they would pile up."""
    desk = build_order_desk(settings)
    while not stop.wait(_BETWEEN_CLEARINGS):
        try:
            desk.forget_ended_holds()
        except VocabasError as error:
            _log.warning("holds: %s (%s)", error.message, error.code)


def list_events(settings: Settings, dead: bool, limit: int, as_json: bool) -> None:
    """Print events that have not left."""
    desk = build_outbox_desk(settings)
    events = desk.dead(limit) if dead else [*desk.dead(limit), *desk.waiting(limit)][:limit]
    if as_json:
        for event in events:
            print_json(_document(event), indent=None)
        return
    if not events:
        OUT.print("Aucun événement.")
        return
    table = Table("Événement", "Commande", "Type", "Essais", "Prochain essai", "Dernière erreur")
    for event in events:
        due = "abandonné" if event.dead_at else event.due_at.astimezone().strftime("%d/%m/%Y %H:%M:%S")
        number = f"{event.order} n° {event.sequence}"
        table.add_row(event.id, number, event.kind, str(event.attempts), due, event.last_error)
    OUT.print(table)


def retry(settings: Settings, event: str) -> None:
    """Have an event tried again."""
    build_outbox_desk(settings).retry(event)
    OUT.print(f"{event} sera retenté.")


def drop(settings: Settings, event: str) -> None:
    """Let an event go undelivered."""
    build_outbox_desk(settings).drop(event)
    OUT.print(f"{event} ne sera pas livré.")


def _document(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "order": event.order,
        "sequence": event.sequence,
        "type": event.kind,
        "created_at": event.created_at.isoformat(),
        "attempts": event.attempts,
        "due_at": None if event.dead_at else event.due_at.isoformat(),
        "dead_at": event.dead_at.isoformat() if event.dead_at else None,
        "last_error": event.last_error,
    }
