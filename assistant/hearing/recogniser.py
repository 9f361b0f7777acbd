"""Vosk: PCM in, `Utterance` out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence
from typing import Any

import vosk

from assistant.errors import BadInput, Unavailable
from assistant.expectation import Expectation
from assistant.hearing import garbage
from assistant.hearing.audio import SAMPLE_RATE, Samples
from assistant.hearing.confidence import Calibration
from assistant.hearing.decoding import Decoder
from assistant.hearing.evidence import Segment
from assistant.hearing.french import join_tokens
from assistant.hearing.grammar import grammar, tokenise
from assistant.hearing.language import Language
from assistant.hearing.models import AcousticModel
from assistant.hearing.spotting import USUAL, Margins, Spotter
from assistant.hearing.stream import Passes, Stream
from assistant.hearing.transcriber import Transcriber
from assistant.utterance import Alternative, Utterance, Word

_NOTHING = Expectation()
_log = logging.getLogger(__name__)


class Recogniser:
    """One loaded acoustic model. Safe to share between threads: each stream decodes on its own."""

    def __init__(self, model: AcousticModel, alternatives: int = 5) -> None:
        self.model = model
        self._alternatives = alternatives
        self._lock = threading.Lock()
        self._loaded: Any = None
        self._garbage: Any = None
        self._calibration: Calibration | None = None
        self._language: Language | None = None

    def load(self) -> None:
        """Load the model now rather than at the first sound.

        Raises:
            Unavailable: ``no_acoustic_model``, the folder cannot be read as a Vosk model.
        """
        with self._lock:
            if self._loaded is None:
                self._calibration = Calibration.of_model(self.model.path)
                vosk.SetLogLevel(-1)
                try:
                    loaded = vosk.Model(str(self.model.path))
                    self._garbage = garbage.load(self.model.path)
                    self._language = Language.of_model(self.model.path)
                    self._loaded = loaded
                except Exception as error:  # vosk raises a bare Exception
                    raise Unavailable(
                        "no_acoustic_model", f"{self.model.path}: {error}", path=str(self.model.path)
                    ) from error

    def knows(self, token: str) -> bool:
        """Return whether the model's vocabulary has a token.

        Raises:
            Unavailable: ``no_acoustic_model``.
        """
        self.load()
        return int(self._loaded.vosk_model_find_word(token)) > 0

    def missing_words(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return the words of some French texts that cannot be heard, each once.

        Raises:
            Unavailable: ``no_acoustic_model``.
        """
        self.load()
        return tuple(dict.fromkeys(w for text in texts for w in tokenise(text, self.knows)[1]))

    def stream(
        self,
        expectation: Expectation = _NOTHING,
        rate: int = SAMPLE_RATE,
        max_seconds: float = 120.0,
    ) -> Stream:
        """Begin to listen.

        Args:
            expectation: what the dialogue makes likelier. Its words that the model lacks are logged, and
            their
                phrases left out; `missing_words` tells which they are.
            rate: of the sound to come, 8,000 to 48,000 Hz.
            max_seconds: the stream ends with ``audio_too_long`` after this.

        Raises:
            BadInput: ``bad_sample_rate``.
            Unavailable: ``no_acoustic_model``.
        """
        self.load()
        passes = Passes(
            Decoder(self._loaded),
            Decoder(self._garbage, garbage.GRAMMAR, 1) if self._garbage else None,
            self._expecting(expectation),
        )
        return Stream(passes, self._conclude, expectation, rate, max_seconds, self._language)

    def spotter(self, phrase: str, margins: Margins = USUAL) -> Spotter:
        """Listen for one phrase and nothing else.

        Args:
            phrase: French, two words or more, so that talk nearby is not taken for it.
            margins: how sure it must be that the phrase was said.

        Raises:
            BadInput: ``bad_wake_phrase``: a single word, or words that the model does not know.
            Unavailable: ``no_acoustic_model``; ``fixed_vocabulary`` when the model takes no grammar.
        """
        self.load()
        if self._garbage is None:
            raise Unavailable("fixed_vocabulary", f"{self.model.name} takes no grammar", name=self.model.name)
        tokens, missing = tokenise(phrase.lower(), self.knows)
        if missing or len(tokens) < 2:
            raise BadInput("bad_wake_phrase", f"{phrase!r}", phrase=phrase, missing=", ".join(missing))
        return Spotter(self._loaded, self._garbage, tokens, margins)

    def transcriber(
        self, rate: float, phrases: Sequence[str] = (), words: bool = True, alternatives: int = 0
    ) -> Transcriber:
        """Return Vosk as it is, on this model, with settings of its own.

        Raises:
            BadInput: ``bad_sample_rate``.
            Unavailable: ``no_acoustic_model``.
        """
        self.load()
        return Transcriber(self._loaded, rate, phrases, words, alternatives)

    def transcribe(self, samples: Samples, expectation: Expectation = _NOTHING) -> Utterance:
        """Recognise one turn of speech.

        Args:
            samples: shape ``(n,)``, 16 kHz mono, as `assistant.hearing.audio.decode` gives it.
            expectation: what the dialogue makes likelier.

        Raises:
            BadInput: ``nothing_heard`` when no word was recognised (silence, noise, another language).
            Unavailable: ``no_acoustic_model``.
        """
        stream = self.stream(expectation, max_seconds=samples.size / SAMPLE_RATE + 1)
        stream.accept(samples)
        return stream.finish()

    def _expecting(self, expectation: Expectation) -> Decoder | None:
        fixed = not garbage.changes_grammar(self.model.path)
        if fixed or not expectation.phrases or not 0 < expectation.share < 1:
            return None
        expected = grammar(expectation, self.knows)
        if expected.missing:
            _log.warning("%s cannot hear: %s", self.model.name, ", ".join(expected.missing))
        return Decoder(self._loaded, expected.to_json()) if expected.phrases else None

    def _conclude(self, segments: Sequence[Segment], seconds: float) -> Utterance:
        calibration = self._calibration
        assert calibration is not None
        sure = calibration.of_sentence(segments) if segments else 0.0
        if not segments or sure < calibration.floor:
            raise BadInput("nothing_heard", f"no word recognised in {seconds:.1f} s of audio")
        return Utterance(
            text=join_tokens(" ".join(w.text for s in segments for w in s.best.known)),
            confidence=round(sure, 4),
            words=tuple(
                Word(word.text, round(probability, 4), word.start, word.end)
                for segment in segments
                for word, probability in zip(segment.best.known, calibration.of_words(segment), strict=True)
            ),
            alternatives=_n_best(segments, self._alternatives),
            source="audio",
            seconds=round(seconds, 3),
        )


def _n_best(segments: Sequence[Segment], limit: int) -> tuple[Alternative, ...]:
    """Return the n-best sentences: each segment varied in turn, the rest at its best."""
    variants: dict[str, float] = {}
    for at, segment in enumerate(segments):
        shares = segment.shares()
        for hypothesis, share in zip(segment.hypotheses, shares, strict=True):
            parts = [s.best for s in segments]
            parts[at] = hypothesis
            sentence = join_tokens(" ".join(w.text for part in parts for w in part.known))
            variants[sentence] = max(variants.get(sentence, 0.0), share / shares[0])
    total = sum(variants.values())
    ranked = sorted(variants.items(), key=lambda item: -item[1])[:limit]
    return tuple(Alternative(text, round(weight / total, 4)) for text, weight in ranked)
