"""XLSX for people: one row a fact, one a document, one a material under the headings of 政务服务 lists, and a note with
schema version and cursor. Text is written as text: nothing that a document says can become a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiaokuan.output import labels
from tiaokuan.output.export import Exporting, whole
from tiaokuan.output.export_rows import Record, document_row, fact_row
from tiaokuan.output.labels import label
from tiaokuan.pipeline.catalogue_export import Export
from tiaokuan.pipeline.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_ROWS = 1_048_576  # what a sheet can hold, its head included
_TEXT = 32_767  # what a cell can hold
_CODES = {
    **labels.CATEGORIES,
    **labels.FORMS,
    **labels.PERIOD_ROLES,
    **labels.AMOUNT_KINDS,
    **labels.MEASURES,
    **labels.POLARITIES,
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, value from a record, and the form of its
    numbers (``plain``, ``number`` with thousands, ``share`` in percent)."""

    heading: str
    width: int
    value: Callable[[Record], Any]
    form: str = "plain"


def _key(name: str) -> Callable[[Record], Any]:
    return lambda row: row[name]


def _fact(name: str) -> Callable[[Record], Any]:
    return lambda row: row["fact"].get(name)


FACTS = (
    Column("文件标题", 36, _key("title")),
    Column("文号", 20, _key("doc_number")),
    Column("地区", 12, _key("region")),
    Column("年度", 7, _key("year")),
    Column("系列", 7, _key("series")),
    Column("事项", 30, _key("item")),
    Column("要素类别", 10, lambda row: label(labels.KINDS, row["kind"])),
    Column("内容", 44, _key("words")),
    Column("细类", 12, lambda row: label(_CODES, row["code"])),
    Column("数值下限", 14, _key("value_min"), "number"),
    Column("数值上限", 14, _key("value_max"), "number"),
    Column("比例下限", 10, _key("rate_min"), "share"),
    Column("比例上限", 10, _key("rate_max"), "share"),
    Column("单位", 8, _key("unit")),
    Column("币种", 7, _key("currency")),
    Column("起", 13, _key("starts")),
    Column("止", 13, _key("ends")),
    Column("期限（ISO 8601）", 13, _key("duration")),
    Column("出处", 20, _key("place")),
    Column("页", 5, _key("page")),
    Column("原文", 60, _key("quote")),
    Column("要素编号", 14, _key("fact_id")),
    Column("文件 SHA-256", 20, _key("sha256")),
)
DOCUMENTS = (
    Column("标题", 44, _key("title")),
    Column("类型", 10, lambda row: label(labels.DOC_TYPES, row["doc_type"])),
    Column("文号", 22, _key("doc_number")),
    Column("发文机关", 30, lambda row: "、".join(row["issuers"] or ())),
    Column("地区", 12, _key("region")),
    Column("地区代码", 10, _key("region_code")),
    Column("年度", 7, _key("year")),
    Column("成文日期", 13, _key("issued_on")),
    Column("系列", 7, _key("series")),
    Column("要素数", 8, _key("facts")),
    Column("文件名", 30, _key("file")),
    Column("规则版本", 20, _key("engine")),
    Column("SHA-256", 20, _key("sha256")),
)
#: Headings as the lists of materials in 政务服务 have them; a blank means "not stated", never zero or no.
MATERIALS = (
    Column("文件标题", 36, _key("title")),
    Column("事项", 30, _key("item")),
    Column("材料名称", 40, _fact("name")),
    Column("原件份数", 10, lambda row: _copies(row, "original")),
    Column("复印件份数", 11, lambda row: _copies(row, "copy")),
    Column("复印件要求", 14, lambda row: "加盖公章" if row["fact"]["sealed"] and row["code"] == "copy" else None),
    Column("材料形式", 10, lambda row: label(labels.FORMS, row["code"])),
    Column("加盖公章", 10, lambda row: "是" if row["fact"]["sealed"] else None),
    Column("填报须知", 30, _fact("condition")),
    Column("空白表格", 12, _fact("attachment")),
    Column("包括", 30, lambda row: "、".join(row["fact"]["parts"])),
    Column("出处", 20, _key("place")),
    Column("原文", 60, _key("quote")),
    Column("文件 SHA-256", 20, _key("sha256")),
)


