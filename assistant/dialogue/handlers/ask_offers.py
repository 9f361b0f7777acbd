"""What happens on `AskOffers`: "qu’est-ce qu’il y a en promo", "des promos sur le pain". Changes nothing."""

from __future__ import annotations

from assistant.dialogue import answers, promotions
from assistant.dialogue.choosing import described
from assistant.dialogue.handlers.ask_product import kinds
from assistant.dialogue.memory import offer as remember_several
from assistant.dialogue.memory import spoken_of
from assistant.dialogue.phrases import Phrase, join
from assistant.dialogue.state import ChooseProduct
from assistant.dialogue.turn import Turn
from assistant.shopping.offers import Offer
from assistant.shopping.products import Product
from assistant.understanding.requests import AskOffers, ItemWish

_NAMED = 2
_LOOKED_AT = 20


def handle(turn: Turn, request: AskOffers) -> None:
    """Name the best offers on what was asked about, else of the shop; asked again, the next ones."""
    running = turn.view.offers(turn.basket)
    if not request.items and isinstance(turn.asked, ChooseProduct):
        _among(turn, answers.offered(turn, turn.asked), turn.asked.said, running)
        return
    if not request.items:
        _best(turn, running)
    for wish in request.items:
        _on(turn, wish, running)


def _on(turn: Turn, wish: ItemWish, running: list[Offer]) -> None:
    if wish.product:
        said = described(wish)
        products = turn.view.search(said, _LOOKED_AT)
    else:
        spoken = spoken_of(turn)
        products = [spoken] if spoken else []
        said = turn.focus.said if turn.focus else ""
    if not products:
        turn.regret("product-unknown" if wish.product else "pronoun-without-product", said=said)
        return
    found = _among(turn, tuple(products), said, running)
    if found:
        remember_several(turn, kinds([p for p in products if _is_on(found, p)]), said)


def _among(turn: Turn, products: tuple[Product, ...], said: str, running: list[Offer]) -> list[Offer]:
    """Say which offers there are on a few products, and return them."""
    found = promotions.on_products(running, list(products))[:_NAMED]
    if found:
        turn.say("offers-on", offers=_listed(turn, found))
    else:
        turn.say("offers-none-on", said=said)
    return found


def _best(turn: Turn, running: list[Offer]) -> None:
    ranked = promotions.best(running)
    held = [line.product for line in turn.basket.lines]
    ranked.sort(key=lambda offer: not any(_is_on([offer], product) for product in held))
    told = turn.state.offers_told
    found = [offer for offer in ranked if offer.id not in told]
    if not found:
        turn.offers_told = ()
        turn.say("offers-all-told" if ranked else "offers-none")
        return
    named, rest = found[:_NAMED], len(found) - _NAMED
    turn.offers_told = (*told, *(offer.id for offer in named))
    turn.say("offers-more" if told else "offers-best", offers=_listed(turn, named))
    if rest > 0:
        turn.say("offers-rest", n=rest)


def _is_on(offers: list[Offer], product: Product) -> bool:
    return bool(promotions.on_products(offers, [product]))


def _listed(turn: Turn, offers: list[Offer]) -> Phrase:
    return join([promotions.described(turn, offer) for offer in offers], "\N{NO-BREAK SPACE}; ")
