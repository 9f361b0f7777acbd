"""What something is for, said with its name or instead of it."""

from __future__ import annotations

import pytest

from assistant.catalogue import Catalogue
from assistant.catalogue.files import read_folder
from assistant.catalogue.purposes import for_purpose
from assistant.settings import Settings


@pytest.fixture(scope="module")
def shop():
    return Catalogue(read_folder(Settings().catalogue_dir)[0])


@pytest.mark.parametrize(
    ("said", "family"),
    [
        ("un truc pour ouvrir les boîtes de conserve", "ouvre-boîte"),
        ("de quoi ouvrir le vin", "tire-bouchon"),
        ("un produit contre les fourmis", "antifourmis"),
        ("quelque chose pour les vitres", "nettoyant vitres"),
        ("de quoi enlever une vilaine tache", "détachant"),
        ("du riz pour faire du riz au lait", "riz rond"),
        ("du vin pour mon bœuf bourguignon", "vin de cuisine rouge"),
        ("des croquettes pour un chat stérilisé", "croquettes chat stérilisé"),
        ("de la pommade pour l'érythème", "crème change"),
        ("du pain à croque-monsieur", "pain de mie"),
        ("un truc pour ouvrirs le vins", "tire-bouchon"),
    ],
)
def test_what_it_is_for_tells_what_is_meant(shop, said, family):
    assert shop.search(said)[0].product.family == family


@pytest.mark.parametrize(
    "said",
    ["un truc pour la fusée", "de quoi voter", "un produit pour l'examen", "du vin", "pour"],
)
def test_a_purpose_that_nobody_wrote_down_names_nothing(said):
    assert for_purpose(said) == ()


def test_what_else_was_said_of_it_still_counts(shop):
    assert for_purpose("du vin rouge pour la daube") == ("vin de cuisine rouge",)
    assert for_purpose("des croquettes pour chien senior") == ("croquettes chien pour senior",)
    assert shop.search("des croquettes pour chien senior")[0].product.family == "croquettes chien senior"


def test_a_name_with_a_purpose_is_no_name_without_it(shop):
    assert shop.search("poulet au curry")[0].product.family == "poulet curry"
    assert shop.search("une cafetière italienne") == []
