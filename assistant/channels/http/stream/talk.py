"""Turns over a stream: the server hears when a sentence has ended, answers it, and stops when spoken over."""

from __future__ import annotations

from typing import Any

from assistant.assistant import Assistant
from assistant.channels.http.problems import problem_of
from assistant.channels.http.stream.configuration import Configuration
from assistant.channels.http.stream.line import Line
from assistant.channels.http.stream.voice import Voice
from assistant.errors import BadInput, Unavailable, VocabasError

_SILENCE_SECONDS = 15.0
"""After so much sound without a word, listening begins anew: silence takes no memory."""


class Talk:
    """One conversation over a line.

    Each message of sound is answered by one message, as vosk-server does: a partial result, or a result when
    the sentence has ended. What follows a result, and nothing else, comes by itself: the turn, its speech.
    """

    def __init__(self, line: Line, assistant: Assistant, conversation_id: str, wanted: Configuration) -> None:
        self._line = line
        self._assistant = assistant
        self._id = conversation_id
        self._wanted = wanted
        self._voice: Voice | None = None
        self._turns = 0
        self._said = ""
        self._stream = assistant.stream(conversation_id, int(wanted.sample_rate))

    def configure(self, wanted: Configuration) -> None:
        """Take what a later ``config`` message says, from the next sentence on."""
        self._wanted = wanted

    def take(self, pcm: bytes) -> None:
        """Take sound; at the end of a sentence, answer it.

        Raises:
            BadInput: ``unreadable_audio``, ``audio_too_long``.
            Gone: the client went.
        """
        heard = self._stream.accept(pcm)
        if heard is not None:
            self._said = heard.text
            if heard.text:
                self._interrupt()
            if heard.paused:
                self.end()
                return
        self._line.tell(partial=self._said)
        if not self._said and self._stream.seconds > _SILENCE_SECONDS:
            self._listen()

    def end(self) -> None:
        """End the sentence here, and answer it.

        Raises:
            Gone: the client went.
        """
        try:
            heard = self._stream.finish()
        except BadInput as error:
            if error.code != "nothing_heard":
                raise
            self._line.tell(text="")
            self._listen()
            return
        words = [
            {"conf": word.confidence, "start": word.start, "end": word.end, "word": word.text}
            for word in heard.words
        ]
        result: dict[str, Any] = {"result": words} if self._wanted.words else {}
        self._line.tell(**result, text=heard.text)
        self._turns += 1
        try:
            turn = self._assistant.answer_heard(self._id, heard)
        except VocabasError as error:
            self._line.tell(error=problem_of(error), number=self._turns)
            if not isinstance(error, Unavailable | BadInput):
                raise
        else:
            self._line.tell(turn=turn, number=self._turns)
            if self._wanted.speech:
                self.hush()
                self._voice = Voice(self._line, self._assistant.mouth, turn["reply"]["ssml"], self._turns)
        self._listen()

    def finish(self) -> None:
        """Send all that is still to be said of the last reply.

        Raises:
            Gone: the client went.
        """
        if self._voice is not None:
            self._voice.finish()

    def hush(self) -> None:
        """Say no more of the reply."""
        if self._voice is not None:
            self._voice.cut()
            self._voice = None

    def _interrupt(self) -> None:
        """The person speaks: a reply that is still being heard ends."""
        voice = self._voice
        if voice is None or not self._wanted.barge_in:
            return
        if voice.is_heard():
            seconds = round(voice.heard_seconds, 3)
            self.hush()
            self._line.tell(interrupted={"turn": voice.number, "seconds": seconds})
        self._voice = None

    def _listen(self) -> None:
        self._said = ""
        self._stream = self._assistant.stream(self._id, int(self._wanted.sample_rate))
