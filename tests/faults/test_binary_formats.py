"""Files made to do harm, in the formats that the worker, LibreOffice and the archive reader take: each ends in a coded
error or in a result, within its limits of time and memory, and the next file is read."""

from __future__ import annotations

import io
import random
import time
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import ocr_engine, office, registry
from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.settings import Settings

SETTINGS = Settings(reader_timeout_seconds=20, reader_memory_bytes=1_500_000_000)
CODES = {"damaged_file", "encrypted_file", "too_large", "empty_document", "unsupported_format", "timed_out",
         "undecodable_text", "empty_file", "parser_crashed"}
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pack(files: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in ("项目", "金额"), ("甲", 1), ("乙", 2):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(part: str, content: str) -> bytes:
    """A workbook with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as archive:
        files: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    files[part] = content
    return pack(files)


def outcome(data: bytes, name: str, settings: Settings = SETTINGS) -> SourceDocument | str:
    """The document, or the code of the error; anything else fails the test."""
    began = time.monotonic()
    try:
        return registry.read(data, name, settings)
    except ReadError as error:
        return error.code if error.message else "no message"
    finally:
        assert time.monotonic() - began < settings.reader_timeout_seconds + 10


def quine() -> bytes:
    """An archive nested in itself many times over."""
    data = pack({"r.txt": "内容"})
    for _ in range(30):
        data = pack({"r.zip": data})
    return data


SHEET = ('<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}<sheetData><row r="1">'
         '<c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>{}</worksheet>')
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]>"
EXTERNAL = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (pack({"零.txt": b"0" * 40_000_000}), "炸弹.zip", "too_large"),
        (pack({f"{i}.txt": "x" for i in range(2001)}), "多.zip", "too_large"),
        (quine(), "套.zip", "too_large"),
        (changed("xl/worksheets/sheet1.xml", ENTITIES + SHEET.format("", "&j;", "")), "实体.xlsx", "damaged_file"),
        (changed("xl/worksheets/sheet1.xml", EXTERNAL + SHEET.format("", "&secret;", "")), "外部.xlsx", "damaged_file"),
        (changed("xl/sharedStrings.xml", "<sst>" + " " * 70_000_000 + "</sst>"), "大.xlsx", "too_large"),
        (changed("xl/workbook.xml", "<workbook"), "断.xlsx", "damaged_file"),
        (pack({"[Content_Types].xml": _TYPES, "xl/workbook.xml": ""}), "空.xlsx", "damaged_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000, "坏.doc", "unsupported_format"),
        (b"PK\x03\x04" + b"\0" * 100, "坏.zip", "damaged_file"),
    ],
)
def test_harm_ends_in_its_code(data: bytes, name: str, code: str) -> None:
    assert outcome(data, name) == code


def test_a_merged_range_over_the_whole_sheet_is_cheap() -> None:
    data = changed("xl/worksheets/sheet1.xml",
                   SHEET.format("", "甲", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))
    found = outcome(data, "并.xlsx", replace(SETTINGS, reader_memory_bytes=600_000_000))
    assert found == "too_large" or isinstance(found, SourceDocument)


def test_links_and_symbolic_links_are_not_followed() -> None:
    info = zipfile.ZipInfo("通知.txt")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("正文.txt", "一、支持对象")
    found = outcome(stream.getvalue(), "链.zip")
    assert isinstance(found, SourceDocument)
    assert [name for name, _ in found.parts] == ["正文.txt"]


@pytest.mark.skipif(office.find_office() is None, reason="needs LibreOffice")
@pytest.mark.parametrize(
    "data",
    [
        rb"{\rtf1 " + b"{" * 5000 + b"x" + b"}" * 5000 + b"}",
        rb"{\rtf1 {\object\objemb{\*\objdata 0105000002000000" + b"41" * 2000 + rb"}}\u19968?\u12289?}",
        rb'{\rtf1 {\field{\*\fldinst INCLUDETEXT "file:///etc/passwd"}{\fldrslt \u30002?}}}',
        rb"{\rtf1 {\field{\*\fldinst INCLUDEPICTURE http://127.0.0.1:9/x.png}}\u30002?}",
        rb"{\rtf1\bin999999999 x}",
    ],
)
def test_hostile_rtf(data: bytes) -> None:
    found = outcome(data, "文.rtf", replace(SETTINGS, reader_timeout_seconds=6))
    if isinstance(found, SourceDocument):
        assert "root:" not in "".join(block.text for block in found.blocks)
    else:
        assert found in CODES


@pytest.mark.skipif(not ocr_engine.available(), reason="needs tiaokuan[ocr]")
@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\x86\xa0\0\1\x86\xa0\x08\2\0\0\0" + b"\0" * 40,
         {"too_large", "damaged_file"}),
        (b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 2000, {"damaged_file"}),
        (b"GIF89a\xff\xff\xff\xff\x80\0\0" + b"\0" * 20, {"too_large", "damaged_file", "empty_document"}),
    ],
)
def test_hostile_pictures(data: bytes, codes: set[str]) -> None:
    assert outcome(data, "图.png") in codes


@pytest.mark.parametrize("kind", ["xlsx", "zip"])
def test_truncated_and_flipped_files(kind: str) -> None:
    """Sixty files damaged at random (seeded): a coded error or a result, and the worker lives on."""
    files: dict[str, bytes | str] = {"通知.txt": "关于申报的通知\n附件：1.申请表\n", "附件1 申请表.txt": "申请表\n"}
    whole = workbook() if kind == "xlsx" else pack(files)
    source = random.Random(20261120)
    for i in range(60):
        data = bytearray(whole)
        if i % 2:
            del data[source.randrange(4, len(data)) :]
        for _ in range(source.randrange(1, 12)):
            data[source.randrange(min(4, len(data) - 1), len(data))] ^= 1 << source.randrange(8)
        found = outcome(bytes(data), f"坏.{kind}")
        assert isinstance(found, SourceDocument) or found in CODES
    assert isinstance(outcome(whole, f"好.{kind}"), SourceDocument)
