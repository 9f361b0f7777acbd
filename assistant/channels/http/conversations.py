"""``/v1/conversations``: talk by text or by sound."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from assistant.channels.http.callers import caller, check_conversation, check_household
from assistant.channels.http.incoming import body, idempotency_key, is_json, the_assistant, versioned
from assistant.channels.http.openapi import Operation, describes
from assistant.channels.http.shapes import Basket, Conversation, NewConversation, Turn, TypedTurn
from assistant.channels.http.spoken import answered
from assistant.errors import BadInput

blueprint = Blueprint("conversations", __name__, url_prefix="/v1/conversations")

_AUDIO_BY_OTHER_NAMES = ("application/ogg", "application/octet-stream", "video/webm", "video/mp4")
_SOUND = {"type": "string", "contentMediaType": "application/octet-stream"}
_AUDIO = ("audio/wav", "audio/flac", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/webm")


@blueprint.post("")
@describes(
    Operation(
        "Begin a conversation",
        {201: Conversation},
        body=NewConversation,
        body_required=False,
        writes=True,
    )
)
def open_conversation() -> ResponseReturnValue:
    """Begin a conversation, of the household that the key is for."""
    wanted = body(NewConversation, required=False).customer
    if wanted:
        check_household(wanted)
    elif caller().role != "local":
        check_household(caller().customer or "")
    customer = wanted or caller().customer or ""
    opened = the_assistant().once.do(
        f"conversations:{caller().id}",
        idempotency_key(),
        request.get_data(),
        lambda: the_assistant().open_conversation(customer),
    )
    location = url_for("conversations.read_basket", conversation_id=opened["id"]).removesuffix("/basket")
    return opened, 201, {"Location": location}


@blueprint.post("/<conversation_id>/turns")
@describes(
    Operation(
        "Say something, by text or by sound",
        {200: {"application/json": Turn, "audio/wav": _SOUND, "audio/ogg": _SOUND}},
        body=TypedTurn,
        media=dict.fromkeys(_AUDIO, _SOUND),
        writes=True,
        problems=(
            "empty_text",
            "unknown_conversation",
            "conversation_busy",
            "text_too_long",
            "audio_too_long",
            "unreadable_audio",
            "nothing_heard",
            "nlu_unavailable",
            "no_acoustic_model",
            "no_voice",
            "not_acceptable",
        ),
    )
)
def take_turn(conversation_id: str) -> ResponseReturnValue:
    """Say something: JSON ``{"text"}`` or the body of an audio file → TURN, or the reply as sound."""
    key = idempotency_key()
    check_conversation(conversation_id)
    if is_json():
        text = body(TypedTurn).text
        return answered(lambda: the_assistant().answer(conversation_id, text, key))
    if request.mimetype.startswith("audio/") or request.mimetype in _AUDIO_BY_OTHER_NAMES:
        sound = request.get_data()
        return answered(lambda: the_assistant().hear(conversation_id, sound, key))
    raise BadInput("unsupported_media", f"cannot take {request.mimetype or 'a body without Content-Type'}")


@blueprint.get("/<conversation_id>/basket")
@describes(
    Operation(
        "Read the household's basket", {200: Basket}, versioned=True, problems=("unknown_conversation",)
    )
)
def read_basket(conversation_id: str) -> ResponseReturnValue:
    """Return the household's BASKET."""
    check_conversation(conversation_id)
    return versioned(the_assistant().basket(conversation_id))
