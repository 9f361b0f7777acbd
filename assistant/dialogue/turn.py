"""One turn while it is being decided, and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.customers import Household
from assistant.dialogue.phrases import Phrase, Voice, join, say, variants
from assistant.dialogue.reply import Reply
from assistant.dialogue.shop_view import ShopView
from assistant.dialogue.state import (
    AskAmount,
    AskCode,
    AskCoupon,
    Change,
    CheckoutDraft,
    ChooseMode,
    ChooseProduct,
    ChooseRecipe,
    ChooseSlot,
    Claim,
    ConfirmAge,
    ConfirmCancel,
    ConfirmClear,
    ConfirmHeard,
    ConfirmItem,
    ConfirmOrder,
    Focus,
    ItemQuestion,
    Question,
    State,
)
from assistant.dialogue.wording import tidy
from assistant.shopping.basket import Basket
from assistant.shopping.bill import Bill
from assistant.shopping.slots import Slot
from assistant.understanding.interpretation import Interpretation
from assistant.understanding.requests import Request

_EXPECTS: dict[type[Question], str] = {
    ConfirmOrder: "confirmation",
    ConfirmAge: "confirmation",
    ConfirmCancel: "confirmation",
    ConfirmClear: "confirmation",
    ConfirmItem: "confirmation",
    ConfirmHeard: "confirmation",
    AskCode: "detail",
    AskCoupon: "detail",
    AskAmount: "detail",
    ChooseMode: "detail",
    ChooseSlot: "choice",
    ChooseProduct: "choice",
    ChooseRecipe: "choice",
}


PUTS_WITHOUT_WAY_OUT = 2
"""Put more often in a row, a question comes with a way out of it."""
MISSES_BEFORE_LEAVING = 2
"""After so many misses in a row the open question is left."""
CLEAR_YES = 0.6
"""How sure hearing and understanding must be of a yes that cannot be taken back, 0 to 1."""


_WAYS_OUT: dict[type, str] = {
    ChooseMode: "way-out-mode",
    AskAmount: "way-out-amount",
    AskCode: "way-out-code",
    AskCoupon: "way-out-coupon",
}
"""What is said instead of the message for all questions that wait for the like."""


def expects(question: Question | None) -> str | None:
    """Return what a question waits for: "confirmation", "choice", "detail", or ``None`` without question."""
    return _EXPECTS[type(question)] if question else None


def hint(state: State) -> str | None:
    """Return what the next turn probably is: an answer to the question, or a choice of what was named."""
    if state.question is None and state.focus is not None and not state.focus.sku:
        return "choice"
    return expects(state.question)


def asks_the_same(one: Question, other: Question) -> bool:
    """Return whether two questions ask for the same; one that would place an order has its own token."""
    if isinstance(one, AskCode) and isinstance(other, AskCode):
        return asks_the_same(one.order, other.order)
    if isinstance(one, ConfirmOrder) and isinstance(other, ConfirmOrder):
        return replace(one, token="") == replace(other, token="")
    return one == other


@dataclass(frozen=True, slots=True)
class Placement:
    """The order to place: everything in the basket, as the question named it."""

    slot: Slot
    """How and when."""
    bill: Bill
    """What is bought, at the prices that the question named, fee included."""
    token: str
    """The question that was answered with yes; one order at the most for each."""


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
    cancel: str = ""
    """The number of the order to cancel, or empty."""
    household: Household | None = None
    """The household from now on, when a code was tried."""
    secret: bool = False
    """Whether the words hold a household's code or a payment card number: they are kept nowhere."""


