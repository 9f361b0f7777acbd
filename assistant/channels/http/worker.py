"""The gunicorn worker that streams need: when it is told to end, what is being said is finished first.

gunicorn --worker-class assistant.channels.http.worker.StreamWorker …
"""

from __future__ import annotations

from types import FrameType

from gunicorn.workers.gthread import ThreadWorker


class StreamWorker(ThreadWorker):  # type: ignore[misc]
    """A threaded worker whose open streams are told that the process ends."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end: SIGTERM."""
        streams = getattr(self.wsgi, "extensions", {}).get("streams")
        if streams is not None:
            streams.draining.set()
        super().handle_exit(sig, frame)
