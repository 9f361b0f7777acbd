"""The catalogue in step with the store: each node builds its own index, and builds it anew when need be."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.catalogue.edition import Edition
from assistant.catalogue.generations import Kept, Stamp
from assistant.catalogue.index import FORMAT, Index
from assistant.errors import NotFound, Unavailable, VocabasError
from assistant.shopping.products import Product

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = 1.0
_RETRY_AFTER = 30.0
_CACHED = 2_000

Tell = Callable[[int, int], None]
"""Told how many products of how many are indexed."""


class LiveCatalogue:
    """Gives the edition in force. Safe to share between threads.

    The store is asked once a second at the most whether something changed. A new generation is indexed beside
    the old one, which goes on answering until the new index is whole.

    Args:
        kept: the store.
        folder: where this node keeps its indexes.
    """

    def __init__(self, kept: Kept, folder: Path) -> None:
        self._kept = kept
        self._folder = folder
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._edition: Edition | None = None
        self._look_at = 0.0
        self._building = False

    def current(self) -> Edition:
        """Return the edition in force; the first call may have to build its index.

        Raises:
            NotFound: ``no_catalogue``.
            Unavailable: ``catalogue_index_unavailable``, ``store_unavailable``.
        """
        if self._edition is None:
            self.refresh()
        elif time.monotonic() >= self._look_at:
            self._look()
        assert self._edition is not None
        return self._edition

    def refresh(self, tell: Tell | None = None) -> None:
        """Bring the edition up to date now, and wait for it.

        Raises:
            NotFound: ``no_catalogue``.
            Unavailable: ``catalogue_index_unavailable``, ``store_unavailable``.
        """
        with self._lock:
            self._look_at = time.monotonic() + _LOOK_EVERY
            stamp = self._kept.stamp()
            if stamp is None:
                raise NotFound("no_catalogue", "no catalogue was imported yet")
            if self._edition is None or _index_name(stamp) != _index_name(self._stamp):
                self._edition = Edition(self._index(stamp, tell), StoreShelf(self._kept, stamp))
            elif stamp != self._stamp:
                self._edition = Edition(self._edition.index, StoreShelf(self._kept, stamp))
            self._stamp = stamp

    def _look(self) -> None:
        """See whether something changed; what takes long is done beside."""
        self._look_at = time.monotonic() + _LOOK_EVERY
        try:
            stamp = self._kept.stamp()
        except VocabasError as error:
            _LOG.warning("the catalogue's state cannot be read: %s", error)
            return
        if stamp is None or stamp == self._stamp:
            return
        if _index_name(stamp) == _index_name(self._stamp):
            self.refresh()
        elif not self._building:
            self._building = True
            threading.Thread(target=self._rebuild, name="catalogue-index", daemon=True).start()

    def _rebuild(self) -> None:
        try:
            stamp = self._kept.stamp()
            if stamp is not None:
                index = self._index(stamp, None)
                with self._lock:
                    self._edition = Edition(index, StoreShelf(self._kept, stamp))
                    self._stamp = stamp
        except Exception:
            # the edition before goes on answering
            _LOG.exception("the new catalogue cannot be indexed")
            self._look_at = time.monotonic() + _RETRY_AFTER
        finally:
            self._building = False

    def _index(self, stamp: Stamp, tell: Tell | None) -> Index:
        """Open the index of a generation, or build it; a half-built one is never seen."""
        place = self._folder / _index_name(stamp)
        if place.is_dir():
            try:
                return Index.open(place)
            except ValueError:
                _LOG.warning("the index in %s is broken: it is built again", place)
                shutil.rmtree(place, ignore_errors=True)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            work = Path(tempfile.mkdtemp(prefix="building-", dir=self._folder))
            try:
                Index.build(_told(self._kept.products(stamp.generation), stamp.products, tell), work)
                try:
                    work.rename(place)
                except OSError:
                    if not place.is_dir():  # another process of this node was faster
                        raise
                index = Index.open(place)
            finally:
                shutil.rmtree(work, ignore_errors=True)
        except (OSError, ValueError) as error:
            raise Unavailable("catalogue_index_unavailable", f"{self._folder}: {error}") from error
        self._sweep(place)
        return index

    def _sweep(self, newest: Path) -> None:
        """Delete indexes that are no longer in use, and what interrupted builds left an hour ago."""
        for other in self._folder.iterdir():
            if other != newest and (
                other.name.startswith("index-") or time.time() - other.stat().st_mtime > 3600
            ):
                shutil.rmtree(other, ignore_errors=True)


class StoreShelf:
    """Products of one generation at the prices of one revision; those asked for last are remembered."""

    def __init__(self, kept: Kept, stamp: Stamp) -> None:
        self._kept = kept
        self._generation = stamp.generation
        self._known: OrderedDict[str, Product] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, skus: Sequence[str]) -> dict[str, Product]:
        """Return the products of these numbers; unknown ones are left out."""
        with self._lock:
            found = {sku: self._known[sku] for sku in skus if sku in self._known}
        missing = [sku for sku in skus if sku not in found]
        if missing:
            fresh = self._kept.take(self._generation, missing)
            found.update(fresh)
            with self._lock:
                self._known.update(fresh)
                while len(self._known) > _CACHED:
                    self._known.popitem(last=False)
        return found


def _index_name(stamp: Stamp | None) -> str:
    """Name an index by what it was built from: another database's never passes for ours."""
    if stamp is None:
        return ""
    parts = (FORMAT, stamp.generation, stamp.fingerprint, stamp.index_revision, stamp.activated_at)
    return "index-" + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def _told(products: Iterator[Product], count: int, tell: Tell | None) -> Iterator[Product]:
    for at, product in enumerate(products):
        if tell is not None and at % 1000 == 0:
            tell(at, count)
        yield product
