"""The component that Rasa trains and asks: intent and spans of a sentence, from one reading of its words.

It takes the place of Rasa's tokeniser, featurisers, classifier and extractor: two linear models over features
made for this language and shop answer in half a millisecond, and train in seconds. See ../README.md for the figures.
"""

from __future__ import annotations

import json
import multiprocessing
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from components.features import Sentence
from components.intent_model import IntentModel
from components.lexicon import Lexicon
from components.span_model import Span, SpanModel

_LEXICON = "lexicon.json"
_TAGGER = "spans.crf"
_ACT = "act"
_NOT_FOR_US = "out_of_scope"


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True
)
class GroceryParser(GraphComponent):
    """Intent classifier and entity extractor.

    The lookup tables and regular expressions of the training data are its word lists. All entities whose names begin
    with ``act_`` are one to it: what a verb asks for is the intent of the sentence, or of its part.
    """

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._lexicon = Lexicon((), ())
        self._intents: IntentModel | None = None
        self._spans: SpanModel | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The settings: see `IntentModel.train` and `SpanModel.train`.

        `blind`: share of the training sentences read without the product list, so that unknown products are learnt.
        """
        return {"c": 10.0, "min_count": 2, "c1": 0.1, "c2": 0.05, "iterations": 50, "blind": 0.6, "seed": 1}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GroceryParser:
        """An untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit both models and keep them."""
        config = self._config
        phrases = [(table["name"], phrase) for table in training_data.lookup_tables for phrase in _phrases(table)]
        patterns = [(entry["name"], entry["pattern"]) for entry in training_data.regex_features]
        self._lexicon = Lexicon(phrases, patterns)
        draw = random.Random(config["seed"])
        examples = [
            (Sentence(m.get(TEXT), self._lexicon, draw.random() < config["blind"]), m.get(INTENT), _spans_of(m))
            for m in training_data.intent_examples
        ]
        # a sentence with several acts has several intents: it teaches where its parts begin, not what it asks for
        single = [(sentence, intent) for sentence, intent, spans in examples if _acts(spans) < 2]
        # what is not for us teaches the tagger nothing but what is marked: "mets le chauffage" marks no verb
        marked = [(sentence, spans) for sentence, intent, spans in examples if spans or intent != _NOT_FOR_US]
        with self._storage.write_to(self._resource) as folder:
            lists = json.dumps([phrases, patterns], ensure_ascii=False)
            (folder / _LEXICON).write_text(lists, encoding="utf-8")
            limits = (config["c1"], config["c2"], config["iterations"])
            with _beside(SpanModel.train, marked, folder / _TAGGER, *limits):
                self._intents = IntentModel.train(single, config["c"], config["min_count"])
                self._intents.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> GroceryParser:
        """The component as it was trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._lexicon = Lexicon(*json.loads((folder / _LEXICON).read_text(encoding="utf-8")))
            component._intents = IntentModel.load(folder)
            component._spans = SpanModel(folder / _TAGGER)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its intent, the ranking of all intents, and its entities."""
        if self._intents is None or self._spans is None:
            return messages
        for message in messages:
            text = message.get(TEXT)
            sentence = Sentence(text, self._lexicon)
            ranking = [{"name": name, "confidence": share} for name, share in self._intents.rank(sentence)]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            entities = [
                {
                    "entity": span.entity,
                    "start": span.start,
                    "end": span.end,
                    "confidence_entity": span.confidence,
                    "value": text[span.start : span.end],
                    "extractor": type(self).__name__,
                }
                for span in self._spans.find(sentence)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages


@contextmanager
def _beside(work: Callable[..., None], *arguments: Any) -> Iterator[None]:
    """Do work in a process of its own meanwhile, where processes can be forked; else before."""
    if "fork" not in multiprocessing.get_all_start_methods():
        work(*arguments)
        yield
        return
    process = multiprocessing.get_context("fork").Process(target=work, args=arguments)
    process.start()
    yield
    process.join()
    if process.exitcode:
        raise RuntimeError(f"training the tagger ended with {process.exitcode}")


def _phrases(table: dict[str, Any]) -> list[str]:
    listed = table["elements"]
    if isinstance(listed, list):
        return listed
    return Path(listed).read_text(encoding="utf-8").splitlines()


def _spans_of(message: Message) -> list[Span]:
    return [
        Span(e["start"], e["end"], _ACT if e["entity"].startswith(f"{_ACT}_") else e["entity"])
        for e in message.get(ENTITIES, [])
    ]


def _acts(spans: list[Span]) -> int:
    return sum(span.entity == _ACT for span in spans)
