"""What ``vocabas keys`` prints."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from assistant.bootstrap import build_key_ring
from assistant.channels.terminal import print_json
from assistant.keys import HOUSEHOLD, RETAILER
from assistant.settings import Settings

_OUT = Console(highlight=False, soft_wrap=True)


def create(settings: Settings, customer: str | None, label: str, as_json: bool) -> None:
    """Make a key and print it: the only time that it is seen."""
    key = build_key_ring(settings).create(HOUSEHOLD if customer else RETAILER, customer, label)
    if as_json:
        print_json({"key": key, "role": HOUSEHOLD if customer else RETAILER, "customer": customer})
        return
    _OUT.print(key, markup=False)
    _OUT.print(
        "Notez-la : elle ne sera plus montrée. À envoyer avec « Authorization: Bearer … ».", markup=False
    )


def list_keys(settings: Settings, as_json: bool) -> None:
    """Print every key, oldest first, without its secret."""
    kept = build_key_ring(settings).list()
    if as_json:
        for key in kept:
            revoked = key.revoked_at.isoformat() if key.revoked_at else None
            print_json(
                {
                    "id": key.id,
                    "role": key.role,
                    "customer": key.customer,
                    "label": key.label,
                    "created_at": key.created_at.isoformat(),
                    "revoked_at": revoked,
                },
                indent=None,
            )
        return
    if not kept:
        _OUT.print("Aucune clé : « vocabas keys create --household ID » en fait une.", markup=False)
        return
    table = Table("Clé", "Ouvre", "À quoi elle sert", "Faite le", "État")
    for key in kept:
        opens = f"le foyer {key.customer}" if key.role == HOUSEHOLD else "le magasin"
        state = f"fermée le {key.revoked_at:%d/%m/%Y}" if key.revoked_at else "ouverte"
        table.add_row(key.id, opens, key.label, f"{key.created_at:%d/%m/%Y}", state)
    _OUT.print(table)


def revoke(settings: Settings, id_: str) -> None:
    """Close a key."""
    build_key_ring(settings).revoke(id_)
    _OUT.print(f"La clé {id_} n’ouvre plus rien.", markup=False)
