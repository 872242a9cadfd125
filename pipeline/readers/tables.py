"""What the readers share about tables: building a grid, and telling header rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import Cell, Table

_FIGURE = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；]")
_HEADER_WORDS = re.compile(
    r"^(?:序号|编号|项目|类别|类型|名称|单位|标准|金额|内容|备注|说明|条件|要求|材料|指标|数量|比例|对象|依据|地址|电话|联系人|.{0,12}"
    r"(?:名称|标准|类别|类型|金额|内容|条件|要求|单位|对象|方式|时间|期限|部门|编号|依据|电话|地址|比例|额度|分值|得分|序号|等级|级别|情况|数量|面积))"
    r"(?:[（(].{1,12}[）)])?$"
)
_LONGEST_HEADER = 24


def make_table(cells: list[Cell], rows: int, cols: int) -> Table:
    """A table of ``cells`` in row-major order, its header row marked where no cell says so itself."""
    cells.sort(key=lambda cell: (cell.row, cell.col))
    table = Table(rows, cols, cells)
    if not any(cell.header for cell in cells):
        _mark_header(table)
    return table


def _mark_header(table: Table) -> None:
    """Mark the first row (and what its cells span) as header where it reads like one: several short, different
    labels without figures over rows that hold something else."""
    first = [cell for cell in table.cells if cell.row == 0]
    if table.rows < 2 or len(first) < 2 or any(cell.colspan == table.cols for cell in first):
        return
    depth = max(cell.rowspan for cell in first)
    if depth >= table.rows:
        return
    head = [cell for cell in table.cells if cell.row < depth]
    texts = [cell.text.replace("\n", "").replace(" ", "").replace("\u3000", "") for cell in head]
    filled = [text for text in texts if text]
    if len(filled) < max(2, len(texts) - 1) or any(not _label(text) for text in filled):
        return
    words = sum(bool(_HEADER_WORDS.match(text)) for text in filled)
    body = [cell.text for cell in table.cells if cell.row >= depth]
    if words * 2 >= len(filled) or (words and _differs(filled, body)):
        for cell in head:
            cell.header = True


def _label(text: str) -> bool:
    return len(text) <= _LONGEST_HEADER and not _SENTENCE.search(text) and not _FIGURE.match(text)


def _differs(head: list[str], body: list[str]) -> bool:
    """Whether the body is longer or fuller of figures than the head, as data is."""
    filled = [text for text in body if text.strip()]
    if not filled:
        return True
    figures = sum(bool(_FIGURE.search(text)) for text in filled) / len(filled)
    longer = sum(map(len, filled)) / len(filled) > 1.5 * sum(map(len, head)) / len(head)
    return longer or figures > 0.3


@dataclass(slots=True)
class Grid:
    """Places cells of a table row by row; merged cells take their places, so that none is placed twice.

    ``limit`` is how many places (rows × columns of all cells) the grid may take before ``too_large``.
    """

    limit: int
    cells: list[Cell] = field(default_factory=list)
    taken: dict[int, set[int]] = field(default_factory=dict)
    used: int = 0

    def add(self, row: int, text: str, rowspan: int = 1, colspan: int = 1, header: bool = False) -> Cell:
        """Place a cell in the first free column of ``row``."""
        self.used += rowspan * colspan
        if self.used > self.limit:
            raise ReadError("表格的单元格过多", "请拆分文件后再试", code="too_large")
        taken = self.taken.setdefault(row, set())
        col = 0
        while col in taken:
            col += 1
        for r in range(row, row + rowspan):
            self.taken.setdefault(r, set()).update(range(col, col + colspan))
        cell = Cell(text, row, col, rowspan, colspan, header)
        self.cells.append(cell)
        return cell

    def table(self) -> Table | None:
        """The table, rows and columns in which no cell begins folded away; None where it has no text."""
        if not any(cell.text for cell in self.cells):
            return None
        rows = _fold(sorted({cell.row for cell in self.cells}))
        cols = _fold(sorted({cell.col for cell in self.cells}))
        for cell in self.cells:
            cell.rowspan = _width(rows, cell.row, cell.rowspan)
            cell.colspan = _width(cols, cell.col, cell.colspan)
            cell.row, cell.col = rows[cell.row], cols[cell.col]
        return make_table(self.cells, len(rows), len(cols))


def _fold(starts: list[int]) -> dict[int, int]:
    return {start: i for i, start in enumerate(starts)}


def _width(starts: dict[int, int], first: int, span: int) -> int:
    """How many of the starts lie in ``span`` places from ``first`` on."""
    if span == 1:
        return 1
    return max(1, sum(first <= start < first + span for start in starts))
