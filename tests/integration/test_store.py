"""The store on real SQLite and PostgreSQL: what is committed stays, what fails leaves no trace."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from assistant.dialogue.state import (
    AskAmount,
    AskCode,
    CheckoutDraft,
    ChooseMode,
    ChooseProduct,
    ChooseRecipe,
    ChooseSlot,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    ConfirmOrder,
    Focus,
    State,
)
from assistant.errors import Conflict, NotFound, Unavailable
from assistant.shopping.amounts import Amount, Unit
from assistant.shopping.basket import Basket
from assistant.shopping.bill import bill
from assistant.shopping.orders import Order, OrderSaving, OrderState
from assistant.shopping.slots import Mode, Slot, Window
from assistant.store import Store
from assistant.understanding.quantities import Quantity
from assistant.understanding.requests import AddItems, ClearBasket, ItemWish, RemoveItems, ReplaceItem
from tests.unit.dialogue.shop import PRODUCTS

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SLOT = Slot(Mode.DRIVE, NOW + timedelta(hours=3), NOW + timedelta(hours=3, minutes=30))
MILK, BREAD, *_ = PRODUCTS
TWO_LITRES = Amount(Fraction(2), Unit.L)


@pytest.fixture
def store(database_url):
    store = Store(database_url)
    store.migrate()
    yield store
    store.close()


def basket(*amounts):
    result = Basket()
    for product, amount in amounts:
        result = result.add(product, amount, "lait", "popular")
    return result


@pytest.mark.parametrize(
    "question",
    [
        None,
        ConfirmOrder(SLOT, 1250, "abc", "token"),
        ChooseMode((Mode.DRIVE, Mode.EXPRESS)),
        ChooseSlot((SLOT, SLOT)),
        ChooseProduct(("a", "b"), TWO_LITRES, "lait", "add"),
        ConfirmItem("a", Amount(Fraction(1, 3), Unit.KG), "lait", "set"),
        ConfirmClear(),
        ConfirmClear(("a",)),
        AskAmount("a", "lait", "add"),
        AskCode(ConfirmOrder(SLOT, 1250, "abc", "token")),
        ConfirmCancel("2222-3333"),
        ChooseRecipe(("crêpes", "omelette"), 6),
        ConfirmHeard(
            "du lait",
            (
                AddItems((ItemWish("lait", Quantity(Fraction(1, 2), "l", "un demi-litre")),)),
                ReplaceItem(ItemWish("beurre"), ItemWish("margarine", attributes=("bio",))),
                RemoveItems((ItemWish("pain"),)),
                ClearBasket(),
            ),
        ),
    ],
)
def test_a_conversation_remembers_everything_it_was_told(store, question):
    state = State(
        question=question,
        draft=CheckoutDraft(Mode.EXPRESS, Window.at(NOW)),
        waiting=(ConfirmItem("b", TWO_LITRES, "x", "add"),),
        focus=Focus("milk", "lait", ("milk", "bread")),
        misses=1,
        last_text="« d’accord »",
        last_choices=("a", "b"),
        updated_at=NOW,
    )
    with store.begin() as unit:
        unit.open_conversation("c", "dupont", NOW)
    with store.begin() as unit:
        unit.keep_state("c", state, NOW)
    with store.read() as unit:
        assert unit.conversation("c").state == state
        assert unit.conversation("c").customer == "dupont"


def test_an_unknown_conversation_is_not_found(store):
    with store.read() as unit, pytest.raises(NotFound) as caught:
        unit.conversation("nobody")
    assert caught.value.code == "unknown_conversation"


def test_a_basket_comes_back_exactly(store):
    kept = basket((MILK, TWO_LITRES), (PRODUCTS[4], Amount(Fraction(1, 3), Unit.KG)))
    with store.begin() as unit:
        unit.keep_basket("dupont", kept, NOW)
    with store.read() as unit:
        assert unit.basket("dupont") == kept
        assert unit.basket("durand") == Basket()


def test_changes_are_taken_back_in_order_to_the_exact_earlier_basket(store):
    history = [Basket(), basket((MILK, TWO_LITRES)), basket((MILK, TWO_LITRES), (BREAD, Amount.pieces(3)))]
    for state in history[1:]:
        with store.begin() as unit:
            unit.keep_basket("dupont", state, NOW)
            unit.keep_basket("dupont", state, NOW)  # nothing changed: nothing to take back
    for expected in (history[1], history[0]):
        with store.begin() as unit:
            before = unit.basket_before("dupont")
            assert before == expected
            unit.keep_basket("dupont", before, NOW, undo=True)
    with store.read() as unit:
        assert unit.basket("dupont") == Basket()
        assert unit.basket_before("dupont") is None


def test_nothing_of_a_failed_transaction_stays(store):
    def fail_half_way():
        with store.begin() as unit:
            unit.open_conversation("c", "dupont", NOW)
            unit.keep_basket("dupont", basket((MILK, TWO_LITRES)), NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    with store.read() as unit:
        assert unit.basket("dupont") == Basket()
        with pytest.raises(NotFound):
            unit.conversation("c")


def order(store, number="2222-3333", token="t1"):
    paid = replace(bill(basket((MILK, TWO_LITRES))), fee_cents=490)
    placed = Order.place(number, "dupont", paid, SLOT, NOW, savings=(OrderSaving("o", "deux pour un", 5),))
    with store.begin() as unit:
        unit.orders.add(placed, "c", token)
    return placed


def test_an_order_comes_back_exactly_and_counts_in_its_slot(store):
    with store.begin() as unit:
        unit.open_conversation("c", "dupont", NOW)
    placed = order(store)
    with store.read() as unit:
        kept = unit.orders.get(placed.id)
        assert kept == placed
        assert (kept.state, kept.total_cents) == (OrderState.CONFIRMED, 2 * 109 + 490)
        assert unit.slots.taken(SLOT, NOW) == 1
        assert unit.slots.taken(Slot(Mode.DRIVE, SLOT.end, SLOT.end + timedelta(minutes=30)), NOW) == 0
        assert unit.slots.taken(Slot(Mode.DELIVERY, SLOT.start, SLOT.end), NOW) == 0
        with pytest.raises(NotFound):
            unit.orders.get("nope")


def test_one_question_gives_one_order(store):
    with store.begin() as unit:
        unit.open_conversation("c", "dupont", NOW)
    order(store)
    with pytest.raises(Conflict):
        order(store, "4444-5555")
    with store.read() as unit:
        assert unit.slots.taken(SLOT, NOW) == 1


def test_writers_wait_for_each_other_and_none_is_lost(store):
    with store.begin() as unit:
        unit.keep_basket("dupont", basket((MILK, Amount.pieces(1))), NOW)

    def add_one():
        for _ in range(10):
            with store.begin() as unit:
                basket_ = unit.basket("dupont", for_update=True)
                unit.keep_basket("dupont", basket_.add(MILK, Amount.pieces(1)), NOW)

    threads = [threading.Thread(target=add_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as unit:
        assert unit.basket("dupont").lines[0].quantity == 41


def test_who_changes_what_another_changed_meanwhile_is_refused_and_nothing_is_lost(postgres):
    # SQLite lets no second writer begin; without a lock PostgreSQL does, and the version tells
    store = Store(postgres.fresh())
    with store.begin() as unit:
        unit.open_conversation("c", "dupont", NOW)
        unit.keep_basket("dupont", basket((MILK, TWO_LITRES)), NOW)

    def slow(change):
        with store.begin() as unit:
            mine = unit.basket("dupont")
            unit.conversation("c")
            with store.begin() as other:
                other.keep_basket("dupont", other.basket("dupont").add(BREAD, Amount.pieces(1)), NOW)
                other.keep_state("c", State(misses=2), NOW)
            change(unit, mine)

    for change in (
        lambda unit, mine: unit.keep_basket("dupont", mine.remove(MILK.sku), NOW),
        lambda unit, mine: unit.keep_state("c", State(misses=1), NOW),
    ):
        with pytest.raises(Conflict) as refused:
            slow(change)
        assert refused.value.code == "store_busy"
    with store.read() as unit:
        assert [line.product.sku for line in unit.basket("dupont").lines] == ["milk", "bread"]
        assert unit.basket("dupont").line("bread").quantity == 2
        assert unit.conversation("c").state.misses == 2
    store.close()


def test_two_processes_may_migrate_at_once(empty_url):
    stores = [Store(empty_url) for _ in range(4)]
    failures = []

    def migrate(one):
        try:
            one.migrate()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=migrate, args=(one,)) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_database_that_cannot_be_opened_is_unavailable(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(Unavailable) as caught:
        Store(f"sqlite:///{tmp_path}/file/x.sqlite3").migrate()
    assert caught.value.code == "store_unavailable"


def test_a_file_that_is_no_database_is_unavailable_and_left_alone(tmp_path):
    file = tmp_path / "x.sqlite3"
    file.write_bytes(b"this is not a database" * 100)
    with pytest.raises(Unavailable) as caught:
        Store(f"sqlite:///{file}").migrate()
    assert caught.value.code == "store_unavailable"
    assert file.read_bytes().startswith(b"this is not")
