"""The report as a workbook: one row a change with filters, then head and conclusions, then accounting and doubts.

Every text is written as a text, never as a formula, number or link; one that begins like a formula carries Excel's
quote prefix besides, so that it stays a text when someone edits the cell.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tiaokuan.output.labels import label
from tiaokuan.output.reports import words
from tiaokuan.output.reports.figures import Figure, comparable
from tiaokuan.output.reports.report import ReportView
from tiaokuan.output.reports.rows import Cell, Note, Row
from tiaokuan.pipeline.report_model import Piece

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LIMIT = 32_000  # characters; a cell holds 32,767 UTF-16 units
_CUT = "……（过长，其余见原文）"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FONT = "宋体"
#: Heads and widths (in characters) of the sheet of changes.
COLUMNS = (
    ("序号", 5), ("事项", 16), ("类别", 9), ("旧条款", 14), ("旧页", 5), ("旧条款文字", 38), ("新条款", 14), ("新页", 5),
    ("新条款文字", 38), ("变化说明", 40), ("变化", 9), ("性质", 7), ("方向", 9), ("旧内容", 26), ("新内容", 26),
    ("旧数值", 14), ("新数值", 14), ("增减", 14), ("增减幅度", 10), ("复核意见", 10), ("复核人", 10),
)  # fmt: skip
_NUMBER_FORMATS = {"money": '#,##0.##"{unit}"', "rate": "0.##%", "count": '#,##0.##"{unit}"'}


def render(view: ReportView) -> bytes:
    """The whole workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": view.title, "subject": view.subtitle, "author": "", "comments": ""})
        writer = _Writer(book)
        _changes(writer, view)
        _head(writer, view)
        _accounting(writer, view)
    return stream.getvalue()


class _Writer:
    """Writes texts and figures with the workbook's formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """A format: a bordered cell that wraps, and ``properties``."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": _FONT, "font_size": 10.5, "valign": "top", "text_wrap": True, "border": 1}
            self._formats[key] = self.book.add_format({**base, "border_color": "#B9B9B9", **properties})
        return self._formats[key]

    @cached_property
    def marks(self) -> dict[str, Format]:
        """The fonts of a redline."""
        gone = {"font_strikeout": True, "font_color": "#B3261E"}
        come = {"underline": 1, "bold": True, "font_color": "#0B5A2A"}
        base = {"font_name": _FONT, "font_size": 10.5}
        return {op: self.book.add_format({**base, **more}) for op, more in (("=", {}), ("-", gone), ("+", come))}

    def text(self, sheet: Worksheet, row: int, column: int, text: str, **properties: Any) -> None:
        """Write a text, never anything else."""
        if text.startswith(_RISKY):
            properties["quote_prefix"] = True
        if text:
            sheet.write_string(row, column, _cut(text), self.format(**properties))
        else:
            sheet.write_blank(row, column, None, self.format(**properties))

    def redline(self, sheet: Worksheet, row: int, column: int, pieces: Sequence[Piece]) -> None:
        """Write marked text; one piece alone takes the mark as the cell's format."""
        pieces = _cut_pieces([piece for piece in pieces if piece[1]])
        if len(pieces) < 2:
            op, text = pieces[0] if pieces else ("=", "")
            marks = {"-": {"font_strikeout": True, "font_color": "#B3261E"}, "+": {"underline": 1, "font_color": "#0B5A2A"}}
            self.text(sheet, row, column, text, **marks.get(op, {}))
            return
        fragments: list[Any] = [part for op, text in pieces for part in (self.marks[op], text)]
        risky = {"quote_prefix": True} if pieces[0][1].startswith(_RISKY) else {}
        sheet.write_rich_string(row, column, *fragments, self.format(**risky))

    def figure(self, sheet: Worksheet, row: int, column: int, figure: Figure | None, sign: str = "") -> None:
        """Write a figure as a number with its unit in the number format."""
        if figure is None:
            sheet.write_blank(row, column, None, self.format())
            return
        unit = figure.unit.replace('"', "").replace("\\", "")
        whole = float(figure.value * (100 if figure.measure == "rate" else 1)).is_integer()
        shape = _NUMBER_FORMATS[figure.measure].replace("{unit}", unit).replace(".##", "" if whole else ".##")
        shape = f"+{shape};-{shape};{shape}" if sign else shape
        sheet.write_number(row, column, figure.value, self.format(num_format=shape, align="right"))

    def heads(self, sheet: Worksheet, row: int, names: Sequence[str]) -> None:
        """Write a row of column heads."""
        for column, name in enumerate(names):
            self.text(sheet, row, column, name, bold=True, align="center", valign="vcenter", bg_color="#E7EAEE")


def _cut(text: str) -> str:
    return text if len(text) <= _LIMIT else text[: _LIMIT - len(_CUT)] + _CUT


def _cut_pieces(pieces: list[Piece]) -> list[Piece]:
    """The pieces up to the length that a cell holds."""
    room, kept = _LIMIT - len(_CUT), list[Piece]()
    for op, text in pieces:
        if len(text) > room:
            return [*kept, (op, text[:room] + _CUT)]
        kept.append((op, text))
        room -= len(text)
    return kept


