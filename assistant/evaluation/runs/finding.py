"""Finds what to measure: scripts, manifests, Common Voice, or sounds with their texts beside them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadInput, NotFound
from assistant.evaluation.meanings import parse_meanings
from assistant.evaluation.runs.unit import Unit
from assistant.evaluation.scripts.reading import SUFFIX
from assistant.evaluation.sentences import NOW

SOUNDS = frozenset((".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".webm"))
_NAMES = {
    "path": ("path", "file", "audio", "audio_filepath", "filename", "wav"),
    "text": ("text", "transcript", "sentence", "transcription", "normalized_text"),
    "speaker": ("speaker", "client_id", "speaker_id", "voice"),
    "requests": ("requests",),
}
"""What the columns of other people's manifests are called."""
_SPLITS = ("test.tsv", "dev.tsv", "validated.tsv")
"""Of Common Voice, the first that is there: what others are scored on."""
_MANIFESTS = ("manifest.tsv", "manifest.csv", "manifest.jsonl")


def find_units(paths: Sequence[Path]) -> list[Unit]:
    """Return what is to be measured, sorted by id.

    A path is a script, a manifest (``.tsv``, ``.csv``, ``.jsonl``), or a folder: with scripts somewhere in
    it, with a manifest, in Common Voice's layout, or with sounds that have a ``.txt`` beside them.

    Raises:
        NotFound: ``file_not_found``, of a path or of a sound that a manifest names; ``no_recordings``.
        BadInput: ``bad_manifest``, with the line.
    """
    found: dict[str, Unit] = {}
    for path in paths:
        if not path.exists():
            raise NotFound("file_not_found", f"no file {path}", path=str(path))
        units = list(_in_folder(path) if path.is_dir() else _in_file(path))
        if not units:
            raise NotFound("no_recordings", f"nothing to evaluate in {path}", path=str(path))
        for unit in units:
            twice = found.setdefault(unit.id, unit)
            if twice != unit:
                raise _bad(path, 0, f"{unit.id} is there twice, with different words")
    return sorted(found.values(), key=lambda unit: unit.id)


def _in_folder(folder: Path) -> Iterator[Unit]:
    yield from (_script(path) for path in folder.rglob(f"*{SUFFIX}"))
    manifests = [folder / name for name in _MANIFESTS if (folder / name).is_file()]
    if not manifests and (folder / "clips").is_dir():
        manifests = [folder / name for name in _SPLITS if (folder / name).is_file()][:1]
    for manifest in manifests[:1]:
        yield from _in_file(manifest)
    if not manifests:
        yield from _with_texts_beside(folder)


def _in_file(path: Path) -> Iterable[Unit]:
    if path.name.endswith(SUFFIX):
        return [_script(path)]
    if path.suffix not in (".tsv", ".csv", ".jsonl"):
        raise BadInput(
            "bad_manifest",
            f"{path}: not a script, nor .tsv, .csv or .jsonl",
            path=str(path),
            line=1,
            why="kind",
        )
    return [_clip(path, number, row) for number, row in _rows(path)]


def _script(path: Path) -> Unit:
    return Unit(str(path), path.resolve(), is_script=True)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, 1, str(error)) from error
    if path.suffix == ".jsonl":
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, _json_row(path, number, line)
        return
    # Common Voice's sentences hold bare quotation marks
    reader = (
        csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if path.suffix == ".tsv"
        else csv.DictReader(lines)
    )
    for row in reader:
        if None in row or None in row.values():
            raise _bad(path, reader.line_num, f"not {len(reader.fieldnames or ())} columns")
        yield reader.line_num, {str(key).strip(): value.strip() for key, value in row.items()}


def _json_row(path: Path, number: int, line: str) -> dict[str, str]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise _bad(path, number, str(error)) from error
    if not isinstance(row, dict):
        raise _bad(path, number, "not an object")
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in row.items()}


def _clip(manifest: Path, line: int, row: Mapping[str, str]) -> Unit:
    columns = {name: next((c for c in known if c in row), "") for name, known in _NAMES.items()}
    for name in ("path", "text"):
        if not columns[name]:
            known = ", ".join(_NAMES[name])
            raise _bad(manifest, line, f"no column {name} (or {known}); there are: {', '.join(row)}")
        if not row[columns[name]]:
            raise _bad(manifest, line, f"{columns[name]} is empty")
    relative = row[columns["path"]]
    places = (manifest.parent / relative, manifest.parent / "clips" / relative)
    sound = next((place for place in places if place.is_file()), None)
    if sound is None:
        raise NotFound("file_not_found", f"{manifest}:{line}: no file {places[0]}", path=str(places[0]))
    requests = row[columns["requests"]] if columns["requests"] else ""
    _check_requests(manifest, line, requests)
    used = set(columns.values())
    return Unit(
        id=str(sound),
        path=sound.resolve(),
        text=row[columns["text"]],
        speaker=row[columns["speaker"]] if columns["speaker"] else "",
        conditions={key: value for key, value in row.items() if key not in used and value},
        requests=requests,
    )


def _check_requests(manifest: Path, line: int, text: str) -> None:
    try:
        node: Any = yaml.safe_load(text) if text else None
        if text:
            parse_meanings(node, NOW)
    except (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _bad(manifest, line, f"requests: {error}") from error


def _with_texts_beside(folder: Path) -> Iterator[Unit]:
    for sound in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SOUNDS):
        beside = sound.with_suffix(".txt")
        if beside.is_file():
            text = " ".join(beside.read_text(encoding="utf-8").split())
            speaker = sound.parent.name if sound.parent != folder else ""
            yield Unit(str(sound), sound.resolve(), text=text, speaker=speaker)


def _bad(path: Path, line: int, why: str) -> BadInput:
    return BadInput("bad_manifest", f"{path}:{line}: {why}", path=str(path), line=line, why=why)
