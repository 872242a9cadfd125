"""The workbook: one row a change, figures that compute, texts that stay texts."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tiaokuan.output.reports import xlsx
from tiaokuan.output.reports.figures import Figure
from tiaokuan.output.reports.report import build
from tiaokuan.output.reports.xlsx_cells import number_format
from tiaokuan.tests.reports.sample import HOSTILE, report, side


@pytest.fixture(scope="module")
def data() -> bytes:
    return xlsx.render(build(report()))


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def test_one_row_a_change(book: Workbook) -> None:
    sheet = book["条款对照表"]
    notes = [note for row in build(report()).rows for note in row.notes]
    assert sheet.max_row == len(notes) + 1
    assert [cell.value for cell in sheet[1]] == [name for name, _ in (*xlsx.PRINTED, *xlsx.COMPUTED)]
    assert book.sheetnames == ["条款对照表", "文件与结论", "核算、存疑与未变"]


def test_the_head_stays_and_filters(book: Workbook) -> None:
    sheet = book["条款对照表"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:U{sheet.max_row}"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["D"].width > 30
    assert sheet["D2"].alignment.wrap_text
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"属实,有误,存疑"'


def test_no_cell_is_a_formula(data: bytes, book: Workbook) -> None:
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    sheets = [zipfile.ZipFile(io.BytesIO(data)).read(name).decode() for name in names if "worksheets/sheet" in name]
    assert len(sheets) == 3
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    cells = [cell for sheet in book for row in sheet for cell in row if str(cell.value or "").startswith("=")]
    assert cells
    assert all(cell.data_type != "f" and cell.quotePrefix for cell in cells)
    assert any(HOSTILE[:20] in str(cell.value) for cell in cells)


def test_figures_are_numbers_with_their_unit(book: Workbook) -> None:
    sheet = book["条款对照表"]
    names = [cell.value for cell in sheet[1]]
    rows = {str(row[names.index("变化说明")].value): row for row in sheet.iter_rows(min_row=2)}
    cut = rows["由30万元/家调整为20万元/家，下调10万元（33.3%）"]
    old, new, difference, share = (cut[names.index(name)] for name in ("旧数值", "新数值", "增减", "增减幅度"))
    assert (old.value, new.value, difference.value, share.value) == (300000, 200000, -100000, -0.3333)
    assert old.number_format == '#,##0"元"'
    assert difference.number_format == '+#,##0"元";-#,##0"元";#,##0"元"'
    rate = rows["由不低于60%调整为不低于70%"]
    assert [rate[names.index(name)].value for name in ("旧数值", "新数值", "增减", "增减幅度")] == [0.6, 0.7, 0.1, None]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Figure(300000, "money", "元"), '#,##0"元"'),
        (Figure(0.5, "money", "元"), '#,##0.0#"元"'),
        (Figure(0.6, "rate"), "0%"),
        (Figure(0.035, "rate"), "0.0#%"),
        (Figure(5, "count", '家"'), '#,##0"家"'),
        (Figure(5, "count"), "#,##0"),
    ],
)
def test_number_formats(value: Figure, expected: str) -> None:
    assert number_format(value) == expected


def test_redlines_are_rich_text(data: bytes) -> None:
    strings = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode()
    assert re.search(r"<r><rPr><strike/>.*?<t>30万元</t></r>", strings)
    assert re.search(r"<r><rPr><b/><u/>.*?<t>20万元</t></r>", strings)


def test_a_clause_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = "甲" * 40_000
    clause = {"number": 1, "kind": "removed", "severity": "substantive", "redline": [["-", long]], "change_ids": ["s2"]}
    found = xlsx.render(build(report(clauses=[{**clause, "old": side("o3", "二、", long)}])))
    sheet = openpyxl.load_workbook(io.BytesIO(found))["条款对照表"]
    texts = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert max(map(len, texts)) <= 32_767
    assert any(text.endswith("……（过长，其余见原文）") for text in texts)


def test_a_long_clause_shows_what_stands_around_its_changes() -> None:
    kept = xlsx.shortened([("=", "甲" * 600), ("-", "30万元"), ("=", "乙" * 20)])
    assert [op for op, _ in kept] == ["=", "-", "="]
    assert xlsx.SHORTENED in kept[0][1]
    assert (kept[1][1], kept[2][1]) == ("30万元", "乙" * 20)
    assert xlsx.shortened([("=", "甲" * 100)]) == (("=", "甲" * 100),)
