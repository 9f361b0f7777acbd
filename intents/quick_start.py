"""Start Rasa sooner without changing an answer.

Rasa imports TensorFlow for its neural components whether or not the pipeline has any: most of the time and memory of a
start. `without_tensorflow()` puts an empty stand-in in its place. A plain `rasa run --enable-api` does without: it only
starts later and needs more memory.
"""

from __future__ import annotations

import copy
import hashlib
import importlib.abc
import importlib.machinery
import json
import sys
import tarfile
import types
import warnings
from collections.abc import Iterable
from pathlib import Path

_PACKAGES = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "tensorflow_probability", "keras")

_LIGHT_COMPONENTS = {
    "NLUMessageConverter",
    "GroceryParser",
    "WhitespaceTokenizer",
    "RegexFeaturizer",
    "LexicalSyntacticFeaturizer",
    "CountVectorsFeaturizer",
    "LogisticRegressionClassifier",
    "KeywordIntentClassifier",
    "FallbackClassifier",
    "CRFEntityExtractor",
    "RegexEntityExtractor",
    "EntitySynonymMapper",
    "RegexMessageHandler",
    "NLUPredictionToHistoryAdder",
}
"""The components that never touch TensorFlow when they answer."""


class _Shared:
    """Stands for the module `copy` where Rasa joins training data, which nobody changes: what it joins is shared."""

    copy = staticmethod(copy.copy)

    @staticmethod
    def deepcopy(value: object) -> object:
        """A copy of a list or dict, its elements shared."""
        return copy.copy(value) if isinstance(value, (list, dict)) else copy.deepcopy(value)


def without_copies() -> None:
    """Have Rasa join its training data without copying each sentence three times, and hash it once and quickly."""
    from rasa.shared.nlu.training_data import message, training_data

    def fingerprint(self: message.Message) -> str:
        """What tells one message from another; Rasa writes each as JSON, value by value, for it."""
        if self._cached_fingerprint is None:
            self._cached_fingerprint = hashlib.sha256(repr((self.data, self.features)).encode()).hexdigest()
        return self._cached_fingerprint

    training_data.copy = _Shared
    message.Message.fingerprint = fingerprint


def reading_once() -> None:
    """Have Rasa read each file of training data once, not once to see what changed and once more to train."""
    from rasa.shared.importers import utils

    read = utils.training_data_from_paths
    known: dict[tuple[tuple[str, ...], str], object] = {}

    def training_data_from_paths(paths: Iterable[str], language: str) -> object:
        key = tuple(paths), language
        if key not in known:
            known[key] = read(key[0], language)
        return known[key]

    utils.training_data_from_paths = training_data_from_paths


class _Anything(type):
    """The type of a stand-in: any attribute of it is a stand-in too."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent

    def __getitem__(cls, _: object) -> type:
        return cls


class _Absent(metaclass=_Anything):
    """Stands for any TensorFlow name: may be subclassed, subscripted, used as an annotation or as a decorator."""

    def __new__(cls, *arguments: object, **_: object) -> object:
        if cls is _Absent and len(arguments) == 1 and callable(arguments[0]):
            return arguments[0]
        return super().__new__(cls)


class _AbsentModule(types.ModuleType):
    __path__ = ()

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: object = None, target: object = None):
        if fullname.partition(".")[0] in _PACKAGES:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


def quiet_warnings() -> None:
    """Silence the deprecation warnings of Rasa's old libraries, which say nothing to a user."""
    warnings.simplefilter("ignore")
    warnings.simplefilter = lambda *_, **__: None  # some of these libraries turn them back on
    warnings.filterwarnings = lambda *_, **__: None


def without_tensorflow() -> None:
    """Make every later `import tensorflow` give an empty stand-in."""
    sys.meta_path.insert(0, _Finder())


def needs_tensorflow(model: Path) -> bool:
    """Whether the trained model at `model` has a component that may need TensorFlow to answer."""
    with tarfile.open(model) as archive:
        metadata = json.load(archive.extractfile("metadata.json"))
    nodes = metadata["predict_schema"]["nodes"].values()
    return any(node["uses"].rpartition(".")[2] not in _LIGHT_COMPONENTS for node in nodes)
