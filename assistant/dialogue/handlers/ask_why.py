"""What happens on `AskWhy`: "pourquoi celui-là". Changes nothing."""

from __future__ import annotations

from assistant.dialogue import wording
from assistant.dialogue.choosing import described
from assistant.dialogue.memory import line_at, others, referred_to
from assistant.dialogue.phrases import has
from assistant.dialogue.turn import Turn
from assistant.shopping.basket import BasketLine
from assistant.understanding.requests import AskWhy, ItemWish


def handle(turn: Turn, request: AskWhy) -> None:
    """Say why each product was chosen, and what else there was."""
    for wish in request.items or (ItemWish(""),):
        line = _line(turn, wish)
        if line is None:
            turn.say("why-nothing")
            continue
        name, price = wording.sentence_name(line.product), wording.shelf_price(line.product)
        reason = f"reason-{line.why}"
        if has(reason):
            turn.say(reason, product=name, price=price, said=line.said)
        elif has(why := f"why-{line.why}"):
            reason_phrase = turn.phrase(why, usual=wording.usual(line.product))
            turn.say("reason-other", product=name, price=price, reason=reason_phrase)
        else:
            turn.say("reason-chosen", product=name, price=price)
        rest = others(turn) if turn.focus and turn.focus.sku == line.product.sku else []
        if rest and line.why not in ("only_one", "chosen"):
            turn.say("reason-others", choice=wording.priced_choices([line.product, rest[0]])[1])


def _line(turn: Turn, wish: ItemWish) -> BasketLine | None:
    if wish.position:
        return line_at(turn, wish.position)
    if not wish.product:
        product = referred_to(turn, ItemWish("", reference=""))
        return turn.basket.line(product.sku) if product else None
    products = tuple(line.product for line in turn.basket.lines)
    found = turn.view.find_among(described(wish), products)
    return turn.basket.line(found[0].sku) if found else None
