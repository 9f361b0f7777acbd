"""Two ways to start stock Rasa sooner, neither of which changes an answer.

- Rasa imports TensorFlow for its neural components whether or not the pipeline has any: most of the time and memory
  of a start. `without_tensorflow()` puts an empty stand-in in its place.
- Rasa 3.6.21 keeps the CRF's training data in the model, not the trained CRF, and trains it again at each load
  (a remedy against pickles). `remember_crf()` keeps the trained CRF, in crfsuite's own format, next to the model.

A plain `rasa run --enable-api` does without either: it only starts later and needs more memory.
"""

from __future__ import annotations

import hashlib
import importlib.abc
import importlib.machinery
import json
import os
import shutil
import sys
import tarfile
import types
import warnings
from collections import OrderedDict
from pathlib import Path

_PACKAGES = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "tensorflow_probability", "keras")

_LIGHT_COMPONENTS = {
    "NLUMessageConverter",
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


def remember_crf(model: Path) -> None:
    """Load the trained CRF kept next to `model` instead of training it; the first load keeps it."""
    import sklearn_crfsuite
    from rasa.nlu.extractors.crf_entity_extractor import CRFEntityExtractor

    kept = _kept_crf(model)
    train_model = CRFEntityExtractor.train_model.__func__

    def load_or_train(cls, tokens: list, config: dict, crf_order: list[str]) -> OrderedDict:
        if crf_order == ["entity"] and kept.is_file():
            return OrderedDict(entity=sklearn_crfsuite.CRF(model_filename=str(kept)))
        taggers = train_model(cls, tokens, config, crf_order)
        keep_crf(taggers, model)
        return taggers

    CRFEntityExtractor.train_model = classmethod(load_or_train)


def keep_crf(taggers: OrderedDict, model: Path) -> None:
    """Keep trained CRFs next to `model`, where `remember_crf` finds them; in a read-only folder, do nothing."""
    if list(taggers) != ["entity"]:
        return
    kept = _kept_crf(model)
    partial = kept.with_suffix(f".{os.getpid()}")
    try:
        shutil.copyfile(taggers["entity"].modelfile.name, partial)
        partial.replace(kept)
    except OSError:
        partial.unlink(missing_ok=True)


def _kept_crf(model: Path) -> Path:
    """The CRF file of exactly this model archive."""
    digest = hashlib.sha256(model.read_bytes()).hexdigest()[:16]
    return model.with_name(f"{model.name.removesuffix('.tar.gz')}-{digest}.crf")
