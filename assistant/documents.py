"""The JSON that every channel shows: TURN, BASKET and ORDER. Field names never change once published."""

from __future__ import annotations

from typing import Any

from assistant.catalogue.hit import Hit
from assistant.catalogue.record import BadRecord
from assistant.dialogue import Reply
from assistant.dialogue.phrases import PLAIN, has, say
from assistant.errors import VocabasError
from assistant.shopping.basket import Basket, BasketLine
from assistant.shopping.orders import Order
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
    basket: Basket,
    order: Order | None,
    secret: bool = False,
) -> Document:
    """Return TURN: what was heard and understood, the reply, the basket after it, and the order it placed.

    Of a ``secret`` turn, which holds a household's code, the words are left out.
    """
    return {
        "heard": _HIDDEN if secret else meant.text,
        "confidence": round(min(heard.confidence, meant.confidence), 4),
        "requests": [] if secret else [request.to_json() for request in meant.requests],
        "reply": reply.to_json(),
        "basket": basket_document(basket),
        "order": order_document(order) if order else None,
    }


def basket_document(basket: Basket) -> Document:
    """Return BASKET."""
    return {
        "lines": [_line(line) for line in basket.lines],
        "total_cents": basket.total_cents,
        "savings_cents": 0,
    }


def order_document(order: Order) -> Document:
    """Return ORDER."""
    return {
        "id": order.id,
        "state": order.state.value,
        "state_label": say(f"state-{order.state.value}").text,
        "mode": order.mode.value,
        "slot": {"start": order.slot.start.isoformat(), "end": order.slot.end.isoformat()},
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": _number(decimal_text(line.quantity)),
                "unit": line.unit,
                "price_cents": line.price_cents,
                "total_cents": line.total_cents,
            }
            for line in order.lines
        ],
        "fee_cents": order.fee_cents,
        "total_cents": order.total_cents,
        "placed_at": order.placed_at.isoformat(),
    }


def hit_document(hit: Hit) -> Document:
    """Return one search hit."""
    return {
        "sku": hit.product.sku,
        "name": hit.product.name,
        "category": hit.product.category,
        "score": hit.score,
    }


def explain_rejection(why: BadRecord) -> str:
    """Return in French why a line of a catalogue file is no product."""
    return say(f"reason-{why.code}", column=why.column, value=why.value).text


def explain(error: VocabasError) -> str:
    """Return what to tell a person of an error: the message ``error-<code>`` of the French replies."""
    message = f"error-{error.code}"
    return say(message, PLAIN, **error.details).text if has(message) else say("error-internal").text


def _line(line: BasketLine) -> Document:
    why = f"why-{line.why}"
    return {
        "sku": line.product.sku,
        "name": line.product.name,
        "brand": line.product.brand,
        "said": line.said,
        "quantity": _number(decimal_text(line.quantity)),
        "unit": line.unit.value,
        "amount": {"value": decimal_text(line.asked.value), "unit": line.asked.unit.value},
        "price_cents": line.product.price_cents,
        "total_cents": line.total_cents,
        "why": say(why).text if has(why) else line.why,
    }


def _number(text: str) -> int | float:
    """Return a JSON number: packages are whole, kilograms have three places at the most."""
    return int(text) if text.lstrip("-").isdigit() else float(text)
