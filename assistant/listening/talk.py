"""The conversation at a microphone: it sleeps, listens, thinks, speaks, and is muted."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.dialogue.phrases import say
from assistant.documents import Document, explain
from assistant.errors import BadInput, VocabasError
from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.spotting import Spotter
from assistant.hearing.stream import Partial
from assistant.hearing.voice import FRAME, VoiceActivity
from assistant.listening import earcons
from assistant.listening.earcons import Earcon
from assistant.listening.echo import is_echo
from assistant.listening.endpoint import Endpointer, Moment, Patience
from assistant.listening.keeping import keep
from assistant.listening.loudspeaker import Mouth
from assistant.listening.microphone import Ear
from assistant.listening.screen import Mood, Screen
from assistant.speaking import Manner, Pcm, Speaker
from assistant.utterance import Utterance

_RUN_UP = int(0.5 * SAMPLE_RATE)
"""Samples kept from before speech was noticed: its first consonant is quiet."""
_ECHO_TAIL = 0.35
"""Seconds after a reply in which its echo may still come."""
_INTERRUPTS = 0.25
"""Seconds of somebody's voice that stop a reply."""
_SAME_BREATH = 0.5
"""Seconds after the wake phrase within which who goes on speaking is not interrupted by a signal."""
_MUTES = re.compile(
    r"\b(?:coupe[rz]?|ferme[rz]?|éteins|éteignez|désactive[rz]?)\b.{0,8}\b(?:micro|microphone)\b"
)


class Way(StrEnum):
    """What makes it listen."""

    WAKE = "wake"
    """A phrase: "dis vocabas"."""
    OPEN = "open"
    """Anybody who speaks."""
    PUSH = "push"
    """A key; the microphone is closed until it is pressed."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How it behaves."""

    way: Way = Way.WAKE
    """What makes it listen."""
    signals: bool = True
    """Whether short sounds tell what it does."""
    barge_in: bool = True
    """Whether speaking over an answer stops it."""
    keep_audio: Path | None = None
    """Folder where each turn's sound is kept; ``None`` keeps none."""
    manner: Manner = field(default_factory=Manner)
    """How replies are said."""


class Hearing(Protocol):
    """One turn while it is said: `assistant.hearing.stream.Stream`."""

    def accept(self, sound: Samples) -> Partial | None:
        """Take the next piece of sound."""

    def finish(self) -> Utterance:
        """End the sound; returns all that was heard."""


class Interlocutor(Protocol):
    """Who hears and answers: `assistant.assistant.Assistant`, or what stands before it."""

    def stream(self, conversation_id: str) -> Hearing:
        """Begin to hear the next turn."""

    def answer_heard(self, conversation_id: str, heard: Utterance) -> Document:
        """Answer what a stream has heard."""


