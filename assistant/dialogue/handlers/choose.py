"""What happens on `Choose`: "le deuxième", "le moins cher", "celui à deux euros", "l’autre"."""

from __future__ import annotations

from assistant.dialogue import answers, checkout, recipes, replacement
from assistant.dialogue.choosing import all_of, described, pick
from assistant.dialogue.handlers import replace_item, set_quantity
from assistant.dialogue.memory import others, referred_to
from assistant.dialogue.state import ChooseMode, ChooseProduct, ChooseRecipe, ChooseSlot
from assistant.dialogue.turn import Turn
from assistant.shopping.products import Product
from assistant.understanding.requests import Choose, ItemWish, ReplaceItem, SetQuantity


def handle(turn: Turn, request: Choose) -> None:
    """Take the choice of one among those offered, or named a moment ago."""
    question = turn.asked
    if isinstance(question, ChooseMode | ChooseSlot | ChooseRecipe | ChooseProduct):
        at = _index(request.position, len(question.options))
        if at is None and request.position:
            turn.missed = True
            turn.say("choose-out-of-range", count=len(question.options))
            return
        _take(turn, question, request, at)
    elif question is not None and request.position:
        turn.missed = True  # "le deuxième" is no answer to yes or no
    elif turn.focus is not None:
        _of_those_named(turn, request)
    else:
        turn.say("choose-nothing")


def _take(
    turn: Turn,
    question: ChooseMode | ChooseSlot | ChooseRecipe | ChooseProduct,
    request: Choose,
    at: int | None,
) -> None:
    if isinstance(question, ChooseProduct):
        options = answers.offered(turn, question)
        chosen = all_of(options, turn.interpretation.text)  # "les deux" is no second place
        chosen = chosen or (options[at : at + 1] if at is not None else ())
        chosen = chosen or pick(turn.view, options, turn.interpretation.text, request.item)
        if chosen:
            answers.take_products(turn, question, chosen)
            return
        turn.missed = True
        if turn.state.misses == 0 and request.item is not None and request.item.reference:
            turn.say("which")  # "l'autre" of three
        return
    if at is None:
        turn.missed = True
        return
    turn.settled = True
    if isinstance(question, ChooseMode):
        checkout.choose_mode(turn, question.options[at])
    elif isinstance(question, ChooseSlot):
        checkout.choose_among_slots(turn, question.options[at])
    else:
        recipes.add(turn, turn.view.recipes(question.options[at])[0], question.servings)


def _of_those_named(turn: Turn, request: Choose) -> None:
    """Take one of the products named before: in the place of its like in the basket, or added."""
    item = request.item
    if set_quantity.corrected(turn):  # "deux": how many of it
        return
    if item is not None and item.quantity is not None and not (described(item) or item.reference):
        set_quantity.handle(turn, SetQuantity((item,)))  # "non, un kilo" chooses no other product
        return
    product = _named_before(turn, request)
    focus = turn.focus
    line = turn.basket.line(focus.sku) if focus else None
    if product is None and line is not None and item is not None and item.reference == "other":
        replace_item.handle(turn, ReplaceItem(ItemWish(""), item))
        return
    if product is None:
        turn.say("choose-nothing")
        return
    if line is not None and focus is not None:
        replacement.swap(turn, line, product, None, focus.said)
    else:
        answers.add_product(turn, product, focus.said if focus else "")


def _named_before(turn: Turn, request: Choose) -> Product | None:
    focus = turn.focus
    if focus is None:
        return None
    options = tuple(p for sku in focus.options if (p := turn.view.product(sku)))
    if request.position:
        at = _index(request.position, len(options))
        return options[at] if at is not None else None
    item = request.item or ItemWish("")
    found = referred_to(turn, item)
    if item.reference == "other" and (found is None or found.sku == focus.sku):
        rest = others(turn)
        found = rest[0] if len(rest) == 1 else None
    return found


def _index(position: int, count: int) -> int | None:
    """Return the place of a choice from 0, or ``None`` when there is none there."""
    at = count - 1 if position == -1 else position - 1
    return at if 0 <= at < count else None
