"""Who calls, and what is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import g, request

from assistant.channels.http.incoming import the_assistant
from assistant.channels.http.openapi.operation import Access
from assistant.errors import Denied, NotFound
from assistant.keys import HOUSEHOLD, RETAILER, KeyRing

_BEARER = "bearer "
_KEY = "vk_"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls."""

    id: str
    """The public part of its key, or "local"."""
    role: str
    """"household", "retailer", or "local": a program of this machine, which may do everything."""
    customer: str | None = None
    """A household key's household."""


LOCAL = Caller("local", "local")
_NOBODY = Caller("nobody", "nobody")


def identify(keys: KeyRing | None, access: Access) -> Caller:
    """Return who calls, if they may call this at all.

    Args:
        keys: the keys that open; ``None``: whoever reaches us is a program of this machine.
        access: whom the operation is for.

    Raises:
        Denied: ``no_key``, ``forbidden``, ``foreign_origin``.
    """
    if keys is None:
        _refuse_foreign_pages()
        return LOCAL
    header = request.headers.get("Authorization", "")
    given = header[len(_BEARER) :].strip() if header[: len(_BEARER)].lower() == _BEARER else ""
    bearer = keys.check(given or key_of(request.headers.get("Sec-WebSocket-Protocol", "")))
    if bearer is not None and (access is not Access.RETAILER or bearer.role == RETAILER):
        return Caller(bearer.id, bearer.role, bearer.customer)
    if access is Access.ANYONE:
        return _NOBODY
    if bearer is None:
        raise Denied("no_key", "a key is needed: Authorization: Bearer vk_…")
    raise Denied("forbidden", "this needs a retailer's key")


def caller() -> Caller:
    """Return who calls."""
    found: Caller = g.caller
    return found


def check_household(customer: str) -> None:
    """Refuse who asks for what belongs to another household.

    Raises:
        Denied: ``forbidden``.
    """
    who = caller()
    if who.role != "local" and (who.role != HOUSEHOLD or who.customer != customer):
        raise Denied("forbidden", "this belongs to a household that the key is not for")


def check_conversation(conversation_id: str) -> None:
    """Refuse who asks for another household's conversation, as if it did not exist.

    Raises:
        NotFound: ``unknown_conversation``.
    """
    who = caller()
    if who.role == "local":
        return
    if who.role != HOUSEHOLD or the_assistant().customer_of(conversation_id) != who.customer:
        raise NotFound("unknown_conversation", f"no conversation {conversation_id}", id=conversation_id)


def key_of(subprotocols: str) -> str:
    """Return the key that a browser's WebSocket sends among its subprotocols (``vocabas, vk_…``), or nothing:
    it can set no header."""
    return next((part for part in map(str.strip, subprotocols.split(",")) if part.startswith(_KEY)), "")


def _refuse_foreign_pages() -> None:
    """Without keys, a web page that the person visits must not talk to us through their browser."""
    host = urlsplit(f"//{request.host}").hostname or ""
    origin = request.headers.get("Origin")
    if host not in ("localhost", "127.0.0.1", "::1"):
        raise Denied("foreign_origin", f"Host: {request.host} is not this machine")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise Denied("foreign_origin", f"a page of {origin} asks")
