from __future__ import annotations

from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import Basket, CannotCount
from assistant.shopping.packs import fit
from tests.unit.shopping.shelf import ALL, EGGS, FLOUR, MILK, MILK_PACK, TOMATO, amount

VALUES = st.fractions(min_value=Fraction(1, 10), max_value=40, max_denominator=12)
UNITS = [Unit.PIECE, Unit.PACKAGE, Unit.KG, Unit.G, Unit.L, Unit.BOTTLE, Unit.PACK, Unit.BOX, Unit.SLICE]


@st.composite
def purchases(draw, product=None):
    """A product and an amount in which it can be bought."""
    chosen = product or draw(st.sampled_from(ALL))
    units = [unit for unit in UNITS if fit(chosen, Amount(Fraction(1), unit))]
    return chosen, Amount(draw(VALUES), draw(st.sampled_from(units)))


def filled(*bought):
    return reduce(lambda basket, each: basket.add(*each), bought, Basket())


def quantities(basket):
    return {line.product.sku: line.quantity for line in basket.lines}


def test_an_empty_basket_costs_nothing():
    assert Basket().total_cents == 0
    assert Basket().article_count == 0


def test_adding_leaves_the_old_basket_as_it_was():
    before = Basket()
    before.add(MILK, amount(2, "l"))
    assert before == Basket()


def test_a_line_remembers_what_was_asked_in_which_words_and_why_this_product():
    (line,) = Basket().add(MILK, amount(2, "l"), "lait", "popular").lines
    assert (line.asked, line.quantity, line.said, line.why) == (amount(2, "l"), 2, "lait", "popular")


def test_more_of_the_same_is_one_line_refitted_into_packs():
    (line,) = filled((EGGS, amount(4)), (EGGS, amount(2))).lines
    assert (line.asked, line.quantity) == (amount(6), 1)


def test_more_of_the_same_keeps_the_first_words():
    basket = Basket().add(MILK, amount(1), "lait", "popular").add(MILK, amount(1), "demi-écrémé", "chosen")
    assert (basket.lines[0].said, basket.lines[0].why) == ("lait", "popular")


@pytest.mark.parametrize(
    ("product", "first", "second", "asked", "quantity"),
    [
        (EGGS, amount(6), amount(1, "box"), amount(12), 2),
        (EGGS, amount(1, "box"), amount(6), amount(12), 2),
        (EGGS, amount(2), amount(1, "box"), amount(8), 2),
        (MILK, amount("1.5", "l"), amount(1, "carton"), amount("2.5", "l"), 3),
        (MILK_PACK, amount(1, "pack"), amount(6, "l"), amount(12, "l"), 2),
        (TOMATO, amount(1, "kg"), amount(2), amount("31/3"), Fraction("1.24")),
    ],
)
def test_units_that_do_not_add_up_are_counted_in_the_finer_one(product, first, second, asked, quantity):
    (line,) = filled((product, first), (product, second)).lines
    assert (line.asked, line.quantity) == (asked, quantity)


def test_a_litre_of_tomatoes_is_refused_and_changes_nothing():
    basket = Basket().add(TOMATO, amount(1, "kg"))
    for change in (basket.add, basket.set):
        with pytest.raises(CannotCount):
            change(TOMATO, amount(1, "l"))
    with pytest.raises(CannotCount):
        basket.take(TOMATO.sku, amount(1, "l"))


@pytest.mark.parametrize("value", [0, -2])
def test_nothing_or_less_can_be_neither_added_nor_taken(value):
    basket = Basket().add(MILK, amount(2))
    with pytest.raises(CannotCount):
        basket.add(MILK, amount(value))
    with pytest.raises(CannotCount):
        basket.take(MILK.sku, amount(value))


def test_setting_an_amount_replaces_what_was_asked_before():
    (line,) = Basket().add(MILK, amount(6, "l"), "lait").set(MILK, amount(2, "l"), "autre").lines
    assert (line.asked, line.quantity, line.said) == (amount(2, "l"), 2, "lait")


def test_setting_the_amount_of_what_is_not_there_adds_it():
    assert Basket().set(MILK, amount(2)).line(MILK.sku).quantity == 2


def test_taking_some_leaves_the_rest():
    assert Basket().add(MILK, amount(6, "l")).take(MILK.sku, amount(2)).line(MILK.sku).quantity == 4


def test_taking_two_of_six_eggs_keeps_the_box_that_the_other_four_need():
    line = Basket().add(EGGS, amount(6)).take(EGGS.sku, amount(2)).line(EGGS.sku)
    assert (line.asked, line.quantity) == (amount(4), 1)


@pytest.mark.parametrize("taken", [amount(6), amount(7), amount(1, "box"), amount(100)])
def test_taking_all_or_more_takes_the_line_away(taken):
    assert Basket().add(EGGS, amount(6)).take(EGGS.sku, taken).lines == ()


def test_taking_what_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        Basket().take(MILK.sku, amount(1))


def test_removing_leaves_the_other_lines_in_their_order():
    basket = filled((MILK, amount(1)), (EGGS, amount(6)), (FLOUR, amount(1)))
    assert [line.product for line in basket.remove(EGGS.sku).lines] == [MILK, FLOUR]
    assert basket.remove("unknown") == basket


def test_articles_are_packages_and_one_for_each_weighed_good():
    assert filled((MILK, amount(3)), (TOMATO, amount("2.5", "kg"))).article_count == 4


def test_a_weighed_line_is_rounded_once():
    basket = Basket().add(TOMATO, amount("0.125", "kg"))  # 37.375 cents
    assert basket.total_cents == 37


@given(st.lists(purchases(), max_size=8))
def test_the_total_is_the_sum_of_its_lines(bought):
    basket = filled(*bought)
    assert basket.total_cents == sum(line.total_cents for line in basket.lines)
    assert len(basket.lines) == len({product.sku for product, _ in bought})
    assert all(line.quantity > 0 for line in basket.lines)


@given(st.lists(purchases(), max_size=6), st.randoms(use_true_random=False))
def test_adding_in_any_order_gives_the_same_total(bought, random):
    shuffled = random.sample(bought, len(bought))
    assert quantities(filled(*bought)) == quantities(filled(*shuffled))
    assert filled(*bought).total_cents == filled(*shuffled).total_cents


@given(st.data())
def test_taking_what_was_just_added_restores_the_basket(data):
    product, first = data.draw(purchases())
    _, more = data.draw(purchases(product))
    before = filled((product, first))
    after = before.add(product, more).take(product.sku, more)
    assert quantities(after) == quantities(before)
    assert after.total_cents == before.total_cents
