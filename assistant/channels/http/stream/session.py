"""One stream from its first message to its last: words as vosk-server answers them, or turns."""

from __future__ import annotations

import time
from collections.abc import Callable

from assistant.assistant import Assistant
from assistant.channels.http.problems import problem_of
from assistant.channels.http.stream.configuration import Configuration, parse
from assistant.channels.http.stream.limits import Streams
from assistant.channels.http.stream.line import GOING_AWAY, INVALID, POLICY, Gone, Line
from assistant.channels.http.stream.talk import Talk
from assistant.errors import BadInput, VocabasError

OpenConversation = Callable[[Configuration], str]
"""Returns the conversation that a configuration asks for, if the caller may have it."""
_POLL_SECONDS = 0.5


class Session:
    """Serves one stream. Its settings are its own.

    Args:
        line: the open WebSocket.
        assistant: what hears and answers.
        streams: the limits, and whether the process is about to end.
        open_conversation: finds or begins the conversation of a configuration.
    """

    def __init__(
        self, line: Line, assistant: Assistant, streams: Streams, open_conversation: OpenConversation
    ) -> None:
        self._line = line
        self._assistant = assistant
        self._streams = streams
        self._open_conversation = open_conversation
        self._configuration = Configuration()
        self._hearer: Talk | _Words | None = None

    def run(self) -> None:
        """Serve until the client is done, gone, or over a limit."""
        try:
            self._serve()
        except Gone:
            pass
        except VocabasError as error:
            self._end(error)
        finally:
            if isinstance(self._hearer, Talk):
                self._hearer.hush()
            self._line.close()

    def _serve(self) -> None:
        limits = self._streams.limits
        began = last = time.monotonic()
        while True:
            message = self._line.receive(_POLL_SECONDS)
            now = time.monotonic()
            if self._streams.draining.is_set():
                self._finish()
                self._line.close(GOING_AWAY, "the server ends")
                return
            if now - began > limits.seconds:
                raise BadInput("stream_too_long", f"over {limits.seconds:.0f} s", seconds=int(limits.seconds))
            if message is None:
                if now - last > limits.idle_seconds:
                    raise BadInput("stream_idle", f"nothing came for {limits.idle_seconds:.0f} s")
                continue
            last = now
            if isinstance(message, bytes):
                self._ready().take(message)
            elif not self._obey(message):
                return

    def _obey(self, message: str) -> bool:
        """Do what a text message says; returns whether the stream goes on."""
        said = parse(message)
        if "config" in said:
            self._configure(said["config"])
        elif "eof" in said:
            self._finish()
            return False
        elif "reset" in said or "end" in said:
            self._ready().end()
        else:
            raise BadInput("bad_request", "a text message holds config, eof, reset or end")
        return True

    def _configure(self, changes: dict[str, object]) -> None:
        self._configuration = self._configuration.with_changes(changes)
        if "conversation" in changes and self._configuration.conversation is not None:
            if isinstance(self._hearer, Talk):
                self._hearer.hush()
            id_ = self._open_conversation(self._configuration)
            self._hearer = Talk(self._line, self._assistant, id_, self._configuration)
            self._line.tell(conversation=id_)
        elif isinstance(self._hearer, Talk):
            self._hearer.configure(self._configuration)
        # as vosk-server does: what is changed after the first sound does not change the recogniser in use

    def _ready(self) -> Talk | _Words:
        if self._hearer is None:
            self._hearer = _Words(self._line, self._assistant, self._configuration)
        return self._hearer

    def _finish(self) -> None:
        self._ready().end()
        if isinstance(self._hearer, Talk):
            self._hearer.finish()

    def _end(self, error: VocabasError) -> None:
        code = INVALID if error.code in ("bad_request", "unreadable_audio") else POLICY
        try:
            self._line.tell(error=problem_of(error))
        except Gone:
            return
        self._line.close(code, error.code)


class _Words:
    """Answers each message of sound with a result or a partial result, as vosk-server does."""

    def __init__(self, line: Line, assistant: Assistant, wanted: Configuration) -> None:
        self._line = line
        self._vosk = assistant.transcriber(
            wanted.sample_rate, wanted.phrases(), bool(wanted.words), wanted.max_alternatives
        )

    def take(self, pcm: bytes) -> None:
        if len(pcm) % 2:
            raise BadInput("unreadable_audio", "16-bit samples come in pairs of bytes")
        self._line.send(self._vosk.accept(pcm))

    def end(self) -> None:
        self._line.send(self._vosk.finish())
