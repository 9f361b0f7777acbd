"""``vocabas keys``: who may call the HTTP API."""

from __future__ import annotations

import click

from assistant.channels.settled import settled

_JSON = click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")


@click.group()
def keys() -> None:
    """Les clés de l’API HTTP : qui peut l’appeler, et pour quel foyer (docs/http.md)."""


@keys.command("create")
@click.option(
    "--household", "customer", metavar="ID", help="Ouvrir ce seul foyer : une enceinte, une application."
)
@click.option(
    "--retailer", is_flag=True, help="Ouvrir les commandes du magasin : la préparation, un tableau de bord."
)
@click.option("--label", default="", metavar="TEXTE", help="À quoi elle sert, pour s’y retrouver.")
@_JSON
def create(customer: str | None, retailer: bool, label: str, as_json: bool) -> None:
    """Faire une clé et la montrer, cette seule fois : seule son empreinte est gardée.

    \b
    vocabas keys create --household dupont --label "enceinte de la cuisine"
    vocabas keys create --retailer --label "atelier de préparation"
    """
    from assistant.channels import keys as room

    if bool(customer) == retailer:
        raise click.UsageError("dire --household ID ou --retailer, l’un des deux.")
    with settled() as settings:
        room.create(settings, customer, label, as_json)


@keys.command("list")
@_JSON
def list_(as_json: bool) -> None:
    """Lister les clés, sans leur secret."""
    from assistant.channels import keys as room

    with settled() as settings:
        room.list_keys(settings, as_json)


@keys.command("revoke")
@click.argument("id_", metavar="CLÉ")
def revoke(id_: str) -> None:
    """Fermer une clé pour de bon, dès la prochaine demande ; son nom est dans « vocabas keys list »."""
    from assistant.channels import keys as room

    with settled() as settings:
        room.revoke(settings, id_)
