"""One sound as it comes in: words while it is said, an `Utterance` when it has ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.errors import BadInput
from assistant.expectation import Expectation
from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.biasing import cost_of, weigh
from assistant.hearing.decoding import STEP, Decoder, Hypothesis
from assistant.hearing.evidence import Segment
from assistant.hearing.french import join_tokens
from assistant.hearing.grammar import UNKNOWN
from assistant.hearing.language import Language
from assistant.hearing.level import Leveller
from assistant.hearing.resampling import Resampler
from assistant.utterance import Utterance

RATES = (8_000, 48_000)
"""The lowest and the highest sample rate taken, Hz."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What has been heard so far."""

    text: str
    """The sentence up to here, French; later sound may still change it."""
    paused: bool
    """Whether the speaker has paused for as long as one does after a sentence."""


@dataclass(frozen=True, slots=True)
class Passes:
    """The passes that go over the same sound side by side."""

    heard: Decoder
    """With the model's own language model."""
    garbage: Decoder | None = None
    """With nothing but the word for unknown speech."""
    expected: Decoder | None = None
    """With the grammar of what is expected."""

    def all(self) -> list[Decoder]:
        """Return those there are."""
        return [d for d in (self.heard, self.garbage, self.expected) if d is not None]


class Stream:
    """Takes sound in pieces of any size and says the same, in the end, as if it had come whole.

    Made by `Recogniser.stream`; its settings are its own. Calls from several threads wait for each other.
    """

    def __init__(
        self,
        passes: Passes,
        conclude: Callable[[Sequence[Segment], float], Utterance],
        expectation: Expectation,
        rate: int = SAMPLE_RATE,
        max_seconds: float = 120.0,
        language: Language | None = None,
    ) -> None:
        if not RATES[0] <= rate <= RATES[1]:
            raise BadInput(
                "bad_sample_rate", f"{rate} Hz: not within {RATES}", lowest=RATES[0], highest=RATES[1]
            )
        self._lock = threading.Lock()
        self._passes = passes
        self._conclude = conclude
        self._expectation = expectation
        self._max_seconds = max_seconds
        self._language = language
        self._resampler = Resampler(rate)
        self._leveller = Leveller()
        self._rest: Samples = np.zeros(0, np.int16)
        self._samples = 0
        self._segments: list[Segment] = []
        self._said = ""
        self._open = True

    @property
    def seconds(self) -> float:
        """Return how much sound came in, in seconds."""
        return self._samples / SAMPLE_RATE

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Return the evidence so far, one segment between pauses at a time."""
        return tuple(self._segments)

    def accept(self, sound: Samples | bytes) -> Partial | None:
        """Take the next piece of sound.

        Args:
            sound: mono, signed 16-bit (little-endian bytes), at the stream's rate, any length.

        Returns:
            What has been heard so far when it changed or the speaker paused, else ``None``.

        Raises:
            BadInput: ``audio_too_long``; ``unreadable_audio`` for half a sample; ``stream_ended`` after
            `finish`.
        """
        with self._lock:
            self._must_be_open()
            if isinstance(sound, bytes | bytearray | memoryview):
                if len(sound) % 2:
                    raise BadInput("unreadable_audio", "16-bit samples come in pairs of bytes")
                sound = np.frombuffer(sound, "<i2")
            return self._take(self._leveller.push(self._counted(self._resampler.push(sound))))

    def finish(self) -> Utterance:
        """End the sound; returns all that was heard.

        Raises:
            BadInput: ``nothing_heard``, when there was no speech that could be words; ``stream_ended``.
        """
        with self._lock:
            self._must_be_open()
            self._open = False
            self._take(self._leveller.push(self._counted(self._resampler.flush())))
            self._take(self._leveller.flush())
            if self._rest.size:
                for decoder in self._passes.all():
                    decoder.accept(self._rest)
            self._keep([decoder.finish() for decoder in self._passes.all()])
            return self._conclude(self._segments, self.seconds)

    def _must_be_open(self) -> None:
        if not self._open:
            raise BadInput("stream_ended", "the stream was finished before")

    def _counted(self, sound: Samples) -> Samples:
        self._samples += sound.size
        if self.seconds > self._max_seconds:
            self._open = False
            raise BadInput(
                "audio_too_long", f"more than {self._max_seconds:.0f} s", seconds=int(self._max_seconds)
            )
        return sound

    def _take(self, sound: Samples) -> Partial | None:
        waiting = np.concatenate([self._rest, sound])
        whole = waiting.size - waiting.size % STEP
        self._rest = waiting[whole:]
        paused = False
        for at in range(0, whole, STEP):
            ends = [d.accept(waiting[at : at + STEP]) for d in self._passes.all()]
            if ends[0]:
                paused = self._keep([d.end_segment() for d in self._passes.all()]) or paused
        if not whole:
            return None
        said = self._so_far()
        changed, self._said = said != self._said, said
        return Partial(said, paused) if changed or paused else None

    def _keep(self, found: list[list[Hypothesis]]) -> bool:
        """Keep a segment if it has words; the lists come in the order of the passes."""
        lists = iter(found)
        heard = next(lists)
        garbage = next(lists) if self._passes.garbage else []
        if self._passes.expected:
            heard = weigh(heard, next(lists), self._expectation)
        if not heard or not heard[0].known:
            return False
        ways = tuple(h for h in heard if h.words)
        language, said = self._language, ways[0].tokens
        self._segments.append(
            Segment(
                ways,
                garbage[0].score if garbage else None,
                cost_of(said, language.cost(said), self._expectation) if language else None,
                language.sounds(said) if language else 0,
            )
        )
        return True

    def _so_far(self) -> str:
        tokens = [w.text for s in self._segments for w in s.best.known]
        tokens += [t for t in self._passes.heard.partial().split() if t != UNKNOWN]
        return join_tokens(" ".join(tokens))
