"""What a client says of its sound and of what it wants: vosk-server's ``config`` message, and ours in it."""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from assistant.errors import BadInput

Phrases = Annotated[list[Annotated[str, Meta(max_length=200)]], Meta(max_length=2_000)]


class Configuration(msgspec.Struct, kw_only=True, frozen=True):
    """What a stream is to do. Fields that are not ours to know (``model``…) are passed over."""

    sample_rate: Annotated[float, Meta(ge=8_000, le=48_000)] = 8_000
    """Of the sound that comes in, Hz; vosk-server's default."""
    words: bool | int = True
    """Whether results tell each word's time and confidence."""
    max_alternatives: Annotated[int, Meta(ge=0, le=20)] = 0
    """How many ways to hear it results tell; 0: one, in Vosk's other shape."""
    phrase_list: Phrases | None = None
    """What may be said, and nothing else."""
    grammar: Phrases | None = None
    """The same by another name."""
    conversation: str | None = None
    """Turns: "new", or a conversation's id; ``None``: words only, as vosk-server."""
    customer: str | None = None
    """Household of a new conversation."""
    speech: bool = True
    """Whether replies are said too."""
    barge_in: bool = True
    """Whether speaking over a reply ends it."""

    def with_changes(self, changes: dict[str, Any]) -> Configuration:
        """Return this with what a later ``config`` message says.

        Raises:
            BadInput: ``bad_request``.
        """
        try:
            return msgspec.convert({**msgspec.to_builtins(self), **changes}, Configuration)
        except msgspec.ValidationError as error:
            raise BadInput("bad_request", f"config: {error}") from error

    def phrases(self) -> list[str]:
        """Return what may be said; nothing: anything."""
        return self.phrase_list or self.grammar or []


def parse(message: str) -> dict[str, Any]:
    """Return a text message as what it holds.

    Raises:
        BadInput: ``bad_request``: it is no JSON object.
    """
    try:
        read = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise BadInput("bad_request", f"a text message must be JSON: {error}") from error
    if not isinstance(read, dict) or not isinstance(read.get("config", {}), dict):
        raise BadInput("bad_request", "a text message must be a JSON object")
    return read
