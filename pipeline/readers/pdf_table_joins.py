"""Tables over several pages put together, and turned into blocks.

A table goes on where the next page begins with a table of the same width whose column borders are among the first
one's (or the other way round). Rows that repeat the head go; a row that the page cut is joined.
"""

from __future__ import annotations

from bisect import bisect_left

from tiaokuan.pipeline.readers.base import Block, Cell, Run
from tiaokuan.pipeline.readers.pdf_margins import Pitch
from tiaokuan.pipeline.readers.pdf_model import Grid, GridCell
from tiaokuan.pipeline.readers.pdf_paragraphs import MARKER, Paragraph, lay_out, paragraphs
from tiaokuan.pipeline.readers.tables import make_table

_NEAR = 4.0
_OUTER = 8.0
_MAX_HEAD = 4
_SENTENCE = 12  # characters: cells with less hold values, which are never cut in two


def borders(grid: Grid) -> list[float]:
    """The inner column borders of a grid."""
    return sorted({cell.x0 for cell in grid.cells if cell.x0 > grid.x0 + _NEAR})


def continues(first: Grid, second: Grid) -> bool:
    """Whether ``second``, the first thing on its page, is the rest of ``first``, the last thing on the page before."""
    if abs(first.x0 - second.x0) > _OUTER or abs(first.x1 - second.x1) > _OUTER:
        return False
    one, two = borders(first), borders(second)
    few, many = (one, two) if len(one) <= len(two) else (two, one)
    return all(any(abs(x - y) <= _NEAR for y in many) for x in few)


def join(first: Grid, second: Grid) -> int:
    """Put ``second`` under ``first``; the number of repeated head rows that were dropped."""
    head = _repeated_head(first, second)
    rest = [cell for cell in second.cells if cell.row >= head]
    if not rest:
        return head
    offset = first.rows - head
    cut = _joins(first, rest, head)
    for cell in rest:
        above = _above(first, cell) if cell.row == head else None
        cell.row += offset - (1 if cut else 0)
        if above is not None and (cut or not cell.lines):
            above.lines += cell.lines
            above.rowspan += cell.rowspan - (1 if cut else 0)
            continue
        first.cells.append(cell)
    first.rows = max(cell.row + cell.rowspan for cell in first.cells)
    first.page = second.page
    _set_columns(first)
    return head


def _key(grid: Grid, row: int) -> list[tuple[int, int, str]]:
    """What a row says, for comparing: its cells' places and texts."""
    return [
        (c.rowspan, c.colspan, "".join("".join(line.text.split()) for line in c.lines))
        for c in grid.cells
        if c.row == row
    ]


def _repeated_head(first: Grid, second: Grid) -> int:
    """How many rows at the top of both say the same."""
    head = 0
    while head < min(_MAX_HEAD, first.rows, second.rows):
        row = _key(first, head)
        if len(row) < 2 or not any(text for _, _, text in row) or row != _key(second, head):
            break
        head += 1
    if head:
        for cell in first.cells:
            cell.header = cell.header or cell.row < head
    return head


def _above(first: Grid, cell: GridCell) -> GridCell | None:
    """The cell of the last row that stands in the same columns."""
    for other in reversed(first.cells):
        if (
            other.row + other.rowspan == first.rows
            and abs(other.x0 - cell.x0) <= _NEAR
            and abs(other.x1 - cell.x1) <= _OUTER
        ):
            return other
    return None


def _joins(first: Grid, rest: list[GridCell], head: int) -> bool:
    """Whether the first row of the rest is the second half of the last row.

    It is where a paragraph runs on from one half into the other in every cell that both fill, or where one half has no
    label (first cell) and neither is part of a merged one. The halves have the same cells.
    """
    row = [cell for cell in rest if cell.row == head]
    pairs = [(_above(first, cell), cell) for cell in row]
    if len(row) < 2 or any(above is None for above, cell in pairs if cell.lines):
        return False
    both = [_runs_on(above, cell) for above, cell in pairs if above is not None and above.lines and cell.lines]
    if both and all(both):
        return True
    if any(both):
        return False
    above, label = pairs[0]
    if above is None or above.rowspan > 1 or label.rowspan > 1:
        return False
    filled = [(above, cell) for above, cell in pairs[1:] if cell.lines]
    if any(
        above is not None and above.lines and max(_length(above), _length(cell)) < _SENTENCE for above, cell in filled
    ):
        return False
    return bool(filled) and bool(above.lines) != bool(label.lines) and above.col == 0


def _length(cell: GridCell) -> int:
    return sum(len(line.text) for line in cell.lines)


def _runs_on(above: GridCell, below: GridCell) -> bool:
    """Whether the first line of ``below`` goes on with the last paragraph of ``above``."""
    last = above.lines[-1]
    if MARKER.match(below.lines[0].text) or last.text[-1] in "。；：！？" or len(last.text) < 5:
        return False
    return Paragraph(last).takes(below.lines[0])


def _set_columns(grid: Grid) -> None:
    """Number the columns anew after cells of another page came in."""
    xs: list[float] = []
    for x in sorted(cell.x0 for cell in grid.cells):
        if not xs or x > xs[-1] + _NEAR:
            xs.append(x)
    grid.cols = len(xs)
    for cell in grid.cells:
        cell.col = max(0, bisect_left(xs, cell.x0 + _NEAR + 0.01) - 1)
        cell.colspan = max(1, bisect_left(xs, cell.x1 - _NEAR) - cell.col)


def table_block(grid: Grid) -> Block | None:
    """A grid as a table block; None where it holds no text."""
    pitch = Pitch([line for cell in grid.cells for line in cell.lines])
    cells = [_cell(cell, pitch) for cell in grid.cells]
    if not any(cell.text for cell in cells):
        return None
    return Block(kind="table", table=make_table(cells, grid.rows, grid.cols))


def _cell(cell: GridCell, pitch: Pitch) -> Cell:
    text = ""
    runs: list[Run] = []
    for paragraph in paragraphs(cell.lines, pitch, cell=True):
        part, places = lay_out(paragraph.lines)
        at = len(text) + 1 if text else 0
        text = f"{text}\n{part}" if text else part
        runs += [Run(at + run.start, at + run.end, run.page, run.box) for run in places]
    return Cell(text, cell.row, cell.col, cell.rowspan, cell.colspan, cell.header, runs)
