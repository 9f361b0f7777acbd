"""Measures one unit. What is slow to build is built once a process, whatever measures in it."""

from __future__ import annotations

import atexit
import threading
import time
from contextlib import ExitStack

import yaml

from assistant.bootstrap import IntentEngine, build_recogniser, build_understander
from assistant.catalogue import Catalogue
from assistant.documents import Document
from assistant.errors import BadInput, VocabasError
from assistant.evaluation.meanings import Meaning, parse_meanings
from assistant.evaluation.runs.results import Record
from assistant.evaluation.runs.unit import Unit
from assistant.evaluation.scripts import Played, PlayedTurn, Stage, load_script, play
from assistant.evaluation.scripts.comparing import NOTHING_HEARD, requests_from
from assistant.evaluation.scripts.words import Comparison, compare
from assistant.evaluation.sentences import NOW, Sentence
from assistant.evaluation.understanding import judge
from assistant.hearing.audio import SAMPLE_RATE, Samples, decode
from assistant.hearing.recogniser import Recogniser
from assistant.settings import Settings
from assistant.understanding import Interpretation, Understander
from assistant.utterance import Utterance

_PIECE = SAMPLE_RATE // 10
"""A microphone's piece of sound: a tenth of a second."""
_LONGEST_S = 3_600.0
_OF_THE_SHOP = ("basket", "total_cents", "order", "ignored")
"""The expectations that are about basket and order."""


class Bench:
    """Measures units, one script at a time, recordings side by side."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._open = ExitStack()
        self._recogniser: Recogniser | None = None
        self._engine: IntentEngine | None = None
        self._stage: Stage | None = None
        self._understander: Understander | None = None

    def close(self) -> None:
        """Stop what was started."""
        self._open.close()

    def measure(self, unit: Unit) -> Record:
        """Measure a unit.

        Returns:
            A recording: ``id``, ``stamp``, ``kind`` "clip", ``speaker``, ``conditions``, and what
            `_words_of` and
            `_listen` tell; with ``requests``, ``understood`` too. A script: ``kind`` "scenario", ``name``,
            ``subject``, ``outcome``, ``exact`` (basket and order; ``None`` when the script does not say),
            ``turns``.

        Raises:
            VocabasError: a part is down, or the script is not good. A recording that cannot be read is a
                record with its ``error``.
        """
        about: Record = {"id": unit.id, "stamp": unit.stamp, "kind": "scenario" if unit.is_script else "clip"}
        if unit.is_script:
            with self._lock:
                return {**about, **self._scenario(unit)}
        return {**about, **self._clip(unit)}

    def _clip(self, unit: Unit) -> Record:
        about = {"speaker": unit.speaker, "conditions": dict(unit.conditions)}
        try:
            samples = decode(unit.path, _LONGEST_S)
        except BadInput as error:
            return {**about, "error": error.code}
        except FileNotFoundError:
            return {**about, "error": "file_not_found"}
        heard, cost = _listen(self._hearing(), samples)
        record = {**about, **_words_of(unit.text, heard), **cost}
        if unit.requests:
            meanings = parse_meanings(yaml.safe_load(unit.requests), NOW)
            record["understood"] = _understood(unit.text, meanings, self._interpret(heard))
        return record

    def _scenario(self, unit: Unit) -> Record:
        stage = self._scene_maker()
        played = play(load_script(unit.path, stage.zone), stage)
        return {
            "name": played.script.name,
            "subject": played.script.subject,
            "outcome": played.outcome,
            "exact": _exact(played),
            "turns": [self._turn(turn) for turn in played.turns],
        }

    def _turn(self, played: PlayedTurn) -> Record:
        turn = played.turn
        record: Record = {"milliseconds": round(played.milliseconds, 1), "typed": turn.typed}
        # of what must be ignored no word need be heard
        if played.sound is not None and turn.text and not turn.wanted.ignored:
            _, cost = _listen(self._hearing(), played.sound)
            record |= {"speaker": turn.spoken.voice if turn.synthetic or turn.audio is None else ""}
            record |= {
                "conditions": {
                    "noise": f"{turn.noise.kind} {turn.noise.snr_db:g} dB" if turn.noise else "none",
                    "distance": f"{turn.distance_m:g} m" if turn.distance_m else "close",
                }
            }
            heard = played.answer["heard"] if played.answer else ""
            record |= {**_words_of(turn.text, Utterance(heard) if heard else None), **cost}
        if turn.wanted.requests:
            record["understood"] = _understood(turn.text, turn.wanted.requests, _meant(played.answer))
        return record

    def _interpret(self, heard: Utterance | None) -> Interpretation | None:
        if heard is None:
            return None
        with self._lock:
            if self._understander is None:
                names = Catalogue.load(self._settings.catalogue_dir)
                self._understander = build_understander(self._intents(), names)
        others = tuple(a.text for a in heard.alternatives if a.text != heard.text)
        return self._understander.interpret(heard.text, NOW, heard.confidence, None, others)

    def _hearing(self) -> Recogniser:
        if self._recogniser is None:
            self._recogniser = build_recogniser(self._settings)
            self._recogniser.load()
        return self._recogniser

    def _intents(self) -> IntentEngine:
        if self._engine is None:
            self._engine = self._open.enter_context(IntentEngine(self._settings))
            if self._engine.server is not None:
                self._engine.server.wait_until_ready(self._settings.nlu_start_timeout)
        return self._engine

    def _scene_maker(self) -> Stage:
        if self._stage is None:
            self._stage = self._open.enter_context(Stage(self._settings, self._intents()))
        return self._stage


def measure(unit: Unit, settings: Settings) -> Record:
    """Measure a unit with this process's bench, which stays until the process ends."""
    with _MAKING:
        if settings not in _BENCHES:
            _BENCHES[settings] = Bench(settings)
            atexit.register(_BENCHES[settings].close)
    return _BENCHES[settings].measure(unit)


