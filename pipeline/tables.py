"""Tables as lines of text.

The shape decides how a table is read:

* *layout* (one column, or one cell): its paragraphs are ordinary paragraphs;
* *card* (two columns, short labels on the left, long text on the right, no header; or rows of such pairs, see
  ``pipeline.cards``): each label is a heading line, the text beside it follows as paragraphs;
* *data* (everything else): one line a row, its cells joined by tabs, paragraphs inside a cell by spaces. A merged cell
  stands in the row where it begins, once. Each cell knows the header cells above it (header rows as the file marks
  them, else the first rows that hold labels only), so that 金额（万元） in the head stays within reach.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.cards import Pair, card_pairs, is_field, names_facets
from tiaokuan.pipeline.clean import clean_piece
from tiaokuan.pipeline.pieces import Piece, join_pieces, slice_piece
from tiaokuan.pipeline.readers.base import Cell, Table
from tiaokuan.pipeline.tree import TableCell

Shape = Literal["layout", "card", "data"]
_LABEL = 14
_LONG = 40
_FIGURE = deferred(r"\d")
_MAX_HEADER_ROWS = 3


def table_pieces(table: Table, block: int, number: int, *, page_break: bool = False) -> list[Piece]:
    """The lines of a table, in order; ``number`` is the table's number in the document."""
    cells = [cell for cell in table.cells if cell.text.strip()]
    if not cells:
        return []
    shape = table_shape(table)
    pairs = card_pairs(table) if shape == "data" else None
    if pairs is not None:
        pieces = [piece for pair in pairs for piece in _pair_pieces(pair, block)]
    elif shape == "data":
        pieces = _data(table, cells, block, number)
    else:
        pieces = [p for cell in cells for p in _paragraphs(cell, block, label=shape == "card" and _is_label(cell))]
    if pieces:
        pieces[0].page_break = page_break
    return pieces


def table_shape(table: Table) -> Shape:
    """Which of the three shapes a table has."""
    cells = [cell for cell in table.cells if cell.text.strip()]
    if len(cells) == 1 or len({cell.col for cell in cells}) == 1:
        return "layout"
    left = [cell for cell in cells if cell.col == 0 and cell.colspan < table.cols]
    right = [cell for cell in cells if cell.col > 0]
    if len({cell.col for cell in cells}) != 2 or not (left and right) or not all(_is_label(cell) for cell in left):
        return "data"
    if names_facets("".join(cell.text.split()) for cell in left):
        return "card"
    if any(cell.header and cell.row == 0 and cell.col > 0 for cell in cells):
        return "data"
    long_text = sum(1 for cell in right if len(cell.text) > _LONG or "\n" in cell.text.strip())
    sentences = sum(1 for cell in right if "。" in cell.text or "：" in cell.text)
    return "card" if long_text * 2 >= len(right) and (sentences or long_text >= 2) else "data"


def _is_label(cell: Cell) -> bool:
    text = "".join(cell.text.split())
    return cell.col == 0 and 1 < len(text) <= _LABEL and not text.endswith(("。", "；", "，"))


def _cell_pieces(cell: Cell, block: int) -> list[Piece]:
    """The cleaned paragraphs of a cell."""
    whole = Piece(cell.text, block, runs=list(cell.runs))
    pieces: list[Piece] = []
    at = 0
    for text in cell.text.split("\n"):
        part = clean_piece(slice_piece(whole, at, at + len(text)))
        at += len(text) + 1
        if part.text:
            pieces.append(part)
    return pieces


def _paragraphs(cell: Cell, block: int, *, label: bool) -> list[Piece]:
    """A layout cell's paragraphs; a card's label as one heading line."""
    pieces = _cell_pieces(cell, block)
    if label and pieces:
        whole = pieces[0]
        for piece in pieces[1:]:
            whole = join_pieces(whole, piece)
        whole.heading = 1
        return [whole]
    return pieces


def _pair_pieces(pair: Pair, block: int) -> list[Piece]:
    """The lines of a card's pair: one for a field of the page, else the label as heading over its text."""
    label, cell = pair
    if label is None:
        return _cell_pieces(cell, block)
    heads, texts = _paragraphs(label, block, label=True), _cell_pieces(cell, block)
    if not is_field(label) or len(texts) > 1:
        return heads + texts
    line = replace(heads[0], heading=None)
    return [join_pieces(line, text, "\t") for text in texts]


def _data(table: Table, cells: list[Cell], block: int, number: int) -> list[Piece]:
    """One piece a row, with its cells and their headers (as (row, index in row) pairs until the text is assembled)."""
    header_rows = _header_rows(table, cells)
    headers: list[tuple[Cell, int]] = []
    pieces: list[Piece] = []
    for row in range(table.rows):
        row_cells = sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.col)
        if not row_cells:
            continue
        line = Piece("", block, table=number, row=row, col=row_cells[0].col, header_row=row in header_rows)
        for cell in row_cells:
            _append_cell(line, cell, block, headers)
        if row in header_rows:
            headers += [(cell, index) for index, cell in enumerate(row_cells)]
        pieces.append(line)
    return pieces


def _append_cell(line: Piece, cell: Cell, block: int, headers: list[tuple[Cell, int]]) -> None:
    """Add a cell's text to its row."""
    parts = _cell_pieces(cell, block)
    if not parts:
        parts = [Piece("", block)]
    text = parts[0]
    for part in parts[1:]:
        text = join_pieces(text, part, " ")
    start = len(line.text) + 1 if line.cells else 0
    joined = join_pieces(line, text, "\t" if line.cells else "")
    line.text, line.runs, line.notes = joined.text, joined.runs, joined.notes
    stop = cell.col + cell.colspan
    above = [(head.row, index) for head, index in headers if head.col < stop and cell.col < head.col + head.colspan]
    line.cells.append(TableCell(start, len(line.text), cell.col, cell.colspan, above))


def _is_head(cell: Cell) -> bool:
    """True for a short label without a figure."""
    return len(cell.text) <= 24 and not cell.text.endswith("。") and _FIGURE.search(cell.text) is None


def _header_rows(table: Table, cells: list[Cell]) -> set[int]:
    """The rows of the head: as marked, else the first rows of short labels without a figure of their own, as long as
    rows of another kind follow."""
    marked = {cell.row for cell in cells if cell.header}
    if marked:
        return {row for row in marked if all(cell.header for cell in cells if cell.row == row)}
    found: set[int] = set()
    for row in range(min(_MAX_HEADER_ROWS, table.rows - 1)):
        row_cells = [cell for cell in cells if cell.row == row]
        if not row_cells or not all(_is_head(cell) for cell in row_cells):
            break
        if len(row_cells) == 1 and row_cells[0].colspan < table.cols:
            break
        found.add(row)
        if all(cell.rowspan == 1 and cell.colspan == 1 for cell in row_cells):
            break
    return found
