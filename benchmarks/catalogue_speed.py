"""How fast a catalogue of 10,000 documents answers, on SQLite and on PostgreSQL.

    python benchmarks/catalogue_speed.py [--documents 10000] [--only sqlite|postgresql] [--keep FOLDER]

The documents are the project's samples with other places, years and figures: each sample becomes a series of five years
in many cities. They are structured once and ingested as ``tiaokuan ingest`` does it, on SQLite and on a private
PostgreSQL server (skipped where none is installed). Then searches from the rarest to the commonest words, with and
without filters, and lookups of series are timed warm, one process, each several times. Exit code 1 where a median is
over the limit of 100 ms. Under half an hour for 10,000 on
two cores, most of it filling PostgreSQL.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from tiaokuan.gazetteer.regions import region_names, resolve
from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_filter import Filter
from tiaokuan.pipeline.catalogue_rows import pack, unpack
from tiaokuan.pipeline.catalogue_series import _best, document_keys, text_of
from tiaokuan.pipeline.run import structure
from tiaokuan.pipeline.schema import Document
from tiaokuan.tests.catalogue.private_postgres import find_programs, private_server

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
LIMIT_MS = 100.0
ROUNDS = 7
YEARS = range(2021, 2026)
_FIGURE = re.compile(r"\d+(?=\s*(?:万元|亿元|元|家|个|人|件|%|日|份))")
_YEAR = re.compile(r"20(?:2[3-6])(?=年)")
_PLACE = re.compile("澜江市|青屿区")

SEARCHES: tuple[tuple[str, list[str], Filter], ...] = (
    ("commonest word", ["的"], Filter()),
    ("common word", ["补贴"], Filter()),
    ("common words", ["企业", "奖励"], Filter()),
    ("rare words", ["甲级民宿"], Filter()),
    ("no hit", ["鄢陵", "量子计算"], Filter()),
    ("words that seldom meet", ["加装电梯", "奖励"], Filter()),
    ("amounts of one year", ["补助"], Filter(kinds=("amounts",), years=(2024,))),
    ("one city", ["企业"], Filter(region="安庆市")),
    ("one province, two years", ["申报", "材料"], Filter(region="340000", years=(2023, 2024))),
    ("caps of guidelines", ["最高"], Filter(kinds=("caps",), doc_types=("guideline",))),
)


def cities() -> list[str]:
    """Names of cities of prefecture level that nothing else bears."""
    found = {name for name in region_names() if len(name) == 3 and name.endswith("市")}
    return sorted(name for name in found if (region := resolve(name)) and region.level == "prefecture")


def make_documents(number: int) -> Iterator[tuple[str, bytes]]:
    """``number`` files by name and bytes, the same for every run."""
    texts = [(path.stem, structure(path.read_bytes(), path.name).text) for path in sorted(SAMPLES.iterdir())]
    chance = random.Random(20)
    made = 0
    for city in cities():
        for stem, text in texts:
            for year in YEARS:
                if made == number:
                    return
                made += 1
                yield f"{stem}-{city}-{year}.txt", _mutated(text, city, year, chance).encode()


def _mutated(text: str, city: str, year: int, chance: random.Random) -> str:
    text = _PLACE.sub(city, text).replace("澜江", city[:-1])
    text = _YEAR.sub(str(year), text)
    return _FIGURE.sub(lambda match: str(max(1, int(int(match[0]) * chance.choice((0.5, 0.8, 1, 1, 1, 1.2, 2))))), text)


def measure(label: str, work: Callable[[], object]) -> float:
    """Print and return the median of a call's times in ms, with the longest."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    median = statistics.median(times)
    print(f"  {label:<34} {median:8.1f} ms   longest {max(times):8.1f} ms", flush=True)
    return median


def run(db: str, files: Path, documents: list[tuple[str, bytes]], results: dict[str, bytes]) -> float:
    """Fill a catalogue and time its answers; the longest median."""

    def cached(data: bytes, name: str) -> Document:
        return unpack(results[hashlib.sha256(data).hexdigest()])

    with Catalogue.open(db, files) as catalogue:
        start = time.perf_counter()
        ingest = catalogue.ingest(cached)
        for name, data in documents:
            ingest.add(data, name, name)
        ingest.finish()
        spent = time.perf_counter() - start
        print(f"  ingested {dict(ingest.counts)} in {spent:.0f} s ({spent / len(documents) * 1e3:.1f} ms a document)")
        medians = [measure(label, partial(catalogue.search, words, wanted)) for label, words, wanted in SEARCHES]
        return max(*medians, *_series(catalogue))


def _series(catalogue: Catalogue) -> list[float]:
    everything = catalogue.documents()
    document = everything[len(everything) // 2]
    number = document.series_id
    with catalogue.database.read() as session:
        text = text_of(session, document.id) or ""
    title = document.title or ""

    def find() -> object:
        with catalogue.database.read() as session:
            return _best(session, document, document_keys(document), text)

    return [
        measure("a new document's series", find),
        measure("history by number", lambda: catalogue.history(str(number))),
        measure("history by title", lambda: catalogue.history(title)),
        measure("predecessor of a document", lambda: catalogue.pairs([document.id])),
    ]


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--keep", type=Path, help="keep the SQLite catalogue here")
    options = parser.parse_args()
    start = time.perf_counter()
    documents = list(make_documents(options.documents))
    results = {hashlib.sha256(data).hexdigest(): pack(structure(data, name)) for name, data in documents}
    print(f"{len(documents)} documents, structured in {time.perf_counter() - start:.0f} s", flush=True)
    worst = 0.0
    with nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        if options.only != "postgresql":
            print("SQLite", flush=True)
            worst = max(worst, run(str(folder / "catalogue.db"), folder / "files", documents, results))
            print(f"  database {(folder / 'catalogue.db').stat().st_size / 1e6:.0f} MB")
        if options.only != "sqlite" and find_programs() is None:
            print("PostgreSQL: not installed, skipped")
        elif options.only != "sqlite":
            print("PostgreSQL", flush=True)
            with private_server(durable=True) as server:
                worst = max(worst, run(server.new_database(), folder / "pg-files", documents, results))
    print(f"longest median {worst:.1f} ms, limit {LIMIT_MS:.0f} ms")
    return 0 if worst <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
