"""A SourceDocument as JSON and back, between a worker and the process that asked it.

Runs, of which a scan has thousands, go as lists; everything else by name. ``decode(encode(d)) == d``.
"""

from __future__ import annotations

from typing import Any

from tiaokuan.pipeline.readers.base import Block, Cell, ReaderWarning, Run, SourceDocument, Table


def encode(document: SourceDocument) -> dict[str, Any]:
    """The document as plain lists, dicts, strings and numbers."""
    return {
        "blocks": [_encode_block(block) for block in document.blocks],
        "media_type": document.media_type,
        "encoding": document.encoding,
        "pages": document.pages,
        "metadata": document.metadata,
        "warnings": [[warning.code, warning.message, warning.block] for warning in document.warnings],
        "parts": [[name, encode(part)] for name, part in document.parts],
    }


def decode(plain: dict[str, Any]) -> SourceDocument:
    """The document of what ``encode`` gave."""
    return SourceDocument(
        [_decode_block(block) for block in plain["blocks"]], plain["media_type"], plain["encoding"], plain["pages"],
        dict(plain["metadata"]), [ReaderWarning(*warning) for warning in plain["warnings"]],
        [(name, decode(part)) for name, part in plain["parts"]],
    )


def _encode_block(block: Block) -> dict[str, Any]:
    return {
        "text": block.text, "kind": block.kind, "heading": block.heading, "marker": block.marker, "align": block.align,
        "bold": block.bold, "page_break": block.page_break, "runs": _encode_runs(block.runs),
        "table": _encode_table(block.table) if block.table is not None else None,
    }


def _decode_block(plain: dict[str, Any]) -> Block:
    table = plain.pop("table")
    plain["runs"] = _decode_runs(plain["runs"])
    return Block(**plain, table=_decode_table(table) if table is not None else None)


def _encode_table(table: Table) -> list[Any]:
    cells = [[c.text, c.row, c.col, c.rowspan, c.colspan, c.header, _encode_runs(c.runs)] for c in table.cells]
    return [table.rows, table.cols, cells]


def _decode_table(plain: list[Any]) -> Table:
    rows, cols, cells = plain
    return Table(rows, cols, [_decode_cell(*cell) for cell in cells])


def _decode_cell(text: str, row: int, col: int, *rest: Any) -> Cell:
    rowspan, colspan, header, runs = rest
    return Cell(text, row, col, rowspan, colspan, header, _decode_runs(runs))


def _encode_runs(runs: list[Run]) -> list[list[Any]]:
    return [[run.start, run.end, run.page, run.box, run.confidence] for run in runs]


def _decode_runs(plain: list[list[Any]]) -> list[Run]:
    return [Run(start, end, page, tuple(box) if box is not None else None, confidence)
            for start, end, page, box, confidence in plain]
