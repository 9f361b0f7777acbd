"""Scores of understanding: a set of sentences in, one `Report` out."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from assistant.dialogue.policy import ACT, acts_at_once
from assistant.evaluation.calibration import calibration_error, reliability
from assistant.evaluation.counts import Counts
from assistant.evaluation.intervals import bootstrap_interval, wilson_interval
from assistant.evaluation.meanings import ADDS, CHANGES, NO_CHANGE, Meaning, merged, request_name
from assistant.evaluation.sentences import NOW, Sentence
from assistant.understanding import requests as ask
from assistant.understanding.interpretation import Interpretation


class Interprets(Protocol):
    """Whatever understands: `assistant.understanding.Understander`, or what it is compared with."""

    def interpret(self, text: str, now: datetime, *, expects: str | None = None) -> Interpretation:
        """Understand one sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one sentence."""

    sentence: Sentence
    """The sentence with its meanings."""
    meaning: Meaning
    """The one of its meanings that what was understood is nearest to."""
    requests: tuple[ask.Request, ...]
    """What was understood, merged."""
    confidence: float
    """How sure, 0 to 1."""
    acted: bool
    """Whether the dialogue acts upon it as it is, by the policy's own rule; else it asks, or does nothing."""
    slots: Counts
    """Products, amounts, times… found, missed and made up."""
    wholly_right: bool
    """Every request, product and quantity, and nothing else."""
    milliseconds: float
    """How long it took."""

    @property
    def type(self) -> str:
        """Return the name of the first request that was understood."""
        return request_name(self.requests[0]) if self.requests else "out_of_scope"

    @property
    def right_type(self) -> bool:
        """Return whether the first request is of the right type."""
        return self.wholly_right or self.meaning.type == self.type

    @property
    def change_made(self) -> bool:
        """Return whether something is changed without a question."""
        return self.acted and any(request_name(one) in CHANGES for one in self.requests)

    @property
    def left_alone(self) -> bool:
        """Return whether nothing at all was understood to be for the shop."""
        return all(isinstance(request, ask.OutOfScope) for request in self.requests)

    @property
    def wrong_add(self) -> bool:
        """Return whether something is put in the basket though nothing was to change."""
        return not self.sentence.changes and any(request_name(one) in ADDS for one in self.requests)

    @property
    def wrong_change(self) -> bool:
        """Return whether basket or order is changed though nothing was to change."""
        return not self.sentence.changes and any(request_name(one) in CHANGES for one in self.requests)


def evaluate(
    understander: Interprets, sentences: Sequence[Sentence], tell: Callable[[int], None] = lambda _: None
) -> tuple[Answer, ...]:
    """Have every sentence understood, and compare.

    Args:
        understander: what to score; it is asked once beforehand, so that the first time is not a slow one.
        sentences: at least one.
        tell: called with the number of sentences done, after each.
    """
    understander.interpret(sentences[0].text, NOW, expects=sentences[0].expects)
    answers = []
    for done, sentence in enumerate(sentences, start=1):
        began = time.perf_counter()
        meant = understander.interpret(sentence.text, NOW, expects=sentence.expects)
        spent = (time.perf_counter() - began) * 1000
        answers.append(judge(sentence, meant, spent))
        tell(done)
    return tuple(answers)


def judge(sentence: Sentence, meant: Interpretation, milliseconds: float = 0.0) -> Answer:
    """Compare what was understood with what is meant, by the meaning that is nearest."""
    got = merged(meant.requests)
    acted = acts_at_once(got, meant)
    ranked = []
    for meaning in sentence.meanings:
        slots = meaning.compare(got)
        whole = meaning.is_wholly(got, slots, acted)
        same_type = bool(got) and meaning.type == request_name(got[0])
        ranked.append((whole, same_type, slots.found - slots.missed - slots.extra, slots, meaning))
    whole, _, _, slots, meaning = max(ranked, key=lambda one: one[:3])
    return Answer(sentence, meaning, got, meant.confidence, acted, slots, whole, milliseconds)


