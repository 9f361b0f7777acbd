"""Answers to the question that was just asked, and what they lead to."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue import asked_amount, checkout, coupons, items, recap, recipes, replacement, wording
from assistant.dialogue.choosing import described, pick
from assistant.dialogue.memory import remember
from assistant.dialogue.phrases import Phrase, enumerate_phrases, join
from assistant.dialogue.said_amount import read_amount
from assistant.dialogue.state import (
    AskAmount,
    AskCode,
    AskCoupon,
    ChooseProduct,
    ChooseRecipe,
    ChooseSlot,
    ConfirmHeard,
    ConfirmItem,
    ConfirmOrder,
)
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount
from assistant.shopping.packs import usual_amount
from assistant.shopping.products import Product
from assistant.understanding import requests as ask
from assistant.understanding.normalise import normalise
from assistant.understanding.requests import (
    AddItems,
    Choose,
    Deny,
    ItemWish,
    OutOfScope,
    RemoveItems,
    ReplaceItem,
    Request,
    SetQuantity,
    Unsupported,
)

_LOOSE = (OutOfScope, Unsupported, Choose, ReplaceItem)
"""What a short answer may be taken for by an engine that sees one sentence and not the question."""


_OTHERS = re.compile(r"\b(?:autre(?:s)?(?: chose| idées?)?|pas ça|rien de (?:tout )?ça|aucune?|encore)\b")
"""Asks for other dishes than those proposed."""


def answered(turn: Turn, requests: tuple[Request, ...]) -> bool:
    """Take the turn's words as the answer to the open question. Returns whether they were one."""
    question = turn.asked
    if isinstance(question, AskCode):
        return recap.answer_code(turn, question)
    if isinstance(question, AskCoupon):
        return coupons.answer(turn, requests)
    if len(requests) != 1:
        return False
    (request,) = requests
    match question:
        case ConfirmOrder(slot) if _plain(request):
            return checkout.offer_others(turn, (slot,))
        case ChooseSlot(slots) if _plain(request):
            return checkout.offer_others(turn, slots)
        case ConfirmItem():
            return _corrects_amount(turn, question, request)
        case ConfirmHeard():
            return _corrects_heard(turn, question, request)
        case ChooseProduct():
            return _names_products(turn, question, request)
        case AskAmount():
            return _says_amount(turn, question, request)
        case ChooseRecipe():
            return _names_recipe(turn, question, request)
    return False


def offered(turn: Turn, question: ChooseProduct) -> tuple[Product, ...]:
    """Return the products that a question offered, those that are still sold."""
    return tuple(p for sku in question.options if (p := turn.view.product(sku)))


def compare(turn: Turn, question: ChooseProduct) -> None:
    """Say what tells the products offered apart: maker, size and price by the kilo or litre."""
    each = [
        turn.phrase("compared", product=wording.product_name(product), price=wording.shelf_price(product))
        for product in offered(turn, question)
    ]
    turn.say("comparison", products=join(each, "\N{NO-BREAK SPACE}; "))


def take_products(turn: Turn, question: ChooseProduct, products: tuple[Product, ...]) -> None:
    """Do what was asked for with the products chosen; mostly one, for "les deux" both."""
    turn.settled = True
    old = turn.basket.line(question.instead_of)
    if question.act == "replace" and old is not None and len(products) == 1:
        asked = question.asked if question.asked.value > 0 else None
        replacement.swap(turn, old, products[0], asked, question.said)
        return
    done: list[Phrase] = []
    for product in products:
        items.apply(turn, product, question, done)
        remember(turn, product, question.said, question.options)
    announce(turn, question.act, done)


def take_amount(turn: Turn, question: ConfirmItem) -> None:
    """Put the amount that was confirmed."""
    turn.settled = True
    product = turn.view.product(question.sku)
    if product is not None:
        _put(turn, product, question.asked, question.said, question.act)


def add_product(turn: Turn, product: Product, said: str) -> None:
    """Add a product that was named before."""
    _put(turn, product, None, said, "add")


def announce(turn: Turn, act: str, done: list[Phrase]) -> None:
    """Say what was done."""
    if done:
        message = {"add": "added", "replace": "added", "set": "set"}.get(act, "removed")
        turn.say(message, items=enumerate_phrases(done))


