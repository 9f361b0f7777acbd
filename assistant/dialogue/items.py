"""Finding the product that is meant, putting it into the basket and taking it out."""

from __future__ import annotations

from fractions import Fraction

from assistant.catalogue import Ambiguous, Chosen, NotAvailable, NotFoundInShop
from assistant.dialogue import wording
from assistant.dialogue.asked_amount import ONE, UNSAID, each_of
from assistant.dialogue.asking import ask_about
from assistant.dialogue.choosing import described, pick
from assistant.dialogue.memory import line_at, referred_to, remember, spoken_of
from assistant.dialogue.phrases import Phrase
from assistant.dialogue.state import AskAmount, ChooseProduct, ConfirmItem
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import BasketLine, CannotCount, OverLimit
from assistant.shopping.packs import Fit, fit, holds, usual_amount
from assistant.shopping.products import Product, SoldBy
from assistant.understanding.requests import ItemWish

_DEAR_CENTS = 1200
"""A weight that was not said is asked for when the usual one would cost more than this."""
_LARGE_CENTS = 15_000
"""A line that costs more than this is asked about."""
_MANY = 12
"""More packages than this, by a number that may mean what is in them, are asked about: "vingt olives"."""
_CANDIDATES = 20


def meant(turn: Turn, wish: ItemWish, asked: Amount | None, act: str) -> tuple[Product | None, str]:
    """Return the product meant and why; when it is not clear, say or ask so and return ``None``."""
    if not wish.product:
        product = referred_to(turn, wish)
        if product is None:
            turn.regret("pronoun-without-product")
        return product, "chosen"
    said = described(wish)
    if wish.price_cents is not None:
        return _within_price(turn, wish, asked or ONE, said), "chosen"
    match turn.view.find(wish.product, asked or ONE, wish.attributes, wish.brand, each_of(wish)):
        case Chosen(product, _, why):
            return product, why
        case Ambiguous(options):
            skus = tuple(option.sku for option in options)
            ask_about(turn, ChooseProduct(skus, asked or UNSAID, said, act))
        case NotAvailable() as missing:
            _offer_substitute(turn, missing, asked, said, act)
        case NotFoundInShop(nearest):
            if nearest is None:
                turn.regret("product-unknown", said=said)
            else:
                _regret_unit(turn, nearest)
    return None, ""


def _offer_substitute(turn: Turn, missing: NotAvailable, asked: Amount | None, said: str, act: str) -> None:
    """Say what cannot be had and why; offer the closest as a question, never put it in unasked."""
    named = wording.product_name(missing.product) if missing.product else Phrase.of(said)
    turn.regret(f"unavailable-{missing.reason}", product=named)
    if missing.substitutes and act == "add":
        skus = tuple(product.sku for product in missing.substitutes)
        ask_about(turn, ChooseProduct(skus, asked or UNSAID, said, act), instead=True)


def in_basket(turn: Turn, wish: ItemWish, asked: Amount, act: str) -> BasketLine | None:
    """Return the basket line that is meant; when it is not clear, say or ask so and return ``None``."""
    if wish.position:
        item = line_at(turn, wish.position)
        if item is None:
            turn.regret("basket-out-of-range", count=len(turn.before.lines))
        return item
    if not wish.product:
        product = referred_to(turn, wish)
        item = turn.basket.line(product.sku) if product else None
        if item is None and wish.attributes:  # "enlève le plus cher"
            held = tuple(line.product for line in turn.basket.lines)
            picked = pick(turn.view, held, " ".join(wish.attributes))
            item = turn.basket.line(picked[0].sku) if len(picked) == 1 else None
        if item is None:
            turn.regret("pronoun-without-product")
        return item
    said = described(wish)
    products = tuple(item.product for item in turn.basket.lines)
    found = turn.view.find_among(said, products)
    last = spoken_of(turn)
    if act == "set" and len(found) > 1 and last in found:
        found = [last]  # "mets plutôt trois yaourts", of those just spoken of
    if not found:
        turn.regret("product-not-in-basket", of=Phrase.of(wording.de(said)))
        return None
    if len(found) > 1:
        ask_about(turn, ChooseProduct(tuple(p.sku for p in found[:3]), asked, said, act))
        return None
    return turn.basket.line(found[0].sku)


def put(
    turn: Turn,
    product: Product,
    asked: Amount | None,
    said: str,
    why: str,
    done: list[Phrase],
    act: str = "add",
    exactly: bool = True,
    each: Amount | None = None,
) -> None:
    """Change the basket, unless the amount must be asked about first: too much, or unsaid where it matters.

    Args:
        turn: the turn under way.
        product: what to put.
        asked: how much; ``None``: as much as is usual.
        said: the words that asked for it.
        why: why this product, as a code.
        done: gets what was done, to be said.
        act: "add" to what is there, or "set" it.
        exactly: whether to say that packs hold more than was asked for.
        each: what one package was to hold, if that was said.
    """
    if asked is not None and asked.value <= 0:
        asked = None
    remember(turn, product, said)
    if asked is None and act == "add" and _amount_matters(product):
        ask_about(turn, AskAmount(product.sku, said, act))
        return
    amount = asked or usual_amount(product)
    covered = fit(product, amount)
    if covered is None:
        _regret_unit(turn, product)
        return
    odd = _is_large(turn, product, covered.quantity) or _counts_what_is_in_them(product, amount, covered)
    if odd and not _is_confirmed(turn, product, amount):
        ask_about(turn, ConfirmItem(product.sku, amount, said, act))
        return
    before = turn.basket.line(product.sku)
    change = turn.basket.add if act == "add" else turn.basket.set
    try:
        turn.basket = change(product, amount, said, why)
    except CannotCount:
        _regret_unit(turn, product)
        return
    except OverLimit as over:
        turn.say("product-limited", most=wording.amount_of(product, Fraction(over.limit)))
        return
    items = wording.asked_for(product, amount, covered.quantity)
    if before is not None and act == "add" and exactly:
        _more(turn, before, done)
    elif not exactly or (missing := _missing(product, amount, each)) is None:
        done.append(items)
    elif each is None and covered.quantity > 1:
        turn.say("added-not-just", items=wording.in_packs(product, covered.quantity), asked=missing)
    else:
        turn.say("added-other-pack", items=wording.in_packs(product, covered.quantity), asked=missing)


