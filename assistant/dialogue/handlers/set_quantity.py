"""What happens on `SetQuantity`: "mets plutôt trois baguettes", "passe le lait à six"."""

from __future__ import annotations

import re
from fractions import Fraction

from assistant.dialogue import asked_amount, items, wording
from assistant.dialogue.asking import ask_about
from assistant.dialogue.choosing import described
from assistant.dialogue.memory import referred_to
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.said_amount import read_amount
from assistant.dialogue.state import AskAmount
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import BasketLine
from assistant.shopping.products import SoldBy
from assistant.understanding.normalise import normalise
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import ItemWish, SetQuantity

_FACTORS = (
    (re.compile(r"\bdoubl\w+|\ble double\b|\bdeux fois plus\b"), Fraction(2)),
    (re.compile(r"\btripl\w+|\btrois fois plus\b"), Fraction(3)),
    (re.compile(r"\bmoitié\b|\bpar deux\b|\bdeux fois moins\b"), Fraction(1, 2)),
)
"""What is said of an amount instead of a number."""


def handle(turn: Turn, request: SetQuantity) -> None:
    """Make the amount of items exactly what was said; nothing at all takes them out."""
    done: list[Phrase] = []
    for wish in request.items:
        asked = asked_amount.amount_of(wish)
        if not _is_there(turn, wish):
            _add_instead(turn, wish, done)
            continue
        item = items.in_basket(turn, wish, asked or asked_amount.UNSAID, "set")
        if item is None:
            continue
        asked = asked_amount.asked_of(item.product, item, wish)
        asked = asked or _scaled(turn, item)
        if asked is None:
            ask_about(turn, AskAmount(item.product.sku, item.said, "set"))
        elif asked.value <= 0:
            taken: list[Phrase] = []
            items.take(turn, item, None, taken)
            turn.say("removed", items=wording.line(item))
        else:
            items.put(turn, item.product, asked, item.said, item.why, done, "set")
    if done:
        turn.say("set", items=enumerate_phrases(done))


def _scaled(turn: Turn, item: BasketLine) -> Amount | None:
    """Return the amount of "double les baguettes" and "la moitié de la farine", or ``None``."""
    words = normalise(turn.interpretation.text)
    factor = next((factor for said, factor in _FACTORS if said.search(words)), None)
    if factor is None:
        return None
    scaled = Amount(item.asked.value * factor, item.asked.unit)
    return scaled if item.product.sold_by is SoldBy.KG or scaled.value.denominator == 1 else None


def corrected(turn: Turn) -> bool:
    """Take words that are nothing but an amount ("non, cinq") for the product spoken of last.

    Returns:
        Whether they were that.
    """
    amount = read_amount(turn.interpretation.text)
    if amount is None or turn.focus is None or turn.basket.line(turn.focus.sku) is None:
        return False
    said = Quantity(amount.value, "" if amount.unit is Unit.PIECE else amount.unit.value)
    handle(turn, SetQuantity((ItemWish("", said),)))
    return True


def _is_there(turn: Turn, wish: ItemWish) -> bool:
    if wish.position:
        return True
    if not wish.product:
        product = referred_to(turn, wish)
        return product is None or turn.basket.line(product.sku) is not None
    return bool(turn.view.find_among(described(wish), tuple(line.product for line in turn.basket.lines)))


def _add_instead(turn: Turn, wish: ItemWish, done: list[Phrase]) -> None:
    """Add what is to be changed but is not there: "mets plutôt trois baguettes" still wants three of them."""
    asked = asked_amount.amount_of(wish)
    if not wish.product and (asked is None or asked.value <= 0):
        turn.regret("pronoun-without-product")
        return
    if asked is None or asked.value <= 0:
        turn.regret("product-not-in-basket", of=Phrase.of(wording.de(described(wish))))
        return
    product, why = items.meant(turn, wish, asked, "add")
    if product is not None:
        said = described(wish) or (turn.focus.said if turn.focus else "")
        items.put(turn, product, asked, said, why, done)
