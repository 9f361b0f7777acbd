"""The cookbook: dishes people shop for, read from ``recipes.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from assistant.catalogue.words import plain, tokens
from assistant.errors import BadInput
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.recipes import Ingredient, Recipe

FILE = Path(__file__).resolve().parent / "recipes.yaml"
_AMOUNT = re.compile(r"(?P<value>\d+(?:[.,/]\d+)?) ?(?P<unit>[a-z]*)")
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Cookbook:
    """Every dish that can be asked for."""

    recipes: tuple[Recipe, ...]
    """In the order of the file."""

    @classmethod
    def load(cls, file: Path = FILE) -> Cookbook:
        """Read a cookbook.

        Raises:
            BadInput: ``bad_cookbook``.
        """
        try:
            entries = yaml.safe_load(file.read_text(encoding="utf-8"))
            return cls(tuple(_recipe(entry) for entry in entries))
        except (OSError, yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput("bad_cookbook", f"{file}: {error!r}", path=str(file)) from error

    def find(self, words: str) -> list[Recipe]:
        """Return the dishes that the words name, best first: "quiche", "une pâte à crêpes"."""
        asked = {plain(word) for word in tokens(words)}
        if not asked:
            return []
        scored = [(max(_likeness(asked, name) for name in (r.name, *r.said)), r) for r in self.recipes]
        found = [(score, recipe) for score, recipe in scored if score >= _SHARE]
        return [recipe for _, recipe in sorted(found, key=lambda pair: -pair[0])]


def _likeness(asked: set[str], name: str) -> float:
    """Return how much of both is shared, 0 to 1; a name's first word alone ("quiche") is enough."""
    words = [plain(word) for word in tokens(name)]
    if asked == {words[0]}:
        return 0.9
    return len(asked & set(words)) / len(asked | set(words))


def _recipe(entry: dict[str, Any]) -> Recipe:
    bought = [_ingredient(name, amount) for name, amount in entry["ingredients"].items()]
    staples = [Ingredient(name, staple=True) for name in entry.get("staples", ())]
    return Recipe(
        str(entry["name"]),
        int(entry["servings"]),
        tuple(bought + staples),
        tuple(entry.get("said", ())),
    )


def _ingredient(name: str, amount: object) -> Ingredient:
    if amount is None:
        return Ingredient(name)
    found = _AMOUNT.fullmatch(str(amount))
    if found is None:
        raise ValueError(f"{name}: {amount!r} is no amount")
    return Ingredient(name, Amount(Fraction(found["value"]), Unit(found["unit"] or "piece")))
