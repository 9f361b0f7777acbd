"""Importing a catalogue: as a stream, in bounded memory, seen by nobody before it is whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.catalogue.generations import Generation, Warehouse
from assistant.catalogue.record import BadRecord, Record
from assistant.catalogue.sources import Line, Source, Tell
from assistant.errors import BadInput

_BATCH = 5_000
_LEAST_SHARE = 0.5

Reject = Callable[[Line, BadRecord], None]
"""Told of each record that is no product."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to."""

    products: int
    """How many products the catalogue in force holds now."""
    rejected: int
    """How many records were left out."""
    resumed_at: int = 0
    """How many records an import of the same file that was broken off had done already."""
    unchanged: bool = False
    """Whether the file was in force already, and nothing was done."""


def import_catalogue(
    source: Source,
    warehouse: Warehouse,
    name: str,
    *,
    reject: Reject,
    tell: Tell | None = None,
    force: bool = False,
) -> Imported:
    """Import a catalogue and put it in force, in one step, once it was read to its end.

    Broken off, it goes on where it was when the same file is imported again. The same file twice is imported
    once.

    Args:
        source: what to read.
        warehouse: the store.
        name: what the source is called for people.
        reject: told of each record that is left out.
        tell: told how many bytes of how many were read.
        force: import a file that is in force already, or that holds far less than what is in force.

    Raises:
        BadInput: ``bad_catalogue``: no product in it; ``catalogue_truncated``: it ends in the middle;
            ``catalogue_shrunk``: it holds less than half of what is in force. The catalogue in force stays.
        Conflict: ``import_running``.
        Unavailable: ``store_unavailable``.
    """
    fingerprint = source.fingerprint()
    stamp = warehouse.stamp()
    if stamp is not None and stamp.fingerprint == fingerprint and not force:
        return Imported(stamp.products, 0, unchanged=True)
    generation = warehouse.unfinished(fingerprint) or warehouse.begin(name, fingerprint)
    resumed_at = generation.records_read
    for batch in _Batches(source, resumed_at, tell):
        generation = _keep(batch, generation, warehouse, reject)
    if not generation.products:
        warehouse.discard(generation.id)
        raise BadInput("bad_catalogue", f"no product in {name}", path=name)
    if stamp is not None and generation.products < stamp.products * _LEAST_SHARE and not force:
        warehouse.discard(generation.id)
        raise BadInput(
            "catalogue_shrunk",
            f"{name} holds {generation.products} products, the catalogue in force {stamp.products}",
            found=generation.products,
            before=stamp.products,
        )
    warehouse.activate(generation)
    warehouse.purge()
    return Imported(generation.products, generation.rejected, resumed_at)


class _Batches:
    """Lines of a source, some thousands at a time."""

    def __init__(self, source: Source, skip: int, tell: Tell | None) -> None:
        self._lines = source.lines(skip, tell)

    def __iter__(self) -> _Batches:
        return self

    def __next__(self) -> list[Line]:
        batch: list[Line] = []
        for line in self._lines:
            batch.append(line)
            if len(batch) == _BATCH:
                break
        if not batch:
            raise StopIteration
        return batch


def _keep(batch: list[Line], generation: Generation, warehouse: Warehouse, reject: Reject) -> Generation:
    good: dict[str, Record] = {}
    places: dict[str, Line] = {}
    bad: list[tuple[Line, BadRecord]] = []
    for line in batch:
        content = line.content
        if isinstance(content, BadRecord):
            bad.append((line, content))
        elif content["sku"] in good:
            bad.append((line, BadRecord("duplicate", "sku", content["sku"])))
        else:
            good[content["sku"]] = content
            places[content["sku"]] = line
    generation, doubles = warehouse.add(generation, list(good.values()), len(batch), len(bad))
    bad.extend((places[sku], BadRecord("duplicate", "sku", sku)) for sku in doubles)
    for line, why in sorted(bad, key=lambda pair: (pair[0].file, pair[0].number)):
        reject(line, why)
    return generation
