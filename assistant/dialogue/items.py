"""Adding, removing and changing items."""

from __future__ import annotations

from fractions import Fraction

from assistant.catalogue import Ambiguous, Chosen, NotFoundInShop
from assistant.dialogue import wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases, say
from assistant.dialogue.state import ChooseProduct, ConfirmItem
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import BasketLine, CannotCount
from assistant.shopping.packs import fit, usual_amount
from assistant.shopping.products import Product
from assistant.understanding.requests import AddItems, ItemWish, RemoveItems, SetQuantity

_ONE = Amount(Fraction(1), Unit.PACKAGE)


def add_items(turn: Turn, request: AddItems) -> None:
    """Put each item in the basket, or ask which is meant."""
    done: list[Phrase] = []
    for wish in request.items:
        asked = _amount(wish)
        if asked is not None and asked.value <= 0:
            turn.say("zero-amount", said=wish.product)
            continue
        product, why = _meant(turn, wish, asked, "add")
        if product is not None:
            _put(turn, product, asked, _said(wish), why, done)
    if done:
        turn.say("added", items=enumerate_phrases(done))


def set_quantity(turn: Turn, request: SetQuantity) -> None:
    """Make the amount of items exactly what was said; nothing at all takes them out."""
    done: list[Phrase] = []
    for wish in request.items:
        asked = _amount(wish)
        item = _in_basket(turn, wish, asked or _ONE, "set")
        if item is None:
            continue
        if asked is None:
            turn.say("zero-amount", said=_said(wish))
            continue
        if asked.value <= 0:
            _take_out(turn, item.product)
            turn.say("removed", items=wording.line(item))
            continue
        apply(turn, item.product, asked, item.said, "set", done)
    if done:
        turn.say("set", items=enumerate_phrases(done))


def remove_items(turn: Turn, request: RemoveItems) -> None:
    """Take items out, wholly or by the amount that was said."""
    done: list[Phrase] = []
    for wish in request.items:
        asked = _amount(wish)
        item = _in_basket(turn, wish, asked or _ONE, "remove" if asked is None else "take")
        if item is not None:
            _take(turn, item, asked, done)
    if done:
        turn.say("removed", items=enumerate_phrases(done))


def apply(turn: Turn, product: Product, asked: Amount, said: str, act: str, done: list[Phrase]) -> None:
    """Do what was decided for one product: "add", "set", "remove" or "take"."""
    if act in ("remove", "take"):
        item = turn.basket.line(product.sku)
        if item is not None:
            _take(turn, item, asked if act == "take" else None, done)
        return
    _put(turn, product, asked, said, "chosen", done, act)


def announce(turn: Turn, act: str, done: list[Phrase]) -> None:
    """Say what was done."""
    if done:
        message = {"add": "added", "set": "set"}.get(act, "removed")
        turn.say(message, items=enumerate_phrases(done))


def ask_about(turn: Turn, question: ChooseProduct | ConfirmItem) -> None:
    """Ask about one item now, or later when another question comes first."""
    if turn.question is not None:
        turn.waiting.append(question)
        return
    if isinstance(question, ConfirmItem):
        product = turn.view.product(question.sku)
        if product is not None:
            covered = fit(product, question.asked)
            items = wording.amount_of(product, covered.quantity if covered else question.asked.value)
            turn.ask(question, say("confirm-amount", items=items))
        return
    products = [p for sku in question.options if (p := turn.view.product(sku))]
    if question.act in ("add",):
        named = [wording.priced_choice(product) for product in products]
        phrase = say("choose-product", said=question.said, choices=enumerate_phrases(named, "ou"))
    else:
        named = [wording.product_name(product) for product in products]
        phrase = say("choose-line", choices=enumerate_phrases(named, "ou"))
    turn.ask(question, phrase, [wording.product_name(product) for product in products])


def _amount(wish: ItemWish) -> Amount | None:
    """Return the amount said, or ``None`` when none was."""
    if wish.quantity is None:
        return None
    unit = wish.quantity.unit
    return Amount(wish.quantity.value, Unit(unit) if unit else Unit.PIECE)


