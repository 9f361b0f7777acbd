"""Turns answered as sound: the reply in the body, what a program wants to know of it in a header."""

from __future__ import annotations

import json
from collections.abc import Callable

from flask import Response, jsonify, request

from assistant.channels.http.incoming import the_assistant
from assistant.documents import Document
from assistant.errors import BadInput
from assistant.mouth import MEDIA

_JSON = "application/json"
FACTS = "Vocabas-Turn"
"""The header with the facts of a turn that is answered as sound."""
_LONGEST = 3_000
"""Characters that every proxy lets through in a header."""


def answered(take: Callable[[], Document]) -> Response:
    """Take a turn, and answer it in the form that the caller accepts.

    Raises:
        BadInput: ``not_acceptable``; nothing was done.
        Unavailable: ``no_voice``; nothing was done.
    """
    accepted = request.accept_mimetypes
    media = accepted.best_match((_JSON, *MEDIA)) if accepted else _JSON
    if media is None:
        raise BadInput("not_acceptable", f"Accept: one of {', '.join((_JSON, *MEDIA))}")
    if media != _JSON:
        the_assistant().mouth.voice()
    turn = take()
    if media == _JSON:
        response = jsonify(turn)
    else:
        response = Response(
            the_assistant().mouth.file(turn["reply"]["ssml"], media),
            content_type=media,
            headers={FACTS: facts(turn)},
        )
    response.headers["Vary"] = "Accept"
    return response


def facts(turn: Document) -> str:
    """Return what a program wants to know of a turn, as JSON in ASCII, short enough for a header.

    What is long is left out from the end: the choices, then the text.
    """
    reply, order = turn["reply"], turn["order"]
    told = {
        "heard": turn["heard"],
        "confidence": turn["confidence"],
        "expects": reply["expects"],
        "dictating": reply["dictating"],
        "total_cents": turn["basket"]["total_cents"],
        "basket_version": turn["basket"]["version"],
        "order": order["id"] if order else None,
        "text": reply["text"],
        "choices": reply["choices"],
    }
    written = json.dumps(told)
    for name in ("choices", "text", "heard"):
        if len(written) > _LONGEST:
            del told[name]
            written = json.dumps(told)
    return written
