"""The ways of getting an order, from the words for them."""

from __future__ import annotations

MODES = ("drive", "delivery", "express")
"""What requests carry."""

_STEMS = {
    "express": ("express", "rapid", "immédiat", "urgen", "tout de suite", "dans l'heure", "maintenant"),
    "drive": ("drive", "retrait", "retir", "magasin", "cherche", "emporter", "collect", "passe", "prendre"),
    "delivery": ("livr", "domicile", "maison", "chez", "adresse"),
}


def parse_mode(value: str) -> str:
    """Return the mode that words name, or an empty text when they name none.

    The intent engine's synonyms give the mode itself for phrases it knows whole; of others, a part tells:
    "livrez", "au magasin". Express comes first: "en livraison express" is no plain delivery.
    """
    words = value.lower().replace("’", "'")
    if words in MODES:
        return words
    return next((mode for mode, stems in _STEMS.items() if any(stem in words for stem in stems)), "")
