"""Vosk: PCM in, `Utterance` out."""

from __future__ import annotations

import json
import math
import threading
from dataclasses import dataclass
from typing import Any

import vosk

from assistant.errors import BadInput, Unavailable
from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.french import join_tokens
from assistant.hearing.models import AcousticModel
from assistant.utterance import Alternative, Utterance, Word

_CHUNK = SAMPLE_RATE // 4
_UNKNOWN = "[unk]"
_HYPOTHESES = 10


class Recogniser:
    """One loaded acoustic model. Safe to share between threads: each call decodes on its own."""

    def __init__(self, model: AcousticModel, alternatives: int = 5) -> None:
        self.model = model
        self._alternatives = alternatives
        self._lock = threading.Lock()
        self._loaded: Any = None

    def load(self) -> None:
        """Load the model now rather than at the first sound.

        Raises:
            Unavailable: ``no_acoustic_model``, the folder cannot be read as a Vosk model.
        """
        with self._lock:
            if self._loaded is None:
                vosk.SetLogLevel(-1)
                try:
                    self._loaded = vosk.Model(str(self.model.path))
                except Exception as error:  # vosk raises a bare Exception
                    raise Unavailable(
                        "no_acoustic_model", f"{self.model.path}: {error}", path=str(self.model.path)
                    ) from error

    def transcribe(self, samples: Samples) -> Utterance:
        """Recognise one turn of speech.

        Args:
            samples: shape ``(n,)``, 16 kHz mono, as `assistant.hearing.audio.decode` gives it.

        Raises:
            BadInput: ``nothing_heard`` when no word was recognised (silence, noise).
            Unavailable: ``no_acoustic_model``.
        """
        self.load()
        segments = [s for s in map(_segment, self._decode(samples)) if s]
        words = [word for segment in segments for word in segment[0].words_with_confidence(segment)]
        known = [w for w in words if w.text != _UNKNOWN]
        seconds = samples.size / SAMPLE_RATE
        if not known:
            raise BadInput("nothing_heard", f"no word recognised in {seconds:.1f} s of audio")
        # An unknown word counts as one heard with no confidence: something was said that we do not know.
        confidence = sum(w.confidence for w in known) / len(words)
        return Utterance(
            text=join_tokens(" ".join(w.text for w in known)),
            confidence=round(confidence, 4),
            words=tuple(words),
            alternatives=_n_best(segments, self._alternatives),
            source="audio",
            seconds=round(seconds, 3),
        )

    def _decode(self, samples: Samples) -> list[dict[str, Any]]:
        decoder = vosk.KaldiRecognizer(self._loaded, SAMPLE_RATE)
        decoder.SetWords(True)
        decoder.SetMaxAlternatives(_HYPOTHESES)
        results = [
            json.loads(decoder.Result())
            for at in range(0, samples.size, _CHUNK)
            if decoder.AcceptWaveform(samples[at : at + _CHUNK].tobytes())
        ]
        return [*results, json.loads(decoder.FinalResult())]


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    """One way to hear a segment, which Vosk ends at a pause."""

    words: tuple[tuple[str, float, float], ...]
    """Word, start and end in seconds."""
    probability: float
    """Its share of the segment's hypotheses."""

    def words_with_confidence(self, rivals: list[_Hypothesis]) -> list[Word]:
        """Return the words; how sure each is: the weight of the hypotheses that have it at that time."""
        return [
            Word(
                text,
                round(min(1.0, sum(r.probability for r in rivals if r.has(text, start, end))), 4),
                start,
                end,
            )
            for text, start, end in self.words
        ]

    def has(self, text: str, start: float, end: float) -> bool:
        """Return whether this hypothesis has a word at about that time."""
        return any(w == text and s < end and e > start for w, s, e in self.words)


def _segment(result: dict[str, Any]) -> list[_Hypothesis]:
    """Read one of Vosk's results; its hypotheses come with log-likelihoods, best first."""
    found = [a for a in result.get("alternatives", ()) if a.get("text", "").strip()]
    if not found or found[0] is not result["alternatives"][0]:
        return []  # the best hypothesis is silence
    best = float(found[0]["confidence"])
    weights = [math.exp(max(float(a["confidence"]) - best, -50.0)) for a in found]
    return [
        _Hypothesis(
            tuple((w["word"], float(w["start"]), float(w["end"])) for w in a.get("result", ())),
            weight / sum(weights),
        )
        for a, weight in zip(found, weights, strict=True)
    ]


def _n_best(segments: list[list[_Hypothesis]], limit: int) -> tuple[Alternative, ...]:
    """Return the n-best sentences: each segment varied in turn, the rest at its best."""
    variants: dict[str, float] = {}
    for at, segment in enumerate(segments):
        for hypothesis in segment:
            parts = [s[0] for s in segments]
            parts[at] = hypothesis
            words = [w for part in parts for w, _, _ in part.words if w != _UNKNOWN]
            sentence = join_tokens(" ".join(words))
            weight = hypothesis.probability / segment[0].probability
            variants[sentence] = max(variants.get(sentence, 0.0), weight)
    total = sum(variants.values())
    ranked = sorted(variants.items(), key=lambda item: -item[1])[:limit]
    return tuple(Alternative(text, round(weight / total, 4)) for text, weight in ranked)
