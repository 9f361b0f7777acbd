"""What ``vocabas catalogue`` does and prints."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.bootstrap import build_catalogue, meanings_file, open_warehouse
from assistant.catalogue.generations import Stamp
from assistant.catalogue.importing import Imported, import_catalogue
from assistant.catalogue.language import MEANINGS
from assistant.catalogue.meanings import learn, read, write
from assistant.catalogue.prices import update_prices
from assistant.catalogue.record import BadRecord
from assistant.catalogue.sources import Format, Line, Source
from assistant.channels.receipt import euros
from assistant.channels.terminal import ERR, OUT, QUIET_SECONDS, print_json
from assistant.dialogue.french import grouped
from assistant.documents import explain_rejection, hit_document
from assistant.settings import Settings

_SHOWN = 20


def search(settings: Settings, texts: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Print the products that each text finds."""
    open_warehouse(settings).close()
    with progress("Le catalogue se prépare") as tell:
        catalogue = build_catalogue(settings, tell)
    for text in texts:
        hits = catalogue.search(text, limit, sold=False)
        if as_json:
            print_json({"query": text, "hits": [hit_document(hit) for hit in hits]}, indent=None)
            continue
        columns = ("Produit", "Marque", "Contenance", "Prix", "Rayon", "Accord")
        table = Table(*columns, title=text, title_justify="left")
        for hit in hits:
            product = hit.product
            per = " / kg" if product.sold_by.value == "kg" else ""
            net = f"{float(product.net.value):g} {product.net.unit.value}".replace(".", ",")
            price = f"{euros(product.price_cents)}{per}" if product.priced else "prix inconnu"
            table.add_row(product.name, product.brand, net, price, product.category, f"{hit.score:.2f}")
        OUT.print(table if hits else f"{text} : aucun produit")


def import_file(
    settings: Settings, path: Path, format_: str, force: bool, rejects: Path | None, as_json: bool
) -> None:
    """Import a catalogue, and print what came of it."""
    source = Source.of(path, Format(format_) if format_ else None)
    warehouse = open_warehouse(settings)
    with _rejections(rejects) as reject, progress(f"Import de {path.name}") as tell:
        done = import_catalogue(source, warehouse, str(path), reject=reject, tell=tell, force=force)
    with progress("Index de recherche") as tell:
        catalogue = build_catalogue(settings, tell)
        catalogue.get("")
    if as_json:
        print_json(
            {
                "source": str(path),
                "format": source.format.value,
                "products": done.products,
                "rejected": done.rejected,
                "resumed_at": done.resumed_at,
                "unchanged": done.unchanged,
            }
        )
    else:
        OUT.print(_summary(done, source), markup=False)


def change_prices(settings: Settings, path: Path, rejects: Path | None, as_json: bool) -> None:
    """Change prices and stock alone, and print what came of it."""
    warehouse = open_warehouse(settings)
    with _rejections(rejects) as reject, progress(f"Prix et stocks de {path.name}") as tell:
        done = update_prices(path, warehouse, reject, tell)
    if as_json:
        print_json({"source": str(path), "changed": done.changed, "rejected": done.rejected})
        return
    OUT.print(f"{grouped(done.changed)} produit(s) mis à jour, {grouped(done.rejected)} ligne(s) écartée(s).")


def learn_meanings(settings: Settings, output: Path | None) -> None:
    """Learn what words mean from the catalogue in force; write it to this shop's file, or another."""
    file = output or meanings_file(settings)
    warehouse = open_warehouse(settings)
    build_catalogue(settings)  # the embedded one, if none was imported yet
    stamp = warehouse.stamp()
    settled = read(file) if file.is_file() else read(MEANINGS)
    learned = learn(warehouse.products(stamp.generation) if stamp else (), settled)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        write(learned, stream)
    OUT.print(f"{grouped(len(learned))} sens appris, écrits dans {file}.", markup=False)


def status(settings: Settings, as_json: bool) -> None:
    """Print which catalogue is in force."""
    stamp = open_warehouse(settings).stamp()
    if as_json:
        print_json(_stamp_document(stamp))
    elif stamp is None:
        OUT.print("Aucun catalogue n’a encore été importé ; celui qui est fourni le sera au premier usage.")
    else:
        when = stamp.activated_at.astimezone().strftime("%d/%m/%Y à %H:%M") if stamp.activated_at else "?"
        OUT.print(f"{grouped(stamp.products)} produits, en service depuis le {when}.", markup=False)
        OUT.print(f"Source : {stamp.source}", markup=False)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error once something lasts over two seconds; lines when it is no terminal."""
    began = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
        console=ERR, transient=True,
    )  # fmt: skip
    task = bar.add_task(what, total=None)
    shown = 0

    def tell(done: int, all_: int) -> None:
        nonlocal shown
        passed = time.monotonic() - began
        if passed < QUIET_SECONDS:
            return
        if not ERR.is_terminal:
            if passed >= 5 * shown:
                shown = int(passed // 5) + 1
                ERR.print(f"{what} : {done / max(all_, 1):.0%}", markup=False)
            return
        if not shown:
            shown = 1
            bar.start()
        bar.update(task, completed=done, total=all_)

    try:
        yield tell
    finally:
        bar.stop()


@contextmanager
def _rejections(file: Path | None) -> Iterator[Callable[[Line, BadRecord], None]]:
    """Print the first lines left out, and write all of them to a file if one is named."""
    seen = 0
    stream = file.open("a", encoding="utf-8", newline="") if file else None
    try:
        writer = csv.writer(stream) if stream else None

        def reject(line: Line, why: BadRecord) -> None:
            nonlocal seen
            seen += 1
            reason = explain_rejection(why)
            if writer is not None:
                writer.writerow((line.file, line.number, why.code, reason))
            if seen <= _SHOWN:
                ERR.print(f"{line.file}, ligne {line.number} : {reason}", markup=False, soft_wrap=True)
            elif seen == _SHOWN + 1:
                rest = f"le détail est dans {file}" if file else "--rejects FICHIER les écrit toutes"
                ERR.print(f"… d’autres lignes sont écartées ({rest}).", markup=False)

        yield reject
    finally:
        if stream:
            stream.close()


def _summary(done: Imported, source: Source) -> str:
    if done.unchanged:
        return f"Ce fichier est déjà en service : {grouped(done.products)} produits, rien n’a été changé."
    resumed = f" (repris après {grouped(done.resumed_at)} lignes)" if done.resumed_at else ""
    left_out = f"{grouped(done.rejected)} ligne(s) écartée(s)"
    text = f"{grouped(done.products)} produits en service, {left_out}{resumed}."
    if source.format in (Format.OFF_CSV, Format.OFF_JSONL):
        text += (
            "\nOpen Food Facts ne donne pas de prix : un produit se trouve tout de suite, mais ne se vend "
            "qu’une fois son prix chargé (vocabas catalogue prices FICHIER)."
        )
    return text


def _stamp_document(stamp: Stamp | None) -> dict[str, object]:
    if stamp is None:
        return {"products": 0, "source": None, "generation": None, "activated_at": None}
    return {
        "products": stamp.products,
        "source": stamp.source,
        "generation": stamp.generation,
        "price_revision": stamp.price_revision,
        "activated_at": stamp.activated_at.isoformat() if stamp.activated_at else None,
    }
