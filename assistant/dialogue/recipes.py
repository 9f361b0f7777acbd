"""Putting a dish in the basket, and proposing some."""

from __future__ import annotations

from fractions import Fraction

from assistant.catalogue import Ambiguous, Chosen
from assistant.dialogue import asked_amount, asking, items, wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.state import ChooseRecipe, Claim
from assistant.dialogue.turn import Turn
from assistant.dialogue.wording import tidy
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import BasketLine
from assistant.shopping.packs import share
from assistant.shopping.products import Product, SoldBy
from assistant.shopping.recipes import Ingredient, Recipe

MAX_SERVINGS = 50
"""More people than this are not cooked for."""
_PROPOSED = 3
_RECIPE = "recipe"


def add(turn: Turn, recipe: Recipe, servings: int | None) -> None:
    """Add what a dish needs and the basket lacks; what every kitchen has is only named."""
    if servings is not None and not 1 <= servings <= MAX_SERVINGS:
        turn.regret("recipe-servings", limit=MAX_SERVINGS)
        return
    dish = recipe.scaled(servings or recipe.servings)
    done: list[Phrase] = []
    had: list[Phrase] = []
    for ingredient in dish.ingredients:
        if not ingredient.staple:
            _take_in(turn, dish.name, ingredient, done, had)
    named = tidy(Phrase.of(dish.name))
    if done:
        turn.say("recipe-added", dish=named, servings=dish.servings, items=enumerate_phrases(done))
    if had:
        message = "recipe-had" if done else "recipe-all-there"
        turn.say(message, dish=named, servings=dish.servings, items=enumerate_phrases(had))
    staples = [Phrase.of(i.product) for i in dish.ingredients if i.staple]
    if staples and (done or had):
        turn.say("recipe-staples", items=enumerate_phrases(staples))


def propose(turn: Turn, made_with: tuple[str, ...], servings: int | None) -> None:
    """Propose a few dishes that were not proposed yet: made with what is said, else with what there is."""
    dishes = [dish for dish in turn.view.recipes("") if _uses(dish, made_with)]
    if not dishes:
        turn.say("recipes-none", said=" et ".join(made_with))
        return
    have = [line.said for line in turn.basket.lines if line.said]
    dishes.sort(key=lambda dish: -_shared(dish, have))
    fresh = [dish.name for dish in dishes if dish.name not in turn.recipes_told]
    if not fresh:
        turn.recipes_told = ()
        turn.say("recipes-all-told")
        return
    chosen = tuple(fresh[:_PROPOSED])
    turn.recipes_told = (*turn.recipes_told, *chosen)
    asking.put(turn, ChooseRecipe(chosen, servings, made_with))


def forget(turn: Turn, gone: set[str]) -> None:
    """Forget what the last dish needed, when some of what it brought is taken back."""
    dishes = [claim.dish for claim in turn.claims if claim.sku in gone]
    if dishes:
        turn.claims = tuple(claim for claim in turn.claims if claim.dish != dishes[-1])


def _take_in(turn: Turn, dish: str, ingredient: Ingredient, done: list[Phrase], had: list[Phrase]) -> None:
    """Find one ingredient in the basket, or put what is missing of it there."""
    product = _product(turn, ingredient)
    if product is None:
        turn.regret("product-unknown", said=ingredient.product)
        return
    amount = ingredient.amount or asked_amount.ONE
    line = _alike_in_basket(turn, product, amount)
    needed = share(line.product if line else product, amount)
    if line is None or needed is None:
        items.put(turn, product, amount, ingredient.product, _RECIPE, [], exactly=False)
        line = turn.basket.line(product.sku)
        if line is not None and needed is not None:
            done.append(wording.amount_of(line.product, line.quantity, ingredient.product))
            turn.claims = (*turn.claims, Claim(dish, product.sku, needed))
        return
    missing = needed - (line.quantity - _claimed(turn, line))
    if missing > 0:
        unit = Unit.KG if line.unit is SoldBy.KG else Unit.PACKAGE
        items.put(turn, line.product, Amount(missing, unit), line.said, line.why, [], exactly=False)
        after = turn.basket.line(line.product.sku)
        if after is not None and after.quantity > line.quantity:
            more = after.quantity - line.quantity
            done.append(wording.amount_of(line.product, more, ingredient.product))
    else:
        had.append(Phrase.of(ingredient.product))
    turn.claims = (*turn.claims, Claim(dish, line.product.sku, needed))


def _alike_in_basket(turn: Turn, product: Product, amount: Amount) -> BasketLine | None:
    """Return the basket line that will do for a product: itself, else one of its kind counted alike."""
    same = turn.basket.line(product.sku)
    if same is not None:
        return same
    for line in turn.basket.lines:
        if (
            product.family
            and line.product.family == product.family
            and share(line.product, amount) is not None
        ):
            return line
    return None


def _claimed(turn: Turn, line: BasketLine) -> Fraction:
    """Return how much of a line other dishes need already; all of it, if another device cooked."""
    known = [claim.quantity for claim in turn.claims if claim.sku == line.product.sku]
    if not known and line.why == _RECIPE:
        known = [share(line.product, line.asked) or Fraction(0)]
    return min(sum(known, Fraction(0)), line.quantity)


def _product(turn: Turn, ingredient: Ingredient) -> Product | None:
    match turn.view.find(ingredient.product, ingredient.amount or asked_amount.ONE, (), ""):
        case Chosen(product, _, _):
            return product
        case Ambiguous(options):
            return options[0]
    match turn.view.find(ingredient.product, asked_amount.ONE, (), ""):
        case Chosen(product, _, _):
            return product
    return None


def _uses(dish: Recipe, wanted: tuple[str, ...]) -> bool:
    return all(any(_alike(word, i.product) for i in dish.ingredients) for word in wanted)


def _shared(dish: Recipe, have: list[str]) -> int:
    return sum(any(_alike(word, i.product) for word in have) for i in dish.ingredients if not i.staple)


def _alike(word: str, ingredient: str) -> bool:
    short, long = sorted((word.rstrip("s"), ingredient.rstrip("s")), key=len)
    return f" {short}" in f" {long}"
