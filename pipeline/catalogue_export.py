"""The catalogue's facts for other systems, whole or since a cursor.

A cursor names a state of one catalogue. What is given out since it are whole documents: those that are new, were read
again, or moved to another series. Whoever takes them replaces what they had of each such document (by ``sha256``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tiaokuan.errors import UsageError
from tiaokuan.pipeline.catalogue_database import Database
from tiaokuan.pipeline.catalogue_filter import Filter
from tiaokuan.pipeline.catalogue_models import Document, Extraction, Fact, Meta

_CURSOR = re.compile(r"([0-9a-f]{8})-(\d{1,15})")
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """One document with its current extraction's engine and schema version, and its facts in order."""

    document: Document
    engine: str
    schema_version: str
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Export:
    """An export: what has changed since ``since`` (0 for all) up to ``until``; ``cursor`` is for the next call."""

    database: Database
    wanted: Filter
    since: int
    until: int
    cursor: str

    def documents(self) -> Iterator[Exported]:
        """The documents in the order of their changes; a few at a time are held in memory."""
        after = (self.since, 0)
        while batch := self._batch(after):
            yield from batch
            after = (batch[-1].document.changed, batch[-1].document.id)

    def _batch(self, after: tuple[int, int]) -> list[Exported]:
        changed, last = after
        newer = (Document.changed > changed) | ((Document.changed == changed) & (Document.id > last) & (last > 0))
        statement = (
            select(Document, Extraction.id, Extraction.engine, Extraction.schema_version)
            .join(Extraction, (Extraction.document_id == Document.id) & Extraction.current)
            .where(newer, Document.changed <= self.until, *self.wanted.conditions())
            .order_by(Document.changed, Document.id)
            .limit(_BATCH)
        )
        with self.database.read() as session:
            rows = session.execute(statement).all()
            facts = self._facts(session, [extraction_id for _, extraction_id, _, _ in rows])
        return [
            Exported(document, engine, version, facts.get(extraction_id, []))
            for document, extraction_id, engine, version in rows
        ]

    def _facts(self, session: Session, extractions: list[int]) -> dict[int, list[Fact]]:
        statement = select(Fact).where(Fact.extraction_id.in_(extractions))
        if self.wanted.kinds:
            statement = statement.where(Fact.kind.in_(self.wanted.kinds))
        found: dict[int, list[Fact]] = {}
        for fact in session.scalars(statement.order_by(Fact.extraction_id, Fact.position)):
            found.setdefault(fact.extraction_id, []).append(fact)
        return found


def start_export(database: Database, wanted: Filter, since: str | None) -> Export:
    """An export of the catalogue's present state. Raises UsageError (``bad_cursor``) where ``since`` is no cursor of
    this catalogue."""
    with database.read() as session:
        own = session.scalar(select(Meta.value).where(Meta.key == "id")) or ""
        until = session.scalar(select(func.max(Document.changed))) or 0
    return Export(database, wanted, _position(since, own, until) if since else 0, until, f"{own}-{until}")


def _position(cursor: str, own: str, until: int) -> int:
    match = _CURSOR.fullmatch(cursor.strip())
    if match is None or match[1] != own or int(match[2]) > until:
        hint = "请用上次 export 输出的游标；或去掉 --since 全部导出"
        raise UsageError(f"游标 {cursor} 不是这个目录库的", hint, code="bad_cursor")
    return int(match[2])
