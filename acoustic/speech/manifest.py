"""Lists of recordings with what is said in them, in our layout or in Common Voice's.

Ours is a TSV with a header: ``path`` (relative to the file), ``transcript``, ``speaker`` (or ``voice``), ``licence``
and, where known, ``phones`` (ours, spaces between). Common Voice's is ``path``, ``sentence``, ``client_id`` with the
clips in ``clips/`` beside the file; a folder stands for its ``validated.tsv``, else ``train.tsv``, else ``manifest.tsv``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from acoustic.errors import BadManifest


@dataclass(frozen=True)
class Recording:
    """One clip."""

    path: Path
    """The sound file (anything libsndfile reads: wav, flac, ogg, opus, mp3)."""
    transcript: str
    """What is said, as written French."""
    speaker: str
    """Who says it; splits and voice statistics go by this."""
    licence: str = ""
    """Licence of the recording, as its source states it."""
    phones: tuple[str, ...] = ()
    """Phones actually spoken when the source knows them, else empty."""


_FOLDER_LISTS = ("validated.tsv", "train.tsv", "manifest.tsv")


def read(path: Path) -> list[Recording]:
    """Recordings of a manifest file or of a folder that holds one.

    Raises BadManifest when no manifest is found, a column is missing or a recording is not there.
    """
    if path.is_dir():
        path = list_in(path)
    if not path.exists():
        raise BadManifest(f"There is no manifest {path}.")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = set(rows.fieldnames or ())
        if {"path", "sentence", "client_id"} <= columns:
            recordings = [_common_voice(row, path.parent) for row in rows]
        elif {"path", "transcript"} <= columns:
            recordings = [_ours(row, path.parent) for row in rows]
        else:
            raise BadManifest(
                f"{path} needs the columns path and transcript, or path, sentence and client_id."
            )
    missing = next((r.path for r in recordings if not r.path.exists()), None)
    if missing is not None:
        raise BadManifest(f"{path} names {missing.name}, which is not there.")
    return recordings


def list_in(folder: Path) -> Path:
    """The manifest that stands for a folder. Raises BadManifest when there is none."""
    found = next((folder / name for name in _FOLDER_LISTS if (folder / name).exists()), None)
    if found is None:
        raise BadManifest(f"{folder} holds none of {', '.join(_FOLDER_LISTS)}.")
    return found


def write(path: Path, recordings: Iterable[Recording]) -> None:
    """Writes our layout; paths become relative to the manifest's folder."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        rows.writerow(("path", "transcript", "speaker", "licence", "phones"))
        for r in recordings:
            name = r.path.relative_to(path.parent).as_posix()
            rows.writerow((name, r.transcript, r.speaker, r.licence, " ".join(r.phones)))


def _ours(row: dict[str, str], folder: Path) -> Recording:
    speaker = row.get("speaker") or row.get("voice") or ""
    phones = tuple((row.get("phones") or "").split())
    return Recording(folder / row["path"], row["transcript"], speaker, row.get("licence") or "", phones)


def _common_voice(row: dict[str, str], folder: Path) -> Recording:
    return Recording(folder / "clips" / row["path"], row["sentence"], row["client_id"], "CC0-1.0")
