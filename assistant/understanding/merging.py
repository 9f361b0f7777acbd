"""Requests that were said in two parts and are one."""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding import requests as ask


def merged(requests: list[ask.Request]) -> list[ask.Request]:
    """Join what was said in two parts but is one request.

    A slot said apart from its checkout ("commande, en drive, demain matin"), and items of the same act that
    follow each other.
    """
    out: list[ask.Request] = []
    for request in requests:
        before = out[-1] if out else None
        if isinstance(before, ask.Checkout) and isinstance(request, ask.Checkout | ask.ChooseSlot):
            out[-1] = ask.Checkout(before.mode or request.mode, before.when or request.when)
        elif isinstance(before, ask.ChooseSlot) and isinstance(request, ask.ChooseSlot):
            # "mardi je peux pas, mettez mercredi"
            out[-1] = ask.ChooseSlot(request.mode or before.mode, request.when or before.when)
        elif isinstance(before, ask.ChooseSlot) and isinstance(request, ask.Checkout):
            out[-1] = ask.Checkout(request.mode or before.mode, request.when or before.when)
        elif (
            isinstance(before, ask.RemoveItems)
            and isinstance(request, ask.ReplaceItem)
            and not request.old.product
        ):
            # "retire les yaourts et mets des compotes à la place"
            out.append(ask.AddItems((request.new,)))
        elif isinstance(before, ask.AskPrice | ask.AskProduct) and isinstance(request, ask.SetQuantity):
            out.append(request if request.items[0].product else ask.AddItems(request.items))
        elif isinstance(before, ask.AddItems) and isinstance(request, ask.AddItems | ask.SetQuantity):
            joined = _joined(before, request)
            if joined is not None:
                out[-1] = joined
            else:
                out.append(request)
        else:
            out.append(request)
    return out


def _joined(before: ask.AddItems, request: ask.AddItems | ask.SetQuantity) -> ask.AddItems | None:
    """Join "y a plus de lait, mets-en deux" into one wish for two: "en" counts the item before it."""
    last, first = before.items[-1], request.items[0]
    if first == ask.ItemWish("", price_cents=first.price_cents) and last.product and not last.price_cents:
        priced = replace(last, price_cents=first.price_cents)  # "un vin que je puisse avoir sous neuf euros"
        return ask.AddItems((*before.items[:-1], priced, *request.items[1:]))
    if isinstance(request, ask.SetQuantity) and last.product and _is_amount(first):
        # "trois saucisses, non, mets-en cinq"
        return ask.AddItems((*before.items[:-1], replace(last, quantity=first.quantity), *request.items[1:]))
    if first.product or first.reference or last.quantity is not None or not last.product:
        return ask.AddItems(before.items + request.items) if isinstance(request, ask.AddItems) else None
    one = ask.ItemWish(
        last.product,
        first.quantity,
        last.attributes + first.attributes,
        last.brand or first.brand,
        first.price_cents or last.price_cents,
    )
    return ask.AddItems((*before.items[:-1], one, *request.items[1:]))


def _is_amount(item: ask.ItemWish) -> bool:
    """Return whether an item is an amount of what was spoken of last and nothing else."""
    return item.quantity is not None and item == ask.ItemWish("", item.quantity)
