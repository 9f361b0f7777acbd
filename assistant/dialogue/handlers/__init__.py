"""What happens on each request: one module a request type, named as the type in snake case.

`RemoveItems` is in ``remove_items.py``. Each has one function, ``handle(turn, request)``, that
changes the turn and says what it did.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.dialogue.handlers import (
    add_items,
    add_recipe,
    ask_credit,
    ask_offers,
    ask_price,
    ask_product,
    ask_total,
    ask_why,
    cancel_order,
    checkout,
    choose,
    choose_slot,
    clear_basket,
    confirm,
    deny,
    drop_code,
    give_code,
    greet,
    help,
    order_status,
    out_of_scope,
    read_basket,
    remove_items,
    reorder,
    repeat,
    replace_item,
    set_quantity,
    stop,
    suggest_recipes,
    undo,
    unsupported,
)
from assistant.dialogue.turn import Turn
from assistant.understanding import requests as ask

HANDLERS: dict[type[ask.Request], Callable[[Turn, Any], None]] = {
    ask.AddItems: add_items.handle,
    ask.RemoveItems: remove_items.handle,
    ask.SetQuantity: set_quantity.handle,
    ask.ReplaceItem: replace_item.handle,
    ask.ClearBasket: clear_basket.handle,
    ask.ReadBasket: read_basket.handle,
    ask.AskTotal: ask_total.handle,
    ask.AskPrice: ask_price.handle,
    ask.AskOffers: ask_offers.handle,
    ask.GiveCode: give_code.handle,
    ask.DropCode: drop_code.handle,
    ask.AskCredit: ask_credit.handle,
    ask.AskProduct: ask_product.handle,
    ask.AskWhy: ask_why.handle,
    ask.AddRecipe: add_recipe.handle,
    ask.SuggestRecipes: suggest_recipes.handle,
    ask.Reorder: reorder.handle,
    ask.Checkout: checkout.handle,
    ask.ChooseSlot: choose_slot.handle,
    ask.OrderStatus: order_status.handle,
    ask.CancelOrder: cancel_order.handle,
    ask.Choose: choose.handle,
    ask.Confirm: confirm.handle,
    ask.Deny: deny.handle,
    ask.Undo: undo.handle,
    ask.Repeat: repeat.handle,
    ask.Help: help.handle,
    ask.Stop: stop.handle,
    ask.Greet: greet.handle,
    ask.Unsupported: unsupported.handle,
    ask.OutOfScope: out_of_scope.handle,
}
