"""The text of one Word paragraph: runs, fields, tracked changes, breaks, references; ECMA-376 17.3.

Tracked changes are read as accepted: inserted and moved-in text stays, deleted and moved-away text goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.docx_styles import Style, Styles
from tiaokuan.pipeline.readers.ooxml import MC, W, attribute, child_value, is_on
from tiaokuan.pipeline.readers.symbols import composed, superscript, symbol_text

if TYPE_CHECKING:
    from lxml.etree import _Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TOC = re.compile(r"^\s*TOC\b", re.I)
_COUNTED = re.compile(r"^\s*(?:AUTONUM|AUTONUMLGL|AUTONUMOUT|LISTNUM)\b", re.I)
_LINE_BREAKS = re.compile(r"[\r\n]+")
# Children that are no text, or belong to what is left out.
_SKIPPED = frozenset(
    W + name
    for name in (
        "pPr",
        "rPr",
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "instrText",
        "rt",
        "commentReference",
        "annotationRef",
        "footnoteRef",
        "endnoteRef",
        "separator",
        "continuationSeparator",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tcPr",
        "trPr",
        "smartTagPr",
        "customXmlPr",
        "softHyphen",
        "lastRenderedPageBreak",
        "fldData",
        "pgNum",
    )
)


@dataclass(slots=True)
class Fields:
    """The complex fields that are open, across paragraphs: each its instruction text, and whether its result began."""

    stack: list[tuple[list[str], bool]] = field(default_factory=list)

    def begin(self) -> None:
        self.stack.append(([], False))

    def separate(self) -> None:
        if self.stack:
            self.stack[-1] = (self.stack[-1][0], True)

    def end(self) -> tuple[str, bool]:
        """Close the innermost field: its instruction, and whether it had a result."""
        if not self.stack:
            return "", True
        words, result = self.stack.pop()
        return "".join(words), result

    def leave_instructions(self) -> None:
        """At a paragraph's end: an instruction does not run on, lest a field that is never closed swallow the text."""
        self.stack = [(words, True) for words, _ in self.stack]

    @property
    def in_instruction(self) -> bool:
        """Whether text here is part of an instruction, not of a result."""
        return any(not result for _, result in self.stack)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is being generated here."""
        return any(result and _TOC.match("".join(words)) for words, result in self.stack)


@dataclass(slots=True)
class Line:
    """A displayed line of a paragraph (soft and page breaks part them)."""

    pieces: list[str] = field(default_factory=list)
    chars: int = 0
    bold: int = 0
    page_break: bool = False

    @property
    def text(self) -> str:
        return "".join(self.pieces)


@dataclass(slots=True)
class Content:
    """What a paragraph holds: its lines, text boxes anchored in it, notes it refers to, things left out."""

    lines: list[Line] = field(default_factory=lambda: [Line()])
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: int = 0
    pictures: int = 0
    objects: int = 0
    uncounted: int = 0
    contents: bool = False


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs of one document; keeps the fields that run across them."""

    styles: Styles
    fields: Fields = field(default_factory=Fields)

    def read(self, paragraph: _Element, chain: list[Style]) -> Content:
        """The content of a ``w:p`` whose style chain is ``chain``."""
        self.fields.leave_instructions()
        content = Content(contents=self.fields.in_contents)
        self._children(paragraph, content, chain)
        content.contents = content.contents or self.fields.in_contents
        return content

    def _children(self, element: _Element, content: Content, chain: list[Style]) -> None:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            self._child(child, content, chain)

    def _child(self, child: _Element, content: Content, chain: list[Style]) -> None:
        tag = child.tag
        if tag == W + "r":
            self._run(child, content, chain)
        elif tag == W + "sdt":
            body = child.find(W + "sdtContent")
            placeholder = child.find(f"{W}sdtPr/{W}showingPlcHdr")
            if body is not None and not is_on(placeholder):
                self._children(body, content, chain)
        elif tag == MC + "AlternateContent":
            self._alternate(child, content, chain)
        elif tag == W + "ruby":
            base = child.find(W + "rubyBase")
            if base is not None:
                self._children(base, content, chain)
        elif tag.startswith(_M):
            self._put(_math(child), content, None, chain)
        elif tag == W + "fldSimple" and _TOC.match(attribute(child, "instr") or ""):
            content.contents = True
        else:
            self._children(child, content, chain)

    def _alternate(self, element: _Element, content: Content, chain: list[Style]) -> None:
        """One branch of an AlternateContent: the first with text of its own or in boxes, else the first."""
        branches = [b for b in element if isinstance(b.tag, str)]
        full = [b for b in branches if next(b.iter(W + "t", _M + "t"), None) is not None]
        for branch in (full or branches)[:1]:
            self._run_children(branch, content, None, chain)

    def _run(self, run: _Element, content: Content, chain: list[Style]) -> None:
        properties = run.find(W + "rPr")
        if properties is not None and properties.find(W + "del") is not None and len(run) == 1:
            return
        self._run_children(run, content, properties, chain)

    def _run_children(self, run: _Element, content: Content, properties: _Element | None, chain: list[Style]) -> None:
        for child in run:
            if not isinstance(child.tag, str):
                continue
            if child.tag == W + "instrText" and self.fields.stack and not self.fields.stack[-1][1]:
                self.fields.stack[-1][0].append(child.text or "")
            elif child.tag == W + "fldChar":
                self._field(child, content, properties, chain)
            elif child.tag not in _SKIPPED:
                self._run_child(child, content, properties, chain)

    def _run_child(self, child: _Element, content: Content, properties: _Element | None, chain: list[Style]) -> None:
        name = child.tag.rpartition("}")[2]
        if child.tag == W + "t":
            text = child.text or ""
            if child.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
                text = text.strip(" \t\r\n")
            self._put(_LINE_BREAKS.sub(" ", text), content, properties, chain)
        elif name in {"tab", "ptab"}:
            self._put("\t", content, properties, chain)
        elif name in {"br", "cr"}:
            self._break(child, content, properties, chain)
        elif name == "noBreakHyphen":
            self._put("-", content, properties, chain)
        elif name == "sym":
            self._put(_symbol(child), content, properties, chain)
        elif name in {"footnoteReference", "endnoteReference"}:
            content.notes.append((name.removesuffix("Reference"), attribute(child, "id") or ""))
        elif name in {"drawing", "pict", "object"}:
            self._picture(child, content)
        elif (
            name in {"AlternateContent", "ruby"}
            or child.tag.startswith(_M)
            or name in {"r", "ins", "moveTo", "hyperlink", "smartTag", "sdt", "fldSimple", "bdo", "dir"}
        ):
            self._child(child, content, chain)

    def _break(self, child: _Element, content: Content, properties: _Element | None, chain: list[Style]) -> None:
        if not self.fields.in_instruction and not self.styles.toggle("vanish", properties, chain):
            content.lines.append(Line(page_break=attribute(child, "type") == "page"))

    def _field(self, child: _Element, content: Content, properties: _Element | None, chain: list[Style]) -> None:
        kind = attribute(child, "fldCharType")
        if kind == "begin":
            self.fields.begin()
            box = child.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                state = box.find(W + "checked")
                on = is_on(state) if state is not None else is_on(box.find(W + "default"))
                self.fields.stack.pop()
                self._put("☑" if on else "☐", content, properties, chain)
                self.fields.begin()
        elif kind == "separate":
            self.fields.separate()
        elif kind == "end":
            instruction, result = self.fields.end()
            if not result:
                self._put(composed(instruction) or "", content, properties, chain)
                content.uncounted += _COUNTED.match(instruction) is not None

    def _put(self, text: str, content: Content, properties: _Element | None, chain: list[Style]) -> None:
        if not text or self.fields.in_instruction:
            return
        if self.styles.toggle("vanish", properties, chain):
            content.hidden += len(text.strip())
            return
        if properties is not None and child_value(properties, "vertAlign") == "superscript":
            text = superscript(text)
        line = content.lines[-1]
        chars = len(text) - text.count(" ") - text.count("\u3000")
        line.chars += chars
        if chars and self.styles.toggle("b", properties, chain):
            line.bold += chars
        fonts = properties.find(W + "rFonts") if properties is not None else None
        line.pieces.append(
            symbol_text(text, attribute(fonts, "ascii") or "", "•") if fonts is not None else symbol_text(text)
        )

    def _picture(self, element: _Element, content: Content) -> None:
        """A drawing: its text boxes are read after the paragraph; a picture or an embedded object is counted."""
        if self.fields.in_instruction:
            return
        boxes = list(_outermost_boxes(element))
        content.boxes += boxes
        if element.tag == W + "object" or any(
            True for _ in element.iter("{urn:schemas-microsoft-com:office:office}OLEObject")
        ):
            content.objects += 1
        elif not boxes:
            content.pictures += 1


