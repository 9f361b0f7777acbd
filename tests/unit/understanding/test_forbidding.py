"""What a household says it does not want."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.understanding import Understander
from assistant.understanding import requests as ask
from assistant.understanding.requests import ItemWish
from tests.unit.understanding.markup import MarkedParser

PAIN = ItemWish("pain")


def requests(marked):
    now = datetime(2026, 11, 18, 10, 15, tzinfo=ZoneInfo("Europe/Paris"))
    return Understander(MarkedParser(marked, "add_items")).interpret("le texte", now).requests


@pytest.mark.parametrize(
    "marked",
    [
        "n'[ajoute](act) pas de [pain](product)",
        "surtout ne [mets](act) pas de [pain](product)",
        "mais tu ne me [prends](act) surtout pas de [pain](product)",
        "[prends pas](act) de [pain](product)",
        "euh [achetez pas](act) le [pain](product)",
        "on [prendra pas](act) de [pain](product)",
        "[mettez-moi](act) pas de [pain](product)",
        "n'[achète](act) jamais de [pain](product)",
        "[faut](act) surtout pas de [pain](product)",
        "j'ai pas envie de [pain](product)",
        "il me reste [deux](quantity) [pains](product)",
    ],
)
def test_what_is_not_to_be_bought_is_never_added(marked):
    assert requests(marked) == (ask.OutOfScope(),)


def test_what_is_not_to_be_forgotten_is_added():
    assert requests("n'[oublie](act) pas le [pain](product)") == (ask.AddItems((PAIN,)),)


@pytest.mark.parametrize(
    "marked",
    [
        "[mets](act) pas mal de [pain](product)",
        "[mets](act) pas trop de [pain](product)",
        "[prends](act) pas que du [pain](product)",
        "[faut](act) pas oublier le [pain](product)",
        "il me reste à [prendre](act) le [pain](product)",
        "il me reste plus de [pain](product)",
    ],
)
def test_a_not_that_forbids_nothing_adds(marked):
    (request,) = requests(marked)
    assert isinstance(request, ask.AddItems)
    assert request.items[0].product == "pain"
