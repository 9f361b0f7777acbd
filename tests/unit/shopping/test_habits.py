from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from types import SimpleNamespace

from assistant.catalogue import Catalogue
from assistant.shopping.habits import Purchase, times_bought
from assistant.shopping.orders import OrderState
from assistant.view import TurnView
from tests.unit.catalogue.shelf import ALL
from tests.unit.shopping.shelf import amount

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=UTC)


def order(*skus, state=OrderState.CONFIRMED):
    return Purchase(state, frozenset(skus))


def view(purchases):
    """The shop as a household sees it that bought this."""
    unit = SimpleNamespace(orders=SimpleNamespace(purchases=lambda customer, limit: purchases[:limit]))
    return TurnView(Catalogue(ALL), None, SimpleNamespace(zone=UTC), unit, "famille", NOW)


def test_a_product_is_counted_once_an_order():
    assert times_bought([order("LAI-2"), order("LAI-2", "BEU-1")]) == {"LAI-2": 2, "BEU-1": 1}


def test_orders_called_off_tell_no_habit():
    assert times_bought([order("LAI-2", state=OrderState.CANCELLED)]) == {}


def test_who_says_milk_gets_the_milk_they_usually_buy():
    found = view([order("LAI-2")]).find("lait", amount(1, "piece"), (), "")
    assert (found.product.sku, found.why) == ("LAI-2", "usual")


def test_who_never_ordered_gets_what_most_people_take():
    found = view([]).find("lait", amount(1, "piece"), (), "")
    assert found.product.sku == "LAI-1"
    assert found.why != "usual"


def test_a_habit_never_overrides_what_was_said():
    found = view([order("LAI-2")]).find("lait entier", amount(Fraction(1), "piece"), (), "")
    assert found.product.sku == "LAI-5"
