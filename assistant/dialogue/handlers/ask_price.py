"""What happens on `AskPrice`: "c’est combien le kilo de tomates", "il coûte combien". Changes nothing."""

from __future__ import annotations

from assistant.catalogue import Ambiguous, Chosen, NotAvailable, NotFoundInShop
from assistant.dialogue import asked_amount, wording
from assistant.dialogue.choosing import described
from assistant.dialogue.handlers import ask_total
from assistant.dialogue.memory import offer, others, referred_to, remember, spoken_of
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount
from assistant.shopping.money import round_cents
from assistant.shopping.packs import fit
from assistant.shopping.products import Product
from assistant.understanding.requests import AskPrice, AskTotal, ItemWish


def handle(turn: Turn, request: AskPrice) -> None:
    """Say what each product costs, and per kilo or litre; of nothing in particular, what the basket costs."""
    wishes = request.items or (ItemWish(""),)
    for wish in wishes:
        if wish.product:
            _named(turn, wish)
            continue
        product = referred_to(turn, wish)
        if product is None and wish.reference == "other" and (rest := others(turn)):
            choices = wording.priced_choices([p for p in (spoken_of(turn), *rest) if p is not None])
            turn.say("price-several", choices=enumerate_phrases(choices[-len(rest) :], "et"))
        elif product is None:
            ask_total.handle(turn, AskTotal())
        else:
            _price(turn, product, asked_amount.amount_of(wish))


def _named(turn: Turn, wish: ItemWish) -> None:
    said, asked = described(wish), asked_amount.amount_of(wish)
    if asked is not None and asked.value <= 0:
        asked = None
    match turn.view.find(wish.product, asked or asked_amount.ONE, wish.attributes, wish.brand):
        case Chosen(product, _, _):
            remember(turn, product, said)
            _price(turn, product, asked)
        case Ambiguous(options):
            offer(turn, list(options), said)
            turn.say("price-several", choices=enumerate_phrases(wording.priced_choices(list(options)), "et"))
        case NotAvailable() as missing:
            named = wording.product_name(missing.product) if missing.product else Phrase.of(said)
            turn.regret(f"unavailable-{missing.reason}", product=named)
        case NotFoundInShop(nearest):
            if nearest is None:
                turn.regret("product-unknown", said=said)
            else:
                remember(turn, nearest, said)
                _price(turn, nearest, None)


def _price(turn: Turn, product: Product, asked: Amount | None) -> None:
    name, price = wording.sentence_name(product), wording.shelf_price(product)
    covered = fit(product, asked) if asked is not None and asked.value != 1 else None
    if covered is not None:
        cost = wording.money(round_cents(covered.quantity * product.price_cents))
        amount = wording.amount_of(product, covered.quantity)
        turn.say("price-of-amount", product=name, price=price, items=amount, cost=cost)
    else:
        turn.say("price-of", product=name, price=price)
