"""Word documents (.docx, .docm, .dotx; transitional and strict): blocks as Word displays them.

The package is read with zipfile and lxml directly, not through python-docx: the parser must refuse DTDs and bombs,
damaged side parts must not cost the text, and python-docx's model does not hold what is displayed (numbers, fields).

Decisions: a soft line break begins a new paragraph block; footnotes and endnotes follow the paragraph (or table) that
refers to them, without their number; a text box follows the paragraph that it is anchored in; an automatic table of
contents is left out; hidden text is left out with a warning; a bullet is part of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import ooxml
from tiaokuan.pipeline.readers.base import Block, ReaderWarning, SourceDocument, block_length
from tiaokuan.pipeline.readers.docx_numbering import Numbering
from tiaokuan.pipeline.readers.docx_runs import Content, Line, RunReader
from tiaokuan.pipeline.readers.docx_styles import Style, Styles
from tiaokuan.pipeline.readers.furniture import clean
from tiaokuan.pipeline.readers.ooxml import MC, R, W, attribute, is_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from tiaokuan.pipeline.settings import Settings

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Wrappers whose children stand in their place.
_WRAPPERS = frozenset(W + name for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_LINE = 360  # twentieths of a point: a line of body text
_WARNINGS = {
    "hidden": ("hidden_text", "文档中有 {} 个字符的隐藏文字，未计入正文"),
    "pictures": ("picture_skipped", "文档中有 {} 张图片，图片里的文字没有读取"),
    "objects": ("embedded_object", "文档中有 {} 个嵌入对象（如表格、公式），其内容没有读取"),
    "contents": ("contents_skipped", "自动生成的目录（{} 行）未计入正文"),
    "uncounted": ("number_not_shown", "有 {} 处用域代码编号，编号无法还原，请核对原文"),
    "chunks": ("embedded_document", "文档中嵌有 {} 个外部文档片段，其内容没有读取"),
}


def read_docx(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a .docx file, as displayed with all changes accepted.

    Postconditions: those of ``pipeline.readers.base``; ``marker`` and the beginning of ``text`` are the number that
    Word shows; headers, footers, comments and deleted text are not in the blocks. Raises ReadError:
    ``damaged_file``, ``encrypted_file``, ``too_large``.
    """
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    package = ooxml.Package.open(data, name, settings)
    main = _main_part(package)
    reader = _Body.of(package, main, settings)
    body = package.xml(main).find(W + "body")
    if body is None:
        raise ooxml.damaged(name)
    document = SourceDocument(reader.blocks_of(body), MEDIA_TYPE)
    document.metadata.update(_properties(package))
    document.warnings = reader.warnings()
    if any(part.endswith("vbaproject.bin") for part in package.names):
        document.warnings.append(ReaderWarning("macros_ignored", "文档带有宏，只读取文字，宏没有运行"))
    settings.check_text_length(sum(map(block_length, document.blocks)), name)
    return document


def _main_part(package: ooxml.Package) -> str:
    """The main document part, by the package's relationships; the usual name where they are damaged."""
    for kind, target, external in package.relationships("").values():
        if kind == "officeDocument" and not external and package.has(target):
            return target
    return "word/document.xml"


def _properties(package: ooxml.Package) -> dict[str, str]:
    """The title that the file's core properties give (often a template's: a hint only)."""
    tree = package.optional_xml("docProps/core.xml")
    title = tree.findtext("{http://purl.org/dc/elements/1.1/}title") if tree is not None else None
    return {"file_title": title} if title and (title := clean(title)) else {}


