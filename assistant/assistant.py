"""The assistant: what a channel calls, and all that it calls."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant import documents
from assistant.baskets import BasketDesk
from assistant.catalogue import Catalogue
from assistant.catalogue.cookbook import Cookbook
from assistant.dialogue import Decision, Reply, State, decide, hint, listening
from assistant.dialogue.recap import NUMBER
from assistant.dialogue.refresh import without_unheard_question
from assistant.dialogue.state import ConfirmOrder, Question
from assistant.documents import Document
from assistant.errors import BadInput, Conflict
from assistant.expectation import Expectation
from assistant.hearing.audio import SAMPLE_RATE, decode
from assistant.hearing.recogniser import Recogniser
from assistant.hearing.spotting import Spotter
from assistant.hearing.stream import Stream
from assistant.hearing.transcriber import Transcriber
from assistant.households import HouseholdDesk
from assistant.mouth import Mouth
from assistant.once import Once
from assistant.ordering import OrderDesk
from assistant.shopfront import Shopfront
from assistant.shopping.offers import Offer
from assistant.shopping.orders import Order
from assistant.shopping.payment import PaymentProvider
from assistant.shopping.slots import Shop
from assistant.store import Conversation, Store, UnitOfWork
from assistant.understanding import Interpretation, Understander
from assistant.utterance import Utterance
from assistant.view import TurnView

_TRIES = 4
_WORTH_ANOTHER_TRY = ("slot_full", "insufficient_stock", "illegal_transition", "store_busy")

Clock = Callable[[], datetime]
"""Gives the current time, aware."""


def system_clock() -> datetime:
    """Return the time of this machine."""
    return datetime.now(UTC)


class Assistant:
    """Hears, understands, decides, keeps and answers. Safe to share between threads.

    It keeps nothing itself: any number of processes can serve the same store.
    """

    def __init__(
        self,
        *,
        catalogue: Catalogue,
        cookbook: Cookbook,
        shop: Shop,
        store: Store,
        offers: Sequence[Offer] = (),
        payment_provider: PaymentProvider | None = None,
        understander: Understander,
        recogniser: Recogniser,
        mouth: Mouth | None = None,
        max_text_chars: int = 2_000,
        max_audio_seconds: float = 120.0,
        clock: Clock = system_clock,
    ) -> None:
        self.catalogue = catalogue
        self._cookbook = cookbook
        self.shop = shop
        self.orders = OrderDesk(store, shop, self._now, payment_provider)
        self.households = HouseholdDesk(store, self._now)
        self._offers = tuple(offers)
        self.once = Once(store, self._now)
        self.baskets = BasketDesk(store, catalogue, offers, self._now, shop.max_line_quantity)
        self.shopfront = Shopfront(store, catalogue, cookbook, shop, offers, self._now)
        self._store = store
        self._understander = understander
        self._recogniser = recogniser
        self.mouth = mouth or Mouth()
        self._max_text_chars = max_text_chars
        self._max_audio_seconds = max_audio_seconds
        self._clock = clock

    def open_conversation(self, customer: str = "") -> Document:
        """Begin a conversation.

        Args:
            customer: the household, whose basket lasts from one conversation to the next; empty: a basket
                for this conversation only.

        Returns:
            ``{"id", "customer", "created_at"}``.

        Raises:
            BadInput: ``bad_request`` for a customer name that is too long.
        """
        if len(customer) > 80:
            raise BadInput("bad_request", "customer: 80 characters at most")
        id_ = uuid.uuid4().hex
        now = self._now()
        with self._store.begin() as unit:
            opened = unit.open_conversation(id_, customer or f"anonymous:{id_}", now)
        return {"id": opened.id, "customer": customer or None, "created_at": now.isoformat()}

    def answer(self, conversation_id: str, text: str, key: str | None = None) -> Document:
        """Answer a typed turn.

        Args:
            conversation_id: from `open_conversation`.
            text: French.
            key: idempotency key: the same request with the same key is answered the same, once.

        Returns:
            TURN.

        Raises:
            BadInput: ``empty_text``, ``text_too_long``.
            NotFound: ``unknown_conversation``.
            Conflict: ``idempotency_key_reused``.
            Unavailable: ``nlu_unavailable``, ``store_unavailable``. Nothing was changed.
        """
        clean = " ".join(text.split())
        if not clean:
            raise BadInput("empty_text", "the text is empty")
        if len(clean) > self._max_text_chars:
            raise BadInput("text_too_long", f"{len(clean)} characters", limit=self._max_text_chars)
        request_hash = _hash(b"text", clean.encode())
        kept, state = self._before(conversation_id, key, request_hash)
        return kept or self._turn(conversation_id, state, Utterance(clean), key, request_hash)

    def hear(self, conversation_id: str, audio: bytes, key: str | None = None) -> Document:
        """Answer a spoken turn.

        Args:
            conversation_id: from `open_conversation`.
            audio: a whole audio file of any common format.
            key: idempotency key, as in `answer`.

        Returns:
            TURN.

        Raises:
            BadInput: ``unreadable_audio``, ``audio_too_long``, ``nothing_heard``.
            NotFound, Conflict, Unavailable: as in `answer`; also ``no_acoustic_model``.
        """
        request_hash = _hash(b"audio", audio)
        kept, state = self._before(conversation_id, key, request_hash)
        if kept:
            return kept
        samples = decode(audio, self._max_audio_seconds)
        heard = self._recogniser.transcribe(samples, self.expectation(conversation_id))
        return self._turn(conversation_id, state, heard, key, request_hash)

    def stream(self, conversation_id: str, rate: int = SAMPLE_RATE) -> Stream:
        """Begin to hear the next spoken turn of a conversation, piece by piece.

        `answer_heard` takes what it gives in the end.

        Args:
            conversation_id: from `open_conversation`.
            rate: of the sound to come, 8,000 to 48,000 Hz.

        Raises:
            BadInput: ``bad_sample_rate``.
            NotFound: ``unknown_conversation``.
            Unavailable: ``no_acoustic_model``, ``store_unavailable``.
        """
        return self._recogniser.stream(self.expectation(conversation_id), rate, self._max_audio_seconds)

    def answer_heard(self, conversation_id: str, heard: Utterance, key: str | None = None) -> Document:
        """Answer a turn that a stream has heard.

        Args:
            conversation_id: from `open_conversation`.
            heard: from `Stream.finish`.
            key: idempotency key, as in `answer`.

        Returns:
            TURN.

        Raises:
            NotFound, Conflict, Unavailable: as in `answer`.
        """
        request_hash = _hash(b"heard", heard.text.encode())
        kept, state = self._before(conversation_id, key, request_hash)
        return kept or self._turn(conversation_id, state, heard, key, request_hash)

    def spotter(self, phrase: str) -> Spotter:
        """Listen for one phrase and nothing else, as a wake word.

        Raises:
            BadInput: ``bad_wake_phrase``.
            Unavailable: ``no_acoustic_model``, ``fixed_vocabulary``.
        """
        return self._recogniser.spotter(phrase)

    def transcriber(
        self, rate: float, phrases: Sequence[str] = (), words: bool = True, alternatives: int = 0
    ) -> Transcriber:
        """Return the recogniser as vosk-server's protocol knows it, outside of any conversation.

        Raises:
            BadInput: ``bad_sample_rate``.
            Unavailable: ``no_acoustic_model``.
        """
        return self._recogniser.transcriber(rate, phrases, words, alternatives)

    def expectation(self, conversation_id: str) -> Expectation:
        """Return what the next turn of a conversation is likely to say, for the recogniser to be ready.

        Raises:
            NotFound: ``unknown_conversation``.
        """
        with self._store.read() as unit:
            conversation = unit.conversation(conversation_id)
            view = self._view(unit, conversation_id, conversation.customer, self._now())
            return listening(conversation.state, view)

    def warm_up(self) -> None:
        """Load the recogniser's model now, so that the first spoken turn is not slower than the others.

        Raises:
            Unavailable: ``no_acoustic_model``.
        """
        self._recogniser.load()

    def transcribe(self, audio: bytes | Path) -> Utterance:
        """Recognise a whole audio file, outside of any conversation.

        Raises:
            BadInput: ``unreadable_audio``, ``audio_too_long``, ``nothing_heard``.
            FileNotFoundError: the path does not exist.
            Unavailable: ``no_acoustic_model``.
        """
        return self._recogniser.transcribe(decode(audio, self._max_audio_seconds))

    def basket(self, conversation_id: str) -> Document:
        """Return BASKET of a conversation's household.

        Raises:
            NotFound: ``unknown_conversation``.
        """
        with self._store.read() as unit:
            customer = unit.conversation(conversation_id).customer
        return self.baskets.read(customer)

    def customer_of(self, conversation_id: str) -> str:
        """Return the household that a conversation belongs to.

        Raises:
            NotFound: ``unknown_conversation``.
        """
        with self._store.read() as unit:
            return unit.conversation(conversation_id).customer

    def _view(self, unit: UnitOfWork, conversation_id: str, customer: str, now: datetime) -> TurnView:
        return TurnView(
            self.catalogue, self._cookbook, self.shop, unit, customer, now, self._offers, conversation_id
        )

    def _turn(self, id_: str, state: State, heard: Utterance, key: str | None, request_hash: str) -> Document:
        now = self._now()
        meant = self._understander.interpret(
            heard.text,
            now,
            heard.confidence,
            hint(state),
            tuple(a.text for a in heard.alternatives if a.text != heard.text),
        )
        for _ in range(_TRIES):
            try:
                return self._decide(id_, heard, meant, state.question, key, request_hash, now)
            except Conflict as conflict:
                # another household took the place or the goods meanwhile: decide again on what is left
                if conflict.code not in _WORTH_ANOTHER_TRY:
                    raise
        return self._decide(id_, heard, meant, state.question, key, request_hash, now)

    def _decide(
        self,
        id_: str,
        heard: Utterance,
        meant: Interpretation,
        asked: Question | None,
        key: str | None,
        hash_: str,
        now: datetime,
    ) -> Document:
        with self._store.begin() as unit:
            conversation = unit.conversation(id_, for_update=True)
            if key is not None and (kept := _answered(unit, id_, key, hash_)) is not None:
                return kept
            customer = conversation.customer
            basket = unit.basket(customer, for_update=True).refreshed(self.catalogue.get)
            view = self._view(unit, id_, customer, now)
            decision = decide(without_unheard_question(conversation.state, asked), meant, view, basket)
            unit.keep_basket(customer, decision.basket, now, decision.undo, refreshed=basket)
            if decision.household is not None:
                unit.keep_household(decision.household)
            if decision.cancel:
                self.orders.cancel_within(unit, decision.cancel, now)
            order, reply = self._place(unit, conversation, decision, now)
            self._hold_slot(unit, conversation, decision.state, now)
            spoken = replace(decision.state, last_text=reply.text, last_ssml=reply.ssml)
            unit.keep_state(id_, spoken, now)
            after = self.baskets.document(unit, customer, decision.basket)
            answer = documents.turn(heard, meant, reply, after, order, decision.secret)
            # a hash of few digits tells them: of a secret turn none is kept
            unit.keep_turn(id_, key, "" if decision.secret else hash_, answer, now)
        return answer

    def _hold_slot(self, unit: UnitOfWork, conversation: Conversation, state: State, now: datetime) -> None:
        """Keep the slot that the open question names; give back one that is no longer asked about."""
        if isinstance(state.question, ConfirmOrder):
            slot = state.question.slot
            rules = self.shop.fulfilment(slot.mode)
            unit.slots.claim(slot, rules.capacity if rules else 0, now, conversation.id)
            unit.slots.hold(conversation.id, slot, now + timedelta(minutes=self.shop.hold_minutes))
        elif isinstance(conversation.state.question, ConfirmOrder):
            unit.slots.release(conversation.id)

    def _place(
        self, unit: UnitOfWork, conversation: Conversation, decision: Decision, now: datetime
    ) -> tuple[Order | None, Reply]:
        if decision.placement is None:
            return None, decision.reply
        order = self.orders.place(unit, conversation, decision.placement, now)
        unit.forget_history(conversation.customer)
        reply = replace(
            decision.reply,
            text=decision.reply.text.replace(NUMBER, order.id),
            ssml=decision.reply.ssml.replace(NUMBER, _spelled(order.id)),
        )
        return order, reply

    def _before(self, id_: str, key: str | None, request_hash: str) -> tuple[Document | None, State]:
        """Return the answer already given to a repeated request, and what the conversation remembers."""
        with self._store.read() as unit:
            state = unit.conversation(id_).state
            return _answered(unit, id_, key, request_hash) if key is not None else None, state

    def _now(self) -> datetime:
        return self._clock().astimezone(self.shop.zone)


def _answered(unit: UnitOfWork, id_: str, key: str, request_hash: str) -> dict[str, Any] | None:
    kept = unit.turn(id_, key)
    if kept is None:
        return None
    if kept.request_hash not in ("", request_hash):
        raise Conflict("idempotency_key_reused", f"key {key!r} was used for another request")
    return kept.answer


def _hash(kind: bytes, body: bytes) -> str:
    return hashlib.sha256(kind + b"\0" + body).hexdigest()


def _spelled(number: str) -> str:
    """Return SSML that says an order number letter by letter."""
    return f'<say-as interpret-as="characters">{number}</say-as>'