_BENCHES: dict[Settings, Bench] = {}
_MAKING = threading.Lock()


def _listen(recogniser: Recogniser, samples: Samples) -> tuple[Utterance | None, Record]:
    """Hear a sound as a microphone gives it, and tell what it cost.

    Returns:
        What was heard, and ``seconds`` of sound, ``listening_s`` of clock in all, ``latency_ms`` from its
        last piece to the words.
    """
    stream = recogniser.stream(max_seconds=samples.size / SAMPLE_RATE + 1)
    began = time.perf_counter()
    for at in range(0, samples.size - _PIECE, _PIECE):
        stream.accept(samples[at : at + _PIECE])
    rest = max(0, (samples.size - 1) // _PIECE * _PIECE)
    said = time.perf_counter()
    heard: Utterance | None = None
    try:
        stream.accept(samples[rest:])
        heard = stream.finish()
    except VocabasError as error:
        if error.code != NOTHING_HEARD:
            raise
    ended = time.perf_counter()
    cost = {
        "seconds": round(samples.size / SAMPLE_RATE, 3),
        "listening_s": round(ended - began, 4),
        "latency_ms": round((ended - said) * 1000, 2),
    }
    return heard, cost


def _words_of(said: str, heard: Utterance | None) -> Record:
    found: Comparison = compare(said, heard.text if heard else "")
    return {
        "said": said,
        "heard": heard.text if heard else "",
        "words": found.words,
        "word_errors": found.word_errors,
        "characters": found.characters,
        "character_errors": found.character_errors,
        "pairs": [[pair.kind, pair.said, pair.heard] for pair in found.pairs],
    }


def _understood(said: str, meanings: tuple[Meaning, ...], meant: Interpretation | None) -> Record:
    answer = judge(Sentence(said, "", meanings), meant or Interpretation(said, (), 0.0))
    slots = answer.slots
    return {
        "type": answer.right_type,
        "wholly": answer.wholly_right,
        "slots": [slots.found, slots.missed, slots.extra],
    }


def _meant(answer: Document | None) -> Interpretation | None:
    if answer is None:
        return None
    return Interpretation(answer["heard"], requests_from(answer["requests"]), answer["confidence"])


def _exact(played: Played) -> bool | None:
    """Whether basket and order come out exactly right, after each turn that says and at the end."""
    wanted = [played.script.end, *(turn.turn.wanted for turn in played.turns)]
    if all(one.basket is None and one.total_cents is None and one.order is None for one in wanted):
        return None
    found = [*played.end, *(difference for turn in played.turns for difference in turn.differences)]
    return not any(difference.field.split(".")[0] in _OF_THE_SHOP for difference in found)
