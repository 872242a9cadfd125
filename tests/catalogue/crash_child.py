"""Kills an ingest at every step and looks at what is left; run by ``test_crash``, in a process of its own.

    python -m tiaokuan.tests.catalogue.crash_child FOLDER STRIDE SHIFT [URL…]

For each kill point a forked child ingests the files of FOLDER into a new catalogue and kills itself (SIGKILL) just
before or after a system call or statement that changes something: ``fsync``, ``rename``, each SQL statement, each
commit. Points are taken every STRIDE, from SHIFT. Then the catalogue is checked, ingesting is done again, and the end
must be what an undisturbed ingest gives. Without URLs the catalogues are SQLite files; with them, one empty PostgreSQL
database for each point.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, func, select, text

from tiaokuan.gazetteer.jieba_dict import tokenizer
from tiaokuan.pipeline import catalogue_ingest
from tiaokuan.pipeline.catalogue import Catalogue
from tiaokuan.pipeline.catalogue_models import Clause, Document, Entry, Extraction, Fact
from tiaokuan.pipeline.run import structure

Snapshot = dict[str, Any]


class Bomb:
    """Counts steps and kills this process at one of them (0: never)."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0

    def tick(self, *_: Any, **__: Any) -> None:
        """One step."""
        self.steps += 1
        if self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def arm(self) -> None:
        """Put the steps before and after what changes something."""
        for name in ("fsync", "replace"):
            setattr(os, name, self._around(getattr(os, name)))
        for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(Engine, moment, self.tick)

    def _around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            self.tick()
            result = call(*arguments, **options)
            self.tick()
            return result

        return counted


def ingest(db: str, store: Path, folder: Path, accepted: Path) -> None:
    """Ingest all files; note each as soon as it counts as accepted."""
    inner = catalogue_ingest.Ingest._accept

    def noting(run: catalogue_ingest.Ingest, new: Document, path: str) -> Any:
        sha256 = new.sha256
        result = inner(run, new, path)
        with accepted.open("a", encoding="ascii") as stream:
            stream.write(sha256 + "\n")
        return result

    catalogue_ingest.Ingest._accept = noting  # type: ignore[method-assign, assignment]
    with Catalogue.open(db, store) as catalogue:
        run = catalogue.ingest(structure)
        for _ in run.resume():
            pass
        for file in sorted(folder.iterdir()):
            run.add(file.read_bytes(), file.name, str(file))
        run.finish()


def in_child(work: Callable[[], object]) -> int:
    """Run ``work`` in a fork; its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(3)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def check(db: str, store: Path, accepted: Path) -> None:
    """What a kill leaves is consistent, and every file that was accepted is there."""
    with Catalogue.open(db, store) as catalogue, catalogue.database.read() as session:
        if catalogue.database.sqlite:
            assert session.scalar(text("PRAGMA integrity_check")) == "ok"
            assert not session.execute(text("PRAGMA foreign_key_check")).all()
            entries = set(session.scalars(select(Entry.id)))
            assert set(session.scalars(text("SELECT rowid FROM entry_fts"))) == entries
        documents = session.scalars(select(Document)).all()
        noted = accepted.read_text("ascii").split() if accepted.exists() else []
        assert {document.sha256 for document in documents} >= set(noted)
        for document in documents:
            catalogue.files.get(document.sha256)
        for extraction in session.scalars(select(Extraction)):
            rows = [
                session.scalar(select(func.count()).where(table.extraction_id == extraction.id))
                for table in (Fact, Clause, Entry)
            ]
            assert rows[0] == extraction.facts
            assert (rows[0] or 0) + (rows[1] or 0) == rows[2]
            assert session.get_one(Document, extraction.document_id).series_id is not None


def snapshot(db: str, store: Path) -> Snapshot:
    """What matters of a finished catalogue."""
    with Catalogue.open(db, store) as catalogue:
        documents = sorted(catalogue.documents(), key=lambda document: document.sha256)
        return {
            "documents": [(document.sha256, document.title, document.error_code) for document in documents],
            "facts": [catalogue.result(document.id).model_dump_json() for document in documents],
            "series": sorted(
                [[one.sha256 for one in edition] for edition in catalogue.history(series.id).editions]
                for series, _ in catalogue.series()
            ),
            "hits": [hit.quote for hit in catalogue.search(["民宿"], limit=50).hits],
            "extractions": [len(catalogue.extractions(document.id)) for document in documents],
        }


def places(urls: list[str]) -> Iterator[str]:
    """Databases, each empty."""
    yield from urls
    while not urls:
        yield str(Path(tempfile.mkdtemp(prefix="tk-crash-")) / "catalogue.db")


def main(folder: Path, stride: int, shift: int, urls: list[str]) -> None:
    """Try the kill points and print how many there were."""
    tokenizer()  # read jieba's dictionary once, not in every child
    structure(b"\xe4\xb8\x80", "warm.txt")
    databases = places(urls)
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        whole = next(databases)
        steps = base / "steps"

        def count() -> None:
            bomb = Bomb(0)
            bomb.arm()
            ingest(whole, base / "whole", folder, base / "all")
            steps.write_text(str(bomb.steps), "ascii")

        assert in_child(count) == 0
        wanted = snapshot(whole, base / "whole")
        total = int(steps.read_text("ascii"))
        tried = 0
        for point, db in zip(range(1 + shift, total + 1, stride), databases, strict=False):
            store, accepted = base / f"store{point}", base / f"accepted{point}"

            def killed(at: int = point, db: str = db, store: Path = store, accepted: Path = accepted) -> None:
                Bomb(at).arm()
                ingest(db, store, folder, accepted)

            assert in_child(killed) == -signal.SIGKILL, point
            check(db, store, accepted)
            ingest(db, store, folder, accepted)
            check(db, store, accepted)
            assert snapshot(db, store) == wanted, point
            tried += 1
    print(f"{tried} of {total} points")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
