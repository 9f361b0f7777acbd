"""Which of a few products is meant: by name, by price, by size, "l'autre", "n'importe lequel", "les deux"."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.dialogue.shop_view import ShopView
from assistant.shopping.products import Product
from assistant.understanding.normalise import normalise
from assistant.understanding.requests import ItemWish

_ANY = re.compile(
    r"\b(?:n'importe|peu importe|comme (?:tu|vous) (?:veux|voulez|préf\w+)|égal|au choix|choisi(?:s|ssez)"
    r"|(?:laquelle|lequel) (?:tu|vous) (?:veux|voulez)|m'en (?:fous|fiche|moque)|pas d'importance)\b"
)
_ALL = re.compile(r"\b(?:tous|toutes|les (?P<count>deux|trois))\b")
_COUNTS = {"deux": 2, "trois": 3}
_OTHER = re.compile(r"\bl'autre\b")
_FILLERS = re.compile(
    r"\b(?:s'il (?:te|vous) plaît|stp|svp|merci|euh|alors|bon|ben|plutôt|finalement|oui|non|c'est|ce sera|"
    r"je (?:prends|veux|voudrais|préfère)|on (?:prend|veut)|"
    r"(?:prends|prenez|mets|mettez|donne|donnez)(?:-moi)?|"
    r"celui|celle|ceux|celles|de la marque|la marque|version|celui-là|celle-là|qui est)\b"
)


def _cents(product: Product) -> int:
    return product.price_cents


def _size(product: Product) -> float:
    return float(product.net.size)


_SUPERLATIVES: tuple[tuple[re.Pattern[str], Callable[[Product], float], bool], ...] = (
    (re.compile(r"\bmoins ch[eè]re?s?\b|\bpremiers? prix\b|\bplus économiques?\b"), _cents, False),
    (re.compile(r"\bplus ch[eè]re?s?\b"), _cents, True),
    (re.compile(r"\bplus (?:grand|gros)(?:es?|s|se|ses)?\b"), _size, True),
    (re.compile(r"\bplus petite?s?\b"), _size, False),
)


def pick(
    view: ShopView,
    options: tuple[Product, ...],
    text: str,
    item: ItemWish | None = None,
    current: str = "",
) -> tuple[Product, ...]:
    """Return the products that the words choose: mostly one, several for "les deux", none when unclear.

    Args:
        view: the shop, whose search compares names.
        options: the products offered, in the order they were said.
        text: what the person said.
        item: what understanding read in it, if it did.
        current: the product (SKU) that "l'autre" is not.
    """
    if not options:
        return ()
    words = normalise(text)
    if _ANY.search(words):
        return options[:1]
    if every := all_of(options, text):
        return every
    for pattern, key, highest in _SUPERLATIVES:
        if pattern.search(words):
            return _extreme(options, key, highest)
    if (item is not None and item.reference == "other") or _OTHER.search(words):
        rest = tuple(product for product in options if product.sku != current)
        return rest if len(rest) == 1 else ()
    if item is not None and item.price_cents is not None and not (item.product or item.brand):
        return tuple(p for p in options if p.price_cents == item.price_cents)[:1]
    return _named(view, options, words, item)


def all_of(options: tuple[Product, ...], text: str) -> tuple[Product, ...]:
    """Return all the options when the words choose all of them: "les deux" of two; none otherwise."""
    every = _ALL.search(normalise(text))
    if every is None or _COUNTS.get(every["count"] or "", len(options)) != len(options):
        return ()
    return options


def described(item: ItemWish) -> str:
    """Return all the words that describe an item."""
    return " ".join(part for part in (item.product, item.brand, *item.attributes) if part)


def _extreme(
    options: tuple[Product, ...], key: Callable[[Product], float], highest: bool
) -> tuple[Product, ...]:
    return ((max if highest else min)(options, key=key),)


def _named(
    view: ShopView, options: tuple[Product, ...], words: str, item: ItemWish | None
) -> tuple[Product, ...]:
    name = described(item) if item is not None else ""
    for said in (name, " ".join(_FILLERS.sub(" ", words).split())):
        found = view.find_among(said, options) if said else []
        if len(found) == 1:
            return (found[0],)
    return ()
