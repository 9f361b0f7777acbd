"""What happens on `SuggestRecipes`: "qu’est-ce que je pourrais faire à manger ce soir"."""

from __future__ import annotations

from assistant.dialogue import recipes
from assistant.dialogue.choosing import described
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import SuggestRecipes


def handle(turn: Turn, request: SuggestRecipes) -> None:
    """Propose three dishes: with what was named, else with what is in the basket; others each time."""
    wanted = tuple(described(wish) for wish in request.items if wish.product)
    recipes.propose(turn, wanted, request.servings)
