"""``vocabas household``: how a household is spoken to, the code of its orders, its loyalty card."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from assistant.channels.settled import settled

if TYPE_CHECKING:  # it imports half of the house, and --help had better be quick
    from assistant.documents import Document


@click.group()
def household() -> None:
    """Un foyer : « tu » ou « vous », le code parlé qui protège ses commandes, sa carte de fidélité.

    Le NOM est celui que donnent « vocabas say --customer NOM » et le champ "customer" de l’API HTTP.
    """


@household.command()
@click.argument("name", metavar="NOM")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def show(name: str, as_json: bool) -> None:
    """Dire comment on parle à un foyer, si un code protège ses commandes, et ce qu’il a sur sa cagnotte.

    Le code n’est jamais montré ; de la carte de fidélité, seulement la fin.

    \b
    vocabas household show dupont
    """
    from assistant.bootstrap import build_household_desk

    with settled() as settings:
        _print(build_household_desk(settings).show(name), as_json)


@household.command("set")
@click.argument("name", metavar="NOM")
@click.option("--tu", "address", flag_value="tu", help="Tutoyer ce foyer.")
@click.option("--vous", "address", flag_value="vous", help="Vouvoyer ce foyer (c’est ainsi au départ).")
@click.option("--code", "coded", flag_value="ask", help="Donner un code de quatre chiffres, demandé ensuite.")
@click.option("--no-code", "coded", flag_value="none", help="Ne plus demander de code.")
@click.option("--card", metavar="NUMÉRO", help="Donner sa carte de fidélité, qui lui ouvre la cagnotte.")
@click.option("--no-card", "card", flag_value="", help="Ne plus avoir de carte ; la cagnotte reste.")
@click.option("--json", "as_json", is_flag=True, help="Un document JSON sur la sortie standard.")
def set_(name: str, address: str | None, coded: str | None, card: str | None, as_json: bool) -> None:
    """Changer un foyer ; ce qui n’est pas dit reste comme avant.

    Le code est demandé deux fois, sans s’afficher, ou lu sur l’entrée standard quand ce n’est pas un
    clavier : il ne passe ni par la ligne de commande ni par son historique, et n’est gardé que haché et
    salé. Une fois donné, chaque commande passée à la voix le demande après le « oui » ; trois codes faux de
    suite bloquent les commandes du foyer un quart d’heure. Un nouveau code, ou --no-code, lève ce blocage.

    \b
    vocabas household set dupont --tu
    vocabas household set dupont --code
    vocabas household set dupont --vous --no-code
    vocabas household set dupont --card 9250001234567
    """
    from assistant.bootstrap import build_household_desk

    if address is None and coded is None and card is None:
        raise click.UsageError(
            "Dites ce qui change : --tu ou --vous, --code ou --no-code, --card ou --no-card."
        )
    with settled() as settings:
        desk = build_household_desk(settings)
        _print(desk.change(name, address, _code(coded), card), as_json)


def _code(wanted: str | None) -> str | None:
    """Return the code that is typed, unseen; nothing typed is no code of four digits, never "no code"."""
    if wanted != "ask":
        return "" if wanted == "none" else None
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip() or "?"
    typed = click.prompt(
        "Code de quatre chiffres", hide_input=True, confirmation_prompt="Le même, encore une fois", err=True
    )
    return str(typed)


def _print(document: Document, as_json: bool) -> None:
    from assistant.channels.receipt import euros
    from assistant.channels.terminal import OUT, print_json

    if as_json:
        print_json(document)
        return
    OUT.print(f"Foyer {document['id']}", markup=False)
    OUT.print(f"  on lui dit  : {document['address']}")
    OUT.print(f"  code        : {'oui, demandé avant chaque commande' if document['has_code'] else 'aucun'}")
    if document["card"] or document["credit_cents"]:
        OUT.print(f"  carte       : {'…' + document['card'] if document['card'] else 'aucune'}")
        OUT.print(f"  cagnotte    : {euros(document['credit_cents'])}")
    if document["locked_until"]:
        OUT.print(f"  bloqué      : jusqu’à {document['locked_until']}, après trop de codes faux")
