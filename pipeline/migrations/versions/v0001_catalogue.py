"""The first catalogue: documents, extractions, facts, clauses, series, runs and the search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables and the search index of this kind of database."""
    _series()
    _documents()
    _contents()
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE entry ADD COLUMN vector tsvector")
        op.execute("CREATE INDEX ix_entry_vector ON entry USING gin (vector) WITH (fastupdate = off)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE entry_fts USING fts5("
            "tokens, detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')"
        )


def downgrade() -> None:
    """Drop everything."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE entry_fts")
    for table in ("entry", "clause", "fact", "extraction", "sighting", "document"):
        op.drop_table(table)
    for table in ("ruling", "series_key", "series", "run", "meta"):
        op.drop_table(table)


def _series() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("engine", sa.String(80), nullable=False),
        sa.Column("started_at", sa.String(20), nullable=False),
        sa.Column("finished_at", sa.String(20)),
        sa.Column("counts", sa.JSON),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", sa.String(20), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "series_key",
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id"), primary_key=True),
        sa.Column("authority", sa.Text, primary_key=True),
        sa.Column("title_key", sa.Text, primary_key=True),
    )
    op.create_index("ix_series_key_title", "series_key", ["title_key", "authority"])
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made_at", sa.String(20), nullable=False),
        sa.Column("action", sa.String(8), nullable=False),
        sa.Column("series_id", sa.Integer, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
    )


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("accepted_at", sa.String(20), nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("error_code", sa.Text),
        sa.Column("error_message", sa.Text),
        sa.Column("series_id", sa.Integer, sa.ForeignKey("series.id")),
        sa.Column("series_by", sa.String(8)),
        sa.Column("likeness", sa.Double),
        sa.Column("title", sa.Text),
        sa.Column("doc_type", sa.String(16)),
        sa.Column("doc_number", sa.Text),
        sa.Column("issuers", sa.JSON),
        sa.Column("region", sa.Text),
        sa.Column("region_code", sa.String(6)),
        sa.Column("year", sa.Integer),
        sa.Column("issued_on", sa.Text),
        sa.Column("edition", sa.Text),
        sa.Column("text_digest", sa.String(64)),
    )
    for column in ("changed", "series_id", "doc_type", "region", "region_code", "year"):
        op.create_index(f"ix_document_{column}", "document", [column])
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("run.id"), nullable=False),
        sa.Column("seen_at", sa.String(20), nullable=False),
        sa.UniqueConstraint("document_id", "path"),
    )


def _contents() -> None:
    op.create_table(
        "extraction",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("run.id"), nullable=False),
        sa.Column("engine", sa.String(80), nullable=False),
        sa.Column("schema_version", sa.String(8), nullable=False),
        sa.Column("made_at", sa.String(20), nullable=False),
        sa.Column("current", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("items", sa.Integer, nullable=False),
        sa.Column("facts", sa.Integer, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("document_id", "engine"),
    )
    only = sa.text("current")
    op.create_index(
        "ix_extraction_current", "extraction", ["document_id"], unique=True, sqlite_where=only, postgresql_where=only
    )
    _facts()
    op.create_table(
        "clause",
        sa.Column("extraction_id", sa.Integer, sa.ForeignKey("extraction.id"), primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("section_id", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("heading", sa.Text),
        sa.Column("page", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("extraction_id", sa.Integer, sa.ForeignKey("extraction.id"), nullable=False),
        sa.Column("fact_id", sa.Text),
        sa.Column("clause_start", sa.Integer),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entry_extraction_id", "entry", ["extraction_id"])


def _facts() -> None:
    numbers = ("value_min", "value_max", "rate_min", "rate_max")
    op.create_table(
        "fact",
        sa.Column("extraction_id", sa.Integer, sa.ForeignKey("extraction.id"), primary_key=True),
        sa.Column("fact_id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("item_id", sa.Text),
        sa.Column("item", sa.Text),
        sa.Column("label", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("mode", sa.String(16)),
        *(sa.Column(name, sa.Double) for name in numbers),
        sa.Column("unit", sa.Text),
        sa.Column("currency", sa.Text),
        *(sa.Column(name, sa.Text) for name in ("starts", "ends", "duration")),
        sa.Column("section_id", sa.Text),
        sa.Column("place", sa.Text),
        sa.Column("page", sa.Integer),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_index("ix_fact_kind", "fact", ["kind", "code"])
