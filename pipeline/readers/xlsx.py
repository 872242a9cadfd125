"""Workbooks (.xlsx, .xlsm): each visible sheet as its heading, the lines over the table, the table, the notes below it.

Values are given as they are displayed, as far as number formats that occur in such files go: percentages, decimals,
thousands, dates. A formula is its last computed value.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tiaokuan.pipeline.readers import ooxml
from tiaokuan.pipeline.readers.base import Block, Cell, ReaderWarning, SourceDocument
from tiaokuan.pipeline.readers.furniture import clean
from tiaokuan.pipeline.settings import too_large

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PLAIN_SHEET = re.compile(r"(?:sheet|工作表|表)\s?\d*", re.I)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LONGEST_LEAD = 6


@dataclass(slots=True)
class _Sheet:
    """A sheet's filled cells by place, and how far each merged one reaches (rows, columns)."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def rows(self) -> dict[int, list[tuple[int, int]]]:
        """The places of the filled cells by row, from top to bottom."""
        found: dict[int, list[tuple[int, int]]] = {}
        for place in sorted(self.cells):
            found.setdefault(place[0], []).append(place)
        return found


def read_xlsx(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a workbook.

    Postconditions: those of ``pipeline.readers.base``; hidden sheets, rows and columns are left out with a warning.
    Raises ReadError: ``damaged_file``, ``encrypted_file``, ``too_large``.
    """
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    _inspect(data, name, settings)
    book = _open(data, name)
    document = SourceDocument([], MEDIA_TYPE)
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        document.warnings.append(ReaderWarning("hidden_sheet", f"隐藏的工作表没有读取：{'、'.join(hidden)}"))
    budget = settings.max_table_cells
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            found, missed = _read_sheet(sheet, budget)
            budget -= len(found.cells)
            document.warnings += [ReaderWarning(code, message) for code, message in missed]
            document.blocks += _blocks(found, sheet.title)
    settings.check_text_length(sum(map(_length, document.blocks)), name)
    return document


def _length(block: Block) -> int:
    return len(block.text) + sum(len(cell.text) for cell in (block.table.cells if block.table else ()))


def _inspect(data: bytes, name: str, settings: Settings) -> None:
    """Every XML part within the limits and without a DTD, before openpyxl parses it."""
    package = ooxml.Package.open(data, name, settings)
    for part in package.names:
        if part.endswith((".xml", ".rels")):
            content = package.read(part)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                raise ooxml.damaged(name)


def _open(data: bytes, name: str) -> Any:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged part makes of it
        raise ooxml.damaged(name) from error


def _read_sheet(sheet: Any, budget: int) -> tuple[_Sheet, list[tuple[str, str]]]:
    """A sheet's visible cells, and warnings."""
    found = _Sheet()
    rows = {i for i, row in sheet.row_dimensions.items() if row.hidden}
    cols = _hidden_columns(sheet)
    left_out = False
    for cell in list(sheet._cells.values()):
        if cell.value is None:
            continue
        if cell.row in rows or cell.column in cols:
            left_out = True
            continue
        text = _display(cell.value, cell.number_format)
        if text:
            found.cells[cell.row, cell.column] = text
            if len(found.cells) > budget:
                raise too_large("表格的单元格过多", "max_table_cells")
    for merged in sheet.merged_cells.ranges:
        start = (merged.min_row, merged.min_col)
        if start in found.cells:
            found.spans[start] = (merged.max_row, merged.max_col)
    warned = [("hidden_cells", f"工作表“{sheet.title}”中隐藏的行或列没有读取")] if left_out else []
    return found, warned


def _hidden_columns(sheet: Any) -> set[int]:
    """Numbers of hidden columns (a dimension stands for columns ``min`` to ``max``)."""
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min and column.max:
            hidden.update(range(column.min, min(column.max, column.min + 20_000) + 1))
    return hidden


def _blocks(sheet: _Sheet, title: str) -> list[Block]:
    """The sheet's heading, the lines over its table, the table, the lines under it."""
    if not sheet.cells:
        return []
    by_row = sheet.rows()
    rows = list(by_row)
    within = {row for start, end in sheet.spans.items() if end[0] > start[0] for row in range(start[0], end[0] + 1)}
    alone = [len(by_row[row]) == 1 and row not in within for row in rows]
    blocks: list[Block] = []
    if not _PLAIN_SHEET.fullmatch(title.strip()) and clean(title) not in sheet.cells.values():
        blocks.append(Block(clean(title), heading=1))
    first, last = 0, len(rows)
    while last > first and alone[last - 1]:
        last -= 1
    while first < min(last, _LONGEST_LEAD) and alone[first]:
        first += 1
    blocks += _lines(sheet, [by_row[row][0] for row in rows[:first]])
    if last > first:
        blocks.append(_table(sheet, rows[first:last]))
    return blocks + _lines(sheet, [by_row[row][0] for row in rows[last:]])


def _lines(sheet: _Sheet, places: list[tuple[int, int]]) -> list[Block]:
    """Cells that stand alone in their row as paragraphs; one that is merged over columns is centred."""
    found = []
    for place in places:
        wide = sheet.spans.get(place, place)[1] > place[1]
        lines = [clean(line) for line in sheet.cells[place].split("\n")]
        found += [Block(line, align="center" if wide and len(line) < 40 else None) for line in lines if line]
    return found


def _table(sheet: _Sheet, rows: list[int]) -> Block:
    """The rows as a table; rows and columns in which nothing begins are folded away."""
    from tiaokuan.pipeline.readers.tables import make_table

    wanted = set(rows)
    places = [place for place in sheet.cells if place[0] in wanted]
    cols = sorted({col for _, col in places})
    row_at, col_at = {row: i for i, row in enumerate(rows)}, {col: i for i, col in enumerate(cols)}
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, col in places:
        down, across = sheet.spans.get((row, col), (row, col))
        rowspan = sum(row <= other <= down for other in rows[row_at[row] :]) if down > row else 1
        colspan = sum(col <= other <= across for other in cols[col_at[col] :]) if across > col else 1
        cells.append(Cell(sheet.cells[row, col], row_at[row], col_at[col], rowspan, colspan))
        taken.update((row_at[row] + r, col_at[col] + c) for r in range(rowspan) for c in range(colspan))
    empty = ((r, c) for r in range(len(rows)) for c in range(len(cols)) if (r, c) not in taken)
    cells += [Cell("", r, c) for r, c in empty]
    return Block(kind="table", table=make_table(cells, len(rows), len(cols)))


def _display(value: Any, code: str) -> str:
    """A cell's value as its number format shows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _date(value, code)
    if isinstance(value, int | float):
        return _number(value, code)
    if isinstance(value, dt.timedelta):
        return str(value)
    return "\n".join(line for line in (clean(line) for line in str(value).splitlines()) if line)


def _date(value: dt.datetime | dt.date | dt.time, code: str) -> str:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    shown = _QUOTED.sub("", code.lower())
    chinese = "年" in code
    text = f"{value.year}年" if chinese else f"{value.year:04d}"
    if "m" in shown or "d" in shown or "y" not in shown:
        text += f"{value.month}月" if chinese else f"-{value.month:02d}"
    if "d" in shown or "y" not in shown:
        text += f"{value.day}日" if chinese else f"-{value.day:02d}"
    if "h" in shown and isinstance(value, dt.datetime) and (value.hour or value.minute):
        text += f" {value.hour:02d}:{value.minute:02d}"
    return text


def _number(value: float, code: str) -> str:
    shown = _QUOTED.sub("", code.split(";", 1)[0])
    suffix = "".join(part.strip('"') for part in re.findall(r'"[^"]*"$', code.split(";", 1)[0]))
    if code.lower() in {"general", "@"} or not re.search(r"[0#]", shown):
        return f"{value:.15g}"
    decimals = len(match[1]) if (match := re.search(r"\.([0#]+)", shown)) else 0
    comma = "," if re.search(r"#,#|0,0", shown) else ""
    if "%" in shown:
        return f"{value * 100:{comma}.{decimals}f}%{suffix}"
    if "E" in shown.upper() or "?" in shown or "/" in shown:
        return f"{value:.15g}"
    return f"{value:{comma}.{decimals}f}{suffix}"
