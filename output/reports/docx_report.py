"""The report as a Word document on A4: real heading styles, tables with repeated heads, redlines, numbered pages.

The head and what follows the table stand upright, the table of clauses across.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tiaokuan.output.reports import words
from tiaokuan.output.reports.docx_parts import (
    DARK,
    FAINT,
    Column,
    add_paragraph,
    add_table,
    fill,
    finish,
    new_document,
    rewrite,
    turn,
)
from tiaokuan.output.reports.report import Finding, ReportView
from tiaokuan.output.reports.rows import COLUMNS, KEPT_COLUMNS, Cell, Row
from tiaokuan.output.reports.words import BLANK

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.table import _Cell as DocxCell

_CENTRE = "center"


def render(view: ReportView) -> bytes:
    """The whole document."""
    document = new_document(view.title, view.subtitle)
    document.add_paragraph(view.title, style="Title")
    document.add_paragraph(view.subtitle, style="Subtitle")
    _head(document, view)
    _conclusions(document, view)
    turn(document, across=True)
    _clauses(document, view)
    turn(document, across=False)
    _kept(document, view)
    _doubts(document, view)
    _signatures(document, view)
    finish(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _head(document: DocxDocument, view: ReportView) -> None:
    document.add_heading("一、文件", 1)
    table = add_table(document, [Column("", 2.4), Column("旧文件", 7.3), Column("新文件", 7.3)], len(view.head))
    for row, entry in zip(table.rows[1:], view.head, strict=True):
        fill(row.cells[0], entry.name, bold=True)
        fill(row.cells[1], entry.old, bold=entry.differs)
        fill(row.cells[2], entry.new, bold=entry.differs)


def _conclusions(document: DocxDocument, view: ReportView) -> None:
    document.add_heading("二、结论", 1)
    document.add_paragraph().add_run(view.verdict).bold = True
    for group in view.findings:
        document.add_heading(group.name, 2)
        for finding in group.findings:
            _finding(document, finding)
    if view.items:
        document.add_heading("事项对照", 2)
        columns = [
            Column("旧文件事项", 4.6), Column("新文件事项", 4.6), Column("状态", 2.4), Column("相似度", 1.6, _CENTRE),
            Column("实质变化", 1.9, _CENTRE), Column("其他变化", 1.9, _CENTRE),
        ]  # fmt: skip
        rows = ((i.old, i.new, i.status, i.likeness, str(i.substantive), str(i.others)) for i in view.items)
        _texts(document, columns, list(rows))


def _finding(document: DocxDocument, finding: Finding) -> None:
    paragraph = document.add_paragraph(f"{finding.number}. {finding.text}", style="List Number Plain")
    if finding.remark:
        paragraph.add_run(f"（{finding.remark}）").font.color.rgb = FAINT


def _clauses(document: DocxDocument, view: ReportView) -> None:
    document.add_heading("三、条款对照表", 1)
    if not view.rows:
        document.add_paragraph("两个文件没有需要对照的条款变化。")
        return
    legend = document.add_paragraph("旧条款中加删除线的为新文件不再出现的文字，新条款中加下划线的为新增文字。")
    legend.runs[0].font.color.rgb = FAINT
    widths = (1.2, 7.2, 7.2, 6.1, 1.7, 1.9, 1.7)
    alignments = (_CENTRE, "left", "left", "left", _CENTRE, "left", "left")
    columns = [Column(*column) for column in zip(COLUMNS, widths, alignments, strict=True)]
    table = add_table(document, columns, len(view.rows))
    for row, entry in zip(table.rows[1:], view.rows, strict=True):
        cells = row.cells
        fill(cells[0], str(entry.number))
        _side(cells[1], entry.old)
        _side(cells[2], entry.new)
        _notes(cells[3], entry)
        fill(cells[4], "\n".join(entry.tags), bold=entry.severity == "substantive")
        fill(cells[5], "\n".join(f"□{name}" for name in words.VERDICTS))


def _side(cell: DocxCell, side: Cell) -> None:
    if side.missing:
        fill(cell, side.missing, colour=FAINT)
        return
    fill(cell, side.place, bold=True, colour=FAINT)
    rewrite(add_paragraph(cell, "Clause"), side.pieces)


def _notes(cell: DocxCell, row: Row) -> None:
    if row.item:
        fill(cell, row.item, bold=True, colour=FAINT)
    for index, note in enumerate(row.notes):
        paragraph = cell.paragraphs[0] if index == 0 and not row.item else add_paragraph(cell, "Cell")
        if lead := row.lead(note):
            run = paragraph.add_run(f"{lead}：")
            run.bold = True
            run.font.color.rgb = DARK
        paragraph.add_run(note.text)
        if note.reason:
            paragraph.add_run(f"（{note.reason}）").font.color.rgb = FAINT


def _kept(document: DocxDocument, view: ReportView) -> None:
    document.add_heading("四、未变事项与核算", 1)
    document.add_heading("未变事项清单", 2)
    kept = [(group.item, kind, text) for group in view.kept for kind, text in group.entries]
    _texts(document, [Column("事项", 4.5), Column("类别", 2.2), Column("内容", 10.3)], kept)
    if view.kept_clauses:
        document.add_heading("未变条款", 2)
        widths = (3.4, 3.4, 8.2, 2.0)
        columns = [Column(name, width) for name, width in zip(KEPT_COLUMNS, widths, strict=True)]
        _texts(document, columns, [(c.old, c.new, c.text, c.state) for c in view.kept_clauses])
    document.add_heading("逐句核算", 2)
    columns = [Column("去向", 8), Column("旧文件（句）", 3, _CENTRE), Column("新文件（句）", 3, _CENTRE)]
    _texts(document, columns, [(row.name, _count(row.old), _count(row.new)) for row in view.accounts])
    document.add_paragraph().add_run(view.balance).bold = True


def _count(count: int | None) -> str:
    return BLANK if count is None else str(count)


def _doubts(document: DocxDocument, view: ReportView) -> None:
    document.add_heading("五、存疑", 1)
    if not view.doubts:
        document.add_paragraph("无。")
    for group in view.doubts:
        document.add_heading(f"{group.name}（{len(group.rows)}）", 2)
        rows = [
            (row.message + (f"（对照表第{row.row}行）" if row.row else ""), row.old or BLANK, row.new or BLANK)
            for row in group.rows
        ]
        _texts(document, [Column("说明", 5), Column("旧文件", 6), Column("新文件", 6)], rows)


def _signatures(document: DocxDocument, view: ReportView) -> None:
    document.add_heading("六、签署", 1)
    columns = [Column("", 2.5, _CENTRE), Column("签名", 8.5), Column("日期", 6, "right")]
    table = add_table(document, columns, len(view.signatures), height=1.2)
    for row, name in zip(table.rows[1:], view.signatures, strict=True):
        fill(row.cells[0], name, bold=True)
        fill(row.cells[2], "年　　月　　日")


def _texts(document: DocxDocument, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    """A table of plain texts; 无 where there are none."""
    rows = list(rows)
    if not rows:
        document.add_paragraph("无。")
        return
    table = add_table(document, columns, len(rows))
    for row, texts in zip(table.rows[1:], rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            fill(cell, text)
