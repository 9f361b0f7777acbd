"""One large file over HTTP, resumed where it broke off."""

from __future__ import annotations

import errno
import hashlib
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from assistant.errors import NotFound, Unavailable

Told = Callable[[int, int], None]
"""Is told bytes done and bytes in all (0: not known)."""
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_FRUITLESS = 5
"""Tries in a row that bring nothing, before giving up."""
_PAUSE_SECONDS = 1.0
"""Before the second try; doubled after each that brings nothing."""
_SLACK = 64 * 1024 * 1024
"""Bytes to leave free on the disk."""
_UNPACKED = 2.0
"""Room that the unpacked model takes, in archives, as a guess before it is here."""


class _Again(Exception):
    """This try ended early; the next may go on."""


def fetch(
    url: str,
    part: Path,
    size: int | None = None,
    about: int = 0,
    told: Told = lambda *_: None,
    pause: float = _PAUSE_SECONDS,
) -> None:
    """Bring ``url`` into ``part``, going on from what is already in it.

    A server that cannot resume, or whose file has changed, is read from the start.

    Args:
        url: where it is; redirects are followed, but never from https to plain http.
        part: the file to fill. It stays when the download breaks off.
        size: bytes it must have, when known.
        about: bytes to expect for the disk's sake.
        told: is told the progress.
        pause: seconds to wait after a try that brought nothing.

    Raises:
        NotFound: ``model_not_on_server``.
        Unavailable: ``no_network``, ``download_interrupted``, ``download_corrupt`` or ``disk_full``.
    """
    fruitless = 0
    with httpx.Client(follow_redirects=True, timeout=_TIMEOUT) as client:
        while True:
            before = _length(part)
            try:
                _try(client, url, part, size, about, told)
                return
            except (_Again, httpx.TransportError) as error:
                came = _length(part) > before
                fruitless = 0 if came else fruitless + 1
                if isinstance(error, httpx.ConnectError) and not came:
                    raise Unavailable("no_network", f"{url}: {error}", url=url) from error
                if fruitless == _FRUITLESS:
                    raise Unavailable("download_interrupted", f"{url}: {error}", url=url) from error
            except OSError as error:
                code = "disk_full" if error.errno == errno.ENOSPC else "folder_not_writable"
                raise Unavailable(code, f"{part}: {error}", path=str(part.parent), megabytes=0) from error
            if fruitless:
                time.sleep(min(pause * 2 ** (fruitless - 1), 30))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_room(folder: Path, wanted: int) -> None:
    """Raise Unavailable ``disk_full`` unless ``wanted`` bytes and some more are free."""
    free = shutil.disk_usage(folder).free
    if free < wanted + _SLACK:
        missing = (wanted + _SLACK - free) // 1_000_000 + 1
        raise Unavailable(
            "disk_full", f"{folder}: {missing} MB are missing", path=str(folder), megabytes=missing
        )


def _try(client: httpx.Client, url: str, part: Path, size: int | None, about: int, told: Told) -> None:
    """One request; returns when the file is complete."""
    have = _length(part)
    validator = _validator_file(part)
    headers = {"Accept-Encoding": "identity"}
    if size is not None and have == size:
        return
    if have and validator.is_file():
        headers |= {"Range": f"bytes={have}-", "If-Range": validator.read_text(encoding="ascii")}
    elif have and size is not None and have < size:  # its checksum is known: a mixture would be found out
        headers |= {"Range": f"bytes={have}-"}
    elif have:
        part.unlink()
        have = 0
    with client.stream("GET", url, headers=headers) as answer:
        if url.startswith("https:") and answer.url.scheme != "https":
            raise Unavailable(
                "download_corrupt", f"{url} leads to {answer.url}", name=part.name, reason="http"
            )
        if answer.status_code in (404, 410):
            raise NotFound("model_not_on_server", f"{url}: {answer.status_code}", url=url)
        if answer.status_code == 416:
            _forget(part)
            raise _Again("the server has no more bytes than that")
        if answer.status_code >= 400:
            raise _Again(f"the server answers {answer.status_code}")
        start, total = _place(answer, have)
        if size is not None and total not in (None, size):
            _forget(part)
            raise Unavailable(
                "download_corrupt", f"{url} has {total} bytes, not {size}", name=part.name, reason=f"{total}"
            )
        total = total or size
        check_room(part.parent, (total or about) - start + int((total or about) * _UNPACKED))
        _keep_validator(validator, answer)
        with part.open("ab" if start else "wb") as file:
            done = start
            for chunk in answer.iter_bytes():
                file.write(chunk)
                done += len(chunk)
                told(done, total or 0)
                if total is not None and done > total:
                    break
    if total is not None and done != total:
        if done > total:
            _forget(part)
        raise _Again(f"{done} bytes of {total}")
    validator.unlink(missing_ok=True)


def _place(answer: httpx.Response, have: int) -> tuple[int, int | None]:
    """Return where the answer's bytes begin, and the length of the whole file if it is told."""
    if answer.status_code == 206:
        told = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", ""))
        if told is None or int(told[1]) != have:
            raise _Again("the server sends another part than was asked for")
        return have, None if told[2] == "*" else int(told[2])
    length = answer.headers.get("Content-Length", "")
    return 0, int(length) if length.isdigit() else None


def _validator_file(part: Path) -> Path:
    """Where the server's name for this very version of the file is kept."""
    return part.with_name(part.name + ".version")


def _keep_validator(file: Path, answer: httpx.Response) -> None:
    """Keep what lets the next try make sure that the file has not changed (RFC 9110, section 13.1.5)."""
    tag = answer.headers.get("ETag", "")
    version = tag if tag and not tag.startswith("W/") else answer.headers.get("Last-Modified", "")
    if version.isascii() and version:
        file.write_text(version, encoding="ascii")
    else:
        file.unlink(missing_ok=True)


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _validator_file(part).unlink(missing_ok=True)


def _length(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
