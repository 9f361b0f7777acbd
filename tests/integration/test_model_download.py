"""Official models, from a local server that misbehaves in every way a real one may."""

from __future__ import annotations

import hashlib
import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant import downloading
from assistant.errors import NotFound, Unavailable, VocabasError
from assistant.hearing.models import is_model
from assistant.hearing.official import OfficialModel, download

NAME = "vosk-model-small-fr-9.99"


def archive(**files: bytes) -> bytes:
    """A zip of a model; ``files`` come besides or instead."""
    noise = b"".join(hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(20_000))
    contents = {f"{NAME}/am/final.mdl": noise, f"{NAME}/conf/model.conf": b"--beam=12\n", **files}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, data in contents.items():
            writing.writestr(name, data)
    return out.getvalue()


class Server:
    """Serves one body; ``behave`` may answer a request its own way, by its number, and return True."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.etag: str | None = '"one"'
        self.requests: list[dict[str, str]] = []
        self.behave: Callable[[BaseHTTPRequestHandler, int], bool] = lambda *_: False
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.requests.append({"path": self.path, **{k.lower(): v for k, v in self.headers.items()}})
                if not server.behave(self, len(server.requests)):
                    server.serve(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/models"

    def serve(self, to: BaseHTTPRequestHandler, stop_after: int | None = None, ranges: bool = True) -> None:
        """Answer properly, but stop after so many bytes of the body."""
        asked = to.headers.get("Range") if ranges else None
        fresh = to.headers.get("If-Range") in (None, self.etag)
        start = int(asked.removeprefix("bytes=").removesuffix("-")) if asked and fresh else 0
        to.send_response(206 if start else 200)
        if start:
            to.send_header("Content-Range", f"bytes {start}-{len(self.body) - 1}/{len(self.body)}")
        if self.etag:
            to.send_header("ETag", self.etag)
        to.send_header("Content-Length", str(len(self.body) - start))
        to.end_headers()
        to.wfile.write(self.body[start:][:stop_after])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(downloading.time, "sleep", lambda _: None)
    serving = Server(archive())
    threading.Thread(target=serving.http.serve_forever, daemon=True).start()
    yield serving
    serving.http.shutdown()
    serving.http.server_close()


def model(server: Server, known: bool = False) -> OfficialModel:
    digest = hashlib.sha256(server.body).hexdigest() if known else ""
    return OfficialModel(NAME, len(server.body), known, digest, 1)


def get(server: Server, folder: Path, known: bool = False, sha256: str = "") -> Path:
    return download(model(server, known), folder, server.url, sha256).path


def left(folder: Path) -> set[str]:
    """Names in the models folder but for the record of checksums."""
    return {path.name for path in (folder / "models").iterdir()} - {"checksums.json"}


def failing(server: Server, folder: Path, **how: object) -> VocabasError:
    with pytest.raises(VocabasError) as caught:
        get(server, folder, **how)  # type: ignore[arg-type]
    assert not (folder / "models" / NAME).exists(), "nothing half may be installed"
    return caught.value


def test_a_model_is_downloaded_and_installed(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    found = download(model(server), tmp_path, server.url, told=lambda *at: seen.append(at))
    assert is_model(found.path)
    assert server.requests[0]["path"] == f"/models/{NAME}.zip"
    assert left(tmp_path) == {NAME}
    assert seen[-1] == (len(server.body), len(server.body))


@pytest.mark.parametrize("known", [True, False])
def test_a_dropped_download_goes_on_where_it_was(server: Server, tmp_path: Path, known: bool) -> None:
    def drop(to: BaseHTTPRequestHandler, number: int) -> bool:
        if number < 3:
            server.serve(to, stop_after=100_000)
            return True
        return False

    server.behave = drop
    assert is_model(get(server, tmp_path, known))
    assert [r.get("range") for r in server.requests] == [None, "bytes=100000-", "bytes=200000-"]


def test_a_download_given_up_is_resumed_by_the_next_command(server: Server, tmp_path: Path) -> None:
    def once(to: BaseHTTPRequestHandler, number: int) -> bool:
        if number == 1:
            server.serve(to, stop_after=300_000)
        else:
            to.send_error(503)
        return True

    server.behave = once
    assert failing(server, tmp_path).code == "download_interrupted"
    server.behave = lambda *_: False
    assert is_model(get(server, tmp_path))
    assert server.requests[-1]["range"] == "bytes=300000-"


def test_a_server_that_cannot_resume_is_read_from_the_start(server: Server, tmp_path: Path) -> None:
    def drop(to: BaseHTTPRequestHandler, number: int) -> bool:
        server.serve(to, stop_after=100_000 if number == 1 else None, ranges=False)
        return True

    server.behave = drop
    assert is_model(get(server, tmp_path, known=True))


def test_a_file_that_changed_meanwhile_is_read_from_the_start(server: Server, tmp_path: Path) -> None:
    def change(to: BaseHTTPRequestHandler, number: int) -> bool:
        if number == 1:
            server.serve(to, stop_after=100_000)
            server.body, server.etag = archive(**{f"{NAME}/README": b"second"}), '"two"'
            return True
        return False

    server.behave = change
    assert (get(server, tmp_path) / "README").read_bytes() == b"second"


def test_a_corrupt_archive_is_not_installed(server: Server, tmp_path: Path) -> None:
    good = model(server, known=True)
    server.body = server.body[:5000] + bytes([server.body[5000] ^ 1]) + server.body[5001:]
    with pytest.raises(Unavailable) as caught:
        download(good, tmp_path, server.url)
    assert caught.value.code == "download_corrupt"
    assert left(tmp_path) == set()
    assert failing(server, tmp_path).code == "download_corrupt", "no checksum known: the CRC finds it"
    assert left(tmp_path) == set()


def test_a_truncated_file_that_claims_to_be_whole_is_not_installed(server: Server, tmp_path: Path) -> None:
    server.body = server.body[:-3000]
    assert failing(server, tmp_path).code == "download_corrupt"


def test_another_size_than_known_is_refused_at_once(server: Server, tmp_path: Path) -> None:
    good = model(server, known=True)
    server.body += b"more"
    with pytest.raises(Unavailable) as caught:
        download(good, tmp_path, server.url)
    assert caught.value.code == "download_corrupt"


def test_redirects_are_followed(server: Server, tmp_path: Path) -> None:
    def redirect(to: BaseHTTPRequestHandler, number: int) -> bool:
        if to.path.startswith("/models"):
            to.send_response(302)
            to.send_header("Location", f"/elsewhere/{NAME}.zip")
            to.send_header("Content-Length", "0")
            to.end_headers()
            return True
        return False

    server.behave = redirect
    assert is_model(get(server, tmp_path))


def test_a_missing_model_is_said_to_be_missing(server: Server, tmp_path: Path) -> None:
    server.behave = lambda to, _: bool(to.send_error(404)) or True
    with pytest.raises(NotFound) as caught:
        get(server, tmp_path)
    assert caught.value.code == "model_not_on_server"


def test_without_network_the_message_is_plain(server: Server, tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        download(model(server), tmp_path, "http://127.0.0.1:9")
    assert caught.value.code == "no_network"


@pytest.mark.parametrize(
    "name", ["../outside", f"{NAME}/../../outside", "/outside", f"{NAME}\\..\\outside", "C:/outside", "loose"]
)
def test_an_archive_never_writes_outside_its_folder(server: Server, tmp_path: Path, name: str) -> None:
    server.body = archive(**{name: b"evil"})
    assert failing(server, tmp_path).code == "download_corrupt"
    assert not list(tmp_path.rglob("outside"))
    assert left(tmp_path) == set()


def test_links_in_an_archive_are_refused(server: Server, tmp_path: Path) -> None:
    out = io.BytesIO(archive())
    with zipfile.ZipFile(out, "a") as writing:
        link = zipfile.ZipInfo(f"{NAME}/link")
        link.external_attr = 0o120777 << 16
        writing.writestr(link, "/etc")
    server.body = out.getvalue()
    assert failing(server, tmp_path).code == "download_corrupt"


def test_an_archive_without_a_model_is_refused(server: Server, tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as writing:
        writing.writestr(f"{NAME}/README", "nothing else")
    server.body = out.getvalue()
    assert failing(server, tmp_path).code == "download_corrupt"


def test_a_pinned_checksum_must_fit(server: Server, tmp_path: Path) -> None:
    assert failing(server, tmp_path, sha256="0" * 64).code == "download_corrupt"
    assert is_model(get(server, tmp_path, sha256=hashlib.sha256(server.body).hexdigest().upper()))


def test_the_first_download_says_what_the_next_must_be(server: Server, tmp_path: Path) -> None:
    import shutil

    shutil.rmtree(get(server, tmp_path))
    server.body = archive(**{f"{NAME}/README": b"another"})
    assert failing(server, tmp_path).code == "download_corrupt"


def test_a_full_disk_is_said_before_the_download(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = downloading.shutil.disk_usage(tmp_path)._replace(free=10)
    monkeypatch.setattr(downloading.shutil, "disk_usage", lambda _: full)
    error = failing(server, tmp_path)
    assert error.code == "disk_full"
    assert int(error.details["megabytes"]) > 60
