"""Dishes: what they need, less what is in the basket already; and ideas that are not the same ones again."""

from __future__ import annotations

from fractions import Fraction

import pytest

from assistant.catalogue.cookbook import Cookbook
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.recipes import Ingredient, Recipe
from assistant.understanding import requests as ask
from tests.unit.dialogue.shop import RECIPES, FakeView, Talk, wish

CAKE = Recipe("quatre-quarts", 4, (Ingredient("œufs", Amount(Fraction(3), Unit.PIECE)),))


@pytest.fixture
def talk():
    return Talk(FakeView(cookbook=Cookbook((*RECIPES, CAKE))))


def test_what_is_in_the_basket_already_is_not_bought_again(talk):
    talk.says(ask.AddItems((wish("œufs", 6),)))
    reply = talk.says(ask.AddRecipe("omelette"))
    assert talk.skus == {"eggs": 1, "butter": 1}
    assert "j’ajoute une plaquette de beurre. " in reply.text
    assert "Déjà dans votre panier\N{NO-BREAK SPACE}: œufs." in reply.text


def test_only_what_is_missing_is_added(talk):
    talk.says(ask.AddItems((wish("œufs", 6),)))
    talk.says(ask.AddRecipe("omelette", 4))
    assert talk.skus == {"eggs": 2, "butter": 1}


def test_two_dishes_do_not_count_on_the_same_eggs(talk):
    talk.says(ask.AddItems((wish("œufs", 6),)))
    talk.says(ask.AddRecipe("omelette"))
    talk.says(ask.AddRecipe("quatre-quarts"))
    assert talk.skus == {"eggs": 2, "butter": 1}


def test_what_is_left_in_a_box_bought_for_one_dish_serves_the_next(talk):
    talk.says(ask.AddRecipe("quatre-quarts"))
    reply = talk.says(ask.AddRecipe("quatre-quarts"))
    assert talk.skus == {"eggs": 1}
    assert "tout est déjà dans votre panier" in reply.text


def test_another_device_does_not_count_on_what_a_dish_needs(talk):
    talk.says(ask.AddRecipe("omelette"))
    other = Talk(talk.view)
    other.basket = talk.basket
    other.says(ask.AddRecipe("quatre-quarts"))
    assert other.skus == {"eggs": 2, "butter": 1}


def test_a_dish_that_was_taken_back_needs_nothing_any_more(talk):
    talk.says(ask.AddItems((wish("œufs", 6),)))
    talk.says(ask.AddRecipe("omelette"))
    talk.says(ask.Undo())
    talk.says(ask.AddRecipe("quatre-quarts"))
    assert talk.skus == {"eggs": 1}


def test_an_order_ends_what_dishes_need(talk):
    talk.says(ask.AddRecipe("omelette"))
    talk.says(ask.Checkout("drive"))
    talk.says(ask.Choose(1))
    talk.says(ask.Confirm())
    assert talk.placed
    talk.says(ask.AddItems((wish("œufs", 6),)))
    talk.says(ask.AddRecipe("omelette"))
    assert talk.skus == {"eggs": 1, "butter": 1}


def test_something_else_is_something_else():
    names = [f"plat {n}" for n in "abcdefg"]
    talk = Talk(FakeView(cookbook=Cookbook(tuple(Recipe(name, 2, RECIPES[0].ingredients) for name in names))))
    first = talk.says(ask.SuggestRecipes()).choices
    second = talk.says(ask.OutOfScope(), text="autre chose").choices
    third = talk.says(ask.SuggestRecipes()).choices
    assert (first, second, third) == (tuple(names[:3]), tuple(names[3:6]), tuple(names[6:]))
    ended = talk.says(ask.Deny(), text="non autre chose")
    assert "C’est tout ce que j’ai comme idées." in ended.text
    assert ended.expects is None


def test_something_else_stays_with_what_was_named(talk):
    assert talk.says(ask.SuggestRecipes((wish("œufs"),))).choices == ("omelette", "quatre-quarts")
    assert "tout ce que j’ai" in talk.says(ask.OutOfScope(), text="une autre").text
