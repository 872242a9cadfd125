"""The one way in: formats by content, clear errors for the rest, and the same postconditions for every reader."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.readers.registry import FORMATS, format_of, read
from tiaokuan.pipeline.settings import Settings
from tiaokuan.tests.readers.docx_builder import abstract, cell, docx, instance, level, num, p, row, table

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return stream.getvalue()


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


KINDS = [
    ("text", "一、申报条件".encode(), "a.pdf"),
    ("text", "一、申报条件".encode("gbk"), ""),
    ("html", "<!DOCTYPE html><p>甲</p>".encode(), "a.txt"),
    ("html", "\ufeff <!-- x --> <div>甲</div>".encode(), "a.doc"),
    ("html", "甲<p>乙</p>".encode(), "a.html"),
    ("text", "甲<p>乙</p>".encode(), "a.txt"),
    ("html", "<html><p>甲</p>".encode("utf-16"), ""),
    ("docx", docx(p("甲")), "a.zip"),
    ("pdf", b"%PDF-1.7\n1 0 obj", "a.docx"),
    ("doc", OLE + wide("WordDocument"), "a.wps"),
    ("xls", OLE + wide("Workbook"), "a.et"),
    ("ppt", OLE + wide("PowerPoint Document"), "a.ppt"),
    ("ole", OLE, "a.bin"),
    ("rtf", b"{\\rtf1\\ansi", "a.doc"),
    ("odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "a.odt"),
    ("word_xml", b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "a.xml"),
    ("mht", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "a.doc"),
    ("xlsx", zipped(_DOT__rels__a=b"", **{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "a.xlsx"),
    ("ofd", zipped(**{"OFD.xml": b""}), "a.ofd"),
    ("image", b"\xff\xd8\xff\xe0" + bytes(40), "a.jpg"),
    ("image", b"\x89PNG\r\n\x1a\n" + bytes(40), "a.docx"),
    ("zip", zipped(**{"附件1.txt": b"a"}), "a.docx"),
    ("archive", b"Rar!\x1a\x07\x00" + bytes(40), "a.rar"),
    ("archive", b"7z\xbc\xaf'\x1c" + bytes(40), "a.7z"),
]


@pytest.mark.parametrize(("kind", "data", "name"), KINDS, ids=[f"{k[0]}-{i}" for i, k in enumerate(KINDS)])
def test_format_by_content(kind: str, data: bytes, name: str) -> None:
    assert format_of(data, name).id == kind


def test_every_format_has_a_reader_or_a_way_out() -> None:
    assert len({entry.id for entry in FORMATS}) == len(FORMATS)
    assert all(entry.reader or entry.way_out for entry in FORMATS)


@pytest.mark.parametrize("entry", [e for e in FORMATS if e.reader is None], ids=lambda e: e.id)
def test_formats_without_a_reader_end_in_an_error_with_a_way_out(entry: object) -> None:
    data = next(case[1] for case in KINDS if case[0] == entry.id)  # type: ignore[attr-defined]
    with pytest.raises(ReadError) as error:
        read(data, "附件")
    assert error.value.code == "unsupported_format"
    assert entry.name in error.value.message  # type: ignore[attr-defined]
    assert error.value.hint


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE + wide("EncryptedPackage"), "encrypted_file"),
        (b"PK\x03\x04" + bytes(100), "damaged_file"),
        (docx(p("甲"))[:-40], "damaged_file"),
        (docx(p("甲"))[:200], "damaged_file"),
        (docx(""), "empty_document"),
        (docx(p(" \u3000")), "empty_document"),
        (b"<html><body><script>a</script></body></html>", "empty_document"),
        (b"\xef\xbb\xbf", "empty_document"),
    ],
)
def test_errors(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data, "通知.docx")
    assert error.value.code == code
    assert error.value.hint


def test_a_file_over_the_limit() -> None:
    with pytest.raises(ReadError) as error:
        read("一、申报条件".encode(), "a.txt", Settings(max_file_bytes=5))
    assert error.value.code == "too_large"


@pytest.mark.parametrize(
    "limits", [Settings(max_text_chars=5), Settings(max_blocks=2), Settings(max_table_cells=3)], ids=str
)
@pytest.mark.parametrize("kind", ["html", "docx"])
def test_limits(kind: str, limits: Settings) -> None:
    with pytest.raises(ReadError) as error:
        read(SAMES[kind], f"a.{kind}", limits)
    assert error.value.code == "too_large"


# One small document in every format: the readers must agree on it.
_LIST = abstract(1, level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）")) + instance(1, 1)
SAMES: dict[str, bytes] = {
    "txt": "示范企业认定办法\n一、申报条件\n（一）依法登记；\n（二）无失信行为。\n二、奖励标准".encode("gb18030"),
    "md": (
        "# 示范企业认定办法\n\n**一、申报条件**\n\n（一）依法登记；\n\n（二）无失信行为。\n\n二、奖励标准\n\n"
        "| 类别 | 标准 |\n|---|---|\n| 国家级 | 50万元 |\n"
    ).encode(),
    "html": (
        "<h1>示范企业认定办法</h1><p>一、申报条件</p>"
        "<ol class='custom_cn2'><li>依法登记；</li><li>无失信行为。</li></ol>"
        "<p>二、奖励标准</p><table><tr><th>类别</th><th>标准</th></tr><tr><td>国家级</td><td>50万元</td></tr></table>"
    ).encode(),
    "docx": docx(
        p("示范企业认定办法", '<w:outlineLvl w:val="0"/>')
        + p("申报条件", num(1))
        + p("依法登记；", num(1, 1))
        + p("无失信行为。", num(1, 1))
        + p("奖励标准", num(1))
        + table(row(cell("类别"), cell("标准")), row(cell("国家级"), cell("50万元"))),
        numbering=_LIST,
    ),
}
LINES = ["示范企业认定办法", "一、申报条件", "（一）依法登记；", "（二）无失信行为。", "二、奖励标准"]


@pytest.mark.parametrize("kind", SAMES)
def test_the_same_document_in_every_format(kind: str) -> None:
    document = read(SAMES[kind], f"a.{kind}")
    assert [b.text for b in document.blocks if b.table is None] == LINES
    cells = [[(c.text, c.header) for c in b.table.cells] for b in document.blocks if b.table]
    assert cells == ([] if kind == "txt" else [[("类别", True), ("标准", True), ("国家级", False), ("50万元", False)]])
    check_postconditions(document)


def check_postconditions(document: SourceDocument) -> None:
    """What every reader promises (``pipeline.readers.base``)."""
    assert document.blocks
    for block in document.blocks:
        assert "\n" not in block.text
        assert "\r" not in block.text
        assert block.text == block.text.strip()
        assert (block.kind == "table") == (block.table is not None)
        assert bool(block.text) != (block.table is not None)
        assert block.marker is None or block.text.startswith(block.marker)
        if block.table is None:
            continue
        places = [(c.row + r, c.col + k) for c in block.table.cells for r in range(c.rowspan) for k in range(c.colspan)]
        assert len(places) == len(set(places))
        assert all(r < block.table.rows and c < block.table.cols for r, c in places)
        order = [(c.row, c.col) for c in block.table.cells]
        assert order == sorted(order)


REAL = Path(__file__).parents[2] / "shared" / "real"


@pytest.mark.shared
def test_postconditions_hold_on_real_documents() -> None:
    files = [f for f in sorted(REAL.iterdir()) if f.suffix in {".txt", ".md", ".html", ".docx"}]
    for file in files:
        document = read(file.read_bytes(), file.name)
        check_postconditions(document)
        assert sum(len(block.text) for block in document.blocks) > 20, file.name
