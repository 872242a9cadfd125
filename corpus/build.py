"""Make the corpus files that cannot be typed (docx, GBK, UTF-16) from ``corpus/sources``.

A source is a UTF-8 text, one paragraph a line. ``NAME.docx.txt`` becomes ``samples/NAME.docx``; ``NAME.gbk.txt`` and
``NAME.utf16.md`` become a text of the same name in that encoding. Everything else in ``samples`` is written by hand.
The output is the same, byte by byte, for the same source.

Markup of a docx source (a line that starts with ``#``; any other line is a body paragraph)::

    #numbering A chineseCounting %1、 | chineseCounting （%2） | decimal %3.    a multi-level list definition
    #header TEXT, #footer TEXT                          page furniture (the footer gets a page field)
    #title TEXT, #center TEXT, #right TEXT, #bold TEXT  paragraph forms
    #A0 TEXT                                            a paragraph numbered by Word: list A, level 0
    #A2! TEXT                                           the same, its level restarted at 1 (a new w:num with override)
    #textbox TEXT                                       a paragraph that holds a text box
    #pagebreak
    #table … #end                                       rows, cells split by ``|``; ``^`` joins the cell above,
                                                        ``<`` the one to the left; ``\\n`` in a cell begins a new
                                                        paragraph
    [-gone-] [+come+] [^a footnote^]                    inside a paragraph: tracked changes, a footnote

``python corpus/build.py`` writes the files; with ``--check`` it only compares, and exits 1 where one differs.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
SAMPLES = HERE / "samples"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
FOOTNOTES_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
INLINE = re.compile(r"\[-(?P<gone>.*?)-\]|\[\+(?P<come>.*?)\+\]|\[\^(?P<note>.*?)\^\]")
LISTED = re.compile(r"#(?P<name>[A-Z])(?P<level>\d)(?P<restart>!?) (?P<text>.*)")
STAMP = 'w:author="校对" w:date="2025-01-01T00:00:00Z"'


def _xml(body: str) -> Any:
    """Parse one WordprocessingML element, the ``w`` and ``v`` prefixes declared."""
    from docx.oxml import parse_xml

    head, rest = re.match(r"<([\w:]+)(.*)", body, re.S).groups()  # type: ignore[union-attr]
    return parse_xml(f'<{head} xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"{rest}')


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class DocxBuilder:
    """Builds one docx from a source; ``lists`` maps a list's name to its levels (numFmt, lvlText)."""

    def __init__(self) -> None:
        from docx import Document

        self.document = Document()
        self.lists: dict[str, int] = {}
        self.levels: dict[str, int] = {}
        self.nums = 100
        self.current: dict[str, int] = {}
        self.notes: list[str] = []
        self.changes = 0
        self.numbering = self.document.part.numbering_part.element
        for child in list(self.numbering):
            self.numbering.remove(child)

    def define(self, name: str, levels: str) -> None:
        """Add the abstract numbering of list ``name``: ``fmt text | fmt text …``."""
        abstract = len(self.lists) + 50
        rows = []
        for i, level in enumerate(levels.split("|")):
            fmt, _, text = level.strip().partition(" ")
            rows.append(
                f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="nothing"/>'
                f'<w:lvlText w:val="{_escape(text)}"/><w:lvlJc w:val="left"/></w:lvl>'
            )
        element = _xml(
            f'<w:abstractNum w:abstractNumId="{abstract}"><w:multiLevelType w:val="multilevel"/>{"".join(rows)}'
            "</w:abstractNum>"
        )
        first_num = next((c for c in self.numbering if c.tag.endswith("}num")), None)
        if first_num is None:
            self.numbering.append(element)
        else:
            first_num.addprevious(element)
        self.lists[name] = abstract
        self.current[name] = self._num(abstract, None)

    def _num(self, abstract: int, restart: int | None) -> int:
        self.nums += 1
        override = (
            "" if restart is None else f'<w:lvlOverride w:ilvl="{restart}"><w:startOverride w:val="1"/></w:lvlOverride>'
        )
        self.numbering.append(
            _xml(f'<w:num w:numId="{self.nums}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        )
        return self.nums

    def listed(self, name: str, level: int, restart: bool, text: str) -> None:
        """A paragraph whose number Word makes."""
        if restart:
            self.current[name] = self._num(self.lists[name], level)
        paragraph = self.document.add_paragraph()
        properties = paragraph._p.get_or_add_pPr()
        properties.append(_xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{self.current[name]}"/></w:numPr>'))
        self.fill(paragraph, text)

    def fill(self, paragraph: Any, text: str) -> None:
        """Put text with its inline markup into a paragraph."""
        at = 0
        for match in INLINE.finditer(text):
            if match.start() > at:
                paragraph.add_run(text[at : match.start()])
            self._inline(paragraph, match)
            at = match.end()
        if at < len(text):
            paragraph.add_run(text[at:])

    def _inline(self, paragraph: Any, match: re.Match[str]) -> None:
        self.changes += 1
        if match["gone"] is not None:
            body = f'<w:r><w:delText xml:space="preserve">{_escape(match["gone"])}</w:delText></w:r>'
            paragraph._p.append(_xml(f'<w:del w:id="{self.changes}" {STAMP}>{body}</w:del>'))
        elif match["come"] is not None:
            body = f'<w:r><w:t xml:space="preserve">{_escape(match["come"])}</w:t></w:r>'
            paragraph._p.append(_xml(f'<w:ins w:id="{self.changes}" {STAMP}>{body}</w:ins>'))
        else:
            self.notes.append(match["note"])
            paragraph._p.append(_xml(f'<w:r><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'))

    def form(self, kind: str, text: str) -> None:
        """A title, centred, right-aligned or bold paragraph."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.document.add_paragraph()
        self.fill(paragraph, text)
        if kind in ("title", "center"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if kind == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if kind in ("title", "bold"):
            for run in paragraph.runs:
                run.bold = True

    def textbox(self, text: str) -> None:
        """A paragraph holding only a (VML) text box."""
        self.document.add_paragraph()._p.append(
            _xml(
                '<w:r><w:pict><v:shape style="width:200pt;height:40pt"><v:textbox><w:txbxContent><w:p><w:r>'
                f"<w:t>{_escape(text)}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
            )
        )

    def table(self, rows: list[list[str]]) -> None:
        """A table; ``^`` and ``<`` merge a cell with its neighbour above or to the left."""
        table = self.document.add_table(rows=len(rows), cols=max(map(len, rows)), style="Table Grid")
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                self._cell(table, r, c, text)

    @staticmethod
    def _cell(table: Any, r: int, c: int, text: str) -> None:
        cell = table.cell(r, c)
        if text in ("^", "<"):
            (table.cell(r - 1, c) if text == "^" else table.cell(r, c - 1)).merge(cell)
            merged = table.cell(r, c)
            for paragraph in merged.paragraphs[1:]:
                if not paragraph.text:
                    paragraph._p.getparent().remove(paragraph._p)
            return
        first, *rest = text.split("\\n")
        cell.text = first
        for line in rest:
            cell.add_paragraph(line)

    def furniture(self, kind: str, text: str) -> None:
        """The page header, or the footer with a page field."""
        section = self.document.sections[0]
        paragraph = (section.header if kind == "header" else section.footer).paragraphs[0]
        paragraph.text = text
        if kind == "footer":
            paragraph._p.append(_xml('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))

    def finish(self) -> bytes:
        """The docx as bytes, with fixed times."""
        import datetime

        if self.notes:
            self._add_footnotes()
        properties = self.document.core_properties
        properties.author = properties.last_modified_by = ""
        properties.created = properties.modified = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
        raw, fixed = io.BytesIO(), io.BytesIO()
        self.document.save(raw)
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
                info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(info, old.read(name))
        return fixed.getvalue()

    def _add_footnotes(self) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        notes = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>'
            f"<w:r><w:t>{_escape(note)}</w:t></w:r></w:p></w:footnote>"
            for i, note in enumerate(self.notes, 1)
        )
        blob = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{W}">{notes}</w:footnotes>'
        ).encode()
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, blob, package)
        self.document.part.relate_to(part, FOOTNOTES_REL)


def docx_from_source(source: str) -> bytes:
    """The docx that a source describes; ``ValueError`` for a directive that is not known."""
    builder, rows, in_table = DocxBuilder(), list[list[str]](), False
    for line in source.splitlines():
        if in_table:
            if line == "#end":
                builder.table(rows)
                in_table = False
            else:
                rows.append([cell.strip() for cell in line.split("|")])
        elif line == "#table":
            rows, in_table = [], True
        else:
            _paragraph(builder, line)
    return builder.finish()


def _paragraph(builder: DocxBuilder, line: str) -> None:
    """One line outside of a table."""
    listed = LISTED.fullmatch(line)
    word, _, rest = line.partition(" ")
    if listed:
        builder.listed(listed["name"], int(listed["level"]), bool(listed["restart"]), listed["text"])
    elif word == "#numbering":
        builder.define(*rest.split(" ", 1))
    elif word in ("#header", "#footer"):
        builder.furniture(word[1:], rest)
    elif word in ("#title", "#center", "#right", "#bold"):
        builder.form(word[1:], rest)
    elif word == "#textbox":
        builder.textbox(rest)
    elif word == "#pagebreak":
        builder.document.add_paragraph()._p.append(_xml('<w:r><w:br w:type="page"/></w:r>'))
    elif word.startswith("#"):
        raise ValueError(f"unknown directive: {line}")
    else:
        builder.fill(builder.document.add_paragraph(), line)


def build(source: Path) -> tuple[Path, bytes]:
    """The sample's path and bytes for one source; ``ValueError`` for a source name of no known kind."""
    stem, kind, extension = source.name.split(".")
    text = source.read_text("utf-8")
    if kind == "docx":
        return SAMPLES / f"{stem}.docx", docx_from_source(text)
    if kind == "gbk":
        return SAMPLES / f"{stem}.{extension}", text.replace("\n", "\r\n").encode("gbk")
    if kind == "utf16":
        return SAMPLES / f"{stem}.{extension}", b"\xff\xfe" + text.encode("utf-16-le")
    raise ValueError(f"unknown kind of source: {source.name}")


def main() -> int:
    """Write the samples, or with --check compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a file differs")
    check = parser.parse_args().check
    stale = []
    for source in sorted(p for p in SOURCES.iterdir() if p.is_file()):
        path, data = build(source)
        if not path.exists() or path.read_bytes() != data:
            stale.append(path.name)
            if not check:
                path.write_bytes(data)
    print("\n".join(stale) or "corpus/samples is up to date")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
