"""What every reader gives: the blocks of a document in reading order, and what the file says of itself.

A reader is a function ``(data: bytes, name: str) -> SourceDocument``. Postconditions of all of them:

* blocks stand in reading order; nothing that a reader of the paper sees as text is missing, page furniture
  (headers, footers, page numbers) is left out;
* a paragraph's ``text`` holds what is displayed, an automatic list number included, and no line break;
* a table is one block; each cell stands in it once, a merged cell with its row and column span;
* ``runs`` (paged and scanned formats) cover the block's text in order, without overlap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Box = tuple[float, float, float, float]
Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's text with its place: half-open offsets into the block's text, the page (1-based),
    the box in points from the page's top left, and OCR's confidence (0–1) where it was read from a picture."""

    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    confidence: float | None = None


@dataclass(slots=True)
class Cell:
    """A table cell. ``row`` and ``col`` are 0-based; ``text`` may hold several paragraphs, split by line feeds."""

    text: str
    row: int
    col: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    runs: list[Run] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table as a grid: every cell once, in row-major order."""

    rows: int
    cols: int
    cells: list[Cell]


@dataclass(slots=True)
class Block:
    """A paragraph or a table.

    ``heading`` is the outline level that the file gives (1 is the highest; 0 is the document's title; None is body
    text). ``marker`` is the displayed automatic number where the paragraph has one; ``text`` begins with it.
    ``page_break``: a page begins here.
    """

    text: str = ""
    kind: Literal["paragraph", "table", "footnote"] = "paragraph"
    heading: int | None = None
    marker: str | None = None
    align: Align | None = None
    bold: bool = False
    table: Table | None = None
    page_break: bool = False
    runs: list[Run] = field(default_factory=list)


def block_length(block: Block) -> int:
    """The characters of a block, those of a table's cells included."""
    return len(block.text) + (sum(len(cell.text) for cell in block.table.cells) if block.table else 0)


@dataclass(slots=True)
class ReaderWarning:
    """Something a reader repaired, guessed or could not read: a stable code and a Chinese sentence."""

    code: str
    message: str
    block: int | None = None


@dataclass(slots=True)
class SourceDocument:
    """A file as its reader sees it.

    ``metadata`` holds what the file or its page says of itself, by fixed keys: title, doc_number (文号), published_on
    (发布日期, ISO 8601), issued_on (成文日期), publisher (发布机构/来源), index_number (索引号), effective_from, url;
    besides source (来源 as printed), disclosure (公开方式), validity (有效性), topic (主题词), deadline and fetched_at
    (a crawler's), file_title (of an office file's properties, often a template's).
    ``parts`` are documents inside this one (attachments of a bundle).
    """

    blocks: list[Block]
    media_type: str
    encoding: str | None = None
    pages: int | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    warnings: list[ReaderWarning] = field(default_factory=list)
    parts: list[tuple[str, SourceDocument]] = field(default_factory=list)
