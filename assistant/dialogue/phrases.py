"""French sentences from ``replies/fr.ftl``, written and spoken at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from fluent.runtime import FluentBundle, FluentResource

_FILE = Path(__file__).resolve().parent / "replies" / "fr.ftl"


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


def say(message: str, **arguments: Phrase | str | int) -> Phrase:
    """Format a message of ``fr.ftl``.

    Args:
        message: its id.
        arguments: its variables; a `Phrase` goes in as it is, a text is escaped in the spoken form.

    Raises:
        KeyError: there is no such message, or it misses a variable.
    """
    text = {k: v.text if isinstance(v, Phrase) else v for k, v in arguments.items()}
    ssml = {k: v.ssml if isinstance(v, Phrase) else _escaped(v) for k, v in arguments.items()}
    return Phrase(_format(message, text), _format(message, ssml))


def has(message: str) -> bool:
    """Return whether ``fr.ftl`` holds a message."""
    return bool(_bundle().has_message(message))


def _escaped(value: str | int) -> str | int:
    return escape(value) if isinstance(value, str) else value


def _format(message: str, arguments: dict[str, Any]) -> str:
    bundle = _bundle()
    if not bundle.has_message(message):
        raise KeyError(message)
    text, errors = bundle.format_pattern(_pattern(bundle, message), arguments)
    if errors:
        raise KeyError(f"{message}: {errors}")
    return str(text)


def _pattern(bundle: FluentBundle, message: str) -> Any:
    pattern = bundle.get_message(message).value
    if pattern is None:
        raise KeyError(message)
    return pattern


@cache
def _bundle() -> FluentBundle:
    bundle = FluentBundle(["fr-FR"], use_isolating=False)
    bundle.add_resource(FluentResource(_FILE.read_text(encoding="utf-8")))
    return bundle
