"""The JSON that every channel shows: TURN, BASKET and ORDER. Field names never change once published."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.catalogue.hit import Hit
from assistant.catalogue.record import BadRecord
from assistant.dialogue import Reply, promotions, savings, wording
from assistant.dialogue.phrases import PLAIN, has, say
from assistant.errors import VocabasError
from assistant.shopping.basket import Basket
from assistant.shopping.bill import Bill, BillLine, Saving
from assistant.shopping.offers import Offer, Selection
from assistant.shopping.orders import Order
from assistant.shopping.products import Product
from assistant.shopping.slots import Slot
from assistant.understanding import Interpretation
from assistant.understanding.requests import decimal_text
from assistant.utterance import Utterance

Document = dict[str, Any]
"""A JSON object."""

_HIDDEN = "••••"


def turn(
    heard: Utterance,
    meant: Interpretation,
    reply: Reply,
    basket: Document,
    order: Order | None,
    secret: bool = False,
) -> Document:
    """Return TURN: what was heard and understood, the reply, the basket after it, and the order it placed.

    Of a ``secret`` turn, which holds a household's code or a card number, the words are left out.
    """
    return {
        "heard": _HIDDEN if secret else meant.text,
        "confidence": round(min(heard.confidence, meant.confidence), 4),
        "requests": [] if secret else [request.to_json() for request in meant.requests],
        "reply": reply.to_json(),
        "basket": basket,
        "order": order_document(order) if order else None,
    }


def basket_document(basket: Basket, bill: Bill, version: int) -> Document:
    """Return BASKET.

    Args:
        basket: what is in it.
        bill: what it costs.
        version: grows with each of its changes.
    """
    return {
        "lines": [_line(line) for line in bill.lines],
        "total_cents": bill.total_cents,
        "savings_cents": bill.savings_cents,
        "deposit_cents": bill.deposit_cents,
        "savings": [_saving(saving, bill) for saving in bill.savings],
        "credits": [_saving(credit, bill) for credit in bill.credits],
        "codes": list(basket.codes),
        "version": version,
    }


def order_document(order: Order) -> Document:
    """Return ORDER."""
    return {
        "id": order.id,
        "customer": order.customer,
        "shop": order.shop,
        "state": order.state.value,
        "state_label": say(f"state-{order.state.value}").text,
        "cancellable": order.is_cancellable,
        "mode": order.mode.value,
        "slot": {"start": order.slot.start.isoformat(), "end": order.slot.end.isoformat()},
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": _number(decimal_text(line.quantity)),
                "unit": line.unit,
                "price_cents": line.price_cents,
                "savings_cents": line.savings_cents,
                "deposit_cents": line.deposit_cents,
                "total_cents": line.total_cents,
                "vat_percent": _number(decimal_text(line.vat_rate * 100)),
            }
            for line in order.lines
        ],
        "fee_cents": order.fee_cents,
        "savings_cents": order.savings_cents,
        "deposit_cents": order.deposit_cents,
        "total_cents": order.total_cents,
        "savings": [{"offer": s.offer, "text": s.text, "cents": s.cents} for s in order.savings],
        "credit_cents": order.credit_cents,
        "vat": [
            {
                "percent": _number(decimal_text(line.rate * 100)),
                "gross_cents": line.gross_cents,
                "net_cents": line.net_cents,
                "vat_cents": line.vat_cents,
            }
            for line in order.vat
        ],
        "alcohol": order.alcohol,
        "payment": order.payment,
        "placed_at": order.placed_at.isoformat(),
        "version": order.version,
    }


def hit_document(hit: Hit) -> Document:
    """Return one search hit."""
    return {
        "sku": hit.product.sku,
        "name": hit.product.name,
        "category": hit.product.category,
        "score": hit.score,
    }


def product_document(product: Product) -> Document:
    """Return PRODUCT."""
    return {
        "sku": product.sku,
        "ean": product.ean or None,
        "name": product.name,
        "brand": product.brand or None,
        "category": product.category,
        "unit": product.sold_by.value,
        "net": {"value": decimal_text(product.net.value), "unit": product.net.unit.value},
        "price_cents": product.price_cents if product.priced else None,
        "in_stock": product.in_stock,
        "alcohol": product.alcohol,
        "labels": sorted(product.labels),
        "allergens": sorted(product.allergens),
        "nutriscore": product.nutriscore or None,
    }


def slot_document(slot: Slot) -> Document:
    """Return one slot."""
    return {"mode": slot.mode.value, "start": slot.start.isoformat(), "end": slot.end.isoformat()}


def offer_document(offer: Offer) -> Document:
    """Return one offer of the shop."""
    return {
        "id": offer.id,
        "text": savings.describe(offer).text,
        "starts": offer.starts.isoformat() if offer.starts else None,
        "ends": offer.ends.isoformat() if offer.ends else None,
        "card": offer.card,
        "limit": offer.limit,
        "on": [_selection(on) for on in promotions.selections(offer)],
    }


def explain_rejection(why: BadRecord) -> str:
    """Return in French why a line of a catalogue file is no product."""
    return say(f"reason-{why.code}", column=why.column, value=why.value).text


def explain(error: VocabasError) -> str:
    """Return what to tell a person of an error: the message ``error-<code>`` of the French replies."""
    message = f"error-{error.code}"
    return say(message, PLAIN, **error.details).text if has(message) else say("error-internal").text


def _selection(on: Selection) -> Document:
    """Return what an offer is on: the names it selects by; empty for every product."""
    return {name: sorted(values) for name, values in asdict(on).items() if values}


def _line(line: BillLine) -> Document:
    item = line.item
    why = f"why-{item.why}"
    return {
        "sku": item.product.sku,
        "name": item.product.name,
        "brand": item.product.brand,
        "said": item.said,
        "quantity": _number(decimal_text(item.quantity)),
        "unit": item.unit.value,
        "amount": {"value": decimal_text(item.asked.value), "unit": item.asked.unit.value},
        "price_cents": item.product.price_cents,
        "savings_cents": line.savings_cents,
        "deposit_cents": line.deposit_cents,
        "total_cents": line.total_cents,
        "why": say(why, usual=wording.usual(item.product)).text if has(why) else item.why,
    }


def _saving(saving: Saving, bill: Bill) -> Document:
    return {"offer": saving.offer.id, "text": savings.explain(saving, bill).text, "cents": saving.cents}


def _number(text: str) -> int | float:
    """Return a JSON number: packages are whole, kilograms have three places at the most."""
    return int(text) if text.lstrip("-").isdigit() else float(text)
