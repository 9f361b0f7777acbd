"""The results of a run on disk, one JSON object a line, written as they come, so that none is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import BadInput, NotFound

Record = dict[str, Any]
"""What came of one unit: see `assistant.evaluation.runs.measuring`."""

NAME = "results.jsonl"
_FORMAT = 1


class Results:
    """The results of a folder. Use it as a context manager; one process writes.

    Args:
        folder: made when it is missing.
        made_with: what the figures depend on (recogniser, intent model…): a run is gone on with only with
            the same.
        fresh: whether what is there is thrown away.

    Raises:
        BadInput: ``other_run``: the folder holds results made with something else.
    """

    def __init__(self, folder: Path, made_with: Mapping[str, Any], fresh: bool = False) -> None:
        self.path = folder / NAME
        self.made_with = dict(made_with)
        self.records: dict[str, Record] = {}
        self._file: TextIO | None = None
        if self.path.exists() and not fresh:
            header, self.records = read_results(folder)
            changed = [
                key for key in {**header, **self.made_with} if header.get(key) != self.made_with.get(key)
            ]
            if changed:
                raise BadInput(
                    "other_run",
                    f"{folder} holds results made with another {', '.join(sorted(changed))}",
                    path=str(folder),
                    what=", ".join(sorted(changed)),
                )

    def __enter__(self) -> Results:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # written anew, so that a line that a crash cut short is gone
        whole = self.path.with_suffix(".tmp")
        with whole.open("w", encoding="utf-8") as file:
            for document in ({"format": _FORMAT, "made_with": self.made_with}, *self.records.values()):
                file.write(json.dumps(document, ensure_ascii=False) + "\n")
        whole.replace(self.path)
        self._file = self.path.open("a", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def has(self, id_: str, stamp: str) -> bool:
        """Return whether a unit was measured as it is now."""
        return self.records.get(id_, {}).get("stamp") == stamp

    def keep(self, record: Record) -> None:
        """Keep what came of a unit."""
        self.records[record["id"]] = record
        if self._file is not None:
            self._file.write(json.dumps(record, ensure_ascii=False) + "\n")
            self._file.flush()


def read_results(folder: Path) -> tuple[dict[str, Any], dict[str, Record]]:
    """Return what a run was made with, and its records by id; the last one of an id counts.

    Args:
        folder: of the run, or its results file.

    Raises:
        NotFound: ``file_not_found``.
        BadInput: ``bad_results``: it is no such file.
    """
    path = folder / NAME if folder.is_dir() else folder
    if not path.is_file():
        raise NotFound("file_not_found", f"no results {path}", path=str(path))
    documents: list[dict[str, Any]] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            documents.append(json.loads(line))
        except json.JSONDecodeError as error:
            if number == len(lines) and documents:
                break  # the run was cut off while it wrote this one
            raise BadInput("bad_results", f"{path}:{number}: {error}", path=str(path)) from error
    if not documents or not isinstance(documents[0], dict) or documents[0].get("format") != _FORMAT:
        raise BadInput("bad_results", f"{path}: no results of format {_FORMAT}", path=str(path))
    return documents[0]["made_with"], {record["id"]: record for record in documents[1:]}
