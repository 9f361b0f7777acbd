from __future__ import annotations

import pytest

from assistant.catalogue import Catalogue
from assistant.settings import Settings


@pytest.fixture(scope="module")
def names():
    return Catalogue.load(Settings().catalogue_dir).names


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("lait", 1, 1),
        ("laits demi-écrémés", 1, 1),
        ("pates", 1, 1),
        ("lait de licorne", 0.8, 0.8),
        ("tache de vin", 0.4, 0.4),
        ("téléviseur", 0, 0),
        ("de la", 0, 0),
    ],
)
def test_a_product_is_more_familiar_than_words_that_only_look_like_one(names, said, least, most):
    assert least <= names.familiarity(said) <= most
