"""Tables whose rows are support programmes: a column of names beside columns of conditions, standards, materials …
(政策清单, 项目申报一览表)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.topics import heading_topic
from tiaokuan.pipeline.cards import names_facets
from tiaokuan.pipeline.tree import Line, NormalText, TableCell

_NAME = deferred(
    r"(?:政策|项目|事项|奖项|补贴|补助|奖励|扶持|支持|任务|申报|资助|服务|惠企|惠民|主要|具体)*(?:名称|项目|事项|类别|种类|政策|条款|措施)"
)
_NUMBER = deferred(r"序\s*号|编\s*号|号")
_ORDINAL = deferred(r"\d{1,3}")
_CORE = frozenset({"applicants", "conditions", "amounts", "materials"})
_LEAST_ROWS = 2


@dataclass(slots=True)
class ProgrammeRow:
    """A row: where its printed number and its name stand, and its other cells with the topics of their columns; or,
    where its name is the label of one part (序号 | 申请条件 | …), the ``texts`` beside it. A row without a name goes on
    with the one above."""

    number: tuple[int, int] | None = None
    name: tuple[int, int] | None = None
    facets: list[tuple[str, int, int]] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)


def programme_rows(normal: NormalText) -> dict[int, ProgrammeRow]:
    """The rows of all such tables by the numbers of their lines."""
    tables: dict[int, list[int]] = {}
    for number, line in enumerate(normal.lines):
        if line.table is not None and line.cells and not line.header_row and line.zone == "body":
            tables.setdefault(line.table, []).append(number)
    found: dict[int, ProgrammeRow] = {}
    for numbers in tables.values():
        labelled = {number: _labelled(normal.text, normal.lines[number]) for number in numbers}
        if names_facets(normal.text[slice(*row.name)] for row in labelled.values() if row is not None and row.name):
            found |= {number: row for number, row in labelled.items() if row is not None}
            continue
        rows = {number: _row(normal.text, normal.lines[number]) for number in numbers}
        named = sum(1 for row in rows.values() if row.name is not None)
        kinds = {topic for row in rows.values() for topic, _, _ in row.facets}
        if named >= _LEAST_ROWS and len(kinds & _CORE) >= _LEAST_ROWS:
            found |= rows
    return found


def _labelled(text: str, line: Line) -> ProgrammeRow | None:
    """A row of a numbered card: number, label, text."""
    cells = [cell for cell in line.cells if cell.start < cell.end]
    if len(cells) < 3 or not _ORDINAL.fullmatch(text, cells[0].start, cells[0].end):
        return None
    row = ProgrammeRow((cells[0].start, cells[0].end), (cells[1].start, cells[1].end))
    row.texts = [(cell.start, cell.end) for cell in cells[2:]]
    return row


def _row(text: str, line: Line) -> ProgrammeRow:
    row = ProgrammeRow()
    for cell in line.cells:
        if cell.start >= cell.end:
            continue
        head = _head(text, cell)
        printed = text[cell.start : cell.end]
        topic = heading_topic(head)
        if _NUMBER.fullmatch(head) and _ORDINAL.fullmatch(printed):
            row.number = (cell.start, cell.end)
        elif row.name is None and not row.facets and _NAME.fullmatch(head) and len(printed) <= 40:
            row.name = (cell.start, cell.end)
        elif topic is not None:
            row.facets.append((topic, cell.start, cell.end))
    return row


def _head(text: str, cell: TableCell) -> str:
    """The words over a cell's column, the lowest head row."""
    return re.sub(r"\s+", "", text[slice(*cell.headers[-1])]) if cell.headers else ""
