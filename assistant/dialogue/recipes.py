"""Putting a dish in the basket."""

from __future__ import annotations

from assistant.catalogue import Ambiguous, Chosen
from assistant.dialogue import items
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.turn import Turn
from assistant.shopping.products import Product
from assistant.shopping.recipes import Ingredient, Recipe

MAX_SERVINGS = 50
"""More people than this are not cooked for."""


def add(turn: Turn, recipe: Recipe, servings: int | None) -> None:
    """Add what a dish needs but what every kitchen has, which is only named."""
    if servings is not None and not 1 <= servings <= MAX_SERVINGS:
        turn.regret("recipe-servings", limit=MAX_SERVINGS)
        return
    dish = recipe.scaled(servings or recipe.servings)
    done: list[Phrase] = []
    for ingredient in dish.ingredients:
        if ingredient.staple:
            continue
        product = _product(turn, ingredient)
        if product is None:
            turn.regret("product-unknown", said=ingredient.product)
        else:
            items.put(turn, product, ingredient.amount, ingredient.product, "recipe", done, exactly=False)
    named = Phrase.of(dish.name)
    if done:
        turn.say("recipe-added", dish=named, servings=dish.servings, items=enumerate_phrases(done))
    staples = [Phrase.of(i.product) for i in dish.ingredients if i.staple]
    if staples:
        turn.say("recipe-staples", items=enumerate_phrases(staples))


def _product(turn: Turn, ingredient: Ingredient) -> Product | None:
    match turn.view.find(ingredient.product, ingredient.amount or items.ONE, (), ""):
        case Chosen(product, _, _):
            return product
        case Ambiguous(options):
            return options[0]
    match turn.view.find(ingredient.product, items.ONE, (), ""):
        case Chosen(product, _, _):
            return product
    return None
