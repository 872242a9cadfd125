"""Writing one result into the catalogue: its extraction, facts and clauses, the document's row, index and series."""

from __future__ import annotations

import hashlib
from typing import Literal

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from tiaokuan.pipeline import schema
from tiaokuan.pipeline.catalogue_models import Clause, Document, Extraction, Fact, now
from tiaokuan.pipeline.catalogue_rows import Row, clause_rows, clean, fact_rows, pack
from tiaokuan.pipeline.catalogue_search import index, unindex
from tiaokuan.pipeline.catalogue_series import assign, document_keys, edition_key


def next_change(session: Session) -> int:
    """The number of the next change; the caller must be the one writer."""
    return (session.scalar(select(func.max(Document.changed))) or 0) + 1


def store(
    session: Session, document_id: int, run_id: int, engine: str, result: schema.Document
) -> Literal["added", "renewed"]:
    """Make ``result`` the current extraction of its document and put the document into its series. What other engines
    extracted stays as it is; an extraction of the same engine is replaced."""
    document = session.get_one(Document, document_id)
    before = None if document.text_digest is None else document_keys(document)
    unindex(session, document_id)
    _forget(session, document_id, engine)
    session.execute(update(Extraction).where(Extraction.document_id == document_id).values(current=False))
    facts, clauses = fact_rows(result), clause_rows(result)
    extraction = Extraction(
        document_id=document_id, run_id=run_id, engine=engine, schema_version=result.schema_version, made_at=now(),
        current=True, items=len(result.items), facts=len(facts), payload=pack(result),
    )  # fmt: skip
    session.add(extraction)
    session.flush()
    _insert(session, extraction.id, facts, clauses)
    _describe(document, result)
    document.changed = next_change(session)
    session.flush()
    index(session, document, extraction.id, facts, clauses)
    assign(session, document, before, result.text)
    return "added" if before is None else "renewed"


def _forget(session: Session, document_id: int, engine: str) -> None:
    """Remove what the same engine extracted earlier."""
    own = Extraction.document_id == document_id, Extraction.engine == engine
    extraction_id = session.scalar(select(Extraction.id).where(*own))
    if extraction_id is None:
        return
    session.execute(delete(Fact).where(Fact.extraction_id == extraction_id))
    session.execute(delete(Clause).where(Clause.extraction_id == extraction_id))
    session.execute(delete(Extraction).where(Extraction.id == extraction_id))


def _insert(session: Session, extraction_id: int, facts: list[Row], clauses: list[Row]) -> None:
    own = {"extraction_id": extraction_id}
    if facts:
        session.execute(insert(Fact), [{**row, **own} for row in facts])
    if clauses:
        session.execute(insert(Clause), [{**row, **own} for row in clauses])


def _describe(document: Document, result: schema.Document) -> None:
    """Write the metadata of the current extraction into the document's row."""
    info = result.document
    document.error_code = document.error_message = None
    document.title = clean(info.title or info.notice_title)
    document.doc_type = info.doc_type
    document.doc_number = clean(info.doc_number)
    document.issuers = clean(list(info.issuers))
    document.region = clean(info.region.name) if info.region else None
    document.region_code = info.region.code if info.region else None
    document.year = info.year
    document.issued_on = info.issued_on
    dates = info.issued_on, info.effective_from, info.published_on
    document.edition = edition_key(document.title, info.year, dates)
    document.text_digest = hashlib.sha256("".join(result.text.split()).encode("utf-8", "replace")).hexdigest()
