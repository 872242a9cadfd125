"""Workbooks: sheets as headings, lines and tables; values as displayed; nothing hidden, nothing twice."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.readers.xlsx import _display, read_xlsx


def save(book: Any) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(book: Any) -> SourceDocument:
    return read_xlsx(save(book), "表.xlsx")


def grid(document: SourceDocument, which: int = -1) -> dict[tuple[int, int], str]:
    table = [block.table for block in document.blocks if block.table is not None][which]
    return {(cell.row, cell.col): cell.text for cell in table.cells if cell.text}


def sheet_of_an_attachment() -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "附件2"
    sheet["A2"] = "创新券兑付汇总表"
    sheet.merge_cells("A2:D2")
    sheet["A4"], sheet["B4"], sheet["D4"] = "单位名称", "兑付金额（万元）", "备注"
    sheet.merge_cells("B4:C4")
    sheet["B5"], sheet["C5"] = "申请", "核定"
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("D4:D5")
    sheet.append(["甲厂", 12.5, 10, "首次\n申请"])
    sheet["A8"] = "注：金额保留一位小数。"
    return book


def test_lines_over_and_under_the_table_are_paragraphs() -> None:
    document = read(sheet_of_an_attachment())
    assert [block.text for block in document.blocks] == ["附件2", "创新券兑付汇总表", "", "注：金额保留一位小数。"]
    assert document.blocks[1].align == "center"


def test_merged_cells_come_once() -> None:
    document = read(sheet_of_an_attachment())
    table = document.blocks[2].table
    assert table is not None
    spans = {cell.text: (cell.row, cell.col, cell.rowspan, cell.colspan) for cell in table.cells if cell.text}
    assert spans["单位名称"] == (0, 0, 2, 1)
    assert spans["兑付金额（万元）"] == (0, 1, 1, 2)
    assert spans["核定"] == (1, 2, 1, 1)
    assert grid(document)[2, 3] == "首次\n申请"
    assert sum(cell.rowspan * cell.colspan for cell in table.cells) == table.rows * table.cols
    assert all(cell.header == (cell.row < 2) for cell in table.cells)


def test_sheets_are_headed_by_their_names_unless_these_say_nothing() -> None:
    book = openpyxl.Workbook()
    book.active.append(["名称", "数量"])
    book.active.append(["甲", 1])
    other = book.create_sheet("企业名单")
    other.append(["企业", "年份"])
    other.append(["乙", 2025])
    document = read(book)
    assert [(block.text, block.heading) for block in document.blocks if block.kind == "paragraph"] == [("企业名单", 1)]


def test_hidden_parts_are_left_out_with_a_warning() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ("名称", "金额", "底稿"), ("甲", 1, "不公开"), ("乙", 2, "不公开"):
        sheet.append(row)
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("计算").append(["不公开"])
    book["计算"].sheet_state = "hidden"
    document = read(book)
    assert grid(document) == {(0, 0): "名称", (0, 1): "金额", (1, 0): "甲", (1, 1): "1"}
    assert {warning.code for warning in document.warnings} == {"hidden_sheet", "hidden_cells"}


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (12, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "0%", "50%"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (12.0, "0.00", "12.00"),
        (30, '0"万元"', "30万元"),
        (dt.datetime(2025, 3, 1), "yyyy-mm-dd", "2025-03-01"),
        (dt.datetime(2025, 3, 1), 'yyyy"年"m"月"d"日"', "2025年3月1日"),
        (dt.datetime(2025, 3, 1), 'yyyy"年"m"月"', "2025年3月"),
        (dt.datetime(2025, 3, 1, 17, 0), "yyyy/m/d h:mm", "2025-03-01 17:00"),
        (True, "General", "是"),
        (" 甲 \n 乙 ", "@", "甲\n乙"),
        ("二〇二五年", "General", "二〇二五年"),
        (91440101, "0", "91440101"),
    ],
)
def test_values_as_displayed(value: object, code: str, shown: str) -> None:
    assert _display(value, code) == shown


def test_a_sheet_of_one_column_is_text() -> None:
    book = openpyxl.Workbook()
    for line in ("填表说明", "一、本表由申报单位填写。", "二、金额单位为万元。"):
        book.active.append([line])
    document = read(book)
    assert [block.text for block in document.blocks] == ["填表说明", "一、本表由申报单位填写。", "二、金额单位为万元。"]


def test_an_empty_workbook_has_no_blocks() -> None:
    assert read(openpyxl.Workbook()).blocks == []
