"""The catalogue of policy documents: what was taken in, what it says, which edition follows which.

    with Catalogue.open() as catalogue:
        run = catalogue.ingest(structure)
        run.add(data, "指南.docx")
        catalogue.search(["贴息"], Filter(years=(2025,)))

Kept in SQLite or PostgreSQL (``catalogue_place``); the parts: ``catalogue_models`` (tables), ``catalogue_database``
(connection, migrations), ``catalogue_files`` (original bytes), ``catalogue_ingest``, ``catalogue_series``,
``catalogue_rulings``, ``catalogue_search``, ``catalogue_export``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tiaokuan.errors import CatalogueError
from tiaokuan.pipeline import schema
from tiaokuan.pipeline.catalogue_database import Database
from tiaokuan.pipeline.catalogue_engine import engine_of
from tiaokuan.pipeline.catalogue_export import Export, start_export
from tiaokuan.pipeline.catalogue_files import FileStore
from tiaokuan.pipeline.catalogue_filter import Filter
from tiaokuan.pipeline.catalogue_ingest import Ingest, Structure
from tiaokuan.pipeline.catalogue_models import Document, Extraction, Series
from tiaokuan.pipeline.catalogue_place import find_place
from tiaokuan.pipeline.catalogue_rows import unpack
from tiaokuan.pipeline.catalogue_rulings import find_document, find_series, join, split
from tiaokuan.pipeline.catalogue_search import Hits, search
from tiaokuan.pipeline.catalogue_series import editions


@dataclass(frozen=True, slots=True)
class History:
    """A series and its editions in order; an edition may be there in several files."""

    series: Series
    editions: list[list[Document]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents of a series that follow each other."""

    old: Document
    new: Document


class Catalogue:
    """An open catalogue. Objects that its methods give out are plain values: changing them changes nothing."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self.database = database
        self.files = files

    @classmethod
    def open(cls, db: str | None = None, files: Path | None = None) -> Self:
        """Open the catalogue that ``db`` names (a path or a URL), else the environment's, else this user's; it is made
        where it is missing and brought up to date where it is old. Raises CatalogueError, UsageError."""
        place = find_place(db, files)
        store = FileStore(place.files)
        return cls(Database(place), store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up the connections."""
        self.database.close()

    def ingest(self, structure: Structure, gazetteer: Path | None = None) -> Ingest:
        """A run of ingesting by ``structure``, whose rules are those of this program and ``gazetteer``."""
        self.files.tidy()
        return Ingest(self.database, self.files, engine_of(gazetteer), structure)

    def documents(self, wanted: Filter | None = None) -> list[Document]:
        """The documents that were read, newest edition first."""
        conditions = (wanted or Filter()).conditions()
        statement = select(Document).where(Document.text_digest.is_not(None), *conditions)
        with self.database.read() as session:
            return list(session.scalars(statement.order_by(Document.edition.desc(), Document.id.desc())))

    def document(self, given: str | int) -> Document:
        """A document by its id, the beginning of its SHA-256, or its file name. Raises CatalogueError."""
        with self.database.read() as session:
            return session.get_one(Document, given) if isinstance(given, int) else find_document(session, given)

    def result(self, document_id: int) -> schema.Document:
        """What was read out of a document, as the contract has it. Raises CatalogueError where nothing was."""
        current = Extraction.document_id == document_id, Extraction.current
        with self.database.read() as session:
            payload = session.scalar(select(Extraction.payload).where(*current))
        if payload is None:
            raise CatalogueError("该文件尚无结果", "请重新运行 tiaokuan ingest", code="no_such_document")
        return unpack(payload)

    def extractions(self, document_id: int) -> list[Extraction]:
        """All that was ever read out of a document, oldest first, one for each engine."""
        with self.database.read() as session:
            statement = select(Extraction).where(Extraction.document_id == document_id)
            return list(session.scalars(statement.order_by(Extraction.id)))

    def search(self, words: Sequence[str], wanted: Filter | None = None, limit: int = 20) -> Hits:
        """The clauses and facts that hold all of ``words``, best first (``catalogue_search``)."""
        with self.database.read() as session:
            return search(session, words, wanted or Filter(), limit)

    def history(self, given: str | int) -> History:
        """A series by its number, a document's SHA-256, or words of a title. Raises CatalogueError."""
        with self.database.read() as session:
            series = find_series(session, str(given))
            return History(series, editions(_members(session, series.id)))

    def series(self) -> list[tuple[Series, int]]:
        """All series with the number of their documents."""
        counted = select(Series, func.count()).join(Document, Document.series_id == Series.id).group_by(Series.id)
        with self.database.read() as session:
            return [(series, number) for series, number in session.execute(counted.order_by(Series.id))]

    def join(self, given: Sequence[str]) -> History:
        """Make one series of several, under the first's number. Raises CatalogueError, UsageError."""
        with self.database.write() as session:
            first, *others = [find_series(session, one).id for one in given]
            join(session, first, others)
        return self.history(first)

    def split(self, given: str, documents: Sequence[str]) -> History:
        """Take documents out of a series into a new one, which is given back. Raises CatalogueError, UsageError."""
        with self.database.write() as session:
            series = find_series(session, given).id
            made = split(session, series, [find_document(session, one).id for one in documents])
        return self.history(made)

    def pairs(self, documents: Iterable[int]) -> list[Pair]:
        """The successive editions of which at least one is among ``documents``, oldest first; of an edition in several
        files the one taken in last stands for it, one of ``documents`` before others."""
        chosen = set(documents)
        with self.database.read() as session:
            series = session.scalars(select(Document.series_id).where(Document.id.in_(chosen)).distinct()).all()
            groups = [editions(_members(session, series_id)) for series_id in sorted(filter(None, series))]
        found = []
        for group in groups:
            heads = [max(edition, key=lambda document: (document.id in chosen, document.id)) for edition in group]
            found += [Pair(old, new) for old, new in pairwise(heads) if {old.id, new.id} & chosen]
        return found

    def latest_pair(self, given: str | int) -> Pair:
        """The last two editions of a series, given as for ``history``. Raises CatalogueError (``no_such_document``)
        where it has one only."""
        history = self.history(given)
        if len(history.editions) < 2:
            message = f"系列 {history.series.id} 只有一版，没有可比较的上一版"
            raise CatalogueError(message, "请先用 tiaokuan ingest 收入上一版", code="no_such_document")
        return self.pairs(document.id for document in history.editions[-1])[-1]

    def export(self, wanted: Filter | None = None, since: str | None = None) -> Export:
        """The facts, whole or since a cursor. Raises UsageError (``bad_cursor``)."""
        return start_export(self.database, wanted or Filter(), since)


def _members(session: Session, series_id: int) -> list[Document]:
    return list(session.scalars(select(Document).where(Document.series_id == series_id).order_by(Document.id)))