@dataclass
class Turn:
    """A turn under way: handlers read it, say things, and change it."""

    state: State
    view: ShopView
    interpretation: Interpretation
    basket: Basket
    asked: Question | None = None
    """The question that this turn may be the answer to."""
    question: Question | None = None
    """The question that this turn ends with."""
    draft: CheckoutDraft | None = None
    focus: Focus | None = None
    waiting: list[ItemQuestion] = field(default_factory=list)
    offers_told: tuple[str, ...] = ()
    recipes_told: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()
    topic: str = ""
    listed: tuple[str, ...] = ()
    before: Basket = field(default_factory=Basket)
    """The basket as the turn found it."""
    paused: bool = False
    """Whether the person asked for time: what is open stays so, and is not put again in this turn."""
    placement: Placement | None = None
    cancel: str = ""
    household: Household | None = None
    undo: bool = False
    missed: bool = False
    """Whether nothing was understood, so that an open question counts one more miss."""
    settled: bool = False
    """Whether the question that was open is answered or left."""
    way_out: bool = False
    """Whether this turn said how to get out of the open question."""
    silent: bool = False
    secret: bool = False
    dictated: int = 0
    """Turns in a row, this one included, that did nothing but add items."""
    dictating: bool = False
    """Whether this turn goes on with a list that is being dictated."""
    confirmed: tuple[Request, ...] = ()
    """What was doubtful, or waited, and is to be done in this turn."""
    postponed: tuple[Change, ...] = ()
    """What was said behind "vide le panier": it waits until that is answered."""
    _said: list[Phrase] = field(default_factory=list)
    _regrets: list[Phrase] = field(default_factory=list)
    _asking: list[Phrase] = field(default_factory=list)
    _choices: tuple[str, ...] = ()
    _variants: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, state: State, interpretation: Interpretation, view: ShopView, basket: Basket) -> Turn:
        """Open a turn on what the conversation remembers."""
        return cls(
            state,
            view,
            interpretation,
            basket,
            asked=state.question,
            draft=state.draft,
            focus=state.focus,
            waiting=list(state.waiting),
            offers_told=state.offers_told,
            recipes_told=state.recipes_told,
            claims=state.claims,
            topic=state.topic,
            listed=state.listed,
            before=basket,
            _variants=dict(state.variants),
        )

    @property
    def is_clear(self) -> bool:
        """Return whether hearing and understanding are sure enough for what cannot be taken back."""
        return min(self.interpretation.confidence, self.interpretation.heard_confidence) >= CLEAR_YES

    @property
    def has_spoken(self) -> bool:
        """Return whether anything was said so far."""
        return bool(self._said or self._regrets)

    def phrase(self, message: str, **arguments: Phrase | str | int) -> Phrase:
        """Return a message of the replies, as the household is spoken to, in the variant that is due."""
        count, variant = variants(message), 0
        if count > 1:
            variant = self.state.turns % count
            if self._variants.get(message) == variant:
                variant = (variant + 1) % count
            self._variants[message] = variant
        return say(message, Voice(self.view.household.familiar, variant), **arguments)

    def say(self, message: str, **arguments: Phrase | str | int) -> None:
        """Say a message of the replies."""
        self.say_phrase(self.phrase(message, **arguments))

    def say_phrase(self, phrase: Phrase) -> None:
        """Say a phrase."""
        self._said.append(phrase)

    def regret(self, message: str, **arguments: Phrase | str | int) -> None:
        """Say what could not be done, behind all that was done; the same thing once."""
        phrase = self.phrase(message, **arguments)
        if phrase not in self._regrets:
            self._regrets.append(phrase)

    def ask(self, question: Question, phrase: Phrase, choices: list[Phrase] | None = None) -> None:
        """Ask; whenever it is called, the question is the last thing said in this turn."""
        self.question = question
        self._choices = tuple(choice.text for choice in choices or ())
        self._asking = [phrase]

    @property
    def puts(self) -> int:
        """Return how often the question that this turn ends with was put in a row, this time included."""
        if self.question is None or self.state.question is None:
            return 1
        return self.state.puts + 1 if asks_the_same(self.question, self.state.question) else 1

    def say_way_out(self, question: Question | None) -> None:
        """Say how to answer a question, and how to leave it."""
        self.way_out = True
        message = _WAYS_OUT.get(type(question), f"way-out-{expects(question) or 'detail'}")
        self.say(message)

    def leave_question(self) -> None:
        """Leave whatever is open: the question, those that wait behind it, the order being prepared."""
        self.settled = True
        self.draft = None
        self.waiting.clear()

    def finish(self) -> Decision:
        """Close the turn."""
        if self.puts > PUTS_WITHOUT_WAY_OUT and not self.way_out and not self.paused:
            self.say_way_out(self.question)
        spoken = tidy(join([] if self.silent else [*self._said, *self._regrets, *self._asking]))
        reply = Reply(
            text=spoken.text,
            ssml=f'<speak version="1.1" xml:lang="fr-FR">{spoken.ssml}</speak>',
            expects=expects(self.question),
            choices=self._choices,
            dictating=self.dictating and self.question is None,
        )
        state = State(
            question=self.question,
            draft=self.draft,
            waiting=tuple(self.waiting),
            focus=self.focus,
            offers_told=self.offers_told,
            recipes_told=self.recipes_told,
            claims=tuple(claim for claim in self.claims if self.basket.line(claim.sku)),
            topic=self.topic,
            listed=self.listed,
            variants=tuple(sorted(self._variants.items())),
            dictated=self.dictated,
            ordered=self.placement is not None,
            puts=self.puts if self.question is not None else 0,
            misses=self.state.misses + 1 if self.missed else 0,
            turns=self.state.turns + 1,
            last_text=reply.text,
            last_ssml=reply.ssml,
            last_choices=reply.choices,
            updated_at=self.view.now,
        )
        if self.silent:  # "stop", then "répète": what was said before the silence
            state = replace(state, last_text=self.state.last_text, last_ssml=self.state.last_ssml)
        return Decision(
            state,
            self.basket,
            reply,
            self.placement,
            self.undo,
            self.cancel,
            self.household,
            self.secret,
        )
