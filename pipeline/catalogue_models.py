"""The catalogue's tables: documents by content, their extractions and facts, series, runs.

One set of tables for SQLite and PostgreSQL; the search index beside ``entry`` differs and stands in
``catalogue_search``. Times are UTC in ISO 8601 with seconds (``2026-11-20T05:30:00Z``), so that they sort as text on
both. The tables are made by the migrations beside this module, never from these classes; a test holds both together.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Base of all tables."""


class Meta(Base):
    """What the catalogue says of itself: ``id`` (random, part of every export cursor) and ``created_at``."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Run(Base):
    """One ingest: which rules worked (``engine``) and when; ``finished_at`` stays null where it was cut short."""

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    engine: Mapped[str] = mapped_column(String(80))
    started_at: Mapped[str] = mapped_column(String(20))
    finished_at: Mapped[str | None] = mapped_column(String(20))
    counts: Mapped[dict[str, int] | None] = mapped_column(JSON)


class Series(Base):
    """The editions of one policy over the years."""

    __tablename__ = "series"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[str] = mapped_column(String(20))


class SeriesKey(Base):
    """By what a series is found: an authority (``issuer:…``, ``region:…`` or ``none``) and a title without its year."""

    __tablename__ = "series_key"
    __table_args__ = (Index("ix_series_key_title", "title_key", "authority"),)

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(Text, primary_key=True)
    title_key: Mapped[str] = mapped_column(Text, primary_key=True)


class Ruling(Base):
    """What a person decided about series: ``join`` or ``split``, kept as a record."""

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    made_at: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(8))
    series_id: Mapped[int] = mapped_column(Integer)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


class Document(Base):
    """One file by its content. The metadata are those of its current extraction; all null before the first.

    ``series_by`` says who put it into its series (``rule`` or ``person``), ``likeness`` (0–1) how alike the series'
    nearest document was. ``changed`` grows with each change of what an export would say. ``error_code`` is that of the
    last attempt where it failed.
    """

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Text)
    accepted_at: Mapped[str] = mapped_column(String(20))
    changed: Mapped[int] = mapped_column(Integer, index=True)
    error_code: Mapped[str | None] = mapped_column(Text)
    error_message: Mapped[str | None] = mapped_column(Text)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), index=True)
    series_by: Mapped[str | None] = mapped_column(String(8))
    likeness: Mapped[float | None] = mapped_column(Double)
    title: Mapped[str | None] = mapped_column(Text)
    doc_type: Mapped[str | None] = mapped_column(String(16), index=True)
    doc_number: Mapped[str | None] = mapped_column(Text)
    issuers: Mapped[list[str] | None] = mapped_column(JSON)
    region: Mapped[str | None] = mapped_column(Text, index=True)
    region_code: Mapped[str | None] = mapped_column(String(6), index=True)
    year: Mapped[int | None] = mapped_column(Integer, index=True)
    issued_on: Mapped[str | None] = mapped_column(Text)
    edition: Mapped[str | None] = mapped_column(Text)
    text_digest: Mapped[str | None] = mapped_column(String(64))


class Sighting(Base):
    """Where a document's bytes were found."""

    __tablename__ = "sighting"
    __table_args__ = (UniqueConstraint("document_id", "path"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    path: Mapped[str] = mapped_column(Text)
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    seen_at: Mapped[str] = mapped_column(String(20))


class Extraction(Base):
    """What one engine read out of a document. ``payload`` is the whole result: zlib over the contract's JSON."""

    __tablename__ = "extraction"
    __table_args__ = (
        UniqueConstraint("document_id", "engine"),
        Index(
            "ix_extraction_current",
            "document_id",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))
    engine: Mapped[str] = mapped_column(String(80))
    schema_version: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[str] = mapped_column(String(20))
    current: Mapped[bool] = mapped_column(Boolean, server_default=false())
    items: Mapped[int] = mapped_column(Integer)
    facts: Mapped[int] = mapped_column(Integer)
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class Fact(Base):
    """One fact as a row: what the kinds have in common in columns, the fact of the contract in
    ``data`` (its quote in ``quote`` only).

    ``label``: the class, material, milestone, trigger, scope or text. ``code``: the category, form, role, kind, measure
    or polarity. Values as in the contract: yuan, fractions, ISO 8601; a fact's figure stands in ``value_*`` or
    ``rate_*``, a date in ``starts``/``ends``, a duration in ``duration``.
    """

    __tablename__ = "fact"
    __table_args__ = (Index("ix_fact_kind", "kind", "code"),)

    extraction_id: Mapped[int] = mapped_column(ForeignKey("extraction.id"), primary_key=True)
    fact_id: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    item_id: Mapped[str | None] = mapped_column(Text)
    item: Mapped[str | None] = mapped_column(Text)
    label: Mapped[str | None] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    mode: Mapped[str | None] = mapped_column(String(16))
    value_min: Mapped[float | None] = mapped_column(Double)
    value_max: Mapped[float | None] = mapped_column(Double)
    rate_min: Mapped[float | None] = mapped_column(Double)
    rate_max: Mapped[float | None] = mapped_column(Double)
    unit: Mapped[str | None] = mapped_column(Text)
    currency: Mapped[str | None] = mapped_column(Text)
    starts: Mapped[str | None] = mapped_column(Text)
    ends: Mapped[str | None] = mapped_column(Text)
    duration: Mapped[str | None] = mapped_column(Text)
    section_id: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int | None] = mapped_column(Integer)
    start: Mapped[int] = mapped_column(Integer)
    end: Mapped[int] = mapped_column(Integer)
    quote: Mapped[str] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class Clause(Base):
    """One stretch of a document's text: a section's own text, or what stands outside all sections (no section_id)."""

    __tablename__ = "clause"

    extraction_id: Mapped[int] = mapped_column(ForeignKey("extraction.id"), primary_key=True)
    start: Mapped[int] = mapped_column(Integer, primary_key=True)
    section_id: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(Text)
    heading: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int | None] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)


class Entry(Base):
    """What a search can hit: a fact (``fact_id``) or a clause (``clause_start``) of a current extraction."""

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    extraction_id: Mapped[int] = mapped_column(ForeignKey("extraction.id"), index=True)
    fact_id: Mapped[str | None] = mapped_column(Text)
    clause_start: Mapped[int | None] = mapped_column(Integer)


def now() -> str:
    """The time, UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
