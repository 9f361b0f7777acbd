"""Orders with their modes and times."""

from __future__ import annotations

import pytest

from assistant.understanding import requests as ask
from tests.unit.understanding.reading import requests


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[commande](act_checkout) [en drive](mode|drive) [demain matin](when)", ("drive", 19, 6)),
        (
            "[commande](act_checkout) [demain](when) [en drive](mode|drive) [à dix heures](when)",
            ("drive", 19, 10),
        ),
        (
            "[commande](act_checkout) puis [passe](act_checkout) [au drive](mode|drive) [samedi](when)",
            ("drive", 21, 0),
        ),
        ("[au drive](mode|drive) [demain matin](when) [commande](act_checkout)", ("drive", 19, 6)),
        ("[livre](act_checkout) [ce soir](when) non [en drive](mode|drive)", ("drive", 18, 18)),
        ("[commande](act_checkout) [en drive](mode|drive) pour demain", ("drive", 19, 0)),
    ],
)
def test_an_order_with_its_mode_and_its_time_is_one_request(marked, expected):
    (checkout,) = requests(marked, "checkout")
    assert (checkout.mode, checkout.when.start.day, checkout.when.start.hour) == expected


def test_a_time_before_the_order_joins_it():
    (checkout,) = requests("[samedi](when) [commande](act_checkout) [en drive](mode|drive)", "choose_slot")
    assert (type(checkout), checkout.mode, checkout.when.start.day) == (ask.Checkout, "drive", 21)


def test_a_time_alone_chooses_a_slot():
    (chosen,) = requests("[vendredi soir](when)", "choose_slot")
    assert (type(chosen), chosen.mode, chosen.when.said) == (ask.ChooseSlot, "", "vendredi soir")


def test_a_time_that_is_none_leaves_the_mode():
    assert requests("[un de ces jours](when) [en drive](mode|drive)", "choose_slot") == (
        ask.ChooseSlot("drive"),
    )
