"""Taking files in: each is first kept, then read, and nothing that was kept can be lost.

1. The bytes go into the file store (on disk before the call returns).
2. A row says that the document is accepted (one transaction).
3. The document is structured, with no transaction open.
4. Extraction, facts, clauses, search index and series are written (one transaction).

A process that is killed between any two leaves a consistent catalogue: after 1 an unused file, after 2 or 3 an accepted
document without an extraction, which the next ingest takes up (``Ingest.resume``).
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from tiaokuan.errors import CatalogueError, TiaokuanError
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.catalogue_database import Database
from tiaokuan.pipeline.catalogue_files import FileStore
from tiaokuan.pipeline.catalogue_models import Document, Extraction, Run, Sighting, now
from tiaokuan.pipeline.catalogue_rows import clean
from tiaokuan.pipeline.catalogue_store import next_change, store

Structure = Callable[[bytes, str], schema.Document]
Status = Literal["added", "renewed", "known", "failed"]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file. ``added``: new to the catalogue; ``renewed``: known, read again with other rules;
    ``known``: nothing to do; ``failed``: kept, but it could not be read (``error``)."""

    name: str
    status: Status
    document_id: int
    error: Exception | None = None


@dataclass(slots=True)
class Ingest:
    """One run: files go in by ``add``, what earlier runs left by ``resume`` and ``renew``; ``finish`` closes it.

    The run's own row is written with the first change, so that a run that finds nothing new changes nothing.
    """

    database: Database
    files: FileStore
    engine: str
    structure: Structure
    counts: Counter[str] = field(default_factory=Counter)
    _run: int | None = None

    def add(self, data: bytes, name: str, path: str = "") -> Ingested:
        """Take in one file: its bytes, its name, and where it was found. A file that cannot be read is kept all the
        same. Raises CatalogueError where it could not be kept."""
        path = os.fsencode(path).decode("utf-8", "replace").replace("\0", "")
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._known(sha256, path)
        if known is not None and self.files.path(sha256).is_file():
            return self._done(Ingested(name, "known", known))
        self.files.put(data)
        document, done = self._accept(Document(sha256=sha256, size=len(data), name=clean(name)), path)
        if done:
            return self._done(Ingested(name, "known", document.id))
        return self._done(self._extract(document.id, document.name, data))

    def resume(self) -> Iterator[Ingested]:
        """Read what was accepted and never read: an earlier run was cut short."""
        extracted = select(Extraction.document_id).where(Extraction.current)
        yield from self._again(Document.id.not_in(extracted) & Document.error_code.is_(None))

    def renew(self) -> Iterator[Ingested]:
        """Read again, from the kept bytes, what other rules read or could not read."""
        own = select(Extraction.document_id).where(Extraction.current, Extraction.engine == self.engine)
        yield from self._again(Document.id.not_in(own))

    def finish(self) -> None:
        """Note the end of the run."""
        if self._run is None:
            return
        with self.database.write() as session:
            values = {"finished_at": now(), "counts": dict(self.counts)}
            session.execute(update(Run).where(Run.id == self._run).values(values))

    def _again(self, which: ColumnElement[bool]) -> Iterator[Ingested]:
        with self.database.read() as session:
            todo = session.scalars(select(Document).where(which).order_by(Document.id)).all()
        for document in todo:
            try:
                data = self.files.get(document.sha256)
            except CatalogueError as error:
                yield self._done(Ingested(document.name, "failed", document.id, error))
                continue
            yield self._done(self._extract(document.id, document.name, data))

    def _done(self, outcome: Ingested) -> Ingested:
        self.counts[outcome.status] += 1
        return outcome

    def _known(self, sha256: str, path: str) -> int | None:
        """The document, where these bytes from this path with these rules are in the catalogue already."""
        with self.database.read() as session:
            document = session.scalar(select(Document).where(Document.sha256 == sha256))
            if document is None or not self._is_done(session, document):
                return None
            return document.id if _sighted(session, document.id, path) else None

    def _accept(self, new: Document, path: str) -> tuple[Document, bool]:
        """The document's row, made where it is missing, and the note where it was seen; True where nothing else is to
        be done."""
        run = self._run_id()
        with self.database.write() as session:
            document = session.scalar(select(Document).where(Document.sha256 == new.sha256))
            if document is None:
                new.accepted_at, new.changed = now(), next_change(session)
                session.add(new)
                session.flush()
                document = new
            if not _sighted(session, document.id, path):
                session.add(Sighting(document_id=document.id, path=path, run_id=run, seen_at=now()))
            return document, self._is_done(session, document)

    def _is_done(self, session: Session, document: Document) -> bool:
        own = Extraction.document_id == document.id, Extraction.current, Extraction.engine == self.engine
        return document.error_code is None and session.scalar(select(Extraction.id).where(*own)) is not None

    def _extract(self, document_id: int, name: str, data: bytes) -> Ingested:
        try:
            result = self.structure(data, name)
        except Exception as error:  # whatever a file does to the reader, the file is kept and the run goes on
            self._note_failure(document_id, error)
            return Ingested(name, "failed", document_id, error)
        run = self._run_id()
        with self.database.write() as session:
            status = store(session, document_id, run, self.engine, result)
        return Ingested(name, status, document_id)

    def _note_failure(self, document_id: int, error: Exception) -> None:
        code = error.code if isinstance(error, TiaokuanError) else "internal_error"
        values = {"error_code": code, "error_message": clean(str(error))[:500]}
        with self.database.write() as session:
            session.execute(update(Document).where(Document.id == document_id).values(values))

    def _run_id(self) -> int:
        """This run's row, written when it is first needed."""
        if self._run is None:
            with self.database.write() as session:
                run = Run(engine=self.engine, started_at=now())
                session.add(run)
                session.flush()
                self._run = run.id
        return self._run


def _sighted(session: Session, document_id: int, path: str) -> bool:
    place = Sighting.document_id == document_id, Sighting.path == path
    return session.scalar(select(Sighting.id).where(*place)) is not None
