"""``/v1/stream``: sound comes in while it is said; words, replies and speech go out (docs/streaming.md)."""

from assistant.channels.http.stream.limits import StreamLimits, Streams
from assistant.channels.http.stream.view import blueprint

__all__ = ["StreamLimits", "Streams", "blueprint"]
