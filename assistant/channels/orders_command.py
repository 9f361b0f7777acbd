"""``vocabas orders``: what a shop does with its orders from a terminal."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.channels.settled import settled

_STATES = (
    "CREATED", "CONFIRMED", "IN_PREPARATION", "READY_FOR_PICKUP", "IN_DELIVERY", "DELIVERED", "CANCELLED",
    "REJECTED",
)  # fmt: skip
_STATE = click.Choice(_STATES, case_sensitive=False)
_JSON = click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
_STATE_OPTION = click.option(
    "--state", "states", multiple=True, type=_STATE, help="Seulement dans cet état ; répétable."
)
_SINCE = click.option(
    "--since", default="", metavar="DATE", help="À partir de cette date ou heure (ISO 8601)."
)
_UNTIL = click.option("--until", default="", metavar="DATE", help="Avant cette date ou heure (ISO 8601).")


@click.group()
def orders() -> None:
    """Les commandes : les voir, les faire avancer, les exporter."""


@orders.command("list")
@_STATE_OPTION
@_SINCE
@_UNTIL
@click.option("--mode", type=click.Choice(["drive", "delivery", "express"]), default=None, help="Mode.")
@click.option("--by-slot", is_flag=True, help="Par créneau, et --since et --until parlent des créneaux.")
@click.option("--customer", default=None, metavar="ID", help="Seulement celles de ce foyer.")
@click.option("--limit", default=20, show_default=True, help="Nombre de commandes au plus, 100 au maximum.")
@_JSON
def list_(
    states: tuple[str, ...],
    since: str,
    until: str,
    mode: str | None,
    by_slot: bool,
    customer: str | None,
    limit: int,
    as_json: bool,
) -> None:
    """Lister les commandes, la plus récente d’abord.

    \b
    vocabas orders list --state CONFIRMED --by-slot --since 2026-11-24 --until 2026-11-25
    """
    from assistant.channels import orders as room

    with settled() as settings:
        room.list_orders(settings, states, mode or "", since, until, by_slot, customer, limit, as_json)


@orders.command("show")
@click.argument("number", metavar="NUMÉRO")
@_JSON
def show(number: str, as_json: bool) -> None:
    """Montrer une commande."""
    from assistant.channels import orders as room

    with settled() as settings:
        room.show_order(settings, number.upper(), as_json)


@orders.command("set-state")
@click.argument("number", metavar="NUMÉRO")
@click.argument("state", type=_STATE, metavar="ÉTAT")
@_JSON
def set_state(number: str, state: str, as_json: bool) -> None:
    """Faire passer une commande à l’état suivant (docs/shopping.md dit lesquels se suivent).

    \b
    vocabas orders set-state 5KXA-JX4F IN_PREPARATION
    """
    from assistant.channels import orders as room

    with settled() as settings:
        room.set_state(settings, number.upper(), state, as_json)


@orders.command("export")
@click.option(
    "--format", "format_", type=click.Choice(["csv", "json", "schema.org"]), default="csv", show_default=True,
    help="schema.org : du JSON-LD dans le vocabulaire de schema.org/Order.",
)  # fmt: skip
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FICHIER",
    help="Fichier à écrire.  [défaut : la sortie standard]",
)  # fmt: skip
@_STATE_OPTION
@_SINCE
@_UNTIL
def export(format_: str, output: Path | None, states: tuple[str, ...], since: str, until: str) -> None:
    """Exporter les commandes, la plus ancienne d’abord ; la mémoire ne dépend pas de leur nombre.

    \b
    vocabas orders export --since 2026-11-01 --until 2026-12-01 -o novembre.csv
    """
    from assistant.channels import orders as room

    with settled() as settings:
        room.export_orders(settings, format_, output, states, since, until)
