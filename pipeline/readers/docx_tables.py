"""Word tables: the grid with merged cells once, header rows, tracked rows, nested tables (ECMA-376 17.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import Block, Cell, Table
from tiaokuan.pipeline.readers.ooxml import W, attribute, child_value, is_on
from tiaokuan.pipeline.readers.tables import Grid

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tiaokuan.pipeline.readers.docx import _Body

_WIDEST = 1000
_LONG_CELL = 400


def table_block(body: _Body, table: _Element) -> list[Block]:
    """A table as a block, with the notes that its cells refer to after it; a table of one column (a frame around
    paragraphs) as the blocks in it."""
    rows = [list(_cells(row)) for row in _rows(table)]
    if all(len(row) < 2 for row in rows):
        return [block for row in rows for cell in row for block in body.blocks_of(cell)]
    notes: list[Block] = []
    grid = _grid(body, table, notes)
    if grid is None:
        return notes
    body.count_blocks(1)
    body.cells += grid.rows * grid.cols
    return [Block(kind="table", table=grid), *notes]


def _grid(body: _Body, table: _Element, notes: list[Block]) -> Table | None:
    """Fill the grid: ``vMerge`` cells continue the one above in the same grid column."""
    grid = Grid(body.settings.max_table_cells - body.cells)
    above: dict[int, Cell] = {}
    for r, row in enumerate(_rows(table)):
        properties = row.find(W + "trPr")
        header = is_on(properties.find(W + "tblHeader")) if properties is not None else False
        col = _integer(child_value(properties, "gridBefore"), 0)
        merged: dict[int, Cell] = {}
        for cell in _cells(row):
            wide = min(_integer(child_value(cell.find(W + "tcPr"), "gridSpan"), 1) or 1, _WIDEST)
            upper = above.get(col)
            if _continues(cell) and upper is not None and upper.row + upper.rowspan == r:
                upper.rowspan += 1
                merged[col] = upper
                _append(upper, _text(body, cell, notes))
            else:
                grid.used += wide
                placed = Cell(_text(body, cell, notes), r, col, 1, wide, header)
                grid.cells.append(placed)
                merged[col] = placed
            col += wide
        above = merged
        if grid.used > grid.limit:
            raise ReadError("文档的表格单元格过多", "请分成几个文件另存再试", code="too_large")
    return grid.table()


def _append(cell: Cell, text: str) -> None:
    if text:
        cell.text = f"{cell.text}\n{text}" if cell.text else text


def _text(body: _Body, cell: _Element, notes: list[Block]) -> str:
    """A cell's paragraphs, split by line feeds; a table within as lines, its cells apart by tabs."""
    lines: list[str] = []
    for block in body.blocks_of(cell):
        if block.kind == "footnote":
            notes.append(block)
        elif block.table is None:
            lines.append(block.text)
        else:
            rows: dict[int, list[str]] = {}
            for inner in block.table.cells:
                rows.setdefault(inner.row, []).append(inner.text.replace("\n", " "))
            lines += ["\t".join(row) for row in rows.values()]
    return "\n".join(lines)


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows that stay when changes are accepted, wrappers opened."""
    for row in _inside(table, W + "tr"):
        properties = row.find(W + "trPr")
        if properties is None or properties.find(W + "del") is None:
            yield row


def _cells(row: _Element) -> Iterator[_Element]:
    for cell in _inside(row, W + "tc"):
        properties = cell.find(W + "tcPr")
        if properties is None or properties.find(W + "cellDel") is None:
            yield cell


def _inside(element: _Element, tag: str) -> Iterator[_Element]:
    """Children of a kind, also those in content controls and other wrappers."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"}:
            yield from _inside(child, tag)


def _continues(cell: _Element) -> bool:
    """Whether a cell continues a vertical merge (``w:vMerge`` without ``restart``)."""
    properties = cell.find(W + "tcPr")
    merge = properties.find(W + "vMerge") if properties is not None else None
    return merge is not None and (attribute(merge) or "continue") != "restart"


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
