"""French sentences from ``replies/fr.ftl``, written and spoken at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from fluent.runtime import FluentBundle, FluentResource

_REPLIES = Path(__file__).resolve().parent / "replies"


@dataclass(frozen=True, slots=True)
class Voice:
    """How one turn speaks."""

    familiar: bool = False
    """Whether the household is spoken to with "tu"."""
    variant: int = 0
    """Which variant of the message, from 0: a conversation takes them in turn, so that replies do not sound
    like a machine and yet the same conversation always sounds the same."""


PLAIN = Voice()
"""To everybody: "vous", always the first variant."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to read, and the same words to be spoken."""

    text: str
    """For a screen."""
    ssml: str
    """The inside of an SSML ``<speak>`` element."""

    @classmethod
    def of(cls, text: str, spoken: str | None = None) -> Phrase:
        """Return a phrase of plain text, said as it is written or as ``spoken``."""
        if spoken is None or spoken == text:
            return cls(text, escape(text))
        alias = escape(spoken, {'"': "&quot;"})
        return cls(text, f'<sub alias="{alias}">{escape(text)}</sub>')


def join(phrases: list[Phrase], separator: str = " ") -> Phrase:
    """Put phrases one behind the other."""
    return Phrase(separator.join(p.text for p in phrases), separator.join(p.ssml for p in phrases))


def enumerate_phrases(phrases: list[Phrase], last: str = "et") -> Phrase:
    """Join phrases as a list: "a", "a et b", "a, b et c"."""
    if len(phrases) < 2:
        return join(phrases)
    return join([join(phrases[:-1], ", "), phrases[-1]], f" {last} ")


def say(message: str, voice: Voice = PLAIN, **arguments: Phrase | str | int) -> Phrase:
    """Format a message of ``fr.ftl``, or of ``fr-tu.ftl`` for those who are spoken to with "tu".

    Args:
        message: its id.
        voice: who is spoken to, and which of the message's variants is due.
        arguments: its variables; a `Phrase` goes in as it is, a text is escaped in the spoken form.

    Raises:
        KeyError: there is no such message, or it misses a variable.
    """
    text = {k: v.text if isinstance(v, Phrase) else v for k, v in arguments.items()}
    ssml = {k: v.ssml if isinstance(v, Phrase) else _escaped(v) for k, v in arguments.items()}
    bundle = _bundle(voice.familiar)
    pattern = _variant(bundle, message, voice.variant)
    return Phrase(_format(bundle, message, pattern, text), _format(bundle, message, pattern, ssml))


@cache
def variants(message: str) -> int:
    """Return how many variants a message has."""
    return len(_patterns(_bundle(False), message))


def has(message: str) -> bool:
    """Return whether ``fr.ftl`` holds a message."""
    return bool(_bundle(False).has_message(message))


def _escaped(value: str | int) -> str | int:
    return escape(value) if isinstance(value, str) else value


def _format(bundle: FluentBundle, message: str, pattern: Any, arguments: dict[str, Any]) -> str:
    text, errors = bundle.format_pattern(pattern, arguments)
    if errors:
        raise KeyError(f"{message}: {errors}")
    return str(text)


def _variant(bundle: FluentBundle, message: str, number: int) -> Any:
    """Return the message's own pattern, or that of one of its attributes."""
    patterns = _patterns(bundle, message)
    return patterns[number % len(patterns)]


def _patterns(bundle: FluentBundle, message: str) -> list[Any]:
    if not bundle.has_message(message):
        raise KeyError(message)
    found = bundle.get_message(message)
    patterns = [pattern for pattern in (found.value, *found.attributes.values()) if pattern is not None]
    if not patterns:
        raise KeyError(message)
    return patterns


@cache
def _bundle(familiar: bool) -> FluentBundle:
    bundle = FluentBundle(["fr-FR"], use_isolating=False)
    for name in ("fr.ftl", "fr-tu.ftl") if familiar else ("fr.ftl",):
        resource = FluentResource((_REPLIES / name).read_text(encoding="utf-8"))
        bundle.add_resource(resource, allow_overrides=True)
    return bundle
