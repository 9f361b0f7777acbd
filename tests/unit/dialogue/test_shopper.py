"""A shopper who says anything, in any order, for thousands of turns; a model of the basket watches.

Invariants: nothing is in the basket that was not asked for, and nothing changes that was not spoken of; what
was asked for plainly is there, exactly; no order without a clear yes to the exact total; questions and talk
change nothing; undo gives the exact earlier basket; the other device loses nothing; no crash; no endless
question.
`benchmarks/shopper.py` talks for as many turns as you like.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assistant.catalogue import Catalogue
from assistant.customers import Household
from assistant.customers.code import CodeHash
from assistant.dialogue.policy import ACT, HEARD, MISSES_BEFORE_LEAVING
from assistant.dialogue.recap import fingerprint
from assistant.dialogue.state import (
    AskAmount,
    AskCode,
    ChooseProduct,
    ChooseRecipe,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    ConfirmOrder,
    State,
)
from assistant.dialogue.turn import CLEAR_YES
from assistant.store.codec import state_from_json, state_to_json
from assistant.understanding import requests as ask
from tests.unit.dialogue.good_french import faults
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
by_place = st.builds(
    lambda at, amount: wish("", amount, position=at),
    st.sampled_from([1, 2, 9, -1]),
    st.sampled_from([None, 2]),
)
anything = st.one_of(items, items, pronouns, described, by_place)
several = st.lists(anything, min_size=1, max_size=3).map(tuple)
plain_acts = st.sampled_from([ask.AddItems, ask.AddItems, ask.SetQuantity, ask.RemoveItems])
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
TEXTS = (
    "n'importe|les deux|l'autre|le moins cher|deux|4719|1234|c'est tout|voilà c'est bon|attends|stop|oui|non"
)
BEHIND_TEXTS = "non l'autre|non pas ça|et le beurre|et sur les yaourts|encore|double|rien d'autre merci"
MORE_TEXTS = "autre chose|plus tard|un autre jour|la différence|non cinquante|non du lait|il est bio|plus tôt"
texts = st.sampled_from(["…"] * 6 + "|".join((TEXTS, MORE_TEXTS, BEHIND_TEXTS)).split("|"))
PAUSES = ("", "Je vous attends.", "Prenez votre temps.", "Je t’attends.", "Prends ton temps.")
PLAIN = {"lait": "milk", "baguettes": "bread", "beurre": "butter", "yaourts nature": "plain"}
"""Words that mean one product, of which one package is one."""
ALL_MAY_CHANGE = (ask.ClearBasket, ask.Reorder, ask.Undo, ask.AddRecipe)


def _catalogue(products):
    catalogue = Catalogue(products)
    catalogue.products = products
    return catalogue


def _contents(basket):
    return {line.product.sku: line.quantity for line in basket.lines}


def _bare(question):
    """Leave out what makes each question that would place an order different from the last."""
    return replace(question, token="") if isinstance(question, ConfirmOrder) else question


class Shopper(RuleBasedStateMachine):
    """Talks at random."""

    turns_in_all = 0
    orders_in_all = 0

    def __init__(self) -> None:
        super().__init__()
        self.view = FakeView(catalogue=_catalogue(PRODUCTS))
        self.talk = Talk(self.view)
        self.other_state = State()
        self.turns = 0
        self.same = 0
        self.log = []
        self.allowed: set[str] = set()
        self.turn_reply = None
        self.misses = 0
        self.placed = 0

    def say(self, *requests, confidence=1.0, heard=1.0, text="…"):
        """Say one turn; a broken invariant comes with the last turns before it."""
        said = f"{text} {requests} ({confidence}, {heard}), asked {self.talk.state.question}"
        self.log = [*self.log[-4:], said]
        try:
            answered = self._say(*requests, confidence=confidence, heard=heard, text=text)
        except AssertionError as error:
            raise AssertionError("\n".join([*self.log, str(error)])) from error
        self.log[-1] += f" → {answered[0].text}"
        return answered

    def _say(self, *requests, confidence=1.0, heard=1.0, text="…"):
        before, asked, placed = self.talk.basket, self.talk.state.question, len(self.talk.placed)
        for request in requests:
            self._allow(request)
        focus = self.talk.state.focus
        gone = {sku for sku in self._skus() if self.view.product(sku) is None}
        predicted = self._predicted(requests, confidence, heard, text)
        self.turns += 1
        Shopper.turns_in_all += 1
        reply = self.talk.says(*requests, confidence=confidence, heard=heard, text=text)
        self._check_what_changed(requests, asked, focus, before, gone)
        if predicted is not None and self.talk.state.question is None:
            assert {sku: self._skus().get(sku) for sku in predicted} == predicted
        self._check_question(asked, reply)
        # what is stored comes back the same
        assert state_from_json(state_to_json(self.talk.state)) == self.talk.state
        assert reply.ssml.startswith("<speak")
        assert reply.ssml.endswith("</speak>")
        # what is repeated was said before the household asked for another form of address
        repeats = any(isinstance(request, ask.Repeat) for request in requests)
        found = faults(reply.text, reply.ssml, None if repeats else self.view.household.familiar)
        assert found == [], (found, reply.text)
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

    def _skus(self):
        return self.talk.skus

    def _predicted(self, requests, confidence, heard, text):
        """Return what a plain sentence must make of the products that it names; `None` for any other."""
        if len(requests) != 1 or text != "…" or confidence < ACT or heard < HEARD or self.talk.state.question:
            return None
        (request,) = requests
        if not isinstance(request, ask.AddItems | ask.RemoveItems | ask.SetQuantity):
            return None
        wanted: dict[str, int | None] = {}
        for item in request.items:
            sku = PLAIN.get(item.product)
            if sku is None:
                return None
            said = item.quantity and item.quantity.value
            if said is not None and not 1 <= said <= 6:
                return None
            there = wanted.get(sku, self._skus().get(sku, 0)) or 0
            if isinstance(request, ask.AddItems):
                wanted[sku] = there + (said or 1)
            elif isinstance(request, ask.RemoveItems):
                wanted[sku] = max(there - (said or there), 0) or None
            elif said is None:
                return None
            else:
                wanted[sku] = said
        return wanted

    def _check_what_changed(self, requests, asked, focus, before, gone):
        """What was neither named nor spoken of before, and asked about, stays as it was."""
        if self.talk.decision.placement or any(isinstance(r, ALL_MAY_CHANGE) for r in requests):
            return
        if isinstance(asked, ConfirmClear | ChooseRecipe | ConfirmHeard):
            return
        had = _contents(before)
        changed = {sku for sku in had | self._skus() if had.get(sku) != self._skus().get(sku)}
        named = {sku for request in requests for sku in self._named(request, had)} | gone
        if focus is not None:
            named |= {focus.sku, *focus.options, *WORDS.get(focus.said, ())}
        if isinstance(asked, ChooseProduct):
            named |= {*asked.options, asked.instead_of}
        if isinstance(asked, AskAmount | ConfirmItem):
            named.add(asked.sku)
        assert changed <= named | self._short(had), (changed, named)

    def _named(self, request, had):
        spoken = [*getattr(request, "items", ()), *getattr(request, "keep", ())]
        spoken += [x for x in (getattr(request, a, None) for a in ("old", "new", "item")) if x]
        found = set()
        for item in spoken:
            found |= WORDS.get(item.product, set())
            if item.position or "cher" in " ".join(item.attributes):  # "enlève le plus cher", "le deuxième"
                found |= {*had, *self._skus()}
        return found

    def _check_nothing_changed(self, before):
        """Nothing but what the shop itself ran out of."""
        had = _contents(before)
        changed = {sku for sku in had | self._skus() if had.get(sku) != self._skus().get(sku)}
        assert changed <= self._short(had), (changed, self.log)

    def _short(self, had):
        return {sku for sku, left in self.view.left.items() if left < had.get(sku, 0)}

    def _check_question(self, asked, reply):
        """A question is put twice at the most without a way out."""
        question = self.talk.state.question
        alike = question is not None and asked is not None and _bare(question) == _bare(asked)
        self.same = self.same + 1 if alike else 0
        if self.same >= 2 and reply.text not in PAUSES:
            assert "laisse tomber" in reply.text, reply.text

    def _check_order(self, asked, requests, confidence, heard, before, text) -> None:
        assert len(self.talk.placed) == self.placed + 1
        self.placed += 1
        Shopper.orders_in_all += 1
        if isinstance(asked, AskCode):
            assert text == "4719"
            assert heard >= CLEAR_YES
            asked = asked.order
        else:
            assert self.view.household.code is None
            assert all(isinstance(request, ask.Confirm | ask.Checkout) for request in requests)
            assert min(confidence, heard) >= CLEAR_YES
        assert isinstance(asked, ConfirmOrder)
        placement = self.talk.placed[-1]
        assert fingerprint(placement.bill) == asked.basket
        assert placement.bill.total_cents == asked.total_cents
        assert tuple(line.item for line in placement.bill.lines) == before.lines
        assert placement.slot == asked.slot
        assert self.talk.basket.lines == ()

    @rule(word=st.sampled_from(sorted(PLAIN)), amount=st.sampled_from([None, 1, 2, 5]), act=plain_acts)
    def plain_sentence(self, word, amount, act):
        self.say(act((wish(word, amount),)))

    @rule()
    def other_device(self):
        kept = self.talk.basket
        self.talk.state, self.other_state = self.other_state, self.talk.state
        self.same = 0
        assert self.talk.basket == kept

    @rule(sku=st.sampled_from(["milk", "bread", "eggs", "tomato"]), left=st.sampled_from([0, 1, 3, 100]))
    def stock(self, sku, left):
        self.view.left[sku] = left

    @rule(cents=st.sampled_from([-5, 10]))
    def prices(self, cents):
        changed = [
            replace(p, price_cents=max(p.price_cents + cents, 1)) for p in self.view.catalogue.products
        ]
        self.view.catalogue = _catalogue(changed)

    @rule(request=changes, confidence=sure, heard=sure, text=texts)
    def change(self, request, confidence, heard, text):
        _, before = self.say(request, confidence=confidence, heard=heard, text=text)
        # an amount or a choice that the words themselves say needs no engine to be sure of it
        doubtful = heard < HEARD or (confidence < ACT and text == "…")
        if doubtful and self._skus() != _contents(before):
            raise AssertionError("a doubtful sentence changed the basket")

    @rule(requests=st.lists(st.one_of(changes, questions, orders, answers), min_size=2, max_size=3))
    def breath(self, requests):
        self.say(*requests)

    @rule(request=questions, confidence=sure, text=st.sampled_from(["…", "…", "attends", "il est bio"]))
    def question(self, request, confidence, text):
        _, before = self.say(request, confidence=confidence, text=text)
        self._check_nothing_changed(before)
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
            self._check_nothing_changed(before)

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
        if meanwhile == "another device" and "milk" not in self._skus():
            meanwhile = ""  # the shop ran out of it
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
        wanted = _contents(self.view.history[-1])
        self.say(ask.Undo())
        lost = {sku for sku in wanted if self._skus().get(sku) != wanted[sku]}
        assert lost <= self._short(wanted), self.log
        assert set(self._skus()) <= set(wanted), self.log

    @rule()
    def nonsense_ends_every_question(self):
        for _ in range(MISSES_BEFORE_LEAVING + 2):
            if self.talk.state.question is None:
                return
            before = self.talk.basket
            self.say(ask.OutOfScope(), confidence=0.9)
            self._check_nothing_changed(before)
        assert self.talk.state.question is None or self.talk.state.misses <= 1, self.log

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
    phases=[Phase.generate],  # a broken invariant comes with its last turns; shrinking takes minutes
)
