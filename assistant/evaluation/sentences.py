"""A folder of sentences with what they mean (intents/heldout/README.md)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from assistant.errors import BadInput, NotFound
from assistant.evaluation.meanings import Meaning, parse_meanings

NOW = datetime(2026, 3, 11, 10, 20, tzinfo=ZoneInfo("Europe/Paris"))
"""When every sentence is said."""

_EXPECTS = (None, "confirmation", "choice", "detail")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it means."""

    text: str
    """As it was said or typed."""
    subject: str
    """What its scores are reported under."""
    meanings: tuple[Meaning, ...]
    """All that are right; never empty."""
    expects: str | None = None
    """What was asked just before: "confirmation", "choice", "detail" or ``None``."""

    @property
    def not_for_us(self) -> bool:
        """Return whether it must be left alone."""
        return all(meaning.type == "out_of_scope" for meaning in self.meanings)

    @property
    def changes(self) -> bool:
        """Return whether any of its meanings changes basket or order."""
        return any(meaning.changes for meaning in self.meanings)


class _Loader(yaml.SafeLoader):
    """Refuses a sentence that is there twice, which YAML would let the last one win."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    twice = [key for key in keys if keys.count(key) > 1]
    if twice:
        raise yaml.constructor.ConstructorError(None, None, f"{twice[0]!r} is there twice", node.start_mark)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_sentences(folder: Path) -> tuple[Sentence, ...]:
    """Read every ``*.yml`` of a folder, or one file.

    Raises:
        NotFound: ``file_not_found``: there is no such file, or nothing in the folder.
        BadInput: ``bad_sentences``: a file is not in the notation; the message says where.
    """
    files = sorted(folder.glob("*.yml")) if folder.is_dir() else [folder]
    if not files or not files[0].is_file():
        raise NotFound("file_not_found", f"no sentences in {folder}", path=str(folder))
    sentences: list[Sentence] = []
    for file in files:
        try:
            document = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a SafeLoader
            for group in document["groups"]:
                sentences += _group(group, str(document["subject"]))
        except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadInput("bad_sentences", f"{file}: {error}", path=str(file)) from error
    return tuple(sentences)


def _group(group: dict[str, Any], subject: str) -> list[Sentence]:
    expects = group.get("expects")
    if expects not in _EXPECTS:
        raise ValueError(f"expects cannot be {expects!r}")
    said = group["sentences"]
    if "means" in group:
        said = dict.fromkeys(said, group["means"])
    found = []
    for text, meaning in said.items():
        try:
            found.append(Sentence(str(text), subject, parse_meanings(meaning, NOW), expects))
        except (ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"{text!r}: {error}") from error
    return found
