"""Vosk: PCM in, `Utterance` out."""

from __future__ import annotations

import json
import math
import threading
from typing import Any

import vosk

from assistant.errors import BadInput, Unavailable
from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.french import join_tokens
from assistant.hearing.models import AcousticModel
from assistant.utterance import Alternative, Utterance, Word

_CHUNK = SAMPLE_RATE // 4
_UNKNOWN = "[unk]"


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
        words = self._words(samples)
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
            alternatives=self._n_best(samples),
            source="audio",
            seconds=round(seconds, 3),
        )

    def _decode(self, samples: Samples, alternatives: int) -> list[dict[str, Any]]:
        decoder = vosk.KaldiRecognizer(self._loaded, SAMPLE_RATE)
        decoder.SetWords(True)
        decoder.SetMaxAlternatives(alternatives)
        results = [
            json.loads(decoder.Result())
            for at in range(0, samples.size, _CHUNK)
            if decoder.AcceptWaveform(samples[at : at + _CHUNK].tobytes())
        ]
        return [*results, json.loads(decoder.FinalResult())]

    def _words(self, samples: Samples) -> list[Word]:
        return [
            Word(w["word"], float(w["conf"]), float(w["start"]), float(w["end"]))
            for result in self._decode(samples, 0)
            for w in result.get("result", ())
        ]

    def _n_best(self, samples: Samples) -> tuple[Alternative, ...]:
        """Return the n-best list. Vosk splits a turn at pauses: the likeliest rest completes each variant."""
        segments = [
            [(a["text"], float(a["confidence"])) for a in result.get("alternatives", ()) if a["text"].strip()]
            for result in self._decode(samples, self._alternatives)
        ]
        segments = [s for s in segments if s]
        variants: dict[str, float] = {}
        for at, segment in enumerate(segments):
            best = segment[0][1]
            for text, score in segment:
                parts = [s[0][0] for s in segments]
                parts[at] = text
                sentence = join_tokens(" ".join(parts).replace(_UNKNOWN, ""))
                variants[sentence] = max(variants.get(sentence, -math.inf), score - best)
        weights = {text: math.exp(max(score, -50.0)) for text, score in variants.items()}
        total = sum(weights.values())
        ranked = sorted(weights.items(), key=lambda item: -item[1])[: self._alternatives]
        return tuple(Alternative(text, round(weight / total, 4)) for text, weight in ranked)
