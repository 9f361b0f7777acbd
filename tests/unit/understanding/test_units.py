from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.shopping.amounts import Unit
from assistant.understanding import units
from assistant.understanding.units import SaidUnit, parse_unit, split_quantity


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("litre", "l"),
        ("litres", "l"),
        ("l", "l"),
        ("litres de", "l"),
        ("cl", "cl"),
        ("centilitres", "cl"),
        ("kilo", "kg"),
        ("kilos de", "kg"),
        ("kg", "kg"),
        ("grammes", "g"),
        ("gr", "g"),
        ("millilitres", "ml"),
        ("bouteilles d'", "bottle"),
        ("bouteille d’", "bottle"),
        ("petites bouteilles", "bottle"),
        ("boîtes de", "box"),
        ("boites", "box"),
        ("grosse boîte", "box"),
        ("boîte de douze", "box"),
        ("briques", "carton"),
        ("paquets", "packet"),
        ("gros paquets", "packet"),
        ("sachet", "bag"),
        ("pots", "pot"),
        ("bocaux", "jar"),
        ("barquettes", "tray"),
        ("plateaux", "tray"),
        ("botte", "bunch"),
        ("tranches", "slice"),
        ("gousse", "clove"),
        ("filets", "net"),
        ("plaquette", "slab"),
        ("tablettes", "bar"),
        ("rouleaux", "roll"),
        ("tubes", "tube"),
        ("canettes", "can"),
        ("packs de six", "pack"),
        ("pack de six bouteilles", "pack"),
        ("lots de trois", "pack"),
        ("flacon", "flask"),
        ("bidon", "jerrycan"),
        ("pièces", "piece"),
        ("portions", "piece"),
        ("morceaux", "piece"),
        ("cagettes", "package"),
    ],
)
def test_a_unit_is_read_with_its_plural_and_its_de(said, name):
    assert parse_unit(said) == SaidUnit(name)


@pytest.mark.parametrize(
    ("said", "name", "times"),
    [
        ("livre", "g", 500),
        ("livres de", "g", 500),
        ("demi-livre", "g", 250),
        ("demi livre", "g", 250),
        ("demi-litre", "cl", 50),
        ("demi kilo", "g", 500),
        ("tonne", "kg", 1000),
        ("demi-baguette", "piece", Fraction(1, 2)),
    ],
)
def test_a_unit_of_the_market_is_so_many_of_a_legal_one(said, name, times):
    assert parse_unit(said) == SaidUnit(name, Fraction(times))


@pytest.mark.parametrize("said", ["", "de", "s", "x", "lait", "grand", "petit", "beurre de cacahuète", "des"])
def test_another_word_is_no_unit(said):
    assert parse_unit(said) is None


def test_every_unit_said_is_one_that_the_shop_counts_in():
    assert {unit.name for unit in units._UNITS.values()} <= {unit.value for unit in Unit}


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("500g", ("500", "g", "")),
        ("500 g", ("500", "g", "")),
        ("2,5kg", ("2,5", "kg", "")),
        ("33cl", ("33", "cl", "")),
        ("1l", ("1", "l", "")),
        ("250gr", ("250", "gr", "")),
        ("1/2 l", ("1/2", "l", "")),
        ("un kilo et demi", ("un", "kilo", "et demi")),
        ("une livre et demie", ("une", "livre", "et demie")),
        ("deux cents grammes", ("deux cents", "grammes", "")),
        ("deux litres de", ("deux", "litres", "")),
        ("deux", ("deux", "", "")),
        ("une douzaine et demie", ("une douzaine et demie", "", "")),
        ("litres", ("litres", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_quantity_that_holds_its_unit_is_split(said, parts):
    assert split_quantity(said) == parts
