"""What happens on `ReplaceItem`: "mets du riz à la place des pâtes", "finalement du bio"."""

from __future__ import annotations

from dataclasses import replace

from assistant.catalogue import Ambiguous, Chosen, NotAvailable, NotFoundInShop
from assistant.dialogue import asked_amount, wording
from assistant.dialogue.asking import ask_about
from assistant.dialogue.choosing import described
from assistant.dialogue.handlers import add_items
from assistant.dialogue.memory import others, referred_to
from assistant.dialogue.phrases import Phrase
from assistant.dialogue.replacement import swap
from assistant.dialogue.state import ChooseProduct
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import BasketLine
from assistant.understanding.requests import AddItems, ItemWish, ReplaceItem


def handle(turn: Turn, request: ReplaceItem) -> None:
    """Put one product in the place of another; as much of it, unless another amount is said."""
    old = _old_line(turn, request.old)
    if old is None:
        _without_old(turn, request)
        return
    asked = asked_amount.amount_of(request.new)
    wanted = asked if asked is not None and asked.value > 0 else old.asked
    new = request.new
    if not new.product and (new.attributes or new.brand) and old.said and new.reference != "other":
        new = replace(new, product=old.said)
    if not new.product:
        _by_reference(turn, old, new, asked)
        return
    said = described(new)
    match turn.view.find(new.product, wanted, new.attributes, new.brand):
        case Chosen(product, _, _):
            swap(turn, old, product, asked, said)
        case Ambiguous(options):
            skus = tuple(option.sku for option in options)
            question = ChooseProduct(skus, asked or asked_amount.UNSAID, said, "replace", old.product.sku)
            ask_about(turn, question)
        case NotFoundInShop(nearest) if nearest is not None:
            swap(turn, old, nearest, asked, said)
        case NotAvailable() as missing:
            named = wording.product_name(missing.product) if missing.product else Phrase.of(said)
            turn.regret(f"unavailable-{missing.reason}", product=named)
            skus = tuple(product.sku for product in missing.substitutes if product.sku != old.product.sku)
            if skus:
                question = ChooseProduct(skus, asked or asked_amount.UNSAID, said, "replace", old.product.sku)
                ask_about(turn, question, instead=True)
            else:
                turn.regret("replace-kept", items=wording.line(old))
        case _:
            turn.regret("product-unknown", said=said)
            turn.regret("replace-kept", items=wording.line(old))


def _old_line(turn: Turn, old: ItemWish) -> BasketLine | None:
    if not old.product:
        product = referred_to(turn, old)
        return turn.basket.line(product.sku) if product else None
    products = tuple(line.product for line in turn.basket.lines)
    found = turn.view.find_among(described(old), products)
    return turn.basket.line(found[0].sku) if found else None


def _without_old(turn: Turn, request: ReplaceItem) -> None:
    """Add what is to come when what is to go is not there."""
    if request.old.product:
        turn.regret("product-not-in-basket", of=Phrase.of(wording.de(described(request.old))))
    if request.new.product or turn.focus is not None:
        add_items.handle(turn, AddItems((request.new,)))
    else:
        turn.regret("pronoun-without-product")


def _by_reference(turn: Turn, old: BasketLine, new: ItemWish, asked: Amount | None) -> None:
    """Take "l’autre" for the one that was named with it; when there are several, ask which."""
    product = referred_to(turn, new)
    if product is not None and product.sku != old.product.sku:
        swap(turn, old, product, asked, old.said)
        return
    rest = [p for p in others(turn) if p.sku != old.product.sku]
    if not rest:
        turn.regret("no-other", items=wording.line(old))
        return
    skus = tuple(p.sku for p in rest)
    ask_about(turn, ChooseProduct(skus, asked or asked_amount.UNSAID, old.said, "replace", old.product.sku))
