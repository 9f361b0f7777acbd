"""What happens on `AskProduct`: "vous avez du lait d’avoine", "tu as quoi comme yaourts".

Changes nothing. "Est-ce qu’il est bio" is one too.
"""

from __future__ import annotations

from assistant.dialogue import wording
from assistant.dialogue.choosing import described
from assistant.dialogue.memory import offer, referred_to, remember
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.turn import Turn
from assistant.shopping.products import Product
from assistant.understanding.requests import AskProduct, ItemWish

_NAMED = 3
_LOOKED_AT = 20


def handle(turn: Turn, request: AskProduct) -> None:
    """Say what there is of it, or what is known of the product spoken of last."""
    for wish in request.items or (ItemWish(""),):
        if wish.product:
            _have(turn, wish)
            continue
        product = referred_to(turn, ItemWish("", reference=wish.reference))
        if product is None:
            turn.regret("pronoun-without-product")
        else:
            _facts(turn, product, wish.attributes)


def _have(turn: Turn, wish: ItemWish) -> None:
    said = described(wish)
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
    facts = [Phrase.of(label) for label in sorted(product.labels)]
    if product.allergens:
        listed = enumerate_phrases([Phrase.of(allergen) for allergen in sorted(product.allergens)])
        facts.append(turn.phrase("fact-allergens", allergens=listed))
    if product.nutriscore:
        facts.append(turn.phrase("fact-nutriscore", score=product.nutriscore))
    if facts:
        turn.say("facts", product=name, facts=enumerate_phrases(facts))
    else:
        turn.say("facts-none", product=name, price=wording.shelf_price(product))
