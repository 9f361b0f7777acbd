"""An order in the vocabulary of schema.org, as JSON-LD.

Source: https://schema.org/Order and the types that it names; unit codes are UN/CEFACT's (C62: piece, KGM:
kilogram); delivery methods are GoodRelations', which schema.org took in.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from assistant.shopping.money import Cents
from assistant.shopping.orders import Order, OrderLine, OrderState
from assistant.shopping.slots import Mode

CONTEXT = "https://schema.org"
_CURRENCY = "EUR"
_STATUS = {
    OrderState.CREATED: "OrderPaymentDue",
    OrderState.CONFIRMED: "OrderProcessing",
    OrderState.IN_PREPARATION: "OrderProcessing",
    OrderState.READY_FOR_PICKUP: "OrderPickupAvailable",
    OrderState.IN_DELIVERY: "OrderInTransit",
    OrderState.DELIVERED: "OrderDelivered",
    OrderState.CANCELLED: "OrderCancelled",
    OrderState.REJECTED: "OrderProblem",
}
_METHOD = {
    Mode.DRIVE: "http://purl.org/goodrelations/v1#DeliveryModePickUp",
    Mode.DELIVERY: "http://purl.org/goodrelations/v1#DeliveryModeOwnFleet",
    Mode.EXPRESS: "http://purl.org/goodrelations/v1#DeliveryModeOwnFleet",
}
_UNIT_CODE = {"piece": "C62", "kg": "KGM"}


def linked_order(order: Order, seller: str, context: bool = True) -> dict[str, Any]:
    """Return a schema.org ``Order``.

    Args:
        order: which.
        seller: the shop's name.
        context: whether to say that the words are schema.org's; not inside a ``@graph`` that says so.
    """
    offers = [_offer(line) for line in order.lines]
    if order.fee_cents:
        offers.append(_fee(order))
    document: dict[str, Any] = {
        **({"@context": CONTEXT} if context else {}),
        "@type": "Order",
        "@id": f"urn:vocabas:order:{order.id}",
        "orderNumber": order.id,
        "orderDate": order.placed_at.isoformat(),
        "orderStatus": f"{CONTEXT}/{_STATUS[order.state]}",
        "seller": {"@type": "GroceryStore", "identifier": order.shop, "name": seller},
        "customer": {"@type": "Person", "identifier": order.customer},
        "acceptedOffer": offers,
        "orderedItem": [_item(position, line) for position, line in enumerate(order.lines, 1)],
        "orderDelivery": {
            "@type": "ParcelDelivery",
            "hasDeliveryMethod": _METHOD[order.mode],
            "expectedArrivalFrom": order.slot.start.isoformat(),
            "expectedArrivalUntil": order.slot.end.isoformat(),
        },
        "partOfInvoice": {
            "@type": "Invoice",
            "totalPaymentDue": {
                "@type": "MonetaryAmount",
                "currency": _CURRENCY,
                "value": _euros(order.total_cents),
            },
        },
    }
    if order.savings_cents:
        document |= {"discount": _euros(order.savings_cents), "discountCurrency": _CURRENCY}
    return document


def _product(line: OrderLine) -> dict[str, Any]:
    return {"@type": "Product", "sku": line.sku, "name": line.name}


def _item(position: int, line: OrderLine) -> dict[str, Any]:
    return {
        "@type": "OrderItem",
        "orderItemNumber": str(position),
        "orderQuantity": _amount(line),
        "orderedItem": _product(line),
    }


def _offer(line: OrderLine) -> dict[str, Any]:
    """Return the offer of one line: the shelf price of one package or kilogram, and how many."""
    return {
        "@type": "Offer",
        "itemOffered": _product(line),
        "price": _euros(line.price_cents),
        "priceCurrency": _CURRENCY,
        "eligibleQuantity": _amount(line),
    }


def _fee(order: Order) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "itemOffered": {"@type": "Service", "serviceType": order.mode.value},
        "priceSpecification": {
            "@type": "DeliveryChargeSpecification",
            "price": _euros(order.fee_cents),
            "priceCurrency": _CURRENCY,
            "valueAddedTaxIncluded": True,
        },
    }


def _amount(line: OrderLine) -> dict[str, Any]:
    quantity: Fraction = line.quantity
    value = int(quantity) if quantity.denominator == 1 else float(quantity)
    return {"@type": "QuantitativeValue", "value": value, "unitCode": _UNIT_CODE[line.unit]}


def _euros(cents: Cents) -> str:
    """Write a price as schema.org wants it: a point, no currency sign."""
    return f"{cents // 100}.{cents % 100:02d}"
