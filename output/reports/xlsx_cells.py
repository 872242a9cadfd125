"""Sheets of a workbook: texts that stay texts, redlines as rich strings, figures as numbers with their unit, and rows
as high as their text (LibreOffice and many viewers do not work that out by themselves).

Every text is written as a text, never as a formula, number or link; one that begins like a formula carries Excel's
quote prefix besides, so that it stays a text when someone edits the cell.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tiaokuan.output.reports.figures import Figure
from tiaokuan.pipeline.report_model import Piece

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

_LIMIT = 32_000  # characters; a cell holds 32,767 UTF-16 units, of which a few are left for characters beyond the BMP
_CUT = "……（过长，其余见原文）"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FONT: dict[str, Any] = {"font_name": "宋体", "font_size": 10.5}
_MARKS: dict[str, dict[str, Any]] = {
    "=": {},
    "-": {"font_strikeout": True, "font_color": "#B3261E"},
    "+": {"underline": 1, "bold": True, "font_color": "#0B5A2A"},
}
_LINE, _PADDING, _HIGHEST = 14.4, 5.0, 409.0  # points; 409 is Excel's highest row
HEADING: dict[str, Any] = {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7EAEE"}
CENTRED: dict[str, Any] = {"align": "center"}
A4 = 9


class Formats:
    """A workbook's formats, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def cell(self, *, border: bool = True, **properties: Any) -> Format:
        """A format: a cell that wraps, with ``properties``."""
        key = (("border", border), *sorted(properties.items()))
        if key not in self._made:
            frame = {"border": 1, "border_color": "#B9B9B9"} if border else {}
            base = {**_FONT, "valign": "top", "text_wrap": True}
            self._made[key] = self._book.add_format({**base, **frame, **properties})
        return self._made[key]

    @cached_property
    def marks(self) -> dict[str, Format]:
        """The fonts of a redline's pieces."""
        return {op: self._book.add_format({**_FONT, **properties}) for op, properties in _MARKS.items()}


class Sheet:
    """A worksheet on A4 across, ``widths`` of its columns in characters; ``close`` sets the heights of its rows."""

    def __init__(self, book: Workbook, formats: Formats, name: str, widths: Sequence[float]) -> None:
        self.raw = book.add_worksheet(name)
        self._formats = formats
        self._widths = widths
        self._heights: dict[int, float] = {}
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width)
        self.raw.set_paper(A4)
        self.raw.set_landscape()
        self.raw.fit_to_pages(1, 0)
        self.raw.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.raw.set_footer("&C第 &P 页　共 &N 页")

    def close(self) -> None:
        """Set the heights."""
        for row, height in self._heights.items():
            self.raw.set_row(row, min(height, _HIGHEST))

    def text(self, row: int, column: int, text: str, *, span: int = 1, **properties: Any) -> None:
        """Write a text, never anything else; ``span`` columns wide."""
        if text.startswith(_RISKY):
            properties["quote_prefix"] = True
        form = self._formats.cell(**properties)
        if span > 1:
            self.raw.merge_range(row, column, row, column + span - 1, "", form)
        if text:
            self.raw.write_string(row, column, _cut(text), form)
            self._grow(row, text, sum(self._widths[column : column + span]))
        elif span == 1:
            self.raw.write_blank(row, column, None, form)

    def title(self, row: int, text: str, size: float) -> None:
        """Write a heading that runs over the columns beside it."""
        form = self._formats.cell(border=False, bold=True, font_size=size, text_wrap=False, valign="vcenter")
        self.raw.write_string(row, 0, text, form)
        self._heights[row] = size * 1.9

    def whole(self, row: int, column: int, number: int | None) -> None:
        """Write a whole number, or an empty cell."""
        form = self._formats.cell(num_format="#,##0", **CENTRED)
        if number is None:
            self.raw.write_blank(row, column, None, form)
        else:
            self.raw.write_number(row, column, number, form)

    def redline(self, row: int, column: int, pieces: Sequence[Piece]) -> None:
        """Write marked text; a single piece takes its mark as the cell's format."""
        pieces = _cut_pieces(pieces)
        if len(pieces) < 2:
            op, text = pieces[0] if pieces else ("=", "")
            self.text(row, column, text, **_MARKS[op])
            return
        fragments: list[Any] = [part for op, text in pieces for part in (self._formats.marks[op], text)]
        risky = {"quote_prefix": True} if pieces[0][1].startswith(_RISKY) else {}
        self.raw.write_rich_string(row, column, *fragments, self._formats.cell(**risky))
        self._grow(row, "".join(text for _, text in pieces), self._widths[column])

    def figure(self, row: int, column: int, figure: Figure | None, *, signed: bool = False) -> None:
        """Write a figure as a number, its unit in the number format; ``signed`` shows a plus."""
        if figure is None:
            self.raw.write_blank(row, column, None, self._formats.cell())
            return
        shape = number_format(figure)
        shape = f"+{shape};-{shape};{shape}" if signed else shape
        self.raw.write_number(row, column, figure.value, self._formats.cell(num_format=shape, align="right"))

    def heads(self, row: int, names: Iterable[str]) -> None:
        """Write a row of column heads."""
        for column, name in enumerate(names):
            self.text(row, column, name, **HEADING)
        self._heights[row] = max(self._heights.get(row, 0), 24)

    def height(self, row: int, points: float) -> None:
        """Make a row at least so high."""
        self._heights[row] = max(self._heights.get(row, 0), points)

    def _grow(self, row: int, text: str, width: float) -> None:
        lines = sum(max(1, math.ceil(_columns(line) / (width - 0.5))) for line in text.split("\n"))
        self.height(row, lines * _LINE + _PADDING)


def number_format(figure: Figure) -> str:
    """Excel's format for a figure: decimals only where it has some, its unit in quotes."""
    percent = figure.measure == "rate"
    decimals = "" if float(round(figure.value * (100 if percent else 1), 6)).is_integer() else ".0#"
    unit = "".join(c for c in figure.unit if c not in '"\\')
    return f"0{decimals}%" if percent else f'#,##0{decimals}"{unit}"' if unit else f"#,##0{decimals}"


def _columns(text: str) -> float:
    """The width of a text in characters of the default font: Chinese ones count twice."""
    return sum(2.05 if unicodedata.east_asian_width(c) in "WFA" else 1.06 for c in text)


def _cut(text: str) -> str:
    return text if len(text) <= _LIMIT else text[: _LIMIT - len(_CUT)] + _CUT


def _cut_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that are not empty, up to the length that a cell holds."""
    room, kept = _LIMIT - len(_CUT), list[Piece]()
    for op, text in pieces:
        if len(text) > room:
            return [*kept, (op, text[:room] + _CUT)]
        if text:
            kept.append((op, text))
        room -= len(text)
    return kept
