"""A zip of a Vosk model becomes a model folder."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from assistant.downloading import check_room
from assistant.errors import Unavailable
from assistant.hearing.installing import replaced
from assistant.hearing.models import is_model

_BLOWN_UP = 20
"""An archive that says it unpacks to more than this many times its size is no model."""


def install(archive: Path, target: Path) -> None:
    """Unpack a model's archive as ``target``, whole or not at all.

    Files are written only below ``target``, whatever the archive calls them; links and devices are refused,
    the CRC of each file is checked, and what comes out must look like a Vosk model.

    Raises:
        Unavailable: ``download_corrupt`` (the archive is removed), ``disk_full``.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _members(opened, archive.stat().st_size)
            check_room(target.parent, sum(info.file_size for info, _ in members))
            with replaced(target) as folder:
                for info, place in members:
                    path = folder / place
                    path.parent.mkdir(parents=True, exist_ok=True)
                    with opened.open(info) as source, path.open("wb") as out:
                        shutil.copyfileobj(source, out, 1 << 20)
                if not is_model(folder):
                    raise _Bad("it holds no Vosk model")
    except (_Bad, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        archive.unlink(missing_ok=True)
        raise Unavailable(
            "download_corrupt", f"{archive.name}: {error}", name=target.name, reason=str(error)
        ) from error


class _Bad(Exception):
    """The archive is not what it should be."""


def _members(opened: zipfile.ZipFile, packed: int) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Return the files of an archive and their places below the one folder it holds."""
    files = [info for info in opened.infolist() if not info.is_dir()]
    if sum(info.file_size for info in files) > max(packed, 1 << 20) * _BLOWN_UP:
        raise _Bad("it unpacks to far too much")
    found = []
    for info in files:
        path = PurePosixPath(info.filename)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if path.is_absolute() or ".." in path.parts or "\\" in info.filename or ":" in info.filename:
            raise _Bad(f"{info.filename!r} leads outside")
        if kind not in (0, stat.S_IFREG):
            raise _Bad(f"{info.filename!r} is no plain file")
        if len(path.parts) < 2:
            raise _Bad(f"{info.filename!r} is in no folder")
        found.append((info, PurePosixPath(*path.parts[1:])))
    if len({PurePosixPath(info.filename).parts[0] for info in files}) != 1:
        raise _Bad("it does not hold exactly one folder")
    return found
