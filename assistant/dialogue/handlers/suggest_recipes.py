"""What happens on `SuggestRecipes`: "qu’est-ce que je pourrais faire à manger ce soir"."""

from __future__ import annotations

from assistant.dialogue.asking import put
from assistant.dialogue.choosing import described
from assistant.dialogue.state import ChooseRecipe
from assistant.dialogue.turn import Turn
from assistant.shopping.recipes import Recipe
from assistant.understanding.requests import SuggestRecipes

_PROPOSED = 3


def handle(turn: Turn, request: SuggestRecipes) -> None:
    """Propose three dishes: with what was named, else with what is in the basket."""
    dishes = turn.view.recipes("")
    wanted = [described(wish) for wish in request.items if wish.product]
    if wanted:
        dishes = [dish for dish in dishes if _uses(dish, wanted)]
        if not dishes:
            turn.say("recipes-none", said=" et ".join(wanted))
            return
    else:
        have = [line.said for line in turn.basket.lines if line.said]
        dishes = sorted(dishes, key=lambda dish: -_shared(dish, have))
    first = (turn.state.turns * _PROPOSED) % len(dishes) if not turn.basket.lines or wanted else 0
    chosen = (dishes[first:] + dishes[:first])[:_PROPOSED]
    put(turn, ChooseRecipe(tuple(dish.name for dish in chosen), request.servings))


def _uses(dish: Recipe, wanted: list[str]) -> bool:
    return all(any(_alike(word, i.product) for i in dish.ingredients) for word in wanted)


def _shared(dish: Recipe, have: list[str]) -> int:
    return sum(any(_alike(word, i.product) for word in have) for i in dish.ingredients if not i.staple)


def _alike(word: str, ingredient: str) -> bool:
    short, long = sorted((word.rstrip("s"), ingredient.rstrip("s")), key=len)
    return f" {short}" in f" {long}"
