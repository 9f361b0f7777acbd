"""Items of a list named by their place in it: "enlève le deuxième"."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from assistant.understanding import requests as ask
from assistant.understanding.assembly import Assembler
from assistant.understanding.quantities import Quantity
from assistant.understanding.reading import read
from assistant.understanding.requests import ItemWish
from tests.unit.understanding.markup import parsed

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Paris"))
THREE = Quantity(Fraction(3), "", "trois")
ONE = Quantity(Fraction(1), "", "une")


def at(*places, quantity=None):
    return tuple(ItemWish("", quantity, position=place) for place in places)


@pytest.mark.parametrize(
    ("intent", "marked", "wanted"),
    [
        ("remove_items", "[enlève](act) le [deuxième](ordinal)", ask.RemoveItems(at(2))),
        ("remove_items", "[retire](act) le [dernier](ordinal)", ask.RemoveItems(at(-1))),
        (
            "remove_items",
            "[enlève](act) le [deuxième](ordinal) et le [quatrième](product)",
            ask.RemoveItems(at(2, 4)),
        ),
        ("remove_items", "[enlève](act) [le](pronoun) premier", ask.RemoveItems(at(1))),
        ("remove_items", "[supprime](act) le [numéro trois](ordinal)", ask.RemoveItems(at(3))),
        (
            "set_quantity",
            "[passe](act) le [deuxième](ordinal) à [trois](quantity)",
            ask.SetQuantity(at(2, quantity=THREE)),
        ),
        ("ask_price", "[c'est combien](act) [le deuxième](pronoun)", ask.AskPrice(at(2))),
        ("ask_why", "[pourquoi](act) le [deuxième](ordinal)", ask.AskWhy(at(2))),
        ("add_items", "[ajoute](act) le [deuxième](ordinal)", ask.Choose(2)),
        ("add_items", "[mets](act) [une](quantity) [deuxième](product)", ask.AddItems((ItemWish("", ONE),))),
        (
            "remove_items",
            "[enlève](act) [trois](quantity) [yaourts](product)",
            ask.RemoveItems((ItemWish("yaourts", THREE),)),
        ),
    ],
)
def test_a_place_stands_for_the_item_there(intent, marked, wanted):
    parse = parsed(marked, intent)
    assert read(intent, Assembler(parse.text).read(parse.spans), parse.text, NOW) == wanted