def _names_products(turn: Turn, question: ChooseProduct, request: Request) -> bool:
    wish = _wish_of(request)
    if isinstance(request, Choose) and request.position:
        return False
    if wish is None and not isinstance(request, _LOOSE):
        return False
    options = offered(turn, question)
    if wish is not None and wish.product:
        text = ""  # a whole product was named: only its name may choose
        found = turn.view.find_among(" ".join((wish.product, wish.brand, *wish.attributes)).strip(), options)
        chosen = tuple(found) if len(found) == 1 else ()
    else:
        text = turn.interpretation.text
        chosen = pick(turn.view, options, text, wish)
    if not chosen:
        return False
    amount = asked_amount.amount_of(wish) if wish is not None and wish.product else None
    if amount is not None and amount.value > 0:
        question = replace(question, asked=amount)
    take_products(turn, question, chosen)
    return True


def _says_amount(turn: Turn, question: AskAmount, request: Request) -> bool:
    wish = _wish_of(request)
    product = turn.view.product(question.sku)
    if product is None or (wish is not None and wish.product and not _same(turn, wish, product)):
        return False
    if wish is None and not isinstance(request, _LOOSE):
        return False
    amount = asked_amount.amount_of(wish) if wish is not None else None
    amount = amount or read_amount(turn.interpretation.text)
    if amount is None and pick(turn.view, (product, product), turn.interpretation.text):
        amount = usual_amount(product)  # "comme vous voulez"
    if amount is None or amount.value <= 0:
        return False
    turn.settled = True
    _put(turn, product, amount, question.said, question.act)
    return True


def _plain(request: Request) -> bool:
    """Return whether a request says no time of its own."""
    return isinstance(request, (*_LOOSE, Deny)) or (
        isinstance(request, ask.ChooseSlot) and request.when is None
    )


def _corrects_amount(turn: Turn, question: ConfirmItem, request: Request) -> bool:
    """Take "non, cinquante" as the amount that was meant; one that is odd again is asked about again."""
    wish = _wish_of(request)
    product = turn.view.product(question.sku)
    if product is None or isinstance(request, RemoveItems):
        return False
    if wish is None and not isinstance(request, (*_LOOSE, Deny)):
        return False
    if wish is not None and (wish.reference or (described(wish) and not _same(turn, wish, product))):
        return False
    amount = asked_amount.amount_of(wish) if wish is not None else None
    amount = amount or read_amount(turn.interpretation.text)
    if amount is None or amount.value <= 0:
        return False
    turn.settled = True
    _put(turn, product, amount, question.said, question.act)
    return True


def _corrects_heard(turn: Turn, question: ConfirmHeard, request: Request) -> bool:
    """Take "non, trois" as the amount of the one item that was doubtful."""
    if len(question.requests) != 1 or isinstance(request, RemoveItems):
        return False
    (doubtful,) = question.requests
    wish = _wish_of(request)
    if not isinstance(doubtful, AddItems | SetQuantity | RemoveItems) or len(doubtful.items) != 1:
        return False
    if wish is None or wish.quantity is None or described(wish) or wish.reference:
        return False
    turn.settled = True
    turn.confirmed = (replace(doubtful, items=(replace(doubtful.items[0], quantity=wish.quantity),)),)
    return True


def _names_recipe(turn: Turn, question: ChooseRecipe, request: Request) -> bool:
    words = f" {normalise(turn.interpretation.text)} "
    if _OTHERS.search(words):
        turn.settled = True
        recipes.propose(turn, question.made_with, question.servings)
        return True
    named = [option for option in question.options if f" {option} " in words.replace("'", " ")]
    if len(named) != 1 or not isinstance(request, (*_LOOSE, AddItems)):
        return False
    turn.settled = True
    recipes.add(turn, turn.view.recipes(named[0])[0], question.servings)
    return True


def _same(turn: Turn, wish: ItemWish, product: Product) -> bool:
    return bool(turn.view.find_among(wish.product, (product,)))


def _wish_of(request: Request) -> ItemWish | None:
    """Return the one item of a request, if it has just one."""
    if isinstance(request, AddItems | SetQuantity | RemoveItems) and len(request.items) == 1:
        return request.items[0]
    if isinstance(request, ReplaceItem) and not described(request.old):  # "plutôt trois"
        return request.new
    return request.item if isinstance(request, Choose) else None


def _put(turn: Turn, product: Product, asked: Amount | None, said: str, act: str) -> None:
    done: list[Phrase] = []
    line = turn.basket.line(product.sku)
    why = line.why if line else "chosen"
    items.put(turn, product, asked, said, why, done, act)
    announce(turn, act, done)
