"""Plays a script: every turn is really heard, understood, answered and kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from assistant.documents import Document
from assistant.errors import Unavailable, VocabasError
from assistant.evaluation.scripts.comparing import Difference, compare_end, compare_turn
from assistant.evaluation.scripts.script import BETWEEN_TURNS, Script, Turn
from assistant.evaluation.scripts.sound import as_wav, sound_of
from assistant.evaluation.scripts.stage import Scene, Stage
from assistant.evaluation.scripts.words import Comparison, compare
from assistant.hearing.audio import SAMPLE_RATE, Samples


@dataclass(frozen=True, slots=True)
class PlayedTurn:
    """A turn and what came of it."""

    turn: Turn
    """As the script has it."""
    sound: Samples | None
    """What the microphone got, 16 kHz; ``None`` for a typed turn."""
    answer: Document | None
    """TURN, or nothing when there was an error."""
    error: str
    """The code of the error, or nothing."""
    words: Comparison | None
    """What became of the words that were said; nothing for a typed turn or one without a text."""
    milliseconds: float
    """From the whole sound, or text, to the answer."""
    differences: tuple[Difference, ...]
    """What is not as it must be."""

    @property
    def seconds(self) -> float:
        """Return how long the sound is."""
        return self.sound.size / SAMPLE_RATE if self.sound is not None else 0.0


@dataclass
class Played:
    """A script and what came of it."""

    script: Script
    """As it was read."""
    turns: list[PlayedTurn] = field(default_factory=list)
    """Every turn, in order."""
    basket: Document | None = None
    """BASKET after the last turn."""
    orders: list[Document] = field(default_factory=list)
    """The orders placed."""
    end: list[Difference] = field(default_factory=list)
    """What is not as it must be after the last turn."""

    @property
    def passed(self) -> bool:
        """Return whether all is as it must be."""
        return not self.end and not any(turn.differences for turn in self.turns)

    @property
    def outcome(self) -> str:
        """Return "passed", "failed", "weak" (fails, as is known) or "mended" (passes, though marked weak)."""
        if self.script.weak:
            return "mended" if self.passed else "weak"
        return "passed" if self.passed else "failed"

    @property
    def as_expected(self) -> bool:
        """Return whether it passes, or fails as it is known to."""
        return self.outcome in ("passed", "weak")


class Performance:
    """A scenario while it is played, turn by turn: each on its own device, while the clock goes on.

    Args:
        scene: where it is played.
        household: who shops.
    """

    def __init__(self, scene: Scene, household: str) -> None:
        self._scene = scene
        self._household = household
        self._devices: dict[str, str] = {}
        self._device = ""
        self._before: Document | None = None
        self.orders: list[Document] = []
        """The orders placed so far."""

    def conversation(self, device: str) -> str:
        """Return the id of a device's conversation, which its first turn opens."""
        if device not in self._devices:
            self._devices[device] = self._scene.assistant.open_conversation(self._household)["id"]
        return self._devices[device]

    @property
    def basket(self) -> Document:
        """Return BASKET as it is now."""
        return self._scene.assistant.basket(self.conversation(self._device))

    def take(self, turn: Turn) -> PlayedTurn:
        """Play the next turn, and compare.

        Raises:
            VocabasError: it cannot be played: a sound is missing, espeak-ng is not here, a part is down.
        """
        self._device = turn.device
        self._scene.clock.now += turn.later + BETWEEN_TURNS
        done = _take(turn, self._scene, self.conversation(turn.device), self._before)
        if done.answer is not None:
            self._before = done.answer["basket"]
            if done.answer["order"]:
                self.orders.append(done.answer["order"])
        return done


def play(script: Script, stage: Stage) -> Played:
    """Play a script from its first turn to its last, whatever goes wrong in between, and compare.

    Raises:
        VocabasError: it cannot be played: a sound is missing, espeak-ng is not here, a part is down.
    """
    played = Played(script)
    with stage.scene(script) as scene:
        performance = Performance(scene, script.household)
        played.turns = [performance.take(turn) for turn in script.turns]
        played.basket, played.orders = performance.basket, performance.orders
        played.end = compare_end(script.end, played.basket, played.orders)
    return played


def _take(turn: Turn, scene: Scene, conversation: str, before: Document | None) -> PlayedTurn:
    sound = None if turn.typed else sound_of(turn)
    body = b"" if sound is None else as_wav(sound)
    answer, error = None, ""
    began = time.perf_counter()
    try:
        if sound is None:
            answer = scene.assistant.answer(conversation, turn.text)
        else:
            answer = scene.assistant.hear(conversation, body)
    except VocabasError as raised:
        # a part that is down says nothing about the product: no score may count it
        if isinstance(raised, Unavailable) and raised.code != turn.wanted.error:
            raise
        error = raised.code
    milliseconds = (time.perf_counter() - began) * 1000
    heard = answer["heard"] if answer else ""
    words = compare(turn.text, heard) if sound is not None and turn.text else None
    differences = tuple(compare_turn(turn.wanted, answer, error, words, before))
    return PlayedTurn(turn, sound, answer, error, words, milliseconds, differences)
