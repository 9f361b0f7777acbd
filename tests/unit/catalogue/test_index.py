from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.catalogue import Catalogue
from assistant.catalogue.matching import UNSURE
from assistant.shopping.amounts import Amount
from tests.unit.catalogue.shelf import ALL, EGGS, MILK, MILK_PACK

INDEX = Catalogue(ALL)


def skus(text, limit=10):
    return [hit.product.sku for hit in INDEX.search(text, limit)]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("lait", "LAI-1"),
        ("Lait", "LAI-1"),
        ("du lait", "LAI-1"),
        ("laits", "LAI-1"),
        ("lait entier", "LAI-5"),
        ("lait clairpré", "LAI-2"),
        ("clairpré", "LAI-2"),
        ("lait bio", "LAI-4"),
        ("lait demi écrémé bio", "LAI-4"),
        ("beurre demi-sel", "BEU-2"),
        ("demi-sel", "BEU-2"),
        ("œufs", "OEU-1"),
        ("oeufs", "OEU-1"),
        ("oeuf plein air", "OEU-1"),
        ("tomates", "TOM-1"),
        ("riz", "RIZ-1"),
        ("basmatti", "RIZ-1"),
        ("pâtes", "PAT-1"),
        ("pate brisee", "PAT-2"),
        ("coquilettes", "PAT-1"),
        ("shampooing", "SHA-1"),
        ("tomatte", "TOM-1"),
    ],
)
def test_a_product_is_found_by_what_people_call_it(said, first):
    assert skus(said)[:1] == [first]


@pytest.mark.parametrize("said", ["caviar", "de la", "", "?!", "xyz", "trottinette"])
def test_what_the_shop_does_not_sell_is_not_found(said):
    assert skus(said) == []


@pytest.mark.parametrize("said", ["lait de chèvre", "beurre de cacahuète"])
def test_what_is_only_of_that_kind_is_an_unsure_answer_and_never_put_in_unasked(said):
    assert all(hit.score <= UNSURE for hit in INDEX.search(said))
    assert INDEX.find(said, Amount.pieces(1)).reason == "not_exactly"
    assert INDEX.among(said, ALL) == []


def test_what_only_mentions_the_word_comes_after_what_is_called_so():
    hits = INDEX.search("lait")
    scores = {hit.product.sku: hit.score for hit in hits}
    assert scores["LAI-1"] > scores.get("SHA-1", 0.0)


def test_equals_come_in_the_order_of_their_popularity():
    assert skus("lait demi-écrémé")[:4] == ["LAI-1", "LAI-2", "LAI-3", "LAI-4"]


def test_no_more_are_given_than_asked_for():
    assert skus("lait", limit=2) == ["LAI-1", "LAI-2"]


def test_the_order_of_the_words_does_not_matter():
    assert skus("demi-écrémé lait") == skus("lait demi-écrémé")


def test_a_product_without_words_to_say_is_found_by_its_name():
    assert Catalogue([EGGS]).search("œufs plein air")[0].product is EGGS


def test_an_empty_shop_finds_nothing():
    assert Catalogue([]).search("lait") == []


@given(st.sampled_from(ALL), st.data())
def test_every_product_is_found_by_each_of_its_names(product, data):
    said = data.draw(st.sampled_from([*product.said, product.name, f"{product.name} {product.brand}"]))
    assert product.sku in skus(said, limit=len(ALL))


@given(st.text(max_size=40))
def test_no_text_breaks_it_and_scores_are_shares(text):
    assert all(0 < hit.score <= 1 for hit in INDEX.search(text))


def test_a_word_said_twice_counts_once():
    assert [hit.score for hit in INDEX.search("lait lait")] == [hit.score for hit in INDEX.search("lait")]


def test_sizes_of_one_product_fit_the_words_equally():
    scores = {hit.product.sku: hit.score for hit in INDEX.search("lait")}
    assert scores[MILK.sku] == scores[MILK_PACK.sku]
