"""How well and how fast products are found.

    .venv/bin/python benchmarks/search.py                       right answers on the phrases of data/
    .venv/bin/python benchmarks/search.py --tuning              the same on the lists that may be tuned on
    .venv/bin/python benchmarks/search.py --products 1000000    also import, index and search of that many

The first part scores the embedded catalogue. The phrases were written by somebody who did not see the search,
and only totals are printed, so that nobody tunes on its lines. Beside our search, SQLite FTS5 and rapidfuzz
answer the same phrases over the same names in the same run.

The second part makes that many synthetic products from the embedded ones (other makers, sizes and varieties),
imports them from a CSV file into a fresh SQLite database, builds the index in another process, and times
searches of distinct phrases.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from fnmatch import fnmatchcase
from pathlib import Path

from rapidfuzz import fuzz, process

sys.path.insert(0, str(Path(__file__).resolve().parent))
from noise import noisy

from assistant.bootstrap import open_warehouse
from assistant.catalogue import Catalogue
from assistant.catalogue.files import read_folder
from assistant.catalogue.importing import import_catalogue
from assistant.catalogue.live import LiveCatalogue
from assistant.catalogue.sources import Source
from assistant.catalogue.words import plain
from assistant.settings import Settings, load_settings

PHRASES = Path(__file__).resolve().parent / "data" / "product_phrases.csv"
TUNING = (PHRASES.with_name("development_phrases.csv"), PHRASES.with_name("spoken_phrases.csv"))


class Fts5:
    """SQLite's own full-text search, with its best ready-made French-friendly tokenizer."""

    name = "SQLite FTS5"

    def __init__(self, rows):
        self.db = sqlite3.connect(":memory:")
        self.db.execute("create virtual table p using fts5(text, tokenize='unicode61 remove_diacritics 2')")
        self.db.executemany("insert into p(rowid, text) values (?, ?)", rows)

    def search(self, text, limit):
        """Return the keys of what fits."""
        words = [
            f'"{w}"' for w in plain(text.lower()).replace("'", " ").replace("-", " ").split() if w.isalnum()
        ]
        if not words:
            return []
        sql = "select rowid from p where p match ? order by rank limit ?"
        found = self.db.execute(sql, (" ".join(words), limit)).fetchall()
        if not found:
            found = self.db.execute(sql, (" OR ".join(words), limit)).fetchall()
        return [row[0] for row in found]


class Rapidfuzz:
    """rapidfuzz over the list of names."""

    name = "rapidfuzz"

    def __init__(self, rows):
        self.rows = {key: plain(text.lower()) for key, text in rows}

    def search(self, text, limit):
        """Return the keys of what fits."""
        found = process.extract(
            plain(text.lower()), self.rows, scorer=fuzz.token_set_ratio, limit=limit, score_cutoff=75
        )
        return [key for _, _, key in found]


def score(name, search, phrases, transform=lambda phrase: phrase):
    """Print the shares of phrases whose first, and first three kinds, hold a right one."""
    first = third = silent = nonsense = 0
    wanted = [(p, f.split("|")) for p, f in phrases if f]
    for phrase, families in wanted:
        kinds = list(dict.fromkeys(search(transform(phrase))))[:3]
        right = [any(fnmatchcase(kind, family) for family in families) for kind in kinds]
        first += bool(right[:1] == [True])
        third += any(right)
    for phrase, families in phrases:
        if not families:
            nonsense += 1
            silent += not search(transform(phrase))
    print(
        f"{name:28} top-1 {first / len(wanted):6.1%}   top-3 {third / len(wanted):6.1%}"
        f"   nonsense finds nothing {silent}/{nonsense}"
    )


def read_phrases(file):
    """Return the phrases of a list, each with the families it means."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [(row["phrase"], row["families"]) for row in csv.DictReader(lines)]


def quality(file):
    """Score the embedded catalogue."""
    products, _ = read_folder(Settings().catalogue_dir)
    shop = Catalogue(products)
    phrases = read_phrases(file)
    print(f"{len(products)} products, {len(phrases)} phrases of {file.name}")
    rows = [(at, " ".join((p.name, p.brand, *p.said))) for at, p in enumerate(products)]
    rivals = [Fts5(rows), Rapidfuzz(rows)]

    def ours(phrase):
        return [hit.product.family for hit in shop.search(phrase, 60)]

    for label, transform in (("as said", str), ("as misheard", noisy)):
        print(f"-- {label}")
        score("vocabas (tantivy)", ours, phrases, transform)
        for rival in rivals:
            score(
                rival.name,
                lambda phrase, rival=rival: [products[at].family for at in rival.search(phrase, 60)],
                phrases,
                transform,
            )
    by_template(file, ours)


def by_template(file, search):
    """Print the share of right first answers by the way in which it was put, where the list tells it."""
    right: dict[str, list[bool]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row.get("template") and row["families"]:
                first = search(row["phrase"])[:1]
                found = bool(first) and any(fnmatchcase(first[0], f) for f in row["families"].split("|"))
                right.setdefault(row["template"], []).append(found)
    for template, found in right.items():
        print(f"  {template:12} {sum(found)}/{len(found)}")


def synthetic(count, file):
    """Write that many products, each a variant of an embedded one."""
    rows = []
    for source in sorted(Settings().catalogue_dir.glob("*.csv")):
        with source.open(encoding="utf-8", newline="") as lines:
            rows.extend(csv.DictReader(lines))
    chance = random.Random(5)
    syllables = ["ba", "bel", "cor", "dan", "gal", "lor", "mar", "nor", "pri", "sol", "tal", "ver", "vil"]
    makers = ["".join(chance.sample(syllables, 3)).capitalize() for _ in range(20_000)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        for number in range(count):
            row = dict(chance.choice(rows))
            row["sku"], row["ean"] = f"S{number:07d}", ""
            row["brand"] = chance.choice(makers)
            row["popularity"] = int(int(row["popularity"]) * chance.random())
            row["price_cents"] = max(10, int(int(row["price_cents"]) * (0.6 + chance.random())))
            writer.writerow(row)


def memory_mb(kind="RssAnon"):
    """Memory of this process, MB; RssAnon leaves out mapped files, which the system may drop at will."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(kind + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def percentiles(spent):
    """Return median, 95th and 99th percentile."""
    ranked = sorted(spent)
    return statistics.median(ranked), ranked[int(len(ranked) * 0.95)], ranked[int(len(ranked) * 0.99)]


