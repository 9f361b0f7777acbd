from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.orders import IllegalTransition, Order, OrderState
from assistant.shopping.slots import Mode, Slot
from tests.unit.shopping.shelf import MILK, TOMATO, amount

NOW = datetime(2026, 11, 18, 10, 15, tzinfo=UTC)
SLOT = Slot(Mode.DELIVERY, NOW + timedelta(hours=6), NOW + timedelta(hours=8))


def placed(slot=SLOT):
    basket = Basket().add(MILK, amount(2, "l")).add(TOMATO, amount(500, "g"))
    return Order.place("VOC-1", "famille", replace(bill(basket), fee_cents=490), slot, NOW)


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
    drive = Slot(Mode.DRIVE, SLOT.start, SLOT.end)
    order = placed(drive if "READY_FOR_PICKUP" in journey else SLOT)
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


def test_only_what_is_collected_waits_and_only_what_is_brought_travels():
    drive = placed(Slot(Mode.DRIVE, SLOT.start, SLOT.end)).moved_to(OrderState.IN_PREPARATION)
    delivery = placed().moved_to(OrderState.IN_PREPARATION)
    assert OrderState.IN_DELIVERY not in drive.following
    assert OrderState.READY_FOR_PICKUP not in delivery.following


def test_the_household_cancels_until_somebody_prepares_it():
    assert placed().cancelled().state is OrderState.CANCELLED
    for state in ("IN_PREPARATION", "REJECTED", "CANCELLED"):
        with pytest.raises(IllegalTransition):
            placed().moved_to(OrderState(state)).cancelled()


def test_an_order_that_must_be_paid_first_is_only_created():
    order = Order.place("VOC-1", "famille", bill(Basket().add(MILK, amount(1))), SLOT, NOW, paid_first=True)
    assert order.state is OrderState.CREATED


def test_an_order_remembers_whether_an_adult_must_take_it():
    wine = replace(MILK, sku="VIN-1", alcohol=True)
    assert Order.place("VOC-1", "famille", bill(Basket().add(wine, amount(1))), SLOT, NOW).alcohol
    assert not placed().alcohol


def test_an_order_says_its_tax_by_rate():
    assert [(str(v.rate), v.gross_cents) for v in placed().vat] == [("11/200", 368), ("1/5", 490)]


LEGAL = """
CREATED             CONFIRMED CANCELLED REJECTED
CONFIRMED           IN_PREPARATION CANCELLED REJECTED
IN_PREPARATION      READY_FOR_PICKUP(drive) IN_DELIVERY(brought) REJECTED
READY_FOR_PICKUP    DELIVERED CANCELLED
IN_DELIVERY         DELIVERED REJECTED
DELIVERED
CANCELLED
REJECTED
"""


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("row", LEGAL.strip().splitlines())
def test_these_transitions_are_legal_and_no_others(row, mode):
    state, *after = row.split()
    kinds = {"drive": mode is Mode.DRIVE, "brought": mode is not Mode.DRIVE}
    legal = {name.partition("(")[0] for name in after if kinds.get(name.partition("(")[2].rstrip(")"), True)}
    order = replace(placed(Slot(mode, SLOT.start, SLOT.end)), state=OrderState(state))
    for wanted in OrderState:
        if wanted.value in legal:
            assert order.moved_to(wanted).state is wanted
        else:
            with pytest.raises(IllegalTransition):
                order.moved_to(wanted)
    assert {following.value for following in order.following} == legal


def test_a_payment_confirms_once_and_what_is_called_off_is_given_back():
    created = Order.place("VOC-1", "famille", bill(Basket().add(MILK, amount(2))), SLOT, NOW, paid_first=True)
    paid = created.paid("pay_1")
    assert (paid.state, paid.payment, paid.payment_due) == (OrderState.CONFIRMED, "pay_1", False)
    assert paid.cancelled().payment_due
    assert created.cancelled().payment_due
    assert not created.refused("no").payment_due
    assert not placed().cancelled().payment_due
    with pytest.raises(IllegalTransition):
        created.cancelled().paid("pay_1")
