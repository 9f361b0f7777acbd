"""One product in the place of another."""

from __future__ import annotations

from assistant.dialogue import items, wording
from assistant.dialogue.memory import remember
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.turn import Turn
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import BasketLine
from assistant.shopping.packs import fit
from assistant.shopping.products import Product


def swap(turn: Turn, old: BasketLine, new: Product, asked: Amount | None, said: str) -> None:
    """Take one line out and put another product in, saying both."""
    if new.sku == old.product.sku and asked is None:
        remember(turn, new, said)
        turn.say("replace-same", items=wording.line(old))
        return
    wanted = asked or (old.asked if fit(new, old.asked) is not None else None)
    before = turn.basket
    done: list[Phrase] = []
    turn.basket = turn.basket.remove(old.product.sku)
    asking = turn.question
    items.put(turn, new, wanted, said or old.said, "chosen", done)
    if turn.question is not asking or turn.basket.line(new.sku) is None:
        turn.basket = before  # nothing goes before it is clear what comes
        return
    if turn.focus is not None:
        options = (*turn.focus.options, old.product.sku) if not turn.focus.options else turn.focus.options
        remember(turn, new, turn.focus.said, tuple(dict.fromkeys((*options, new.sku))))
    line = turn.basket.line(new.sku)
    if done and line is not None:
        if before.line(new.sku) is not None:
            turn.say("replaced", old=wording.line(old), new=enumerate_phrases(done))
            return
        went, came = wording.told_apart(old, line)
        pack = wording.the_pack(new)
        if went.text == came.text and pack is not None:
            turn.say("replaced-pack", pack=pack, price=wording.money(new.price_cents))
        else:
            turn.say("replaced", old=went, new=came)
