"""The Word report: real headings, tables with repeated heads, redlines, page numbers, A4."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from tiaokuan.output.reports import docx_report
from tiaokuan.output.reports.report import build
from tiaokuan.output.reports.rows import COLUMNS
from tiaokuan.tests.reports.sample import report


@pytest.fixture(scope="module")
def data() -> bytes:
    return docx_report.render(build(report()))


@pytest.fixture(scope="module")
def document(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def test_headings_are_headings(document: Document) -> None:
    first = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert first == ["一、文件", "二、结论", "三、条款对照表", "四、未变事项与核算", "五、存疑", "六、签署"]
    second = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 2"]
    assert {"资金", "事项对照", "逐句核算", "由扫描件识别的文字（1）"} <= set(second)


def test_tables_repeat_their_head_and_keep_rows_whole(document: Document) -> None:
    assert len(document.tables) >= 8
    for table in document.tables:
        head = table.rows[0]._tr.trPr
        assert head is not None
        assert head.find(qn("w:tblHeader")) is not None
        whole = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]
        assert all(whole), "no row is long here"
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in list(table.rows)[1:])


def test_the_table_of_clauses(document: Document) -> None:
    (table,) = [t for t in document.tables if [c.text for c in t.rows[0].cells] == list(COLUMNS)]
    row = table.rows[3]
    old, new = ([run for p in row.cells[i].paragraphs for run in p.runs] for i in (1, 2))
    assert [run.text for run in old if run.font.strike] == ["30万元", "60%"]
    assert [run.text for run in new if run.font.underline] == ["20万元", "70%"]
    assert row.cells[5].text == "□属实\n□有误\n□存疑"
    assert len(table.rows) == len(build(report()).rows) + 1


def test_pages_are_a4_and_turn_for_the_wide_table(document: Document) -> None:
    sections: list[Any] = list(document.sections)
    sizes = [(round(s.page_width.cm, 1), round(s.page_height.cm, 1)) for s in sections]
    assert sizes == [(21.0, 29.7), (29.7, 21.0), (21.0, 29.7)]
    for section in sections:
        room = section.page_width - section.left_margin - section.right_margin
        body = [t for t in document.tables if [c.text for c in t.rows[0].cells] == list(COLUMNS)]
        if section.page_width > section.page_height:
            assert sum(column.width for column in body[0].columns) <= room


def test_pages_are_numbered(data: bytes) -> None:
    footers = [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if "footer" in n and n.endswith(".xml")]
    texts = [zipfile.ZipFile(io.BytesIO(data)).read(name).decode() for name in footers]
    assert any('w:instr="PAGE"' in text and 'w:instr="NUMPAGES"' in text and "页" in text for text in texts)


def test_chinese_fonts_and_language(data: bytes) -> None:
    styles: Any = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml"))
    fonts = {
        style.get(qn("w:styleId")): style.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for style in styles.iter(qn("w:style"))
        if style.get(qn("w:styleId")) in ("Normal", "Title", "Heading1", "Cell")
    }
    assert fonts == {"Normal": "宋体", "Title": "黑体", "Heading1": "黑体", "Cell": "宋体"}
    assert {lang.get(qn("w:eastAsia")) for lang in styles.iter(qn("w:lang"))} == {"zh-CN"}


def test_hostile_text_is_in_it_and_the_file_opens(document: Document) -> None:
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("<script>alert(1)</script>" in text and "\ufffd" in text for text in texts)