def _outermost_boxes(element: _Element) -> list[_Element]:
    """The text boxes of a drawing that are not within another; of an AlternateContent, those of one branch."""
    found: list[_Element] = []
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.tag == W + "txbxContent":
            found.append(node)
            continue
        children = [child for child in node if isinstance(child.tag, str)]
        if node.tag == MC + "AlternateContent":
            full = [branch for branch in children if next(branch.iter(W + "txbxContent"), None) is not None]
            children = (full or children)[:1]
        waiting.extend(reversed(children))
    return found


def _symbol(element: _Element) -> str:
    code = attribute(element, "char") or ""
    if not re.fullmatch(r"[0-9A-Fa-f]{1,5}", code):
        return ""
    number = int(code, 16)
    if 0xD800 <= number <= 0xDFFF:
        return ""
    return symbol_text(chr(number), attribute(element, "font") or "", "•")


def _math(element: _Element) -> str:
    """A formula as plain text: fractions as a/b, the rest in the order of the document."""
    text = ""
    waiting: list[_Element | str] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            text += node
        elif node.tag == _M + "t":
            text += node.text or ""
        elif node.tag == _M + "f":
            top, bottom = node.find(_M + "num"), node.find(_M + "den")
            parts: list[_Element | str] = [part for part in (top, "/", bottom) if part is not None]
            waiting.extend(reversed(parts))
        else:
            waiting.extend(child for child in reversed(node) if isinstance(child.tag, str))
    return text
