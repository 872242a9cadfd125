"""From html elements to blocks: paragraphs, headings, tables, displayed list numbers.

One walk over the tree, no recursion but into the cells of nested data tables (bounded).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import html_tables
from tiaokuan.pipeline.readers.base import Align, Block
from tiaokuan.pipeline.readers.furniture import clean
from tiaokuan.pipeline.readers.html_lists import Numbers
from tiaokuan.pipeline.readers.page import PageBlock
from tiaokuan.pipeline.readers.symbols import superscript

if TYPE_CHECKING:
    from lxml.etree import _Element

    from tiaokuan.pipeline.settings import Settings

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "br",
    }
)
_DROPPED = frozenset({"rt", "rp", "head", "title", "img", "area"})
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_SPACE = re.compile(r"[ \t\r\n\f\u200b\ufeff]+")
_BREAKS = re.compile(r"[\n\r\u2028\u2029\x0b\x85]+")
_NOT_SPACE = re.compile(r"\S")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’]")
_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right|justify)", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00|normal|lighter|[1-5]00)", re.I)
_PRE = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_DEEPEST = 8  # data tables within data tables that are still read as such
_ALIGNS: dict[str, Align] = {"left": "left", "center": "center", "right": "right", "justify": "justify"}


def text_of(element: _Element, joint: str = "") -> str:
    """All text in an element, pieces joined by ``joint`` (then blank ones left out)."""
    pieces = (str(piece) for piece in element.itertext())
    return joint.join(piece for piece in pieces if not joint or piece.strip())


def blocks_of(parts: list[_Element], settings: Settings, depth: int = 0) -> list[PageBlock]:
    """The blocks of ``parts``, in reading order. Raises ReadError (``too_large``) beyond the limits."""
    walk = _Walk(settings, depth)
    for part in parts:
        walk.run(part)
    return walk.blocks


@dataclass(slots=True)
class _Style:
    """What an element's text inherits."""

    align: Align | None = None
    bold: bool = False
    heading: int | None = None
    linked: bool = False
    raised: bool = False
    pre: bool = False


@dataclass(slots=True)
class _Walk:
    settings: Settings
    depth: int
    blocks: list[PageBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=lambda: [0, 0, 0])  # characters, bold, linked
    first: _Style = field(default_factory=_Style)
    entry: _Element | None = None  # the li whose number is not shown yet
    numbers: Numbers = field(default_factory=Numbers)
    cells: int = 0

    def run(self, part: _Element) -> None:
        from lxml import etree

        styles = [_Style()]
        walker = etree.iterwalk(part, events=("start", "end"))
        for event, element in walker:
            if not isinstance(element.tag, str):
                if event == "end" and element is not part:
                    self.text(element.tail, styles[-1])
                continue
            if event == "end":
                self.end(element)
                styles.pop()
                if element is not part:
                    self.text(element.tail, styles[-1])
                continue
            style = _inherit(styles[-1], element)
            styles.append(style)
            if element.tag in _DROPPED or self.table(element):
                walker.skip_subtree()
                continue
            self.start(element)
            self.text(element.text, style)
        self.flush()

    def start(self, element: _Element) -> None:
        if element.tag in _BLOCKS:
            self.flush()
        if element.tag == "li":
            self.entry = element
        elif element.tag in {"td", "table"}:
            self.entry = None

    def end(self, element: _Element) -> None:
        if element.tag in _BLOCKS:
            self.flush()
        if element.tag == "li" and self.entry is element:
            self.entry = None

    def table(self, element: _Element) -> bool:
        """Take a data table up as a block."""
        if element.tag != "table" or self.depth >= _DEEPEST or not html_tables.is_data_table(element):
            return False
        self.flush()
        for caption in element.iterchildren("caption"):
            self.blocks += blocks_of([caption], self.settings, self.depth + 1)
        table = html_tables.build(element, self.cell_text, self.settings.max_table_cells - self.cells)
        if table:
            self.cells += table.rows * table.cols
            self.add(Block(kind="table", table=table))
        return True

    def cell_text(self, cell: _Element) -> str:
        """A cell's paragraphs, split by line feeds; a table within as lines, its cells apart by tabs."""
        lines: list[str] = []
        for entry in blocks_of([cell], self.settings, self.depth + 1):
            table = entry.block.table
            if table is None:
                lines.append(entry.block.text)
                continue
            rows: dict[int, list[str]] = {}
            for inner in table.cells:
                rows.setdefault(inner.row, []).append(inner.text.replace("\n", " "))
            lines += ["\t".join(row) for row in rows.values()]
        return "\n".join(lines)

    def text(self, text: str | None, style: _Style) -> None:
        if not text:
            return
        if style.pre and _BREAKS.search(text):
            first, *rest = _BREAKS.split(text)
            self.piece(first, style)
            for line in rest:
                self.flush()
                self.piece(line, style)
            return
        self.piece(text, style)

    def piece(self, text: str, style: _Style) -> None:
        chars = len(_NOT_SPACE.findall(text))
        if chars and not self.counts[0]:
            self.first = style
        self.counts[0] += chars
        self.counts[1] += chars if style.bold else 0
        self.counts[2] += chars if style.linked else 0
        self.pieces.append(superscript(text) if style.raised else text)

    def flush(self) -> None:
        """Write the paragraph that was gathered, if it has text."""
        if not self.pieces:
            return
        text = clean(collapse("".join(self.pieces)))
        chars, bold, linked = self.counts
        self.pieces, self.counts = [], [0, 0, 0]
        if not text:
            return
        marker = None
        if self.entry is not None:
            marker = self.numbers.marker_of(self.entry, text)
            text = f"{marker}{'' if _WIDE.match(marker[-1]) else ' '}{text}" if marker else text
            self.entry = None
        style = self.first
        block = Block(text, heading=style.heading, marker=marker, align=style.align, bold=bold >= chars)
        self.add(block, linked / max(1, chars))

    def add(self, block: Block, links: float = 0.0) -> None:
        self.blocks.append(PageBlock(block, links))
        if len(self.blocks) > self.settings.max_blocks:
            raise ReadError("网页的段落过多", "请只保存网页的正文部分再试", code="too_large")


def collapse(text: str) -> str:
    """White space as a browser shows it: one space; none where a line of the source ends between wide characters."""

    def one(match: re.Match[str]) -> str:
        if "\n" not in match[0] and "\r" not in match[0]:
            return " " if match[0].strip("\u200b\ufeff") else ""
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        return "" if _WIDE.match(before) and _WIDE.match(after) else " "

    return _SPACE.sub(one, text)


def _inherit(above: _Style, element: _Element) -> _Style:
    tag, attributes = element.tag, element.attrib
    if not attributes and tag not in _SPECIAL:
        return above
    css = attributes.get("style", "")
    align = _ALIGN.search(css) if css else None
    named = (align[1] if align else attributes.get("align", "")).lower() if tag != "table" else ""
    weight = _WEIGHT.search(css) if css else None
    bold = above.bold or tag in _BOLD
    if weight:
        bold = weight[1].lower() in {"bold", "bolder"} or weight[1][:1] in "6789"
    return _Style(
        align=_ALIGNS.get(named) or ("center" if tag == "center" else above.align),
        bold=bold,
        heading=int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else above.heading,
        linked=above.linked or tag == "a",
        raised=above.raised or tag == "sup",
        pre=above.pre or tag == "pre" or bool(css and _PRE.search(css)),
    )


_SPECIAL = _BOLD | {"a", "sup", "center", "pre"}
