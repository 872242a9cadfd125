"""The report as a workbook: one row a change with filters; head, conclusions and signatures; accounting and doubts."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tiaokuan.output.labels import label
from tiaokuan.output.reports import words
from tiaokuan.output.reports.figures import Figure, comparable
from tiaokuan.output.reports.notes import Note
from tiaokuan.output.reports.report import ReportView
from tiaokuan.output.reports.rows import KEPT_COLUMNS, Row
from tiaokuan.output.reports.xlsx_cells import CENTRED, HEADING, Formats, Sheet
from tiaokuan.pipeline.report_model import Piece

#: Heads and widths (in characters) of the sheet of changes: what is printed and signed, then figures to compute with.
PRINTED = (
    ("序号", 5), ("事项", 13), ("旧条款·页", 13), ("旧条款文字", 36), ("新条款·页", 13), ("新条款文字", 36),
    ("变化说明", 32), ("类别", 9), ("变化", 9), ("性质", 7), ("方向", 9), ("复核意见", 9), ("复核人", 9),
)  # fmt: skip
COMPUTED = (
    ("旧页", 6), ("新页", 6), ("旧内容", 30), ("新内容", 30), ("旧数值", 14), ("新数值", 14), ("增减", 14),
    ("增减幅度", 10),
)  # fmt: skip
_LONG = 480  # characters of a clause, from which unchanged stretches are shortened so that the row can be read
_AROUND = 40  # characters kept at either end of such a stretch
SHORTENED = "…（略）…"


def render(view: ReportView) -> bytes:
    """The whole workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": view.title, "subject": view.subtitle})
        formats = Formats(book)
        columns = (*PRINTED, *COMPUTED)
        _changes(Sheet(book, formats, "条款对照表", [width for _, width in columns]), view)
        _head(Sheet(book, formats, "文件与结论", (16, 52, 52, 12, 12)), view)
        _accounting(Sheet(book, formats, "核算、存疑与未变", (42, 48, 48, 12)), view)
    return stream.getvalue()


# --- sheet 1: one row a change ---


def _changes(sheet: Sheet, view: ReportView) -> None:
    names = [name for name, _ in (*PRINTED, *COMPUTED)]
    sheet.heads(0, names)
    changes = [(row, note) for row in view.rows for note in row.notes]
    for at, (row, note) in enumerate(changes, 1):
        _change(sheet, at, row, note)
    last = max(len(changes), 1)
    sheet.raw.freeze_panes(1, 1)
    sheet.raw.autofilter(0, 0, last, len(names) - 1)
    review = names.index("复核意见")
    choices = {"validate": "list", "source": list(words.VERDICTS), "error_message": "请从列表中选择"}
    sheet.raw.data_validation(1, review, last, review, choices)
    sheet.raw.repeat_rows(0)
    sheet.raw.print_area(0, 0, last, len(PRINTED) - 1)
    sheet.close()


def _change(sheet: Sheet, at: int, row: Row, note: Note) -> None:
    grave: dict[str, Any] = {"bold": True, "font_color": "#9C1C14"} if note.severity == "substantive" else {}
    sheet.whole(at, 0, row.number)
    sheet.text(at, 1, note.item)
    for column, side in ((2, row.old), (4, row.new)):
        sheet.text(at, column, side.missing or side.place)
        sheet.redline(at, column + 1, shortened(side.pieces))
    sheet.text(at, 6, note.text + (f"（{note.reason}）" if note.reason else ""))
    sheet.text(at, 7, note.about, **CENTRED)
    sheet.text(at, 8, label(words.OPS, note.op), **CENTRED)
    sheet.text(at, 9, label(words.SEVERITIES, note.severity), **CENTRED, **grave)
    sheet.text(at, 10, label(words.EFFECTS, note.effect), **CENTRED)
    sheet.text(at, 11, "", **CENTRED)
    sheet.text(at, 12, "")
    _computed(sheet, at, len(PRINTED), row, note)


