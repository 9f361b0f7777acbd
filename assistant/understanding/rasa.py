"""Client of a Rasa 3 server: one sentence in, one intent and entity spans out.

Source: Rasa's HTTP API, ``POST /model/parse`` (needs ``rasa run --enable-api``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from assistant.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Span:
    """An entity that Rasa found in the sentence."""

    entity: str
    """Its kind: "product", "quantity", "act" for a verb of the shop…"""
    text: str
    """The words, as they stand in the sentence."""
    value: str
    """The words, or what Rasa's synonyms make of them."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last character."""
    confidence: float = 1.0
    """How sure Rasa is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Parse:
    """What Rasa made of one sentence."""

    text: str
    """The sentence as it was sent."""
    intent: str
    """The likeliest intent."""
    confidence: float
    """Its probability, 0 to 1."""
    spans: tuple[Span, ...]
    """Entities, left to right."""
    ranking: tuple[tuple[str, float], ...] = ()
    """All intents with their probabilities, the likeliest first."""


class RasaClient:
    """Asks a Rasa server; safe to share between threads.

    Args:
        url: gives the server's base URL at each call, as an embedded server may move when it restarts.
        token: the server's ``--auth-token``, or empty.
        timeout: longest wait for an answer, seconds.
    """

    def __init__(self, url: Callable[[], str], token: str = "", timeout: float = 5.0) -> None:
        self._url = url
        self._params = {"token": token} if token else {}
        self._http = httpx.Client(timeout=timeout, trust_env=False)

    def parse(self, text: str) -> Parse:
        """Parse one sentence.

        Raises:
            Unavailable: ``nlu_unavailable``: no server, no model in it, a wrong token, or no answer in time.
        """
        try:
            answer = self._http.post(f"{self._url()}/model/parse", json={"text": text}, params=self._params)
        except httpx.HTTPError as error:
            raise Unavailable("nlu_unavailable", f"Rasa does not answer: {error!r}") from error
        if answer.status_code != httpx.codes.OK:
            raise Unavailable("nlu_unavailable", f"Rasa answered {answer.status_code}: {answer.text[:200]}")
        try:
            return _read(text, answer.json())
        except (ValueError, KeyError, TypeError) as error:
            raise Unavailable(
                "nlu_unavailable", f"Rasa answered something else: {answer.text[:200]}"
            ) from error

    def is_ready(self) -> bool:
        """Return whether the server answers and has a model loaded."""
        try:
            answer = self._http.get(f"{self._url()}/status", params=self._params, timeout=2.0)
            return answer.status_code == httpx.codes.OK and bool(answer.json().get("model_file"))
        except (httpx.HTTPError, ValueError, Unavailable):
            return False

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


def _read(text: str, body: dict[str, Any]) -> Parse:
    intent = body["intent"]
    spans = (
        Span(
            # a stock pipeline trained on the same data tells the verbs apart; here their part's intent does
            entity="act" if e["entity"].startswith("act_") else e["entity"],
            text=text[e["start"] : e["end"]],
            value=str(e.get("value", "")),
            start=e["start"],
            end=e["end"],
            confidence=float(e.get("confidence_entity", 1.0)),
        )
        for e in body.get("entities", ())
    )
    return Parse(
        text=text,
        intent=intent.get("name") or "out_of_scope",
        confidence=float(intent.get("confidence", 0.0)),
        spans=tuple(sorted(spans, key=lambda s: (s.start, -s.end))),
        ranking=tuple(
            (other["name"], float(other["confidence"])) for other in body.get("intent_ranking", ())
        ),
    )
