"""What the stages between reading and assembling hand to each other: lines of normalised text, and the section tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tiaokuan.pipeline.readers.base import Align, Box, ReaderWarning


@dataclass(slots=True)
class Line:
    """One paragraph (or one table row, or one cell line) of the normalised text.

    ``start``/``end`` are offsets into the text, the line feed excluded. ``zone`` is set by ``pipeline.layout``: body,
    or the element of GB/T 9704-2012 that the line is (title, notice_title, issuer_mark, doc_number, urgency,
    disclosure, addressee, attachment_list, signature, date, attachment_mark, cc, print_office, page_furniture …).
    ``table`` is the table's number in the document, ``row``/``col`` the place of the line's first cell in it, ``cells``
    the cells of a row as offsets into the text, with the header text of each column.
    """

    start: int
    end: int
    block: int
    heading: int | None = None
    marker: str | None = None
    align: Align | None = None
    bold: bool = False
    page_break: bool = False
    zone: str = "body"
    table: int | None = None
    row: int | None = None
    col: int | None = None
    header_row: bool = False
    cells: list[TableCell] = field(default_factory=list)


@dataclass(slots=True)
class TableCell:
    """A cell of a table row as it stands in the text; ``headers``: offsets of the column's header cells."""

    start: int
    end: int
    col: int
    colspan: int = 1
    headers: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """A stretch of the normalised text with its page, box and OCR confidence; sorted by ``start``, not overlapping."""

    start: int
    end: int
    page: int | None
    box: Box | None
    confidence: float | None


@dataclass(slots=True)
class NormalText:
    """The one text that every span points into, and its lines in order (they do not overlap; ``text`` is the lines
    joined by line feeds)."""

    text: str
    lines: list[Line]
    runs: list[PlacedRun] = field(default_factory=list)
    warnings: list[ReaderWarning] = field(default_factory=list)
    warning_spans: list[tuple[str, str, int, int]] = field(default_factory=list)  # code, message, start, end


@dataclass(slots=True)
class Node:
    """A section. Offsets are into the normalised text.

    ``start`` is the marker's first character (or the title's, where there is none); ``end`` the end of its own text
    before its first child. ``body_start`` is where the text after marker, title and the title's closing punctuation
    begins (== ``end`` where the section is a heading only). ``tails`` are paragraphs that stand in this section after
    its children. ``facets``: of a row of a table of programmes, the topics of its cells and their places. ``title`` is
    the heading without marker and closing punctuation, None for a plain entry.
    """

    marker: str | None
    style: str
    ordinal: int | None
    level: int
    start: int
    end: int
    body_start: int
    title: str | None = None
    title_start: int = 0
    title_end: int = 0
    inferred: bool = False
    inline: bool = False
    id: str = ""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    tails: list[tuple[int, int]] = field(default_factory=list)
    facets: list[tuple[str, int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in reading order."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            if node.children:
                ahead += reversed(node.children)

    def ancestors(self) -> Iterator[Node]:
        """The parent, its parent, and so on."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    @property
    def last(self) -> int:
        """The end of the section with everything below it."""
        ends = [self.end, *(end for _, end in self.tails)]
        if self.children:
            ends.append(self.children[-1].last)
        return max(ends)


@dataclass(slots=True)
class Tree:
    """The section tree of a document. ``loose``: body paragraphs outside of every section (preambles, tails), in
    order; ``warnings``: repairs made (code, message, start, end)."""

    roots: list[Node]
    loose: list[tuple[int, int]] = field(default_factory=list)
    warnings: list[tuple[str, str, int, int]] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """All nodes in reading order."""
        for root in self.roots:
            yield from root.walk()
