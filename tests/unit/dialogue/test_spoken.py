"""Every product in every amount, priced, chosen and read back, with "tu" and with "vous": good French."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from assistant.bootstrap import shop_products
from assistant.catalogue import Catalogue
from assistant.customers import Household
from assistant.dialogue import wording
from assistant.settings import load_settings
from assistant.shopping.products import SoldBy
from assistant.understanding import requests as ask
from tests.unit.dialogue.good_french import faults
from tests.unit.dialogue.shop import FakeView, Talk, wish

PRODUCTS = shop_products(load_settings({}))
UNITS = ["", "", "", "kg", "g", "l", "cl", "package", "bottle", "box", "pack", "packet"]
AMOUNTS = ["1", "2", "3", "6", "12", "21", "80", "100", "500", "1000", "0.5", "1.5", "0"]


@cache
def catalogue():
    return Catalogue(PRODUCTS)


def _sentence(phrase):
    return f"{phrase.text}.", f"<speak>{phrase.ssml}.</speak>"


@pytest.mark.parametrize(
    "quantity", [Fraction(n) for n in ("1", "2", "3", "21", "1/2", "3/2", "1/3", "1000")]
)
def test_every_product_is_named_well_in_every_amount(quantity):
    bad = {}
    for product in PRODUCTS:
        whole = quantity if product.sold_by is SoldBy.KG else Fraction(int(quantity) or 1)
        for phrase in (
            wording.amount_of(product, whole),
            wording.amount_of(product, whole, "œufs"),
            wording.of_product(product),
            wording.shelf_price(product),
            wording.pack_of(product),
        ):
            bad |= {fault: phrase.text for fault in faults(*_sentence(phrase), names=product.name)}
    assert bad == {}


def test_any_two_products_of_a_kind_are_told_apart():
    kinds = {}
    for product in PRODUCTS:
        kinds.setdefault((product.family, product.name), []).append(product)
    for alike in kinds.values():
        named = [phrase.text for phrase in wording.choices(alike)]
        assert len(set(named)) == len(named) or len({(p.brand, p.net, p.pieces) for p in alike}) < len(alike)
        for phrase in wording.priced_choices(alike):
            assert faults(*_sentence(phrase), names=alike[0].name) == []


NAMES = " ".join(product.name for product in PRODUCTS)
products = st.sampled_from(PRODUCTS)
amounts = st.one_of(st.none(), st.sampled_from(AMOUNTS))
wishes = st.builds(
    lambda product, value, unit: wish(product.said[0] if product.said else product.name.lower(), value, unit),
    products,
    amounts,
    st.sampled_from(UNITS),
)
items = st.lists(wishes, min_size=1, max_size=4).map(tuple)
BARE = (
    *(ask.ReadBasket, ask.AskTotal, ask.AskWhy, ask.AskOffers, ask.Confirm, ask.Deny, ask.Undo, ask.Reorder),
    *(ask.OrderStatus, ask.CancelOrder, ask.Help, ask.Greet, ask.SuggestRecipes, ask.OutOfScope, ask.Repeat),
    *(ask.ClearBasket, ask.Stop, ask.AskProduct),
)
sentences = st.one_of(
    st.builds(ask.AddItems, items),
    st.builds(ask.AddItems, items),
    st.builds(ask.AddItems, st.just((wish("", 2),))),
    st.builds(ask.RemoveItems, items),
    st.builds(ask.SetQuantity, items),
    st.builds(ask.ReplaceItem, st.just(wish("")), wishes),
    st.builds(ask.AskPrice, items),
    st.builds(ask.AskProduct, items),
    st.builds(ask.AskProduct, st.just((wish("", attributes=("bio",)),))),
    st.builds(ask.ReadBasket, items),
    st.builds(
        ask.AddRecipe, st.sampled_from(["omelette", "crêpes", "tajine"]), st.sampled_from([None, 1, 9, 99])
    ),
    st.builds(ask.Choose, st.integers(-1, 4)),
    st.builds(ask.Checkout, st.sampled_from(["", "drive", "delivery", "express"])),
    st.sampled_from([make() for make in BARE]),
)


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    st.lists(sentences, min_size=5, max_size=25),
    st.booleans(),
    st.sampled_from(["…", "attends", "c'est tout"]),
)
def test_every_reply_is_good_french_and_well_formed_ssml(said, familiar, text):
    view = FakeView(catalogue=catalogue(), household=Household("dupont", familiar))
    view.shop = replace(view.shop, name="le marché d’essai")
    talk = Talk(view)
    for request in said:
        reply = talk.says(request, text=text)
        found = faults(reply.text, reply.ssml, familiar, NAMES)
        assert found == [], (reply.text, reply.ssml)