def report(answers: Sequence[Answer], left_out: int = 0) -> dict[str, Any]:
    """Return all figures as one JSON document; shares are in per cent, with 95 % intervals.

    Args:
        answers: at least one.
        left_out: how many sentences are not among them, since the training data holds them word for word.
    """
    subjects = sorted({answer.sentence.subject for answer in answers})
    not_for_us = [answer for answer in answers if answer.sentence.not_for_us]
    asks = [answer for answer in answers if not answer.sentence.changes and not answer.sentence.not_for_us]
    spent = sorted(answer.milliseconds for answer in answers)
    return {
        "total": _figures(answers),
        "left_out_as_trained_on": left_out,
        "subjects": {
            subject: _figures([a for a in answers if a.sentence.subject == subject]) for subject in subjects
        },
        "not_for_us": {
            "sentences": len(not_for_us),
            "left_alone": _share([answer.left_alone for answer in not_for_us]),
            "nothing_changed": _share([not _acted(answer, "wrong_change") for answer in not_for_us]),
            "wrong_adds": sum(answer.wrong_add for answer in not_for_us),
            "wrong_adds_acted_upon": sum(_acted(answer, "wrong_add") for answer in not_for_us),
        },
        "questions": {
            "sentences": len(asks),
            "wrong_adds": sum(answer.wrong_add for answer in asks),
            "wrong_adds_acted_upon": sum(_acted(answer, "wrong_add") for answer in asks),
            "wrong_changes": sum(answer.wrong_change for answer in asks),
        },
        "acted_upon": _acting(answers),
        "confusions": confusions(answers),
        "calibration": _calibration(answers),
        "milliseconds": {
            "median": round(statistics.median(spent), 2),
            "p95": round(spent[min(len(spent) - 1, int(0.95 * len(spent)))], 2),
        },
    }


def confusions(answers: Sequence[Answer]) -> dict[str, dict[str, int]]:
    """Return how often each type of first request was understood as which, `NO_CHANGE` left out."""
    counted = Counter(
        (answer.meaning.type, answer.type) for answer in answers if answer.meaning.type != NO_CHANGE
    )
    table: dict[str, dict[str, int]] = {}
    for (meant, got), count in sorted(counted.items()):
        table.setdefault(meant, {})[got] = count
    return table


def _figures(answers: Sequence[Answer]) -> dict[str, Any]:
    slots = sum((answer.slots for answer in answers), Counts())
    return {
        "sentences": len(answers),
        "intent": _share([answer.right_type for answer in answers]),
        "entity_f1": round(100 * slots.f1, 1) if slots.found + slots.missed else None,
        "wholly_right": _share([answer.wholly_right for answer in answers]),
    }


def _share(right: Sequence[bool]) -> dict[str, Any]:
    if not right:
        return {"percent": None, "interval": None}
    low, high = bootstrap_interval([float(one) for one in right])
    return {
        "percent": round(100 * sum(right) / len(right), 1),
        "interval": [round(100 * low, 1), round(100 * high, 1)],
    }


def _acted(answer: Answer, name: str) -> bool:
    return bool(getattr(answer, name)) and answer.acted


def _acting(answers: Sequence[Answer]) -> dict[str, Any]:
    """How many changes were made, and right; how many wanted ones were not."""
    wanted = [answer for answer in answers if answer.sentence.changes]
    made = [answer for answer in answers if answer.change_made]
    return {
        "threshold": ACT,
        "changes_made": len(made),
        "wholly_right": _share([answer.wholly_right for answer in made]),
        "wanted_but_not_acted_upon": sum(not answer.change_made for answer in wanted),
    }


def _calibration(answers: Sequence[Answer]) -> dict[str, Any]:
    bins = reliability([a.confidence for a in answers], [a.wholly_right for a in answers])
    return {
        "expected_error": round(calibration_error(bins), 4),
        "bins": [
            {
                "from": one.low,
                "sentences": one.count,
                "confidence": round(one.confidence, 3),
                "right": round(one.right, 3),
                "interval": [round(bound, 3) for bound in wilson_interval(one.right, one.count)],
            }
            for one in bins
        ],
    }
