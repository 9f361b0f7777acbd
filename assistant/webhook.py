"""The retailer's webhook: events signed and posted as the Standard Webhooks specification says.

Source: https://www.standardwebhooks.com (``webhook-id``, ``webhook-timestamp``, ``webhook-signature``).
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx

from assistant import __version__
from assistant.errors import BadInput

_PREFIX = "whsec_"
_FEWEST_BYTES, _MOST_BYTES = 24, 64
_LONGEST_WAIT = 3600


@dataclass(frozen=True, slots=True)
class Letter:
    """What is posted."""

    id: str
    """The event's name, the same at every attempt."""
    body: str
    """Its JSON."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the retailer said to one letter."""

    taken: bool
    """Whether it has it: any 2xx."""
    problem: str = ""
    """Why not, in English."""
    wait: float | None = None
    """How long it asks us to wait before the next attempt (``Retry-After``), seconds."""


class Webhook:
    """Where events go. Redirections are not followed: they would take signed orders to somebody else.

    Args:
        url: http or https.
        secrets: one, or during a change several, separated by spaces: each signs. ``whsec_`` and base64 of 24
            to 64 bytes.
        timeout: the longest that one attempt may take in all, seconds.

    Raises:
        BadInput: ``webhook_not_set``: no address or no secret; ``bad_setting``: one is not usable.
    """

    def __init__(self, url: str, secrets: str, timeout: float = 10.0) -> None:
        if not url or not secrets.split():
            raise BadInput("webhook_not_set", "webhook_url or webhook_secret is empty")
        parsed = httpx.URL(url)
        if parsed.scheme not in ("http", "https") or not parsed.host:
            raise BadInput("bad_setting", f"webhook_url {url!r} is no http address", name="webhook_url")
        self.url = url
        self.timeout = timeout
        self._secrets = tuple(_key(secret) for secret in secrets.split())

    def headers(self, letter: Letter, now: datetime) -> dict[str, str]:
        """Return the headers of one attempt, which sign it together with its time."""
        moment = str(int(now.timestamp()))
        signed = f"{letter.id}.{moment}.{letter.body}".encode()
        return {
            "content-type": "application/json; charset=utf-8",
            "user-agent": f"vocabas/{__version__}",
            "webhook-id": letter.id,
            "webhook-timestamp": moment,
            "webhook-signature": " ".join(f"v1,{_signature(key, signed)}" for key in self._secrets),
        }

    def post(self, letters: Sequence[Letter], now: datetime) -> list[Answer]:
        """Post letters, all at the same time; returns what was said to each.

        Never raises for what the network or the retailer does, and never lasts longer than the timeout.
        """
        return asyncio.run(self._post_all(letters, now))

    async def _post_all(self, letters: Sequence[Letter], now: datetime) -> list[Answer]:
        async with httpx.AsyncClient(timeout=None) as client:  # noqa: S113 (one deadline for all, below)
            return list(await asyncio.gather(*(self._post(client, letter, now) for letter in letters)))

    async def _post(self, client: httpx.AsyncClient, letter: Letter, now: datetime) -> Answer:
        try:
            # a deadline on the whole, so that a server that sends a byte now and then cannot hold us
            async with (
                asyncio.timeout(self.timeout),
                client.stream(
                    "POST", self.url, content=letter.body.encode(), headers=self.headers(letter, now)
                ) as response,
            ):
                if response.is_success:
                    return Answer(True)
                wait = response.headers.get("retry-after", "")
                seconds = min(float(wait), _LONGEST_WAIT) if wait.isdecimal() else None
                return Answer(False, f"HTTP {response.status_code}", seconds)
        except TimeoutError:
            return Answer(False, f"no answer within {self.timeout:g} s")
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return Answer(False, f"{type(error).__name__}: {error}")


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not _FEWEST_BYTES <= len(key) <= _MOST_BYTES:
        raise BadInput(
            "bad_setting",
            f"webhook_secret is not {_PREFIX} and base64 of {_FEWEST_BYTES} to {_MOST_BYTES} bytes",
            name="webhook_secret",
        )
    return key


def _signature(key: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