def _said(wish: ItemWish) -> str:
    return " ".join(part for part in (wish.product, wish.brand, *wish.attributes) if part)


def _meant(turn: Turn, wish: ItemWish, asked: Amount | None, act: str) -> tuple[Product | None, str]:
    """Return the product meant and why; when it is not clear, say or ask so and return ``None``."""
    if not wish.product:
        product = turn.view.product(turn.last_sku)
        if product is None:
            turn.say("pronoun-without-product")
        return product, "chosen"
    outcome = turn.view.find(wish.product, asked or _ONE, wish.attributes, wish.brand)
    match outcome:
        case Chosen(product, _, why):
            return product, why
        case Ambiguous(options):
            skus = tuple(option.sku for option in options)
            # an unsaid amount is settled when the product is known
            ask_about(turn, ChooseProduct(skus, asked or Amount(Fraction(0), Unit.PACKAGE), _said(wish), act))
        case NotFoundInShop(None):
            turn.say("product-unknown", said=_said(wish))
        case NotFoundInShop(nearest) if nearest is not None:
            turn.say("product-not-in-unit", product=wording.tidy(wording.product_name(nearest)))
    return None, ""


def _put(
    turn: Turn,
    product: Product,
    asked: Amount | None,
    said: str,
    why: str,
    done: list[Phrase],
    act: str = "add",
) -> None:
    """Change the basket, unless the amount is so large that it must be asked about first."""
    amount = asked if asked is not None and asked.value > 0 else usual_amount(product)
    covered = fit(product, amount)
    if covered is None:
        turn.say("product-not-in-unit", product=wording.tidy(wording.product_name(product)))
        return
    confirmed = isinstance(turn.asked, ConfirmItem) and turn.asked.sku == product.sku
    if covered.quantity > turn.view.shop.max_line_quantity and not confirmed:
        ask_about(turn, ConfirmItem(product.sku, amount, said, act))
        return
    change = turn.basket.add if act == "add" else turn.basket.set
    try:
        turn.basket = change(product, amount, said, why)
    except CannotCount:
        turn.say("product-not-in-unit", product=wording.tidy(wording.product_name(product)))
        return
    turn.last_sku = product.sku
    items = wording.amount_of(product, covered.quantity)
    if covered.exact:
        done.append(items)
    else:
        turn.say("added-short-of-exact", pack=wording.pack_of(product), items=items)


def _in_basket(turn: Turn, wish: ItemWish, asked: Amount, act: str) -> BasketLine | None:
    """Return the basket line that is meant; when it is not clear, say or ask so and return ``None``."""
    if not wish.product:
        item = turn.basket.line(turn.last_sku)
        if item is None:
            turn.say("pronoun-without-product")
        return item
    products = tuple(item.product for item in turn.basket.lines)
    found = turn.view.find_among(_said(wish), products)
    if not found:
        turn.say("product-not-in-basket", said=_said(wish))
        return None
    if len(found) > 1:
        ask_about(turn, ChooseProduct(tuple(p.sku for p in found[:3]), asked, _said(wish), act))
        return None
    return turn.basket.line(found[0].sku)


def _take(turn: Turn, item: BasketLine, asked: Amount | None, done: list[Phrase]) -> None:
    if asked is None:
        _take_out(turn, item.product)
        done.append(wording.line(item))
        return
    try:
        turn.basket = turn.basket.take(item.product.sku, asked)
    except CannotCount:
        turn.say("product-not-in-unit", product=wording.tidy(wording.product_name(item.product)))
        return
    left = turn.basket.line(item.product.sku)
    gone = item.quantity - (left.quantity if left else 0)
    turn.last_sku = item.product.sku
    if left is not None and not gone:
        turn.say("removed-within-pack", pack=wording.pack_of(item.product), items=wording.line(left))
        return
    done.append(wording.amount_of(item.product, gone))


def _take_out(turn: Turn, product: Product) -> None:
    turn.basket = turn.basket.remove(product.sku)
    turn.last_sku = product.sku
