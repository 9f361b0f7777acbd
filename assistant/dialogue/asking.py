"""How each question is put, the first time and when it is put again."""

from __future__ import annotations

from assistant.dialogue import coupons, wording
from assistant.dialogue.phrases import Phrase, enumerate_phrases
from assistant.dialogue.state import (
    AskAmount,
    AskCoupon,
    ChooseProduct,
    ChooseRecipe,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    ItemQuestion,
)
from assistant.dialogue.turn import Turn
from assistant.shopping.packs import fit

Askable = ItemQuestion | ConfirmHeard | ConfirmClear | ConfirmCancel | ChooseRecipe | AskCoupon
"""Every question but those of the checkout, which `checkout.advance` works out anew each time."""


def ask_about(turn: Turn, question: ItemQuestion, instead: bool = False) -> None:
    """Ask about one item now, or later when another question comes first.

    Args:
        turn: the turn under way.
        question: what to ask.
        instead: whether it offers something for what was just said not to be there.
    """
    if turn.question is not None:
        turn.waiting.append(question)
    elif instead and isinstance(question, ChooseProduct):
        _choose_product(turn, question, instead)
    else:
        put(turn, question)


def is_moot(turn: Turn, question: ItemQuestion) -> bool:
    """Return whether a question about an item has lost its point: its product is gone, or was put already."""
    match question:
        case ChooseProduct(options, _, _, act, instead_of):
            if act == "replace":
                return turn.basket.line(instead_of) is None
            if act == "add":
                return any(_was_put(turn, sku) for sku in options)
            return sum(turn.basket.line(sku) is not None for sku in options) < 2
        case AskAmount(sku, _, act) | ConfirmItem(sku, _, _, act):
            return _was_put(turn, sku) or (act == "set" and turn.basket.line(sku) is None)


def _was_put(turn: Turn, sku: str) -> bool:
    """Return whether this turn changed how much of a product there is."""
    now, before = turn.basket.line(sku), turn.before.line(sku)
    return now is not None and (before is None or now.quantity != before.quantity)


def put(turn: Turn, question: Askable) -> None:
    """Ask."""
    match question:
        case ConfirmItem():
            _confirm_item(turn, question)
        case AskAmount():
            _ask_amount(turn, question)
        case ChooseProduct():
            _choose_product(turn, question)
        case AskCoupon():
            coupons.put(turn)
        case ConfirmHeard():
            turn.ask(question, turn.phrase("confirm-doubtful", heard=question.text))
        case ConfirmClear():
            _confirm_clear(turn, question)
        case ConfirmCancel():
            _confirm_cancel(turn, question)
        case ChooseRecipe():
            named = [Phrase.of(option) for option in question.options]
            turn.ask(question, turn.phrase("choose-recipe", choices=enumerate_phrases(named, "ou")), named)


def _confirm_clear(turn: Turn, question: ConfirmClear) -> None:
    lines = [wording.line(line) for line in turn.basket.lines if line.product.sku in question.keep]
    if lines:
        turn.ask(question, turn.phrase("clear-ask-but", items=enumerate_phrases(lines)))
    else:
        message = "clear-ask-first" if question.then else "clear-ask"
        turn.ask(question, turn.phrase(message, articles=wording.articles(turn.basket)))


def _confirm_cancel(turn: Turn, question: ConfirmCancel) -> None:
    order = next((order for order in turn.view.orders(5) if order.id == question.number), None)
    if order is None:
        return
    named = turn.phrase(
        "cancel-ask",
        number=wording.spelled(order.id),
        mode=wording.mode(order.mode),
        slot=wording.slot(order.slot, turn.view.now),
        total=wording.money(order.total_cents),
    )
    turn.ask(question, named)


def _confirm_item(turn: Turn, question: ConfirmItem) -> None:
    product = turn.view.product(question.sku)
    if product is None:
        return
    covered = fit(product, question.asked)
    items = wording.amount_of(product, covered.quantity if covered else question.asked.value)
    turn.ask(question, turn.phrase("confirm-amount", items=items))


def _ask_amount(turn: Turn, question: AskAmount) -> None:
    product = turn.view.product(question.sku)
    if product is None:
        return
    of = wording.of_several(product)
    turn.ask(question, turn.phrase("ask-amount", of=of, price=wording.shelf_price(product)))


def _choose_product(turn: Turn, question: ChooseProduct, instead: bool = False) -> None:
    products = [p for sku in question.options if (p := turn.view.product(sku))]
    named = wording.choices(products)
    offered = wording.priced_choices(products) if question.act in ("add", "replace") else named
    message = "choose-product" if question.act == "add" else "choose-line"
    if instead or (len(products) == 1 and question.act in ("add", "replace")):
        message = "choose-substitute"
    elif question == turn.asked:
        message, offered = "choose-again", named  # their prices were said the first time
    listed = enumerate_phrases(offered, "ou")
    turn.ask(question, turn.phrase(message, said=question.said, choices=listed), named)
