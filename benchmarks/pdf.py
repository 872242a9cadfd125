"""The PDF reader against pdfplumber over the same files in the same run, and its memory over a long file.

    python benchmarks/pdf.py [FILE_OR_FOLDER …] [--long 331]

Without arguments the files are the ones that the tests read. Each page is timed alone, by both, in turns:

* a page without a table: the whole reader (characters, rules, lines, order) against pdfplumber's ``extract_text``;
* a page with a table (one that the reader or pdfplumber finds): the same against ``extract_text`` and ``find_tables``.

What the reader does once for a whole file (opening, furniture, paragraphs, joined tables) is shared out over its pages.
For ``--long`` a file of so many pages is put together from the same pages and read in a process of its own.
"""

from __future__ import annotations

import argparse
import io
import logging
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.pdf import read_pdf

ROUNDS = 5
FILES = Path(__file__).resolve().parent.parent / "tests" / "readers" / "pdf"


@dataclass(slots=True)
class Times:
    """Seconds for each page by the reader and by pdfplumber."""

    ours: list[float] = field(default_factory=list)
    plumber: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return sum(self.plumber) / sum(self.ours) if self.ours else float("nan")


def median_of(action: Callable[[], object]) -> float:
    """The median time of some rounds of ``action``, after one that does not count."""
    action()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def single(document: Any, index: int) -> bytes:
    """One page as a file of its own."""
    import pypdfium2

    with pypdfium2.PdfDocument.new() as alone:
        alone.import_pages(document, pages=[index])
        out = io.BytesIO()
        alone.save(out)
    return out.getvalue()


def by_plumber(data: bytes, tables: bool) -> bool:
    """pdfplumber over a file: its text and, where asked for, its tables; whether there were any."""
    import pdfplumber

    found = False
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            if tables:
                found = bool(page.find_tables()) or found
    return found


def measure(files: Iterable[Path]) -> tuple[Times, Times]:
    """Times of the pages without and with tables."""
    import pypdfium2

    plain, ruled = Times(), Times()
    for path in files:
        with pypdfium2.PdfDocument(path) as document:
            pages = [single(document, i) for i in range(len(document))]
        for data in pages:
            try:
                blocks = read_pdf(data, path.name, ocr=_nothing).blocks
            except ReadError:
                continue
            if not blocks:
                continue
            tables = any(block.table for block in blocks) or by_plumber(data, True)
            times = ruled if tables else plain
            times.ours.append(median_of(lambda data=data, path=path: read_pdf(data, path.name, ocr=_nothing)))  # type: ignore[misc]
            times.plumber.append(median_of(lambda data=data, tables=tables: by_plumber(data, tables)))  # type: ignore[misc]
    return plain, ruled


def _nothing(picture: Any, *, page: int, scale: float) -> Any:
    from tiaokuan.pipeline.readers.ocr import OcrPage

    return OcrPage([])


def long_file(files: Iterable[Path], pages: int) -> bytes:
    """A file of so many pages out of the pages of ``files``."""
    import pypdfium2

    with pypdfium2.PdfDocument.new() as long:
        while len(long) < pages:
            for path in files:
                with pypdfium2.PdfDocument(path) as document:
                    long.import_pages(document, pages=list(range(min(len(document), pages - len(long)))) or None)
                if len(long) >= pages:
                    break
        out = io.BytesIO()
        long.save(out)
    return out.getvalue()


def peak(data: bytes, connection: Any) -> None:
    """Read a file; send how long that took, the peak memory in MB, and the number of blocks."""
    started = time.perf_counter()
    document = read_pdf(data, "long.pdf", ocr=_nothing)
    took = time.perf_counter() - started
    connection.send((took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(document.blocks)))


def readable(paths: list[Path]) -> list[Path]:
    """The PDF files named or in the folders named, without those that need a password."""
    import pypdfium2

    found = []
    for path in (file for entry in paths for file in (sorted(entry.glob("*.pdf")) if entry.is_dir() else [entry])):
        try:
            pypdfium2.PdfDocument(path).close()
        except pypdfium2.PdfiumError:
            print(f"left out: {path.name}", file=sys.stderr)
            continue
        found.append(path)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, default=[FILES])
    parser.add_argument("--long", type=int, default=331, help="pages of the long file (0: none)")
    arguments = parser.parse_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files = readable(arguments.files)
    for name, times, floor in zip(
        ("pages without tables", "pages with tables"), measure(files), (5.0, 0.6), strict=True
    ):
        if times.ours:
            ours, plumber = (statistics.mean(t) * 1000 for t in (times.ours, times.plumber))
            verdict = "ok" if times.ratio >= floor else "TOO SLOW"
            print(f"{name}: {len(times.ours)}; reader {ours:.1f} ms a page, pdfplumber {plumber:.1f} ms: "
                  f"{times.ratio:.1f} times as fast (at least {floor:g}: {verdict})")  # fmt: skip
    if arguments.long:
        context = multiprocessing.get_context("spawn")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=peak, args=(long_file(files, arguments.long), sender))
        process.start()
        took, memory, blocks = receiver.recv()
        process.join()
        print(f"{arguments.long} pages: {took:.1f} s, peak {memory:.0f} MB, {blocks} blocks")


if __name__ == "__main__":
    main()
