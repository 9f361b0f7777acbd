"""Reading catalogue files as a stream: CSV and JSON Lines, gzipped or not, ours or Open Food Facts'."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from assistant.catalogue import openfoodfacts
from assistant.catalogue.record import COLUMNS, BadRecord, Record, record
from assistant.errors import BadInput, NotFound

_MAX_CELL = 10_000_000
_GZIP = b"\x1f\x8b"

Tell = Callable[[int, int], None]
"""Told how many bytes of how many were read."""


class Format(StrEnum):
    """What a catalogue file is."""

    CSV = "csv"
    """Ours, docs/catalogue-format.md."""
    JSONL = "jsonl"
    """The same columns, one JSON object a line."""
    OFF_CSV = "off-csv"
    """The Open Food Facts CSV export (tabs, no quotes)."""
    OFF_JSONL = "off-jsonl"
    """The Open Food Facts JSON Lines export."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file."""

    file: str
    """The file's name."""
    number: int
    """Its line, counting from 1; a header counts."""
    content: Record | BadRecord
    """The record, or why it is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """The files of one catalogue."""

    files: tuple[Path, ...]
    """Read in this order."""
    format: Format
    """Of all of them."""

    @classmethod
    def of(cls, path: Path, format_: Format | None = None) -> Source:
        """Return the source at a path: a file, or a folder of CSV files.

        Raises:
            NotFound: ``file_not_found``.
            BadInput: ``bad_catalogue``: nothing there to read, or of no known format.
        """
        if path.is_dir():
            files = tuple(sorted(path.glob("*.csv")))
            if not files:
                raise BadInput("bad_catalogue", f"no CSV file in {path}", path=str(path))
            return cls(files, format_ or Format.CSV)
        if not path.is_file():
            raise NotFound("file_not_found", f"no file {path}", path=str(path))
        return cls((path,), format_ or sniff(path))

    @property
    def size(self) -> int:
        """Return how many bytes there are to read."""
        return sum(file.stat().st_size for file in self.files)

    def fingerprint(self) -> str:
        """Return what tells these files from others: the format, and all that is in them, in order."""
        digest = hashlib.sha256(self.format.encode())
        for file in self.files:
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()

    def lines(self, skip: int = 0, tell: Tell | None = None) -> Iterator[Line]:
        """Give the records, in order.

        Args:
            skip: how many records to pass over, unchecked.
            tell: told of the progress.

        Raises:
            BadInput: ``catalogue_truncated``: a file ends in the middle; ``bad_catalogue``: it is unreadable.
        """
        before, size = 0, self.size
        for file in self.files:
            with text_of(file) as (stream, raw):
                read = _csv_rows if self.format in (Format.CSV, Format.OFF_CSV) else _json_rows
                for number, row in read(file, stream, self.format):
                    if tell is not None and number % 2000 == 0:
                        tell(before + raw.tell(), size)
                    if skip > 0:
                        skip -= 1
                        continue
                    yield Line(file.name, number, self._checked(row))
            before += file.stat().st_size

    def _checked(self, row: Mapping[str, Any] | BadRecord) -> Record | BadRecord:
        if isinstance(row, BadRecord):
            return row
        try:
            if self.format is Format.CSV:
                return record(row)
            if self.format is Format.JSONL:
                return record(_cells(row))
            return openfoodfacts.record(row)
        except BadRecord as bad:
            return bad


def sniff(path: Path) -> Format:
    """Tell what a file is by its first line.

    Raises:
        BadInput: ``bad_catalogue``.
    """
    with text_of(path) as (stream, _):
        first = stream.readline()
    if first.lstrip().startswith("{"):
        try:
            document = json.loads(first)
        except json.JSONDecodeError:
            document = {}
        if "sku" in document:
            return Format.JSONL
        if "code" in document or "_id" in document:
            return Format.OFF_JSONL
    header = first.rstrip("\r\n").split("\t")
    if "code" in header and ("product_name" in header or "product_name_fr" in header):
        return Format.OFF_CSV
    if {"sku", "name"} <= {name.strip(' "') for name in first.split(",")}:
        return Format.CSV
    raise BadInput(
        "bad_catalogue", f"{path}: neither a catalogue nor an Open Food Facts export", path=str(path)
    )


@contextmanager
def text_of(file: Path) -> Iterator[tuple[IO[str], IO[bytes]]]:
    """Open a text file, gzipped or not; give it, and the raw file whose position is the progress.

    Raises:
        BadInput: ``catalogue_truncated``: it ends in the middle; ``bad_catalogue``: it is unreadable.
    """
    try:
        with file.open("rb") as raw:
            zipped = raw.read(2) == _GZIP
            raw.seek(0)
            binary = gzip.GzipFile(fileobj=raw) if zipped else raw
            # a spreadsheet writes a byte-order mark
            with io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as stream:
                yield stream, raw
    except EOFError as error:
        raise BadInput(
            "catalogue_truncated", f"{file} ends in the middle: {error}", path=str(file)
        ) from error
    except (UnicodeDecodeError, csv.Error, gzip.BadGzipFile, zlib.error) as error:
        raise BadInput("bad_catalogue", f"{file}: {error}", path=str(file)) from error


def _csv_rows(
    file: Path, stream: IO[str], format_: Format
) -> Iterator[tuple[int, Mapping[str, str] | BadRecord]]:
    if csv.field_size_limit() < _MAX_CELL:
        csv.field_size_limit(_MAX_CELL)
    tail = _LastCharacter(stream)
    if format_ is Format.OFF_CSV:
        reader = csv.reader(tail, delimiter="\t", quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(tail)
    header = [name.strip() for name in next(reader, [])]
    width = len(header)
    strip = format_ is Format.CSV
    for cells in reader:
        if len(cells) != width:
            if not cells:
                continue
            if tail.last not in "\r\n":  # only a file's last line can lack its end
                raise BadInput(
                    "catalogue_truncated", f"{file} ends in line {reader.line_num}", path=str(file)
                )
            yield reader.line_num, BadRecord("columns", "", f"{len(cells)}/{width}")
            continue
        row = dict(zip(header, cells, strict=True))
        if strip:
            row = {key: value.strip() for key, value in row.items()}
        yield reader.line_num, row


class _LastCharacter:
    """Lines of a stream; remembers how the last one ended."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.last = "\n"

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.last = line[-1:]
            yield line


def _json_rows(file: Path, stream: IO[str], _: Format) -> Iterator[tuple[int, Mapping[str, Any] | BadRecord]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            if not line.endswith("\n"):
                raise BadInput(
                    "catalogue_truncated", f"{file} ends in line {number}", path=str(file)
                ) from error
            yield number, BadRecord("bad_json", "", str(error))
            continue
        yield number, document if isinstance(document, dict) else BadRecord("bad_json", "", line.strip())


def _cells(document: Mapping[str, Any]) -> dict[str, str]:
    """Write a JSON object of our columns as text cells."""
    return {name: _cell(document[name]) for name in COLUMNS if document.get(name) is not None}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "|".join(str(part).strip() for part in value)
    return str(value).strip()
