"""A whole assistant on a real database whose few sentences are understood by a table, without Rasa or sound.

For tests and benchmarks of what is kept: everything but hearing and understanding is the real thing.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from assistant.assistant import Assistant
from assistant.catalogue import Catalogue
from assistant.catalogue.cookbook import Cookbook
from assistant.understanding import Interpretation
from assistant.understanding import requests as ask
from assistant.understanding.quantities import Quantity
from tests.unit.dialogue.shop import NOW, PRODUCTS, RECIPES, SHOP

_FIXED = {
    "annule": ask.Undo(),
    "commande": ask.Checkout("drive"),
    "le premier": ask.Choose(1),
    "oui": ask.Confirm(),
    "non": ask.Deny(),
    "annule ma commande": ask.CancelOrder(),
    "mon panier": ask.ReadBasket(),
    "ma cagnotte": ask.AskCredit(),
}


class Table:
    """Understands the sentences above, "ajoute N NOM", "enlève NOM" and "code NOM"."""

    def interpret(self, text, *_):
        """Return what a sentence means."""
        verb, _, rest = text.partition(" ")
        if text in _FIXED:
            meant = _FIXED[text]
        elif verb == "ajoute":
            number, _, name = rest.partition(" ")
            meant = ask.AddItems((ask.ItemWish(name, Quantity(Fraction(number), "", number)),))
        elif verb == "carte":
            meant = ask.OutOfScope()
        elif verb == "code":
            meant = ask.GiveCode(rest)
        elif verb == "enlève":
            meant = ask.RemoveItems((ask.ItemWish(rest),))
        else:
            raise ValueError(text)
        return Interpretation(text, (meant,), 1.0, 1.0)


def shop(capacity=5):
    """The shop of the policy's tests, with so many places in each slot."""
    return replace(SHOP, fulfilments=tuple(replace(rules, capacity=capacity) for rules in SHOP.fulfilments))


def assistant_on(store, catalogue=None, clock=lambda: NOW, capacity=5, offers=(), understander=None):
    """An assistant over a store whose tables are up to date."""
    return Assistant(
        catalogue=catalogue or Catalogue(PRODUCTS),
        cookbook=Cookbook(RECIPES),
        shop=shop(capacity),
        store=store,
        offers=offers,
        understander=understander or Table(),
        recogniser=None,
        clock=clock,
    )
