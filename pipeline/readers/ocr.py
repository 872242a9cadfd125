"""A page's picture as blocks: paragraphs and ruled tables with the place and confidence of every stretch of text.

The picture reader (``images``) and the PDF reader (pages without a text layer) both come here. What recognition cannot
tell is told: lines and figures of low confidence, characters put right, and that the text was recognised at all.

Not done: tables without ruling lines (their rows come as lines), handwriting, text inside pictures on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tiaokuan.pipeline.readers import ocr_engine, ocr_layout, ocr_tables, ocr_text
from tiaokuan.pipeline.readers.base import Block, Box, Cell, ReaderWarning, Run, Table
from tiaokuan.pipeline.readers.ocr_engine import Sheet, TextLine
from tiaokuan.pipeline.readers.ocr_seal import without_seals

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A stretch of text is doubtful where one of its characters is below this, a line where its mean is below the second.
DOUBTFUL_CHARACTER, DOUBTFUL_LINE = 0.6, 0.85
_FIGURE = re.compile(r"[\d〇零一二三四五六七八九十百千万亿.,%％‰]*[\d〇零一二三四五六七八九十百千万亿%％‰]+")
_LATIN = re.compile(r"[A-Za-z0-9]$")
_QUOTED = 8
_MAX_WARNINGS = 40


@dataclass(slots=True)
class OcrPage:
    """A recognised page: its blocks in reading order, its warnings (``block`` counts from the page's first block), the
    mean confidence (None where nothing was found), and how far it was turned to be read (0, 90, 180, 270)."""

    blocks: list[Block]
    warnings: list[ReaderWarning] = field(default_factory=list)
    confidence: float | None = None
    turned: int = 0


def ocr_image(picture: NDArray[Any], *, page: int, scale: float) -> OcrPage:
    """The blocks of a page's picture.

    ``picture``: height × width × 3, RGB, 8 bit. ``page``: its number from 1. ``scale``: pixels per point (dpi / 72), so
    that boxes are points from the top left of the page as given, turned or not. Postconditions: those of
    ``pipeline.readers.base``; runs cover every block's text (and cell's) in order, each figure a run of its own with
    the confidence of its least certain character. Raises ReadError (``missing_component``).
    """
    from tiaokuan.pipeline import worker

    sheet = ocr_engine.recognise(without_seals(picture))
    found = _Page(sheet, page, scale).read()
    worker.progress()
    return found


@dataclass(slots=True)
class _Page:
    sheet: Sheet
    number: int
    scale: float
    warnings: list[ReaderWarning] = field(default_factory=list)

    def read(self) -> OcrPage:
        lines = self.sheet.lines
        height, width = self.sheet.picture.shape[:2]
        em = ocr_layout.em_of(lines)
        if not em:
            return OcrPage([])
        tables = ocr_tables.find_tables(self.sheet.picture, em)
        tables = [table for table in tables if sum(_inside(line, table.box) for line in lines) > 1]
        free = ocr_layout.without_page_numbers(ocr_tables.place_lines(tables, lines), height)
        blocks = self._blocks(free, tables, em, width)
        for block in blocks[:1]:
            block.page_break = self.number > 1
        chars = [value for line in lines for value in line.confidences]
        return OcrPage(blocks, self.warnings[:_MAX_WARNINGS], sum(chars) / len(chars), self.sheet.turned)

    def _blocks(self, free: list[TextLine], tables: list[ocr_tables.RuledTable], em: float, width: int) -> list[Block]:
        """Paragraphs and tables from top to bottom: the lines over each table, the table, what is below the last."""
        blocks: list[Block] = []
        for table in tables:
            above = [line for line in free if line.box[3] <= table.box[1] + em]
            free = [line for line in free if line.box[3] > table.box[1] + em]
            self._paragraphs(above, em, width, blocks, tables)
            block = self._table(table, em, len(blocks))
            if block is not None:
                blocks.append(block)
        self._paragraphs(free, em, width, blocks, tables)
        return blocks

    def _paragraphs(self, lines: list[TextLine], em: float, width: int, blocks: list[Block],
                    tables: list[ocr_tables.RuledTable]) -> None:
        for paragraph in ocr_layout.paragraphs(lines, em, width, [table.box for table in tables]):
            text, runs = self._text(paragraph.lines, len(blocks))
            if text:
                blocks.append(Block(text, align=paragraph.align, runs=runs))

    def _table(self, ruled: ocr_tables.RuledTable, em: float, block: int) -> Block | None:
        from tiaokuan.pipeline.readers.tables import make_table

        cells = [self._cell(cell, em, block) for cell in ruled.cells]
        if not any(cell.text for cell in cells):
            return None
        table: Table = make_table(cells, ruled.rows, ruled.cols)
        return Block(kind="table", table=table)

    def _cell(self, ruled: ocr_tables.RuledCell, em: float, block: int) -> Cell:
        cell = Cell("", ruled.row, ruled.col, ruled.rowspan, ruled.colspan)
        for lines in ocr_layout.cell_paragraphs(ruled.lines, ruled.box, em):
            text, runs = self._text(lines, block)
            start = len(cell.text) + 1 if cell.text else 0
            cell.text += ("\n" if cell.text else "") + text
            cell.runs += [Run(r.start + start, r.end + start, r.page, r.box, r.confidence) for r in runs]
        return cell

    def _text(self, lines: Sequence[TextLine], block: int) -> tuple[str, list[Run]]:
        """Lines as one text, put right, with its runs; warnings go with it."""
        chars: list[tuple[str, TextLine, int]] = []
        for line in lines:
            if chars and _LATIN.search(chars[-1][0]) and _LATIN.match(line.text[0]) and line.text[0].isalpha():
                chars.append((" ", line, 0))
            chars += [(char, line, i) for i, char in enumerate(line.text)]
        text = ocr_text.widen("".join(char for char, _, _ in chars))
        dropped = set(ocr_text.spaces(text))
        kept = [place for i, place in enumerate(chars) if i not in dropped]
        text = "".join(char for i, char in enumerate(text) if i not in dropped)
        text, changes = ocr_text.correct(text)
        for change in changes:
            self._warn("ocr_corrected", f"文字识别：“{_around(text, change.at)}”中的“{change.right}”"
                       f"原识别为“{change.wrong}”，已按上下文改正，请核对", block)
        runs = self._runs(text, kept)
        for line in lines:
            pairs = zip(line.text, line.confidences, strict=True)
            least = min((value for char, value in pairs if char.isalnum()), default=1.0)
            if line.confidence < DOUBTFUL_LINE or least < DOUBTFUL_CHARACTER:
                message = f"文字识别把握不大（最低 {least:.0%}）：“{_short(line.text)}”，请核对"
                self._warn("ocr_low_confidence", message, block)
        for run in runs:
            doubtful = run.confidence is not None and run.confidence < DOUBTFUL_CHARACTER
            if doubtful and _FIGURE.fullmatch(text[run.start : run.end]):
                figure = f"“{text[run.start : run.end]}”（{run.confidence:.0%}，见“{_around(text, run.start)}”）"
                self._warn("ocr_low_confidence", f"文字识别对数字{figure}把握不大，请核对", block)
        return text, runs

    def _runs(self, text: str, places: list[tuple[str, TextLine, int]]) -> list[Run]:
        """The runs of a text: cut at line ends and around figures. A run's confidence is its characters' mean, a
        figure's that of its least certain character."""
        figures = [match.span() for match in _FIGURE.finditer(text)]
        cuts = {0, len(text), *(edge for span in figures for edge in span)}
        cuts.update(i for i in range(1, len(places)) if places[i][1] is not places[i - 1][1])
        edges = sorted(cuts)
        inside = set(figures)
        return [self._run(places[a:b], a, exact=_in_figure(a, b, inside)) for a, b in pairwise(edges)]

    def _run(self, places: list[tuple[str, TextLine, int]], start: int, *, exact: bool) -> Run:
        values = [line.confidences[i] for _, line, i in places]
        edges = [line.places[i] for _, line, i in places]
        line = places[0][1]
        box = (min(e[0] for e in edges), line.box[1], max(e[1] for e in edges), line.box[3])
        confidence = min(values) if exact else sum(values) / len(values)
        return Run(start, start + len(places), self.number, self._points(box), round(confidence, 3))

    def _points(self, box: Box) -> Box:
        x0, y0, x1, y1 = (round(value / self.scale, 1) for value in self.sheet.original(box))
        return (x0, y0, x1, y1)

    def _warn(self, code: str, message: str, block: int) -> None:
        self.warnings.append(ReaderWarning(code, message, block))


def _inside(line: TextLine, box: Box) -> bool:
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _in_figure(start: int, end: int, figures: set[tuple[int, int]]) -> bool:
    return any(a <= start and end <= b for a, b in figures)


def _around(text: str, at: int) -> str:
    return text[max(0, at - _QUOTED) : at + _QUOTED]


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:24] + "…"
