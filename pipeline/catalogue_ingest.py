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
from pathlib import Path
from typing import Literal

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from tiaokuan.errors import CatalogueError, TiaokuanError
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.catalogue_database import Database
from tiaokuan.pipeline.catalogue_files import FileStore
from tiaokuan.pipeline.catalogue_models import Clause, Document, Extraction, Fact, Run, Sighting, now
from tiaokuan.pipeline.catalogue_rows import clause_rows, clean, fact_rows, pack
from tiaokuan.pipeline.catalogue_search import index
from tiaokuan.pipeline.catalogue_series import assign, document_keys, edition_key
from tiaokuan.pipeline.catalogue_versions import next_change

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
    run_id: int | None = None

    def add(self, data: bytes, name: str, path: str = "") -> Ingested:
        """Take in one file: its bytes, its name, and where it was found. A file that cannot be read is kept all the
        same. Raises CatalogueError where it could not be kept."""
        path = clean(os.fsencode(path).decode("utf-8", "replace"))
        sha256 = hashlib.sha256(data).hexdigest()
        known = self._known(sha256, path)
        if known is not None and self.files.path(sha256).is_file():
            return self._done(Ingested(name, "known", known))
        self.files.put(data)
        with self.database.write() as session:
            document, fresh = self._accept(session, sha256, len(data), clean(name), path)
            done = not fresh and self._is_done(session, document)
        if done:
            return self._done(Ingested(name, "known", document.id))
        return self._done(self._extract(document.id, name, data))

    def resume(self) -> Iterator[Ingested]:
        """Read what was accepted and never read: an earlier run was cut short."""
        extracted = select(Extraction.document_id).where(Extraction.current)
        yield from self._again(~Document.id.in_(extracted) & Document.error_code.is_(None))

    def renew(self) -> Iterator[Ingested]:
        """Read again, from the kept bytes, what other rules read or could not read."""
        own = select(Extraction.document_id).where(Extraction.current, Extraction.engine == self.engine)
        yield from self._again(~Document.id.in_(own))

    def finish(self) -> None:
        """Note the end of the run."""
        if self.run_id is None:
            return
        with self.database.write() as session:
            values = {"finished_at": now(), "counts": dict(self.counts)}
            session.execute(update(Run).where(Run.id == self.run_id).values(values))

    def _again(self, which: object) -> Iterator[Ingested]:
        with self.database.read() as session:
            statement = select(Document.id, Document.name, Document.sha256).where(which).order_by(Document.id)  # type: ignore[arg-type]
            todo = session.execute(statement).all()
        for document_id, name, sha256 in todo:
            try:
                data = self.files.get(sha256)
            except CatalogueError as error:
                yield self._done(Ingested(name, "failed", document_id, error))
                continue
            yield self._done(self._extract(document_id, name, data))

    def _done(self, outcome: Ingested) -> Ingested:
        self.counts[outcome.status] += 1
        return outcome

    def _known(self, sha256: str, path: str) -> int | None:
        """The document, where these bytes from this path with these rules are in the catalogue already."""
        with self.database.read() as session:
            statement = (
                select(Document.id)
                .join(Extraction, (Extraction.document_id == Document.id) & Extraction.current)
                .join(Sighting, (Sighting.document_id == Document.id) & (Sighting.path == path))
                .where(Document.sha256 == sha256, Document.error_code.is_(None), Extraction.engine == self.engine)
            )
            return session.scalar(statement)

    def _accept(self, session: Session, sha256: str, size: int, name: str, path: str) -> tuple[Document, bool]:
        """The document's row and sighting; True with it where it is new."""
        if self.run_id is None:
            run = Run(engine=self.engine, started_at=now())
            session.add(run)
            session.flush()
            self.run_id = run.id
        document = session.scalar(select(Document).where(Document.sha256 == sha256))
        fresh = document is None
        if document is None:
            document = Document(
                sha256=sha256, size=size, name=name, accepted_at=now(), changed=next_change(session)
            )
            session.add(document)
            session.flush()
        place = Sighting.document_id == document.id, Sighting.path == path
        if session.scalar(select(Sighting.id).where(*place)) is None:
            session.add(Sighting(document_id=document.id, path=path, run_id=self.run_id, seen_at=now()))
        return document, fresh

    def _is_done(self, session: Session, document: Document) -> bool:
        own = Extraction.document_id == document.id, Extraction.current, Extraction.engine == self.engine
        return document.error_code is None and session.scalar(select(Extraction.id).where(*own)) is not None

    def _extract(self, document_id: int, name: str, data: bytes) -> Ingested:
        try:
            result = self.structure(data, name)
        except Exception as error:  # whatever a file does to the reader, the file is kept and the run goes on
            self._note_failure(document_id, error)
            return Ingested(name, "failed", document_id, error)
        with self.database.write() as session:
            status = self._store(session, document_id, result)
        return Ingested(name, status, document_id)

    def _note_failure(self, document_id: int, error: Exception) -> None:
        code = error.code if isinstance(error, TiaokuanError) else "internal_error"
        values = {"error_code": code, "error_message": clean(str(error))[:500]}
        with self.database.write() as session:
            session.execute(update(Document).where(Document.id == document_id).values(values))

    def _store(self, session: Session, document_id: int, result: schema.Document) -> Status:
        """Make ``result`` the document's current extraction; earlier ones stay, those of the same rules too."""
        document = session.get_one(Document, document_id)
        before = None if document.text_digest is None else document_keys(document)
        old = Extraction.document_id == document_id, Extraction.engine == self.engine
        same = session.scalar(select(Extraction).where(*old))
        session.execute(update(Extraction).where(Extraction.document_id == document_id).values(current=False))
        facts, clauses = fact_rows(result), clause_rows(result)
        if same is None:
            same = self._add_extraction(session, document_id, result, facts, clauses)
        same.current = True
        _describe(document, result)
        document.changed = next_change(session)
        session.flush()
        index(session, document, same.id, facts, clauses)
        assign(session, document, before, result.text)
        return "added" if before is None else "renewed"

    def _add_extraction(
        self, session: Session, document_id: int, result: schema.Document, facts: list[Row], clauses: list[Row]
    ) -> Extraction:
        if self.run_id is None:
            run = Run(engine=self.engine, started_at=now())
            session.add(run)
            session.flush()
            self.run_id = run.id
        extraction = Extraction(
            document_id=document_id, run_id=self.run_id, engine=self.engine, schema_version=result.schema_version,
            made_at=now(), current=False, items=len(result.items), facts=len(facts), payload=pack(result),
        )  # fmt: skip
        session.add(extraction)
        session.flush()
        for table, rows in ((Fact, facts), (Clause, clauses)):
            if rows:
                session.execute(insert(table), [{**row, "extraction_id": extraction.id} for row in rows])
        return extraction