def _missing(product: Product, amount: Amount, each: Amount | None) -> Phrase | None:
    """Name the package that was asked for and that there is none of; ``None`` when all is as it was asked."""
    if each is not None and not holds(product, each):
        return wording.pack_holding(product, each)
    covered = fit(product, amount)
    return None if covered is None or covered.exact else wording.pack_holding(product, amount)


def _more(turn: Turn, before: BasketLine, done: list[Phrase]) -> None:
    """Say what was added to what was there, and how much that makes."""
    line = turn.basket.line(before.product.sku)
    if line is None:
        return
    gained = line.quantity - before.quantity
    if gained <= 0:
        turn.say("added-within-pack", pack=wording.pack_of(line.product), items=wording.line(line))
        return
    more = wording.amount_of(line.product, gained)
    done.append(turn.phrase("in-all", items=more, total=wording.count(line.product, line.quantity)))


def take(turn: Turn, item: BasketLine, asked: Amount | None, done: list[Phrase]) -> None:
    """Take a line out, or the amount that was said."""
    remember(turn, item.product, item.said)
    if asked is None:
        turn.basket = turn.basket.remove(item.product.sku)
        done.append(wording.line(item))
        return
    try:
        turn.basket = turn.basket.take(item.product.sku, asked)
    except (CannotCount, KeyError):
        _regret_unit(turn, item.product)
        return
    left = turn.basket.line(item.product.sku)
    gone = item.quantity - (left.quantity if left else 0)
    if left is not None and not gone:
        turn.say("removed-within-pack", pack=wording.pack_of(item.product), items=wording.line(left))
        return
    done.append(wording.amount_of(item.product, gone))


def apply(turn: Turn, product: Product, question: ChooseProduct, done: list[Phrase]) -> None:
    """Do what was asked for with the product that was chosen."""
    asked = question.asked if question.asked.value > 0 else None
    if question.act in ("remove", "take"):
        item = turn.basket.line(product.sku)
        if item is not None:
            take(turn, item, asked if question.act == "take" else None, done)
        return
    if question.act == "replace":
        item = turn.basket.line(question.instead_of)
        turn.basket = turn.basket.remove(question.instead_of)
        keeps = item is not None and fit(product, item.asked) is not None
        asked = asked or (item.asked if item is not None and keeps else None)
    put(turn, product, asked, question.said, "chosen", done, "set" if question.act == "set" else "add")


def _within_price(turn: Turn, wish: ItemWish, asked: Amount, said: str) -> Product | None:
    """Return the product that fits the words best and costs no more than was said."""
    found = turn.view.search(said, _CANDIDATES)
    limit = wish.price_cents or 0
    for product in found:
        if product.price_cents <= limit and fit(product, asked) is not None:
            return product
    if found:
        cheapest = min(found, key=lambda p: p.price_cents)
        named, price = wording.product_name(cheapest), wording.shelf_price(cheapest)
        turn.regret("product-over-price", said=said, product=named, price=price)
        remember(turn, cheapest, said, (cheapest.sku,))
    else:
        turn.regret("product-unknown", said=said)
    return None


def _amount_matters(product: Product) -> bool:
    """Return whether a guess of the weight could cost too much to be made."""
    if product.sold_by is not SoldBy.KG:
        return False
    covered = fit(product, usual_amount(product))
    return covered is not None and covered.quantity * product.price_cents > _DEAR_CENTS


def _is_large(turn: Turn, product: Product, quantity: Fraction) -> bool:
    return quantity > turn.view.shop.max_line_quantity or quantity * product.price_cents > _LARGE_CENTS


def _counts_what_is_in_them(product: Product, amount: Amount, covered: Fit) -> bool:
    """Return whether a bare number that large may have counted olives, and not jars of them."""
    loose = (Unit.PIECE, Unit.PACKAGE, Unit.BOTTLE, Unit.CARTON, Unit.CAN)
    return (
        amount.unit is Unit.PIECE
        and product.sold_by is SoldBy.PIECE
        and product.packaging not in loose
        and covered.quantity > _MANY
    )


def _is_confirmed(turn: Turn, product: Product, amount: Amount) -> bool:
    asked = turn.asked
    return (
        isinstance(asked, ConfirmItem) and asked.sku == product.sku and asked.asked == amount and turn.settled
    )


def _regret_unit(turn: Turn, product: Product) -> None:
    turn.regret("product-not-in-unit", product=wording.sentence_name(product))
