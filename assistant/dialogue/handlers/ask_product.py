"""What happens on `AskProduct`: "vous avez du lait d’avoine", "tu as quoi comme yaourts".

Changes nothing. "Est-ce qu’il est bio" is one too.
"""

from __future__ import annotations

import re

from assistant.dialogue import answers, asked_amount, wording
from assistant.dialogue.asking import ask_about
from assistant.dialogue.choosing import described
from assistant.dialogue.memory import offer, referred_to, remember, spoken_of
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
_CHEAPER = re.compile(r"\bmoins ch(?:er|ère)")
_NAMED = 3
_LOOKED_AT = 20


def handle(turn: Turn, request: AskProduct) -> None:
    """Say what there is of it, or what is known of the product spoken of last."""
    for wish in request.items or (ItemWish(""),):
        if wish.product and not _FACTS.fullmatch(normalise(wish.product)):
            _have(turn, wish)
            continue
        if _CHEAPER.search(" ".join(wish.attributes)):
            _cheaper(turn)
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
    fitting = turn.view.search(said, _LOOKED_AT)
    found = kinds([p for p in fitting if wish.price_cents is None or p.price_cents <= wish.price_cents])
    if fitting and not found:
        cheapest = min(fitting, key=lambda p: p.price_cents)
        named, price = wording.product_name(cheapest), wording.shelf_price(cheapest)
        remember(turn, cheapest, said)
        turn.say("product-over-price", said=said, product=named, price=price)
        return
    if not found:
        turn.say("have-none", of=Phrase.of(wording.de(said)))
        return
    if len(found) == 1:
        remember(turn, found[0], said)
    else:
        offer(turn, found, said)
    turn.say("have", choices=enumerate_phrases(wording.priced_choices(found), "et"))


def _cheaper(turn: Turn) -> None:
    """Name the cheapest of what was named together, else something cheaper than what was spoken of last.

    What is in the basket already is offered to be exchanged.
    """
    focus, current = turn.focus, spoken_of(turn)
    if focus is None:
        turn.regret("pronoun-without-product")
        return
    named = [p for sku in focus.options if (p := turn.view.product(sku))]
    alike = named or [p for p in turn.view.search(focus.said, _LOOKED_AT) if _is_like(current, p)]
    best = min(alike, key=lambda p: p.price_cents, default=current)
    if best is None:
        turn.regret("pronoun-without-product")
        return
    if current is not None and best.price_cents >= current.price_cents:
        named_price = wording.shelf_price(current)
        turn.say("cheapest-already", product=wording.product_name(current), price=named_price)
    elif current is not None and turn.basket.line(current.sku) is not None:
        ask_about(turn, ChooseProduct((best.sku,), asked_amount.UNSAID, focus.said, "replace", current.sku))
    else:
        turn.say("cheapest", product=wording.product_name(best), price=wording.shelf_price(best))
        remember(turn, best, focus.said)


def _is_like(current: Product | None, product: Product) -> bool:
    return current is not None and product.family == current.family and product.sold_by is current.sold_by


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