def _changes(writer: _Writer, view: ReportView) -> None:
    sheet = writer.book.add_worksheet("条款对照表")
    writer.heads(sheet, 0, [name for name, _ in COLUMNS])
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    last = 0
    for last, (row, note) in enumerate(_flat(view), 1):
        _change(writer, sheet, last, row, note)
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(COLUMNS) - 1)
    if last:
        review = [name for name, _ in COLUMNS].index("复核意见")
        sheet.data_validation(1, review, last, review, {"validate": "list", "source": list(words.VERDICTS)})
    _print_setup(sheet, landscape=True, repeat=0)


def _flat(view: ReportView) -> Iterator[tuple[Row, Note]]:
    """One entry a change: the rows of the table, once for each of their notes."""
    return ((row, note) for row in view.rows for note in row.notes)


def _change(writer: _Writer, sheet: Worksheet, at: int, row: Row, note: Note) -> None:
    difference, share = _difference(note)
    severity = label(words.SEVERITIES, note.severity)
    grave = {"bold": True, "font_color": "#9C1C14"} if note.severity == "substantive" else {}
    sheet.write_number(at, 0, row.number, writer.format(align="center"))
    writer.text(sheet, at, 1, note.item)
    writer.text(sheet, at, 2, note.about)
    for column, side in ((3, row.old), (6, row.new)):
        _side(writer, sheet, at, column, side)
    writer.text(sheet, at, 9, note.text + (f"（{note.reason}）" if note.reason else ""))
    writer.text(sheet, at, 10, label(words.OPS, note.op), align="center")
    writer.text(sheet, at, 11, severity, align="center", **grave)
    writer.text(sheet, at, 12, label(words.EFFECTS, note.effect), align="center")
    writer.text(sheet, at, 13, note.before)
    writer.text(sheet, at, 14, note.after)
    writer.figure(sheet, at, 15, note.old_figure)
    writer.figure(sheet, at, 16, note.new_figure)
    writer.figure(sheet, at, 17, difference, sign="+")
    writer.figure(sheet, at, 18, share, sign="+")
    for column in (19, 20):
        writer.text(sheet, at, column, "", align="center")


def _side(writer: _Writer, sheet: Worksheet, at: int, column: int, side: Cell) -> None:
    writer.text(sheet, at, column, side.missing or side.number)
    if side.page is None:
        writer.text(sheet, at, column + 1, "")
    else:
        sheet.write_number(at, column + 1, side.page, writer.format(align="center"))
    writer.redline(sheet, at, column + 2, side.pieces)


def _difference(note: Note) -> tuple[Figure | None, Figure | None]:
    """New less old in the same unit, and as a share of the old."""
    old, new = note.old_figure, note.new_figure
    if old is None or new is None or not comparable(old, new) or old.value == new.value:
        return None, None
    difference = round(new.value - old.value, 6)
    share = Figure(round(difference / old.value, 4), "rate") if old.value and old.measure != "rate" else None
    return Figure(difference, old.measure, old.unit), share


def _head(writer: _Writer, view: ReportView) -> None:
    sheet = writer.book.add_worksheet("文件与结论")
    for column, width in enumerate((14, 52, 52, 16)):
        sheet.set_column(column, column, width)
    at = _title(writer, sheet, view)
    at = _section(writer, sheet, at, "一、文件", ("", "旧文件", "新文件"))
    for row in view.head:
        marked = {"bold": True, "bg_color": "#FFF6D6"} if row.differs else {}
        writer.text(sheet, at, 0, row.name, bold=True)
        writer.text(sheet, at, 1, row.old, **marked)
        writer.text(sheet, at, 2, row.new, **marked)
        at += 1
    at = _section(writer, sheet, at + 1, "二、结论", ("性质", "结论", "方向", "对照表序号"))
    writer.text(sheet, at, 0, "总括", bold=True)
    writer.text(sheet, at, 1, view.verdict, bold=True)
    writer.text(sheet, at, 2, "")
    writer.text(sheet, at, 3, "")
    for at, finding in enumerate(view.findings, at + 1):  # noqa: B007
        writer.text(sheet, at, 0, finding.severity_label)
        writer.text(sheet, at, 1, finding.text)
        writer.text(sheet, at, 2, finding.effect_label)
        writer.text(sheet, at, 3, str(finding.row or ""), align="center")
    at = _section(writer, sheet, at + 2, "三、事项对照", ("状态", "旧文件事项", "新文件事项", "实质变化（处）"))
    for at, item in enumerate(view.items, at):  # noqa: B007
        for column, text in enumerate((item.status, item.old, item.new)):
            writer.text(sheet, at, column, text)
        sheet.write_number(at, 3, item.substantive, writer.format(align="center"))
    at = _section(writer, sheet, at + 2, "四、签署", ("", "签名", "日期"))
    for at, name in enumerate(view.signatures, at):
        for column, text in enumerate((name, "", "")):
            writer.text(sheet, at, column, text, bold=True, valign="vcenter")
        sheet.set_row(at, 30)
    _print_setup(sheet, landscape=True)
