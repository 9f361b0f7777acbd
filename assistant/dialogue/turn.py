"""One turn while it is being decided, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from assistant.catalogue import Outcome
from assistant.dialogue.phrases import Phrase, join, say
from assistant.dialogue.reply import Reply
from assistant.dialogue.state import (
    CheckoutDraft,
    ChooseMode,
    ChooseProduct,
    ChooseSlot,
    ConfirmClear,
    ConfirmItem,
    ConfirmOrder,
    Question,
    State,
)
from assistant.dialogue.wording import tidy
from assistant.shopping.amounts import Amount
from assistant.shopping.basket import Basket
from assistant.shopping.money import Cents
from assistant.shopping.products import Product
from assistant.shopping.slots import Mode, Shop, Slot, Window
from assistant.understanding.interpretation import Interpretation

_EXPECTS: dict[type[Question], str] = {
    ConfirmOrder: "confirmation",
    ConfirmClear: "confirmation",
    ConfirmItem: "confirmation",
    ChooseMode: "detail",
    ChooseSlot: "choice",
    ChooseProduct: "choice",
}


def expects(question: Question | None) -> str | None:
    """Return what a question waits for: "confirmation", "choice", "detail", or ``None`` without question."""
    return _EXPECTS[type(question)] if question else None


class ShopView(Protocol):
    """What the policy may see of the shop. Looking changes nothing."""

    @property
    def now(self) -> datetime:
        """The time, aware, on the shop's clock."""

    @property
    def shop(self) -> Shop:
        """The shop and its rules."""

    def find(self, words: str, asked: Amount, attributes: tuple[str, ...], brand: str) -> Outcome:
        """Return which product is meant."""

    def find_among(self, words: str, products: tuple[Product, ...]) -> list[Product]:
        """Return those of a few products that fit the words equally well, best first."""

    def product(self, sku: str) -> Product | None:
        """Return a product by its number."""

    def free_slots(self, mode: Mode, wish: Window | None, limit: int) -> list[Slot]:
        """Return the soonest free slots of a mode that fit a wish."""

    def is_free(self, slot: Slot) -> bool:
        """Return whether a slot can still be had."""

    def basket_before(self) -> Basket | None:
        """Return the basket before its last change, or ``None`` when there was none."""

    def new_token(self) -> str:
        """Return a name that no other question has."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The order to place: everything in the basket, as the question named it."""

    slot: Slot
    """How and when."""
    fee_cents: Cents
    """Fee of the mode."""
    token: str
    """The question that was answered with yes; one order at the most for each."""
    basket: Basket
    """What is bought."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a turn does: the values to keep, and the reply."""

    state: State
    """The conversation from now on."""
    basket: Basket
    """The basket from now on."""
    reply: Reply
    """What is said, without an order's number, which only the store can give."""
    placement: Placement | None = None
    """The order to place, if there is one."""
    undo: bool = False
    """Whether the basket went back to what it was before its last change."""


@dataclass
class Turn:
    """A turn under way: handlers read it, say things, and change it."""

    state: State
    view: ShopView
    interpretation: Interpretation
    basket: Basket
    question: Question | None = None
    draft: CheckoutDraft | None = None
    last_sku: str = ""
    waiting: list[ChooseProduct | ConfirmItem] = field(default_factory=list)
    placement: Placement | None = None
    undo: bool = False
    missed: bool = False
    settled: bool = False
    silent: bool = False
    _said: list[Phrase] = field(default_factory=list)
    _asking: list[Phrase] = field(default_factory=list)
    _choices: tuple[str, ...] = ()

    @classmethod
    def begin(cls, state: State, interpretation: Interpretation, view: ShopView, basket: Basket) -> Turn:
        """Open a turn on what the conversation remembers."""
        return cls(
            state,
            view,
            interpretation,
            basket,
            draft=state.draft,
            last_sku=state.last_sku,
            waiting=list(state.waiting),
        )

    @property
    def asked(self) -> Question | None:
        """Return the question that this turn may be the answer to."""
        return self.state.question

    def say(self, message: str, **arguments: Phrase | str | int) -> None:
        """Say a message of ``fr.ftl``."""
        self.say_phrase(say(message, **arguments))

    def say_phrase(self, phrase: Phrase) -> None:
        """Say a phrase."""
        self._said.append(phrase)

    def ask(self, question: Question, phrase: Phrase, choices: list[Phrase] | None = None) -> None:
        """Ask; whenever it is called, the question is the last thing said in this turn."""
        self.question = question
        self._choices = tuple(choice.text for choice in choices or ())
        self._asking = [phrase]

    def finish(self) -> Decision:
        """Close the turn."""
        spoken = tidy(join([] if self.silent else [*self._said, *self._asking]))
        reply = Reply(
            text=spoken.text,
            ssml=f'<speak version="1.1" xml:lang="fr-FR">{spoken.ssml}</speak>',
            expects=expects(self.question),
            choices=self._choices,
        )
        state = replace(
            self.state,
            question=self.question,
            draft=self.draft,
            last_sku=self.last_sku,
            waiting=tuple(self.waiting),
            misses=self.state.misses + 1 if self.missed else 0,
            last_text=reply.text,
            last_ssml=reply.ssml,
            last_choices=reply.choices,
            updated_at=self.view.now,
        )
        return Decision(state, self.basket, reply, self.placement, self.undo)
