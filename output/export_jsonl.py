"""JSON Lines: a head with schema version and cursor, then each document followed by its facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tiaokuan.output.export import Exporting, export_lines, whole
from tiaokuan.output.export_rows import document_row, fact_row
from tiaokuan.pipeline.catalogue_export import Export
from tiaokuan.pipeline.schema import SCHEMA_VERSION

#: Columns that repeat what ``fact``, the whole fact of the contract, holds.
_REPEATED = {"schema_version", "section_id", "page", "start", "end", "quote"}


def jsonl(export: Export) -> Iterator[tuple[str, str]]:
    """The lines with their record type: ``export`` once, then ``document`` and its ``fact`` lines."""
    head = {"schema_version": SCHEMA_VERSION, "cursor": export.cursor, "whole": export.since == 0}
    yield _line("export", head)
    for exported in export.documents():
        yield _line("document", document_row(exported))
        for fact in exported.facts:
            row = fact_row(exported, fact)
            yield _line("fact", {key: value for key, value in row.items() if key not in _REPEATED})


def write_jsonl(export: Export, target: Path) -> Exporting:
    """Write the lines to a file."""
    with whole(target) as stream:

        def write(line: str) -> None:
            stream.write(line.encode("utf-8"))

        done = export_lines(export, write)
    return replace(done, files=(target,))


def _line(record: str, data: dict[str, Any]) -> tuple[str, str]:
    return record, json.dumps({"record": record, **data}, ensure_ascii=False)
