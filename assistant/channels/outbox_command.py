"""``vocabas outbox``: the events of orders on their way to the retailer's webhook."""

from __future__ import annotations

import sys

import click

from assistant.channels.settled import settled

_EVENT = click.argument("event", metavar="ÉVÉNEMENT")


@click.group()
def outbox() -> None:
    """Les événements des commandes, en route vers le webhook du magasin (docs/webhook.md)."""


@outbox.command("deliver")
@click.option("--follow", is_flag=True, help="Continuer, au fil des commandes, jusqu’à Ctrl-C.")
def deliver(follow: bool) -> None:
    """Livrer au webhook ce qui attend. Plusieurs processus peuvent le faire à la fois.

    Le code de sortie est 1 si une livraison a échoué ; elle sera retentée.

    \b
    vocabas outbox deliver             une fois : ce qui est dû maintenant
    vocabas outbox deliver --follow    comme service, à côté ou à la place de « vocabas serve »
    """
    from assistant.channels import outbox as room

    with settled() as settings:
        sys.exit(0 if room.deliver(settings, follow) else 1)


@outbox.command("list")
@click.option("--dead", is_flag=True, help="Seulement ceux qui ne sont plus tentés.")
@click.option("--limit", default=100, show_default=True, help="Nombre d’événements au plus.")
@click.option("--json", "as_json", is_flag=True, help="Un objet JSON par ligne et par événement.")
def list_(dead: bool, limit: int, as_json: bool) -> None:
    """Lister les événements qui ne sont pas encore partis."""
    from assistant.channels import outbox as room

    with settled() as settings:
        room.list_events(settings, dead, limit, as_json)


@outbox.command("retry")
@_EVENT
def retry(event: str) -> None:
    """Tenter de nouveau un événement, dès maintenant."""
    from assistant.channels import outbox as room

    with settled() as settings:
        room.retry(settings, event)


@outbox.command("drop")
@_EVENT
def drop(event: str) -> None:
    """Renoncer à livrer un événement : les suivants de la même commande peuvent partir."""
    from assistant.channels import outbox as room

    with settled() as settings:
        room.drop(settings, event)
