"""What happens on `AddRecipe`: "mets ce qu’il faut pour une quiche lorraine pour six"."""

from __future__ import annotations

from assistant.dialogue import recipes
from assistant.dialogue.turn import Turn
from assistant.understanding.requests import AddRecipe


def handle(turn: Turn, request: AddRecipe) -> None:
    """Put the ingredients of a dish in the basket, for as many people as were said."""
    found = turn.view.recipes(request.recipe) if request.recipe else []
    if found:
        recipes.add(turn, found[0], request.servings)
    else:
        turn.regret("recipe-unknown", said=request.recipe)