@dataclass(slots=True)
class _Body:
    """Reads the body (and table cells, text boxes, notes): the state that runs through a document."""

    settings: Settings
    styles: Styles
    numbering: Numbering
    runs: RunReader
    notes: dict[tuple[str, str], _Element]
    links: dict[str, tuple[str, str, bool]]
    package: ooxml.Package
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_WARNINGS, 0))
    blocks: int = 0
    cells: int = 0
    depth: int = 0

    @classmethod
    def of(cls, package: ooxml.Package, main: str, settings: Settings) -> _Body:
        links = package.relationships(main)
        parts = {kind: target for kind, target, external in links.values() if not external}
        styles = Styles.of(package.optional_xml(parts.get("styles", "word/styles.xml")))
        numbering = Numbering.of(package.optional_xml(parts.get("numbering", "word/numbering.xml")), styles)
        notes: dict[tuple[str, str], _Element] = {}
        for kind in ("footnote", "endnote"):
            tree = package.optional_xml(parts.get(f"{kind}s", f"word/{kind}s.xml"))
            for note in tree.iterchildren(W + kind) if tree is not None else ():
                if attribute(note, "type") in {None, "normal"}:
                    notes[kind, attribute(note, "id") or ""] = note
        return cls(settings, styles, numbering, RunReader(styles), notes, links, package)

    def blocks_of(self, container: _Element) -> list[Block]:
        """The blocks of a body, cell, text box or note."""
        from tiaokuan.pipeline.readers.docx_tables import table_block

        if self.depth > self.settings.max_nesting // 8:
            raise ReadError("文档的表格或文本框嵌套过深", "请用 Word 简化后另存再试", code="too_large")
        self.depth += 1
        blocks: list[Block] = []
        floating: list[Block] = []
        pending = _Pending()
        for element in _flat(container):
            if element.tag == W + "p":
                before = len(blocks)
                self._paragraph(element, pending, blocks)
                if floating and len(blocks) > before:
                    blocks += floating
                    floating = []
            elif element.tag == W + "tbl":
                self._finish(pending, blocks)
                table = table_block(self, element)
                if _floats_below(element):
                    floating += table
                else:
                    blocks += table
            elif element.tag == W + "altChunk":
                blocks += self._chunk(element)
            elif element.tag == W + "sectPr" and pending.content is not None:
                self._finish(pending, blocks)
        self._finish(pending, blocks)
        self.depth -= 1
        return blocks + floating

    def _paragraph(self, paragraph: _Element, pending: _Pending, blocks: list[Block]) -> None:
        """Read a paragraph; where its mark is deleted (or hidden by a style separator) the next one joins it."""
        properties = paragraph.find(W + "pPr")
        chain = self.styles.of_paragraph(properties)
        content = self.runs.read(paragraph, chain)
        pending.join(content, self.styles.is_toc(chain))
        if _mark_gone(properties):
            pending.properties = pending.properties if pending.properties is not None else properties
            return
        pending.properties, pending.chain = properties, chain
        self._finish(pending, blocks)

    def _finish(self, pending: _Pending, blocks: list[Block]) -> None:
        """Write the paragraph that was gathered: its lines, then its text boxes and notes."""
        content, properties = pending.content, pending.properties
        if content is None:
            return
        chain = pending.chain if pending.chain is not None else self.styles.of_paragraph(properties)
        contents = pending.contents or content.contents
        pending.clear()
        for key in ("hidden", "pictures", "objects", "uncounted"):
            self.counts[key] += getattr(content, key)
        if contents:
            self.counts["contents"] += sum(bool(clean(line.text)) for line in content.lines)
            return
        blocks += self._lines(content.lines, properties, chain)
        for box in content.boxes:
            blocks += self.blocks_of(box)
        for note in content.notes:
            blocks += self.note_blocks(note)

    def _lines(self, lines: list[Line], properties: _Element | None, chain: list[Style]) -> list[Block]:
        marker, gap = self._marker(properties, chain, lines)
        align, heading = self.styles.align(properties, chain), self.styles.heading(properties, chain)
        fresh = is_on(_first(properties, chain, "pageBreakBefore"))
        blocks: list[Block] = []
        for line in lines:
            fresh = fresh or line.page_break
            text = clean(line.text)
            if marker:
                text, shown, marker = clean(f"{marker}{gap}{text}"), marker, ""
            elif text:
                shown = ""
            else:
                continue
            bold = line.chars > 0 and line.bold >= line.chars
            blocks.append(Block(text, heading=heading, marker=shown or None, align=align, bold=bold, page_break=fresh))
            fresh = False
        self.count_blocks(len(blocks))
        return blocks

    def _marker(self, properties: _Element | None, chain: list[Style], lines: list[Line]) -> tuple[str, str]:
        """The automatic number before a paragraph, and the gap after it."""
        place = self.numbering.place(properties, chain)
        if place is None or _hidden_mark(properties, lines):
            return "", ""
        marker = clean(self.numbering.number(place))
        if not marker:
            return "", ""
        gap = self.numbering.gap(place, marker)
        text = next((clean(line.text) for line in lines if clean(line.text)), "")
        if not gap and marker[-1:].isascii() and text[:1].isascii() and text[:1].isalnum():
            gap = " "
        return marker, gap

    def note_blocks(self, key: tuple[str, str]) -> list[Block]:
        """A note as footnote blocks; nothing for one that is missing. Each note is read once."""
        note = self.notes.pop(key, None)
        if note is None:
            return []
        blocks = self.blocks_of(note)
        for block in blocks:
            if block.kind == "paragraph":
                block.kind = "footnote"
        return blocks

    def _chunk(self, element: _Element) -> list[Block]:
        """The blocks of an embedded html or text chunk (``w:altChunk``); others are counted."""
        from tiaokuan.pipeline.readers import registry

        _, target, external = self.links.get(element.get(R + "id", ""), ("", "", True))
        if not external and self.package.has(target) and self.depth < 3:
            data = self.package.read(target)
            form = registry.format_of(data, target) if data.strip() else None
            if form is not None and form.id in {"html", "text", "docx"}:
                return registry.read(data, target, self.settings).blocks
        self.counts["chunks"] += 1
        return []

    def count_blocks(self, number: int) -> None:
        """Count blocks against the limit."""
        self.blocks += number
        if self.blocks > self.settings.max_blocks:
            raise ReadError("文档的段落过多", "请分成几个文件另存再试", code="too_large")

    def warnings(self) -> list[ReaderWarning]:
        """What was left out, each kind once."""
        found = []
        for key, (code, message) in _WARNINGS.items():
            if self.counts[key]:
                found.append(ReaderWarning(code, message.format(self.counts[key])))
        return found


