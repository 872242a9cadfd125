"""Pages to blocks: paragraphs and tables over page ends, titles, footnotes after the paragraph that calls them."""

from __future__ import annotations

import re

from tiaokuan.pipeline.readers.base import Block
from tiaokuan.pipeline.readers.pdf_margins import Pitch
from tiaokuan.pipeline.readers.pdf_model import Grid, Line, PageText
from tiaokuan.pipeline.readers.pdf_paragraphs import MARKER, Paragraph, paragraphs
from tiaokuan.pipeline.readers.pdf_table_joins import continues, join, table_block

_CONTINUED = re.compile(r"[（(]?(?:接上页|续上?表.{0,20}|.{0,20}（续）)[）)]?")
_TITLE = 1.15  # times the body's font size: a title is no smaller
_HEAD_BLOCKS = 12


class Builder:
    """Takes pages one after the other and gives the document's blocks. ``repeated_heads`` counts the table rows that
    were dropped, ``offsets`` tells the first block of each page that another reader read."""

    def __init__(self, pages: list[PageText]) -> None:
        self.blocks: list[Block] = []
        self.repeated_heads = 0
        self.offsets: dict[int, int] = {}
        self._pitch = Pitch([line for page in pages for line in page.lines])
        self._paragraph: Paragraph | None = None
        self._table: Grid | None = None
        self._notes: list[Block] = []
        self._sizes: dict[int, float] = {}

    def add(self, page: PageText, instead: list[Block] | None = None) -> None:
        """Add a page; ``instead`` are blocks that another reader (OCR) made of it."""
        if instead is not None:
            self._close()
            self.offsets[page.number] = len(self.blocks)
            self.blocks += instead
            return
        items = page.items
        if self._table is not None and len(items) > 1 and isinstance(items[1], Grid) and _is_continued(items[0]):
            items = items[1:]
        for place, item in enumerate(items):
            if isinstance(item, Line):
                self._line(item)
            elif place == 0 and self._table is not None and continues(self._table, item):
                self.repeated_heads += join(self._table, item)
            else:
                self._close()
                self._table = item
        self._notes += [_footnote(paragraph) for paragraph in paragraphs(page.notes)]

    def finish(self, body: float) -> None:
        """End the last block; ``body`` is the font size of the running text."""
        self._close()
        _mark_page_breaks(self.blocks)
        self._mark_title(body)

    def _line(self, line: Line) -> None:
        if self._paragraph is not None and self._paragraph.takes(line):
            self._paragraph.add(line)
            return
        self._close()
        self._paragraph = Paragraph(line, self._pitch)

    def _close(self) -> None:
        """Put the open paragraph or table among the blocks, and the footnotes after it."""
        if self._paragraph is not None:
            if not self._paragraph.lines[0].red:
                self._sizes[len(self.blocks)] = self._paragraph.lines[0].size
            self.blocks.append(self._paragraph.block())
            self._paragraph = None
        if self._table is not None:
            table = table_block(self._table)
            if table is not None:
                self.blocks.append(table)
            self._table = None
        self.blocks += self._notes
        self._notes = []

    def _mark_title(self, body: float) -> None:
        """Set ``heading`` 0 on the document's title: the largest centred lines, not red, of the first page's head."""
        head: dict[int, float] = {}
        for place, block in enumerate(self.blocks[:_HEAD_BLOCKS]):
            if block.kind == "table" or block.page_break or (block.align is None and len(block.text) > 40):
                break
            if place in self._sizes and block.align == "center" and not MARKER.match(block.text):
                head[place] = self._sizes[place]
        largest = max(head.values(), default=0.0)
        if not head or largest < _TITLE * body:
            return
        place = next(place for place, size in head.items() if size >= 0.97 * largest)
        while head.get(place, 0.0) >= 0.97 * largest:
            self.blocks[place].heading = 0
            place += 1


def _is_continued(item: Line | Grid) -> bool:
    return isinstance(item, Line) and _CONTINUED.fullmatch("".join(item.text.split())) is not None


def _footnote(paragraph: Paragraph) -> Block:
    block = paragraph.block()
    block.kind = "footnote"
    return block


def _mark_page_breaks(blocks: list[Block]) -> None:
    """Set ``page_break`` on the blocks that begin on another page than the one before ended."""
    last: int | None = None
    for block in blocks:
        cells = block.table.cells if block.table is not None else []
        pages = [run.page for runs in (block.runs, *(cell.runs for cell in cells)) for run in runs if run.page]
        if not pages or block.kind == "footnote":
            continue
        block.page_break = last is not None and min(pages) > last
        last = max(pages)
