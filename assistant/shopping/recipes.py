"""Dishes and what goes into them, for as many people as are expected."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from assistant.shopping.amounts import Amount


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One thing that a dish needs."""

    product: str
    """The words that a shop finds it by: "pâte brisée"."""
    amount: Amount | None = None
    """How much for the recipe's own number of people; ``None`` for one of it, whoever comes."""
    staple: bool = False
    """Whether every kitchen has it (salt, oil): named, never bought unasked."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A dish."""

    name: str
    """Its French name, lower case, singular or plural as people say it: "quiche lorraine"."""
    servings: int
    """How many people the amounts are for."""
    ingredients: tuple[Ingredient, ...]
    """What it needs."""
    said: tuple[str, ...] = ()
    """What else people call it."""

    def scaled(self, servings: int) -> Recipe:
        """Return the dish for another number of people; amounts stay exact.

        Raises:
            ValueError: for nobody.
        """
        if servings < 1:
            raise ValueError("a dish for nobody")
        factor = Fraction(servings, self.servings)
        ingredients = tuple(
            Ingredient(i.product, i.amount and Amount(i.amount.value * factor, i.amount.unit), i.staple)
            for i in self.ingredients
        )
        return Recipe(self.name, servings, ingredients, self.said)