@dataclass(slots=True)
class _Pending:
    """A paragraph that is not finished because its mark is deleted."""

    content: Content | None = None
    properties: _Element | None = None
    chain: list[Style] | None = None
    contents: bool = False

    def join(self, content: Content, contents: bool) -> None:
        """Take the next paragraph's content up behind what is there."""
        self.contents = contents and (self.content is None or self.contents)
        if self.content is None:
            self.content = content
            return
        own = self.content
        first, *rest = content.lines
        last = own.lines[-1]
        last.pieces += first.pieces
        last.chars += first.chars
        last.bold += first.bold
        own.lines += rest
        own.boxes += content.boxes
        own.notes += content.notes
        own.contents = own.contents and content.contents
        for key in ("hidden", "pictures", "objects", "uncounted"):
            setattr(own, key, getattr(own, key) + getattr(content, key))

    def clear(self) -> None:
        self.content = self.properties = self.chain = None
        self.contents = False


def _flat(container: _Element) -> Iterator[_Element]:
    """Paragraphs, tables and chunks of a container in order, wrappers opened; of alternatives one branch."""
    waiting = [child for child in reversed(container) if isinstance(child.tag, str)]
    while waiting:
        element = waiting.pop()
        if element.tag == W + "sdt":
            body = element.find(W + "sdtContent")
            if body is not None and not is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr")):
                waiting.append(body)
        elif element.tag in _WRAPPERS:
            waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
        elif element.tag == MC + "AlternateContent":
            branches = [b for b in element if isinstance(b.tag, str)]
            full = [b for b in branches if next(b.iter(W + "t"), None) is not None]
            for branch in (full or branches)[:1]:
                waiting.extend(child for child in reversed(branch) if isinstance(child.tag, str))
        else:
            yield element


def _floats_below(table: _Element) -> bool:
    """Whether a floating table stands below the first line of the paragraph after it, to which it is anchored
    (``w:tblpPr``, offset in twentieths of a point)."""
    place = table.find(f"{W}tblPr/{W}tblpPr")
    offset = attribute(place, "tblpY") or ""
    return attribute(place, "vertAnchor") == "text" and offset.isdigit() and int(offset) >= _LINE


def _mark_gone(properties: _Element | None) -> bool:
    """Whether a paragraph's mark is deleted by a tracked change, moved away, or a hidden style separator."""
    mark = properties.find(W + "rPr") if properties is not None else None
    if mark is None:
        return False
    if mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None:
        return True
    return is_on(mark.find(W + "vanish")) and is_on(mark.find(W + "specVanish"))


def _hidden_mark(properties: _Element | None, lines: list[Line]) -> bool:
    """Whether a paragraph is hidden as a whole: its mark is, and no text of it shows."""
    mark = properties.find(W + "rPr") if properties is not None else None
    return mark is not None and is_on(mark.find(W + "vanish")) and not any(clean(line.text) for line in lines)


def _first(properties: _Element | None, chain: list[Style], name: str) -> _Element | None:
    """A paragraph property, its own or its style's."""
    for source in (properties, *(style.paragraph for style in chain)):
        element = source.find(W + name) if source is not None else None
        if element is not None:
            return element
    return None