def _computed(sheet: Sheet, at: int, column: int, row: Row, note: Note) -> None:
    difference, share = difference_of(note)
    sheet.whole(at, column, row.old.page)
    sheet.whole(at, column + 1, row.new.page)
    sheet.text(at, column + 2, _short(note.before))
    sheet.text(at, column + 3, _short(note.after))
    sheet.figure(at, column + 4, note.old_figure)
    sheet.figure(at, column + 5, note.new_figure)
    sheet.figure(at, column + 6, difference, signed=True)
    sheet.figure(at, column + 7, share, signed=True)


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A long clause with its unchanged stretches shortened to what stands around the changes."""
    if sum(len(text) for _, text in pieces) <= _LONG:
        return tuple(pieces)
    return tuple((op, _short(text, 2 * _AROUND) if op == "=" else text) for op, text in pieces)


def _short(text: str, limit: int = _LONG) -> str:
    half = limit // 2
    return text if len(text) <= limit + len(SHORTENED) else text[:half] + SHORTENED + text[-half:]


def difference_of(note: Note) -> tuple[Figure | None, Figure | None]:
    """New less old in their unit, and as a share of the old; None where they measure different things. A rate's
    difference is in percentage points and has no share."""
    old, new = note.old_figure, note.new_figure
    if old is None or new is None or not comparable(old, new) or old.value == new.value:
        return None, None
    difference = round(new.value - old.value, 6)
    share = Figure(round(difference / old.value, 4), "rate") if old.value and old.measure != "rate" else None
    return Figure(difference, old.measure, old.unit), share


# --- sheet 2: head, conclusions, items, signatures ---


def _head(sheet: Sheet, view: ReportView) -> None:
    sheet.title(0, view.title, 16)
    sheet.text(1, 0, view.subtitle, span=5, border=False)
    at = _heading(sheet, 3, "一、文件", ("", "旧文件", "新文件"))
    for row in view.head:
        marked: dict[str, Any] = {"bold": True, "bg_color": "#FFF6D6"} if row.differs else {}
        sheet.text(at, 0, row.name, bold=True)
        sheet.text(at, 1, row.old, **marked)
        sheet.text(at, 2, row.new, **marked)
        at += 1
    at = _findings(sheet, at + 1, view)
    items = ((i.status, i.old, i.new, i.substantive, i.others) for i in view.items)
    at = _heading(sheet, at + 1, "三、事项对照", ("状态", "旧文件事项", "新文件事项", "实质变化", "其他变化"))
    at = _table(sheet, at, items)
    at = _heading(sheet, at + 1, "四、签署", ("", "签名", "日期"))
    for row_at in range(at, _table(sheet, at, ((name, "", "") for name in view.signatures))):
        sheet.height(row_at, 34)
    sheet.close()


def _findings(sheet: Sheet, at: int, view: ReportView) -> int:
    sheet.title(at, "二、结论", 13)
    sheet.text(at + 1, 0, view.verdict, span=5, bold=True)
    sheet.heads(at + 2, ("方面", "", "", "方向", "对照表序号"))
    sheet.text(at + 2, 1, "结论", span=2, **HEADING)
    at += 3
    for group in view.findings:
        for finding in group.findings:
            sheet.text(at, 0, group.name)
            sheet.text(at, 1, finding.text, span=2)
            sheet.text(at, 3, finding.effect, **CENTRED)
            sheet.whole(at, 4, finding.row)
            at += 1
    return at


# --- sheet 3: accounting, doubts, what stayed ---


def _accounting(sheet: Sheet, view: ReportView) -> None:
    at = _heading(sheet, 0, "一、逐句核算", ("去向", "旧文件（句）", "新文件（句）"))
    for row in view.accounts:
        sheet.text(at, 0, row.name)
        sheet.whole(at, 1, row.old)
        sheet.whole(at, 2, row.new)
        at += 1
    sheet.text(at, 0, view.balance, span=4, border=False, bold=True)
    at = _heading(sheet, at + 2, "二、存疑", ("说明", "旧文件", "新文件", "对照表序号"))
    at = _table(sheet, at, _doubts(view))
    at = _heading(sheet, at + 1, "三、未变事项清单", ("事项", "类别", "内容"))
    at = _table(sheet, at, ((group.item, kind, text) for group in view.kept for kind, text in group.entries))
    at = _heading(sheet, at + 1, "四、未变条款", KEPT_COLUMNS)
    _table(sheet, at, ((clause.old, clause.new, clause.text, clause.state) for clause in view.kept_clauses))
    sheet.close()


def _doubts(view: ReportView) -> Iterator[tuple[str | int | None, ...]]:
    for group in view.doubts:
        for row in group.rows:
            yield f"{group.name}：{row.message}", row.old, row.new, row.row


# --- shared ---


def _table(sheet: Sheet, at: int, rows: Iterable[Sequence[str | int | None]]) -> int:
    """Rows of texts and whole numbers from ``at``; the row after them. Where there are none, 无."""
    for row in list(rows) or [("无",)]:
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.text(at, column, value)
            else:
                sheet.whole(at, column, value)
        at += 1
    return at


def _heading(sheet: Sheet, at: int, title: str, heads: Sequence[str]) -> int:
    """A heading and the heads of a table; the row after them."""
    sheet.title(at, title, 13)
    sheet.heads(at + 1, heads)
    return at + 2
