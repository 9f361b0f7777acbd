from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from assistant.shopping.basket import Basket
from assistant.shopping.orders import IllegalTransition, Order, OrderState
from assistant.shopping.slots import Mode, Slot
from tests.unit.shopping.shelf import MILK, TOMATO, amount

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=UTC)
SLOT = Slot(Mode.DELIVERY, NOW + timedelta(hours=6), NOW + timedelta(hours=8))


def placed():
    basket = Basket().add(MILK, amount(2, "l")).add(TOMATO, amount(500, "g"))
    return Order.place("VOC-1", "famille", basket, SLOT, 490, NOW)


def test_an_order_holds_every_line_at_its_price():
    milk, tomatoes = placed().lines
    assert (milk.sku, milk.name, milk.quantity, milk.unit) == (MILK.sku, MILK.name, 2, "piece")
    assert (tomatoes.quantity, tomatoes.unit) == (Fraction(1, 2), "kg")
    assert (milk.price_cents, milk.total_cents, tomatoes.total_cents) == (109, 218, 150)


def test_an_order_costs_its_lines_and_the_fee_of_its_mode():
    assert placed().total_cents == 218 + 150 + 490


def test_a_placed_order_is_confirmed_and_knows_when_and_how():
    order = placed()
    assert (order.state, order.mode, order.placed_at) == (OrderState.CONFIRMED, Mode.DELIVERY, NOW)


@pytest.mark.parametrize(
    "journey",
    [
        ["IN_PREPARATION", "READY_FOR_PICKUP", "DELIVERED"],
        ["IN_PREPARATION", "IN_DELIVERY", "DELIVERED"],
        ["CANCELLED"],
        ["REJECTED"],
        ["IN_PREPARATION", "READY_FOR_PICKUP", "CANCELLED"],
    ],
)
def test_an_order_travels_step_by_step(journey):
    order = placed()
    for state in journey:
        order = order.moved_to(OrderState(state))
    assert order.state is OrderState(journey[-1])


@pytest.mark.parametrize("state", ["CREATED", "CONFIRMED", "READY_FOR_PICKUP", "DELIVERED", "IN_DELIVERY"])
def test_a_confirmed_order_skips_no_step(state):
    with pytest.raises(IllegalTransition, match=f"CONFIRMED to {state}"):
        placed().moved_to(OrderState(state))


def test_an_order_in_preparation_is_too_late_to_cancel():
    with pytest.raises(IllegalTransition):
        placed().moved_to(OrderState.IN_PREPARATION).moved_to(OrderState.CANCELLED)


@pytest.mark.parametrize("last", ["CANCELLED", "REJECTED"])
@pytest.mark.parametrize("state", list(OrderState))
def test_an_order_that_is_over_stays_so(last, state):
    over = placed().moved_to(OrderState(last))
    with pytest.raises(IllegalTransition):
        over.moved_to(state)
