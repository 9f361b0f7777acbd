"""Grocery sentences at random: for the voices to say, and for the language model to learn from."""

from __future__ import annotations

import random
from collections.abc import Iterator

from assistant.number_words import in_words
from assistant.vocabulary.wordlists import Noun, elides, products, sections, units

_STAPLE_SHARE = 0.3
"""How often an item is one of those that households ask for most (`data/staples.txt`)."""
_VAGUE = (
    *("un peu", "beaucoup", "assez", "encore un peu", "un kilo et demi", "un litre et demi"),
    *("la moitié", "un quart", "deux kilos et demi"),
)
_MINUTES = (
    *("", "", "", "", " trente", " et demie", " quinze", " et quart", " moins le quart"),
    " quarante-cinq",
)
_AMOUNTS = (50, 100, 125, 150, 200, 250, 300, 400, 500, 600, 700, 750, 800, 900)


class Shopper:
    """Somebody who talks to the shop; the same seed says the same things."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311
        self._phrases = sections("phrases")
        self._calendar = sections("calendar")
        self._staples = sections("staples")["staple"]

    def sentences(self) -> Iterator[str]:
        """Sentences without end."""
        while True:
            yield self.sentence()

    def sentence(self) -> str:
        """One thing said in one breath."""
        kinds = (
            self._add,
            self._short,
            self._fixed,
            self._remove,
            self._search,
            self._slot,
            self._recipe,
            self._replace,
        )
        kind = self._rng.choices(kinds, (44, 14, 15, 8, 6, 7, 3, 3))[0]
        return kind()

    def _one(self, section: str) -> str:
        return self._rng.choice(self._phrases[section])

    def _add(self) -> str:
        if self._rng.random() < 0.12:
            return f"{_join_de(self._one('need'), self._item())}{self._tail()}"
        return _after(self._one("add"), self._items()) + self._tail()

    def _short(self) -> str:
        return self._items() + self._tail(0.15)

    def _fixed(self) -> str:
        said = self._one("fixed")
        if self._rng.random() < 0.08:
            said = f"{said} {self._one('fixed')}"
        return said

    def _remove(self) -> str:
        return _after(self._one("remove"), self._item()) + self._tail(0.2)

    def _search(self) -> str:
        return _after(self._one("search"), self._item()) + self._tail(0.15)

    def _replace(self) -> str:
        verb = self._rng.choice(("remplace", "remplacez", "change", "échange", "je voudrais remplacer"))
        return f"{verb} {self._with_article(self._product(), 'definite')} par {self._item()}"

    def _recipe(self) -> str:
        return self._one("recipe_frame").format(self._one("recipe"))

    def _slot(self) -> str:
        if self._rng.random() < 0.25:
            mode = self._one("mode")
            return f"{mode} {self._moment()}" if self._rng.random() < 0.4 else mode
        return self._one("slot_frame").format(self._moment())

    def _items(self) -> str:
        items = [self._item() for _ in range(self._rng.choices((1, 2, 3), (62, 28, 10))[0])]
        return " ".join(items[:-1]) + (" et " if len(items) > 1 else "") + items[-1]

    def _item(self) -> str:
        if self._rng.random() < _STAPLE_SHARE:
            return self._rng.choice(self._staples)
        product = self._product()
        how = self._rng.random()
        if how < 0.36:
            said = self._measured(product)
        elif how < 0.60:
            said = f"{self._count()} {product.name}"
        elif how < 0.78:
            said = self._with_article(product, "partitive")
        elif how < 0.90:
            said = self._with_article(product, "definite")
        else:
            said = product.name
        if self._rng.random() < 0.15:
            said = f"{said} {self._one('attribute')}"
        if self._rng.random() < 0.07:
            said = f"{said} {self._one('brand')}"
        return said

    def _product(self) -> Noun:
        return self._rng.choice(products())

    def _count(self) -> str:
        pick = self._rng.random()
        if pick < 0.75:
            return in_words(self._rng.randint(1, 12))
        if pick < 0.95:
            return in_words(self._rng.randint(13, 99), regional=self._rng.random() < 0.15)
        return in_words(self._rng.randint(100, 2000))

    def _measured(self, product: Noun) -> str:
        pick = self._rng.random()
        if pick < 0.12:
            grams = self._rng.choice(_AMOUNTS)
            measure = (
                f"{in_words(grams)} {self._rng.choice(('grammes', 'grammes', 'centilitres', 'millilitres'))}"
            )
        elif pick < 0.16:
            measure = self._rng.choice(_VAGUE)
        else:
            unit = self._rng.choice(units())
            if self._rng.random() < 0.5:
                measure = f"{'une' if unit.feminine else 'un'} {unit.singular}"
            else:
                measure = (
                    f"{in_words(self._rng.choice((2, 2, 3, 3, 4, 5, 6, 8, 10, 12, 20, 24)))} {unit.plural}"
                )
        return _join_de(f"{measure} de", product.name)

    def _with_article(self, product: Noun, kind: str) -> str:
        if product.plural:
            article = "des " if kind == "partitive" else "les "
        elif product.elides:
            article = "de l'" if kind == "partitive" else "l'"
        elif kind == "partitive":
            article = "de la " if product.feminine else "du "
        else:
            article = "la " if product.feminine else "le "
        return article + product.name

    def _moment(self) -> str:
        pick = self._rng.random()
        day = self._rng.choice(self._calendar["day"])
        if pick < 0.3:
            return day
        if pick < 0.55:
            return f"{day} à {self._hour()}"
        if pick < 0.7:
            return f"{self._rng.choice(('à', 'vers', 'avant', 'après'))} {self._hour()}"
        if pick < 0.85:
            return f"{day if pick < 0.78 else ''} entre {self._hour()} et {self._hour()}".strip()
        day_number = self._rng.choice(["premier", *[in_words(n) for n in range(2, 32)]])
        weekday, month = (self._rng.choice(self._calendar[part]) for part in ("weekday", "month"))
        return f"{weekday} {day_number} {month}"

    def _hour(self) -> str:
        hour = self._rng.randint(7, 22)
        said = "midi" if hour == 12 and self._rng.random() < 0.6 else f"{in_words(hour)} heures"
        return said + self._rng.choice(_MINUTES)

    def _tail(self, chance: float = 0.3) -> str:
        return f" {self._one('tail')}" if self._rng.random() < chance else ""


def _after(verb: str, items: str) -> str:
    """The verb and what it asks for: one that ends with "de" takes the article of what follows."""
    return _join_de(verb, items) if verb.endswith(" de") else f"{verb} {items}"


def _join_de(words: str, noun: str) -> str:
    """ "un litre de" + "eau" → "un litre d'eau"; "besoin de" + "des pommes" → "besoin de pommes"."""
    for article in ("des ", "du ", "de la ", "de l'"):
        if noun.startswith(article):
            noun = noun[len(article) :]
            break
    return f"{words[:-2]}d'{noun}" if elides(noun) else f"{words} {noun}"
