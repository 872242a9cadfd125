"""What a Word report is made of: styles with Chinese fonts, sections, tables, redlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tiaokuan.pipeline.report_model import Piece

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

DARK, FAINT = RGBColor(0x1C, 0x1C, 0x1C), RGBColor(0x5C, 0x5C, 0x5C)
GONE, COME = RGBColor(0xB3, 0x26, 0x1E), RGBColor(0x0B, 0x5A, 0x2A)
_SONG, _HEI, _LATIN = "宋体", "黑体", "Times New Roman"
_SHORT, _LONG_SIDE = Cm(21.0), Cm(29.7)  # A4, ISO 216
_LONG_CELL = 300  # characters
_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, width in centimetres, alignment."""

    name: str
    width: float
    align: str = "left"


def new_document(title: str, subject: str) -> DocxDocument:
    """An empty upright A4 document with the report's styles and page numbers."""
    document: DocxDocument = Document()
    properties = document.core_properties
    properties.title, properties.subject, properties.author, properties.comments = title, subject[:255], "", ""
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    _styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = _SHORT, _LONG_SIDE
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.footer_distance = Cm(1)
    _page_numbers(section.footer.paragraphs[0])
    return document


def turn(document: DocxDocument, *, across: bool) -> None:
    """Begin a section on a new page, across or upright; head and foot go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG_SIDE, _SHORT) if across else (_SHORT, _LONG_SIDE)
    section.left_margin = section.right_margin = Cm(1.3 if across else 2)


def _styles(document: DocxDocument) -> None:
    styles = document.styles
    _style(styles["Normal"], _SONG, 11, line=1.4, after=4)
    _style(styles["Title"], _HEI, 20, bold=False, align="center", before=6, after=4)
    _style(styles["Subtitle"], _SONG, 11, align="center", after=8, colour=FAINT)
    _style(styles["Heading 1"], _HEI, 14, before=14, after=6)
    _style(styles["Heading 2"], _HEI, 11.5, before=10, after=4)
    for name, size, line in (("Cell", 9.5, 1.2), ("Clause", 9.5, 1.3), ("List Number Plain", 11, 1.35)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _style(style, _SONG, size, line=line, after=2 if name == "List Number Plain" else 1)
    indent = styles["List Number Plain"].paragraph_format
    indent.left_indent, indent.first_line_indent = Cm(0.8), Cm(-0.8)
    styles["Clause"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:eastAsia"), "zh-CN")
    border = styles["Title"].element.find(f".//{qn('w:pBdr')}")
    if border is not None:
        border.getparent().remove(border)


def _style(
    style: Any, font: str, size: float, *, bold: bool | None = None, align: str = "", line: float = 1.25,
    before: float = 0, after: float = 0, colour: RGBColor = DARK,
) -> None:  # fmt: skip
    """Set a paragraph style's fonts (East Asian and Latin), size in points, spacing in points."""
    style.font.name, style.font.size, style.font.color.rgb = _LATIN, Pt(size), colour
    style.font.bold, style.font.italic = bold, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), font)
    paragraph = style.paragraph_format
    paragraph.line_spacing, paragraph.space_before, paragraph.space_after = line, Pt(before), Pt(after)
    if align:
        paragraph.alignment = _ALIGN[align]


def _page_numbers(paragraph: Paragraph) -> None:
    """第 X 页　共 Y 页, as fields."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页　共 ", "NUMPAGES"), (" 页", "")):
        run = paragraph.add_run(text)
        run.font.size = Pt(9)
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            inner = OxmlElement("w:r")
            properties, size, shown = OxmlElement("w:rPr"), OxmlElement("w:sz"), OxmlElement("w:t")
            size.set(qn("w:val"), "18")
            shown.text = "1"
            properties.append(size)
            inner.extend([properties, shown])
            simple.append(inner)
            paragraph._p.append(simple)


def add_table(document: DocxDocument, columns: Sequence[Column], rows: int, *, height: float | None = None) -> Table:
    """A ruled table with its head filled and repeated on every page, and ``rows`` empty rows (``height`` in cm)."""
    table: Table = document.add_table(rows + 1, len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _margins(table)
    for grid, column in zip(table.columns, columns, strict=True):
        grid.width = Cm(column.width)
    for number, row in enumerate(table.rows):
        for cell, column in zip(row.cells, columns, strict=True):
            cell.width = Cm(column.width)  # Word goes by the cells, LibreOffice by the grid
            first = cell.paragraphs[0]
            _set_style(first, "Cell")
            first.alignment = _ALIGN[column.align if number else "center"]
            if number == 0:
                fill(cell, column.name, bold=True)
                _shade(cell)
        if number == 0:
            _row_property(row._tr, "w:tblHeader")
        elif height is not None:
            row.height, row.height_rule = Cm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    return table


def _margins(table: Table) -> None:
    """Room above and below the text of every cell, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", 45), ("left", 90), ("bottom", 45), ("right", 90)):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(width))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))  # the schema wants the margins before it
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)


def _row_property(row: Any, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), "E7EAEE")
    cell._tc.get_or_add_tcPr().append(shade)


def add_paragraph(cell: _Cell, style: str) -> Paragraph:
    """A further paragraph of a cell."""
    paragraph: Paragraph = cell.add_paragraph()
    _set_style(paragraph, style)
    return paragraph


def _set_style(paragraph: Paragraph, style_id: str) -> None:
    """By id: python-docx looks through all styles for a name, which takes most of the time of a long report."""
    paragraph._p.style = style_id


def fill(cell: _Cell, text: str, *, bold: bool = False, colour: RGBColor | None = None) -> None:
    """Write a text into an empty cell; line feeds become line breaks."""
    run = cell.paragraphs[0].add_run(text)
    run.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour


def rewrite(paragraph: Paragraph, pieces: Sequence[Piece]) -> None:
    """Write a redline: struck out what is gone, underlined what is new."""
    for op, text in pieces:
        run = paragraph.add_run(text)
        if op == "-":
            run.font.strike, run.font.color.rgb = True, GONE
        elif op == "+":
            run.font.underline, run.font.color.rgb = True, COME


def keep_whole(row: Any) -> None:
    """Keep a row on one page. Not for long ones: LibreOffice cuts off what the page cannot hold."""
    if max(len(cell.text) for cell in row.cells) < _LONG_CELL:
        _row_property(row._tr, "w:cantSplit")


def finish(document: DocxDocument) -> None:
    """Keep short rows whole, and tell Word that quotation marks, which Latin and Chinese share, are Chinese ones."""
    for table in document.tables:
        for row in table.rows:
            keep_whole(row)
    for run in document.element.body.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
