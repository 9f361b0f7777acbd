"""What happens on `AskProduct`: "vous avez du lait d’avoine", "tu as quoi comme yaourts".

Changes nothing. "Est-ce qu’il est bio" is one too.
"""

from __future__ import annotations

import re

from assistant.dialogue import answers, wording
from assistant.dialogue.choosing import described
from assistant.dialogue.memory import offer, referred_to, remember
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.state import ChooseProduct
from assistant.dialogue.turn import Turn
from assistant.shopping.products import Product
from assistant.understanding.normalise import normalise
from assistant.understanding.requests import AskProduct, ItemWish

_LABEL = re.compile(
    r"\b(?:(?:est|sont)(?:-(?:il|elle)s?)?|c'est) "
    r"(?P<label>bio|aop|label rouge|halal|casher|sans \w+|végan|vegan)\b"
)
"""Asks whether something named before has a label: "le lait, il est bio"."""
_FACTS = re.compile(r"\b(?:allergènes?|allergi\w+|nutri-? ?score|ingrédients?|composition)\b")
"""Asks what is known of it."""
_NAMED = 3
_LOOKED_AT = 20


def handle(turn: Turn, request: AskProduct) -> None:
    """Say what there is of it, or what is known of the product spoken of last."""
    for wish in request.items or (ItemWish(""),):
        if wish.product and not _FACTS.fullmatch(normalise(wish.product)):
            _have(turn, wish)
            continue
        if isinstance(turn.asked, ChooseProduct):
            answers.compare(turn, turn.asked)
            continue
        product = referred_to(turn, ItemWish("", reference=wish.reference))
        if product is None:
            turn.regret("pronoun-without-product")
        else:
            _facts(turn, product, wish.attributes)


def _have(turn: Turn, wish: ItemWish) -> None:
    said, words = described(wish), normalise(turn.interpretation.text)
    if asked := _LABEL.search(words) or _FACTS.search(words):
        held = turn.view.find_among(said, tuple(line.product for line in turn.basket.lines))
        for product in (held or turn.view.search(said, 1))[:1]:
            remember(turn, product, said)
            _facts(turn, product, (asked["label"],) if "label" in asked.groupdict() else ())
            return
    found = kinds(turn.view.search(said, _LOOKED_AT))
    if not found:
        turn.say("have-none", of=Phrase.of(wording.de(said)))
        return
    if len(found) == 1:
        remember(turn, found[0], said)
    else:
        offer(turn, found, said)
    turn.say("have", choices=enumerate_phrases(wording.priced_choices(found), "et"))


def kinds(products: list[Product]) -> list[Product]:
    """Return the first product of each kind, three kinds at the most; of one kind, its first products."""
    firsts: dict[str, Product] = {}
    for product in products:
        firsts.setdefault(product.family or product.sku, product)
    chosen = list(firsts.values())[:_NAMED]
    return chosen if len(chosen) > 1 else products[:_NAMED]


def _facts(turn: Turn, product: Product, attributes: tuple[str, ...]) -> None:
    """Say whether a product has the labels asked about, else everything that is known of it."""
    name = wording.sentence_name(product)
    labels = {label.lower() for label in product.labels}
    for attribute in attributes:
        has = attribute.lower() in labels or attribute.lower() in product.name.lower()
        turn.say("fact-yes" if has else "fact-no", product=name, label=attribute)
    if attributes:
        return
    if not (product.labels or product.allergens or product.nutriscore):
        turn.say("facts-none", product=name, price=wording.shelf_price(product))
        return
    listed = [Phrase.of(label) for label in sorted(product.labels)]
    if listed:
        turn.say("facts", product=name, facts=enumerate_phrases(listed))
    else:
        turn.say("facts-of", product=name)
    if product.allergens:
        named = [Phrase.of(allergen) for allergen in sorted(product.allergens)]
        turn.say("fact-allergens", allergens=enumerate_phrases(named))
    else:
        turn.say("fact-no-allergens")
    if product.nutriscore:
        turn.say("fact-nutriscore", score=product.nutriscore)
