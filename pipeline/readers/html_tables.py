"""Html tables: data tables as grids, layout tables as what they lay out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.base import Table
from tiaokuan.pipeline.readers.tables import Grid

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPAN = re.compile(r"\s*(\d{1,6})")
_WIDEST = 1000  # of a colspan, as in html 5
_LONG_CELL = 400


def is_data_table(table: _Element) -> bool:
    """Whether a table shows data in rows and columns; False where it only lays out a page."""
    if table.get("role", "").lower() in {"presentation", "none"}:
        return False
    rows = [list(cells_of(row)) for row in islice(rows_of(table), 2000)]
    widest = max((len(row) for row in rows), default=0)
    if widest < 2 or not rows:
        return False
    if any(cell.tag == "th" for row in rows for cell in row):
        return True
    lengths = [_length(cell) for row in rows for cell in row]
    total = sum(lengths)
    if any(True for _ in table.iter("table") if _ is not table) and (len(lengths) <= 4 or len(rows) == 1):
        return False
    longest = max(lengths)
    if len(rows) == 1:
        return longest <= 200
    return not (longest > _LONG_CELL and longest * 10 > total * 6)


def _length(cell: _Element) -> int:
    return sum(len(text.strip()) for text in cell.itertext())


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table itself, not of tables within."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def cells_of(row: _Element) -> Iterator[_Element]:
    """The cells of a row."""
    return (cell for cell in row if cell.tag in {"td", "th"})


def build(table: _Element, text_of: Callable[[_Element], str], limit: int) -> Table | None:
    """The grid of a data table; ``text_of`` gives a cell's text. None where the table has no text."""
    rows = [row for row in rows_of(table) if len(row)]
    grid = Grid(limit)
    for r, row in enumerate(rows):
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        cells = list(cells_of(row))
        all_th = len(cells) > 1 and all(cell.tag == "th" for cell in cells)
        for cell in cells:
            down = _span(cell.get("rowspan"), len(rows) - r)
            wide = min(_span(cell.get("colspan"), 1), _WIDEST)
            grid.add(r, text_of(cell), min(down, len(rows) - r), wide, in_head or (all_th and r < 3))
    return grid.table()


def _span(value: str | None, zero: int) -> int:
    """A span attribute: at least 1; 0 means to the end (``zero``)."""
    match = _SPAN.match(value or "")
    if not match:
        return 1
    return int(match[1]) or zero