def _copies(row: Record, form: str) -> int | None:
    copies: int | None = row["fact"]["copies"] if row["code"] == form else None
    return copies


def _form(form: str, value: float) -> str:
    """The format of a number: whole ones without a decimal point (30万 is 300,000, half is 50%)."""
    scaled = value * 100 if form == "share" else value
    return form if form == "plain" or abs(scaled - round(scaled)) < 1e-9 else f"{form}_exact"


class _Sheet:
    """A growing sheet with a frozen head; it goes on in another one when it is full."""

    def __init__(self, book: Workbook, formats: dict[str, Format], name: str, columns: Sequence[Column]) -> None:
        self._book, self._formats, self._name, self._columns = book, formats, name, columns
        self._number = self._row = 0
        self._sheet = self._next()

    def add(self, record: Record) -> None:
        """Write a record as the next row."""
        if self._row == _ROWS:
            self.close()
            self._sheet = self._next()
        for place, column in enumerate(self._columns):
            value = column.value(record)
            if value is None or value == "":
                continue
            if isinstance(value, str):
                self._sheet.write_string(self._row, place, value[:_TEXT], self._formats["text"])
            else:
                self._sheet.write_number(self._row, place, value, self._formats[_form(column.form, value)])
        self._row += 1

    def close(self) -> None:
        """Let the head filter what is there."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self._columns) - 1)

    def _next(self) -> Worksheet:
        self._number += 1
        self._row = 1
        sheet = self._book.add_worksheet(self._name + (str(self._number) if self._number > 1 else ""))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            sheet.set_column(place, place, column.width)
        for place, column in enumerate(self._columns):
            sheet.write_string(0, place, column.heading, self._formats["head"])
        return sheet


def write_xlsx(export: Export, target: Path) -> Exporting:
    """Write the workbook."""
    import xlsxwriter

    documents = facts = 0
    with whole(target) as stream, xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        book.set_properties({"title": "政策要素导出", "comments": f"schema_version={SCHEMA_VERSION}"})
        formats = _formats(book)
        sheets = {
            name: _Sheet(book, formats, name, columns)
            for name, columns in (("要素", FACTS), ("文件", DOCUMENTS), ("材料清单", MATERIALS))
        }
        for exported in export.documents():
            documents += 1
            document = document_row(exported)
            sheets["文件"].add(document)
            for fact in exported.facts:
                facts += 1
                row = {**document, **fact_row(exported, fact)}
                sheets["要素"].add(row)
                if fact.kind == "materials":
                    sheets["材料清单"].add(row)
        for sheet in sheets.values():
            sheet.close()
        _note(book, formats, export, documents, facts)
    return Exporting(documents, facts, (target,))


def _formats(book: Workbook) -> dict[str, Format]:
    body = {"font_name": "宋体", "font_size": 10, "valign": "top"}
    return {
        "head": book.add_format({**body, "bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}),
        "text": book.add_format({**body, "text_wrap": True}),
        "plain": book.add_format({**body, "num_format": "0"}),
        "number": book.add_format({**body, "num_format": "#,##0"}),
        "number_exact": book.add_format({**body, "num_format": "#,##0.0###"}),
        "share": book.add_format({**body, "num_format": "0%"}),
        "share_exact": book.add_format({**body, "num_format": "0.0###%"}),
    }


def _note(book: Workbook, formats: dict[str, Format], export: Export, documents: int, facts: int) -> None:
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    lines = (
        ("JSON 结构版本", SCHEMA_VERSION),
        ("游标", export.cursor),
        ("范围", "全部" if export.since == 0 else "上次游标以来的变化；请以本表替换同一文件（SHA-256）原有的各行"),
        ("文件数", str(documents)),
        ("要素数", str(facts)),
        ("数值", "金额以元为单位；比例为小数；空白表示原文未写明；“起”“止”“期限”为 ISO 8601"),
    )
    for row, (name, value) in enumerate(lines):
        sheet.write_string(row, 0, name, formats["head"])
        sheet.write_string(row, 1, value, formats["text"])
