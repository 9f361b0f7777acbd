"""A shopper who says anything, in any order, for thousands of turns; a model of the basket watches.

Invariants: nothing is in the basket that was not asked for, no order without a clear yes to the exact total,
questions and talk change nothing, undo gives the exact earlier basket, no crash, no endless question.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assistant.catalogue import Catalogue
from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.dialogue.policy import ACT, HEARD, MISSES_BEFORE_LEAVING
from assistant.dialogue.recap import fingerprint
from assistant.dialogue.state import AskCode, ConfirmOrder
from assistant.dialogue.turn import CLEAR_YES
from assistant.store.codec import state_from_json, state_to_json
from assistant.understanding import requests as ask
from tests.unit.dialogue.shop import NOW, PRODUCTS, FakeView, Talk, wish

WORDS = {
    "lait": {"milk"},
    "baguettes": {"bread"},
    "beurre": {"butter"},
    "œufs": {"eggs"},
    "tomates": {"tomato"},
    "yaourts": {"plain", "fruit"},
    "yaourts nature": {"plain"},
    "zorglub": set(),
}
CODE = CodeHash.of("4719")
named = st.sampled_from(sorted(WORDS))
amounts = st.one_of(st.none(), st.integers(0, 6), st.sampled_from([60, 500, "0.5"]))
references = st.sampled_from(["", "", "same", "other", "that"])
items = st.builds(lambda word, amount: wish(word, amount), named, amounts)
pronouns = st.builds(lambda n, r: wish("", n, reference=r), amounts, references)
described = st.builds(lambda a: wish("", attributes=(a,)), st.sampled_from(["bio", "le moins cher"]))
anything = st.one_of(items, pronouns, described)
several = st.lists(anything, min_size=1, max_size=3).map(tuple)
modes = st.sampled_from(["", "drive", "delivery", "express"])


def _window(hours: int, length: int) -> ask.TimeWish:
    start = datetime(2026, 11, 24, 8, tzinfo=NOW.tzinfo) + timedelta(hours=hours)
    return ask.TimeWish(start, start + timedelta(minutes=length), "demain")


times = st.one_of(st.none(), st.builds(_window, st.integers(0, 60), st.sampled_from([1, 180, 1440])))
changes = st.one_of(
    st.builds(ask.AddItems, several),
    st.builds(ask.RemoveItems, several),
    st.builds(ask.SetQuantity, several),
    st.builds(ask.ReplaceItem, anything, anything),
)
questions = st.one_of(
    st.just(ask.ReadBasket()),
    st.builds(ask.ReadBasket, several),
    st.just(ask.AskTotal()),
    st.builds(ask.AskPrice, several),
    st.just(ask.AskPrice()),
    st.builds(ask.AskProduct, several),
    st.builds(ask.AskWhy, several),
    st.just(ask.AskOffers()),
    st.just(ask.OrderStatus()),
    st.just(ask.Repeat()),
    st.just(ask.Help()),
    st.just(ask.Greet()),
    st.just(ask.Stop()),
    st.just(ask.Unsupported("x")),
    st.just(ask.SuggestRecipes()),
)
answers = st.one_of(
    st.just(ask.Confirm()),
    st.just(ask.Deny()),
    st.builds(ask.Choose, st.integers(-1, 4)),
    st.builds(lambda item: ask.Choose(0, item), anything),
)
orders = st.one_of(
    st.builds(ask.Checkout, modes, times),
    st.builds(ask.ChooseSlot, modes, times),
    st.just(ask.Reorder()),
    st.just(ask.CancelOrder()),
    st.builds(
        ask.AddRecipe, st.sampled_from(["omelette", "crêpes", "tajine"]), st.sampled_from([None, 0, 3, 900])
    ),
    st.builds(ask.ClearBasket, st.one_of(st.just(()), several)),
)
sure = st.sampled_from([1.0, 1.0, 1.0, 0.9, 0.55, 0.4, 0.2])
texts = st.sampled_from(
    ["…", "n'importe", "les deux", "l'autre", "le moins cher", "deux", "4719", "1234", "c'est tout"]
)


def _catalogue(products):
    catalogue = Catalogue(products)
    catalogue.products = products
    return catalogue


class Shopper(RuleBasedStateMachine):
    """Talks at random."""

    def __init__(self) -> None:
        super().__init__()
        self.view = FakeView(catalogue=_catalogue(PRODUCTS))
        self.talk = Talk(self.view)
        self.allowed: set[str] = set()
        self.turn_reply = None
        self.misses = 0
        self.placed = 0

    def say(self, *requests, confidence=1.0, heard=1.0, text="…"):
        before, asked, placed = self.talk.basket, self.talk.state.question, len(self.talk.placed)
        for request in requests:
            self._allow(request)
        reply = self.talk.says(*requests, confidence=confidence, heard=heard, text=text)
        # what is stored comes back the same
        assert state_from_json(state_to_json(self.talk.state)) == self.talk.state
        assert reply.ssml.startswith("<speak")
        assert reply.ssml.endswith("</speak>")
        assert reply.text or any(isinstance(r, ask.Stop) for r in requests)
        assert (reply.expects is None) == (self.talk.state.question is None)
        if len(self.talk.placed) > placed:
            self._check_order(asked, requests, confidence, heard, before, text)
        return reply, before

    def _allow(self, request) -> None:
        """Remember which products were asked for, by any of the words said."""
        spoken = list(getattr(request, "items", ()))
        spoken += [x for x in (getattr(request, "old", None), getattr(request, "new", None)) if x]
        if getattr(request, "item", None):
            spoken.append(request.item)
        for item in spoken:
            self.allowed |= WORDS.get(item.product, set())
        if isinstance(request, ask.AddRecipe):
            self.allowed |= {"omelette": {"eggs", "butter"}, "crêpes": {"milk"}}.get(request.recipe, set())
        if isinstance(request, ask.SuggestRecipes):
            self.allowed |= {"eggs", "butter", "milk"}

    def _check_order(self, asked, requests, confidence, heard, before, text) -> None:
        assert len(self.talk.placed) == self.placed + 1
        self.placed += 1
        if isinstance(asked, AskCode):
            assert text == "4719"
            assert heard >= CLEAR_YES
            asked = asked.order
        else:
            assert self.view.household.code is None
            (request,) = [r for r in requests if not isinstance(r, ask.Deny)]
            assert isinstance(request, ask.Confirm | ask.Checkout)
            assert min(confidence, heard) >= CLEAR_YES
        assert isinstance(asked, ConfirmOrder)
        placement = self.talk.placed[-1]
        assert fingerprint(placement.bill) == asked.basket
        assert placement.bill.total_cents == asked.total_cents
        assert tuple(line.item for line in placement.bill.lines) == before.lines
        assert placement.slot == asked.slot
        assert self.talk.basket.lines == ()

    @rule(request=changes, confidence=sure, heard=sure)
    def change(self, request, confidence, heard):
        _, before = self.say(request, confidence=confidence, heard=heard)
        if (confidence < ACT or heard < HEARD) and self.talk.basket != before:
            raise AssertionError("a doubtful sentence changed the basket")

    @rule(requests=st.lists(st.one_of(changes, questions, orders, answers), min_size=2, max_size=3))
    def breath(self, requests):
        self.say(*requests)

    @rule(request=questions, confidence=sure)
    def question(self, request, confidence):
        _, before = self.say(request, confidence=confidence)
        assert self.talk.basket == before
        assert not self.talk.decision.cancel

    @rule(request=answers, confidence=sure, heard=sure, text=texts)
    def answer(self, request, confidence, heard, text):
        self.say(request, confidence=confidence, heard=heard, text=text)

    @rule(request=orders, confidence=sure)
    def order(self, request, confidence):
        self.say(request, confidence=confidence)

    @rule(text=texts)
    def chatter(self, text):
        self.say(ask.OutOfScope(), confidence=0.9, text=text)

    @rule()
    def yes(self):
        asked, before = self.talk.state.question, self.talk.basket
        self.say(ask.Confirm())
        if asked is None and self.talk.state.question is None:
            assert self.talk.basket == before

    @rule(
        confidence=sure,
        heard=sure,
        meanwhile=st.sampled_from(["", "", "another device", "price", "slot", "wait"]),
        code=st.sampled_from(["4719", "4719", "1234"]),
    )
    def whole_order(self, confidence, heard, meanwhile, code):
        self.say(ask.Stop())
        self.say(ask.AddItems((wish("lait"),)))
        self.say(ask.Stop())
        self.say(ask.Checkout("drive"))
        self.say(ask.Choose(1))
        question = self.talk.state.question
        if meanwhile == "another device":
            self.talk.basket = self.talk.basket.remove("milk")
        elif meanwhile == "price":
            dearer = [replace(p, price_cents=p.price_cents + 10) for p in self.view.catalogue.products]
            self.view.catalogue = _catalogue(dearer)
        elif meanwhile == "slot" and isinstance(question, ConfirmOrder):
            self.view.taken.add(question.slot.start)
        elif meanwhile == "wait":
            self.view.now += timedelta(minutes=40)
        placed = self.placed
        self.say(ask.Confirm(), confidence=confidence, heard=heard)
        assert not meanwhile or self.placed == placed
        if isinstance(self.talk.state.question, AskCode):
            self.say(ask.OutOfScope(), text=code)

    @precondition(lambda self: self.talk.state.question is None and self.view.history)
    @rule()
    def undo(self):
        if self.talk.state.ordered:
            return
        wanted = self.view.history[-1]
        self.say(ask.Undo())
        assert self.talk.basket == wanted

    @rule()
    def nonsense_ends_every_question(self):
        for _ in range(MISSES_BEFORE_LEAVING + 2):
            if self.talk.state.question is None:
                return
            before = self.talk.basket
            self.say(ask.OutOfScope(), confidence=0.9)
            assert self.talk.basket == before
        assert self.talk.state.question is None or self.talk.state.misses <= 1

    @rule(minutes=st.sampled_from([1, 20, 300, 3000]))
    def wait(self, minutes):
        self.view.now += timedelta(minutes=minutes)

    @rule(familiar=st.booleans(), code=st.sampled_from([None, None, CODE]))
    def other_wishes(self, familiar, code):
        self.view.household = Household("dupont", familiar, code)

    @invariant()
    def nothing_that_was_not_asked_for(self):
        assert {line.product.sku for line in self.talk.basket.lines} <= self.allowed
        assert all(line.quantity > 0 for line in self.talk.basket.lines)


TestShopper = Shopper.TestCase
TestShopper.settings = settings(
    max_examples=60,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