def scale(count, folder):
    """Import, index and search many products."""
    file = folder / "products.csv"
    synthetic(count, file)
    settings = load_settings(data_dir=folder)
    warehouse = open_warehouse(settings)
    began, busy = time.perf_counter(), time.process_time()
    done = import_catalogue(Source.of(file), warehouse, "synthetic", reject=lambda *_: None)
    spent, worked = time.perf_counter() - began, time.process_time() - busy
    print(
        f"import: {done.products} products in {spent:.1f} s, {done.products / spent:,.0f} rows/s "
        f"({done.products / worked:,.0f} a second of processor time)"
    )
    warehouse.close()
    # built and searched in a process of its own, so that its memory is its own
    subprocess.run([sys.executable, __file__, "--search-in", str(folder)], check=True)


def search_in(folder):
    """Index and search what is in a folder's database; time and weigh it."""
    settings = load_settings(data_dir=folder)
    warehouse = open_warehouse(settings)
    began = time.perf_counter()
    live = LiveCatalogue(warehouse, folder / "catalogue")
    live.refresh()
    size = sum(f.stat().st_size for f in (folder / "catalogue").rglob("*") if f.is_file())
    print(f"index: built in {time.perf_counter() - began:.1f} s, {size / 1e6:.0f} MB on disk")
    os.execv(sys.executable, [sys.executable, __file__, "--timed-in", str(folder)])


def timed_in(folder):
    """Search with an index that is there, side by side with the rivals."""
    settings = load_settings(data_dir=folder)
    before, mapped = memory_mb(), memory_mb("VmRSS")
    warehouse = open_warehouse(settings)
    shop = Catalogue(LiveCatalogue(warehouse, folder / "catalogue"))
    phrases = [phrase for phrase, _ in read_phrases(PHRASES)]
    phrases += [noisy(phrase) for phrase in phrases]
    random.Random(1).shuffle(phrases)
    shop.search("lait", 60)
    spent, worked = [], []
    for phrase in phrases:
        began, busy = time.perf_counter(), time.process_time()
        shop.search(phrase, 20)
        spent.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    print(
        f"memory: {memory_mb() - before:.0f} MB more of its own, "
        f"{memory_mb('VmRSS') - mapped:.0f} MB with what is mapped of the index"
    )
    report("vocabas (tantivy)", spent)
    report("  the same in processor time", worked)
    stamp = warehouse.stamp()
    rows = [
        (at, " ".join((p.name, p.brand, *p.said)))
        for at, p in enumerate(warehouse.products(stamp.generation))
    ]
    for kind, many in ((Fts5, 200), (Rapidfuzz, 5)):
        began = time.perf_counter()
        rival = kind(rows)
        built = time.perf_counter() - began
        spent = []
        for phrase in itertools.islice(phrases, many):
            began = time.perf_counter()
            rival.search(phrase, 20)
            spent.append((time.perf_counter() - began) * 1000)
        report(f"{kind.name} (ready in {built:.0f} s)", spent)


def report(name, spent):
    """Print one line of times."""
    median, p95, p99 = percentiles(spent)
    print(
        f"{name:34} median {median:8.1f} ms   p95 {p95:8.1f} ms   p99 {p99:8.1f} ms   ({len(spent)} searches)"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--products", type=int, default=0, help="how many synthetic products")
    parser.add_argument("--tuning", action="store_true", help="score the list that is tuned on")
    parser.add_argument("--search-in", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--timed-in", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.search_in:
        search_in(options.search_in)
    elif options.timed_in:
        timed_in(options.timed_in)
    else:
        for file in TUNING if options.tuning else (PHRASES,):
            quality(file)
        if options.products:
            with tempfile.TemporaryDirectory() as folder:
                scale(options.products, Path(folder))


if __name__ == "__main__":
    main()