class Talk:
    """One household's conversation.

    Args:
        assistant: answers.
        conversation: id, from `Assistant.open_conversation`.
        ear: where sound comes from.
        mouth: where replies go; ``None``: they are only shown.
        speaker: the voice.
        screen: where it is shown.
        spotter: listens for the wake phrase; needed for `Way.WAKE`.
        habits: how it behaves.
        patience: when a turn has ended.
    """

    def __init__(
        self,
        assistant: Interlocutor,
        conversation: str,
        ear: Ear,
        mouth: Mouth | None,
        speaker: Speaker | None,
        screen: Screen,
        spotter: Spotter | None = None,
        habits: Habits | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._assistant = assistant
        self._conversation = conversation
        self._ear = ear
        self._mouth = mouth
        self._speaker = speaker
        self._screen = screen
        self._spotter = spotter
        self._habits = habits or Habits()
        self._voice = VoiceActivity()
        self._ends = Endpointer(patience)
        self._before: deque[Samples] = deque(maxlen=max(1, _RUN_UP // FRAME))
        self._rest: Samples = np.zeros(0, np.int16)
        self._stream: Hearing | None = None
        self._sound: list[Samples] = []
        self._said = ""
        self._greets = 0.0
        self._over = 0.0
        self._spoke_until = 0.0
        self._going = False
        self._asked = False
        self._mood = Mood.ASLEEP
        self._acts: deque[Callable[[], None]] = deque()
        self.waits: list[float] = []
        """Seconds from the end of each turn's speech until its reply began to be made."""

    def run(self) -> None:
        """Talk until `stop`.

        Raises:
            Unavailable: ``no_microphone``, ``no_portaudio``: it cannot begin.
        """
        self._ear.open()
        self._going = True
        self._rest_or_listen()
        try:
            while self._going:
                while self._acts:
                    self._acts.popleft()()
                sound = self._ear.read(0.1)
                if sound is not None and sound.size:
                    self._hear(sound)
                self._after_speaking()
        finally:
            self._ear.close()
            if self._mouth is not None:
                self._mouth.hush()

    def stop(self) -> None:
        """End; from any thread."""
        self._acts.append(self._end)

    def push(self) -> None:
        """Listen now, as if the wake phrase had been said; from any thread."""
        self._acts.append(self._wake)

    def hush(self) -> None:
        """Stop speaking; from any thread."""
        self._acts.append(self._be_quiet)

    def mute(self) -> None:
        """Close the microphone, or open it again; from any thread."""
        self._acts.append(self._unmute if self._mood is Mood.MUTED else self._close_ear)

    # Acts

    def _end(self) -> None:
        self._going = False

    def _be_quiet(self) -> None:
        if self._mouth is not None:
            self._mouth.hush()

    def _close_ear(self) -> None:
        self._be_quiet()
        self._ear.close()
        self._forget_turn()
        self._signal(earcons.CLOSED)
        self._be(Mood.MUTED)

    def _unmute(self) -> None:
        try:
            self._ear.open()
        except VocabasError as error:
            self._screen.notice(explain(error))
            return
        self._signal(earcons.LISTENING)
        self._rest_or_listen()

    def _wake(self) -> None:
        if self._mood is Mood.MUTED:
            return
        self._be_quiet()
        if self._mood is Mood.WAITING:
            try:
                self._ear.open()
            except VocabasError as error:
                self._trouble(error)
                return
        self._forget_turn()
        self._signal(earcons.LISTENING)
        self._be(Mood.LISTENING)

    # Sound

    def _hear(self, sound: Samples) -> None:
        waiting = np.concatenate([self._rest, sound]) if self._rest.size else sound
        whole = waiting.size - waiting.size % FRAME
        self._rest = waiting[whole:].copy()
        for at in range(0, whole, FRAME):
            self._take(waiting[at : at + FRAME])

    def _take(self, frame: Samples) -> None:
        if self._mood in (Mood.ASLEEP, Mood.WAITING):  # nobody asks the net: idle must cost next to nothing
            self._voice.overhear(frame)
            self._while_asleep(frame)
            return
        probability = self._voice.push(frame)[0]
        if self._own_voice():
            self._while_speaking(frame, probability)
        elif self._mood is Mood.LISTENING:
            self._while_listening(frame, probability)
        self._before.append(frame)

    def _own_voice(self) -> bool:
        """Whether a reply is in the air."""
        if self._mood is not Mood.SPEAKING:
            return False
        if self._mouth is not None and self._mouth.busy:
            self._spoke_until = time.monotonic() + _ECHO_TAIL
        return time.monotonic() < self._spoke_until

    def _while_speaking(self, frame: Samples, probability: float) -> None:
        if not self._habits.barge_in or self._mouth is None:
            return
        self._over = self._over + FRAME / SAMPLE_RATE if probability >= 0.7 else 0.0
        if self._over < _INTERRUPTS:
            return
        lately = np.concatenate([*self._before, frame])
        self._over = 0.0
        if is_echo(lately, self._mouth.heard_lately()):
            return
        self._mouth.hush()
        self._spoke_until = 0.0
        self._be(Mood.LISTENING)
        self._ends.reset()
        self._begin_turn()

    def _while_asleep(self, frame: Samples) -> None:
        if self._habits.way is not Way.WAKE or self._spotter is None:
            return
        call = self._spotter.push(frame)
        if call is None:
            return
        self._forget_turn()
        self._be(Mood.LISTENING)
        self._before.clear()  # the phrase itself is no part of the turn
        self._greets = _SAME_BREATH
        for at in range(0, call.after.size - FRAME + 1, FRAME):
            late = call.after[at : at + FRAME]
            self._while_listening(late, self._voice.push(late)[0])
            self._before.append(late)

    def _while_listening(self, frame: Samples, probability: float) -> None:
        if self._stream is None:
            moment = self._ends.push(probability)
            if moment is Moment.BEGAN:
                self._begin_turn()
                self._feed(frame)
            elif moment is Moment.NOBODY and self._habits.way is not Way.OPEN:
                self._sleep()
            elif self._greets > 0:
                self._greets -= FRAME / SAMPLE_RATE
                if self._greets <= 0:
                    self._signal(earcons.LISTENING)
            return
        self._feed(frame)
        if self._stream is not None and self._ends.push(probability, self._said) is Moment.ENDED:
            self._end_turn()

    # Turns

    def _begin_turn(self, sound: Samples | None = None) -> None:
        try:
            self._stream = self._assistant.stream(self._conversation)
        except VocabasError as error:
            self._trouble(error)
            return
        self._said = ""
        self._feed(np.concatenate(list(self._before)) if sound is None and self._before else sound)

    def _feed(self, sound: Samples | None) -> None:
        if sound is None or self._stream is None:
            return
        self._sound.append(sound)
        try:
            partial = self._stream.accept(sound)
        except BadInput:  # too long: what was said until now is the turn
            self._end_turn()
            return
        if partial is not None:
            self._said = partial.text
            self._screen.words(partial.text)

    def _end_turn(self) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        ended = time.monotonic()
        self._be(Mood.THINKING)
        self._keep_sound()
        try:
            heard = stream.finish()
            if _MUTES.search(heard.text):
                self._mute_by_voice()
                return
            answer = self._assistant.answer_heard(self._conversation, heard)
        except BadInput as error:
            self._screen.notice(explain(error))
            self._signal(earcons.NOT_UNDERSTOOD)
            self._rest_or_listen(asked=self._habits.way is not Way.WAKE)
            return
        except VocabasError as error:
            self._trouble(error)
            return
        self._screen.turn(answer)
        self.waits.append(time.monotonic() - ended)
        self._reply(answer)

    def _mute_by_voice(self) -> None:
        self._screen.notice(say("listen-mute-said").text)
        self._close_ear()

    def _reply(self, answer: Document) -> None:
        reply = answer["reply"]
        self._asked = bool(reply["expects"] or reply["dictating"])
        if self._mouth is not None and self._speaker is not None and reply["text"]:
            try:
                rate = self._speaker.sample_rate
                pieces = self._speaker.speak(reply["ssml"], self._habits.manner)
                self._mouth.say(self._after_signal(answer, pieces, rate), rate)
                self._be(Mood.SPEAKING)
                return
            except VocabasError as error:
                self._screen.notice(explain(error))
        self._rest_or_listen(asked=self._asked)

    def _after_signal(self, answer: Document, pieces: Iterator[Pcm], rate: int) -> Iterator[Pcm]:
        if self._habits.signals:
            understood = any(request["type"] != "out_of_scope" for request in answer["requests"])
            yield (earcons.UNDERSTOOD if understood else earcons.NOT_UNDERSTOOD).sound(rate)
        yield from pieces

    def _after_speaking(self) -> None:
        if self._mood is Mood.SPEAKING and not self._own_voice():
            self._before.clear()
            self._rest_or_listen(asked=self._asked)

    def _rest_or_listen(self, asked: bool = False) -> None:
        self._forget_turn()
        if asked or self._habits.way is Way.OPEN:
            self._be(Mood.LISTENING)
        else:
            self._sleep()

    def _sleep(self) -> None:
        if self._spotter is not None:
            self._spotter.reset()
        self._voice.reset()
        self._before.clear()
        if self._habits.way is Way.PUSH:
            self._ear.close()
            self._be(Mood.WAITING)
        else:
            self._be(Mood.ASLEEP)

    def _forget_turn(self) -> None:
        self._stream = None
        self._sound = []
        self._greets = 0.0
        self._ends.reset()

    def _trouble(self, error: VocabasError) -> None:
        self._screen.notice(explain(error))
        self._signal(earcons.NOT_UNDERSTOOD)
        self._rest_or_listen()

    def _signal(self, signal: Earcon) -> None:
        if self._habits.signals and self._mouth is not None:
            try:
                self._mouth.say(iter([signal.sound(earcons.RATE)]), earcons.RATE)
            except VocabasError as error:
                self._screen.notice(explain(error))

    def _be(self, mood: Mood) -> None:
        self._mood = mood
        self._screen.mood(mood)

    def _keep_sound(self) -> None:
        sound, self._sound = self._sound, []
        if self._habits.keep_audio is not None and sound:
            try:
                keep(np.concatenate(sound), self._habits.keep_audio)
            except OSError as error:
                self._screen.notice(str(error))
