"""Parquet: the facts in the named file, the documents in ``<name>.documents.parquet`` beside it.

Both carry ``schema_version`` and ``cursor`` in their metadata. A document without facts stands in the second file only,
so that an increment can say that it has none left.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiaokuan.errors import CatalogueError
from tiaokuan.output.export import Exporting, whole
from tiaokuan.output.export_rows import DOCUMENT_COLUMNS, FACT_COLUMNS, Record, document_row, fact_row
from tiaokuan.pipeline.catalogue_export import Export
from tiaokuan.pipeline.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    import pyarrow

_GROUP = 20_000


def write_parquet(export: Export, target: Path) -> Exporting:
    """Write both files. Raises CatalogueError (``missing_component``) without pyarrow."""
    try:
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        hint = "请安装：pip install 'tiaokuan[parquet]'"
        raise CatalogueError("导出 Parquet 需要 pyarrow", hint, code="missing_component") from error
    beside = target.with_name(f"{target.stem}.documents{target.suffix or '.parquet'}")
    facts, documents = _schema(FACT_COLUMNS, export), _schema(DOCUMENT_COLUMNS, export)
    with (
        whole(target) as first,
        whole(beside) as second,
        pq.ParquetWriter(first, facts, compression="zstd") as fact_writer,
        pq.ParquetWriter(second, documents, compression="zstd") as document_writer,
    ):
        counts = _write(
            export, _Buffer(fact_writer.write_batch, facts), _Buffer(document_writer.write_batch, documents)
        )
    return Exporting(*counts, (target, beside))


def _write(export: Export, facts: _Buffer, documents: _Buffer) -> tuple[int, int]:
    for exported in export.documents():
        documents.add(document_row(exported))
        for fact in exported.facts:
            facts.add(fact_row(exported, fact))
    return documents.flush(), facts.flush()


class _Buffer:
    """Rows that are written as one row group when enough have come."""

    def __init__(self, write: Callable[[Any], None], schema: pyarrow.Schema) -> None:
        self._write, self._schema = write, schema
        self._rows: list[Record] = []
        self._count = 0

    def add(self, row: Record) -> None:
        """Take a row."""
        if "fact" in row:
            row["fact"] = json.dumps(row["fact"], ensure_ascii=False)
        self._rows.append(row)
        if len(self._rows) >= _GROUP:
            self.flush()

    def flush(self) -> int:
        """Write what there is; the number of rows so far."""
        import pyarrow

        if self._rows:
            self._write(pyarrow.RecordBatch.from_pylist(self._rows, schema=self._schema))
        self._count += len(self._rows)
        self._rows = []
        return self._count


def _schema(columns: dict[str, type], export: Export) -> pyarrow.Schema:
    import pyarrow

    kinds = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), dict: pyarrow.string()}
    kinds[list] = pyarrow.list_(pyarrow.string())
    metadata = {"schema_version": SCHEMA_VERSION, "cursor": export.cursor, "whole": str(export.since == 0).lower()}
    return pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()], metadata=metadata)
