"""Hostile and broken files: a result or a coded error, in bounded time and memory."""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.registry import read
from tiaokuan.tests.readers.docx_builder import abstract, cell, docx, instance, level, num, p, r, row, table

TEXT = "给予10万元奖励，申报单位应当依法登记。"
CODES = {
    "unsupported_format",
    "damaged_file",
    "encrypted_file",
    "too_large",
    "undecodable_text",
    "empty_file",
    "empty_document",
}
SECONDS = 20.0


def outcome(data: bytes, name: str = "a") -> str:
    """The text that a file gives, or its error's code in angle brackets; any other exception fails the test."""
    try:
        document = read(data, name)
    except ReadError as error:
        return f"<{error.code}>" if error.code in CODES and error.hint else pytest.fail(f"uncoded error: {error!r}")
    cells = (c.text for b in document.blocks if b.table for c in b.table.cells)
    return "\n".join([*(b.text for b in document.blocks), *cells])


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """A zip with one part's content replaced."""
    source, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, content if name == part else source.read(name))
    return stream.getvalue()


MARKUP = {
    "deep divisions": "<html><body>" + "<div>" * 100_000 + TEXT + "</div>" * 100_000,
    "deep inline": "<p>" + "<span>" * 100_000 + TEXT,
    "deep tables": "<table><tr><td>" * 5_000 + TEXT,
    "deep lists": "<ol><li>" * 5_000 + TEXT,
    "a million tags": "<p>" + TEXT + "</p>" + "<b></b>" * 500_000,
    "many attributes": "<p " + " ".join(f'a{i}="x"' for i in range(100_000)) + ">" + TEXT,
    "wide spans": "<table>" + f"<tr><td colspan=1000 rowspan=60000>{TEXT}<td>b</tr>" * 3 + "</table>",
    "unclosed scripts": TEXT + "<script>" * 50_000 + TEXT,
    "white space": "<p>" + " \n" * 500_000 + TEXT,
    "brackets": "<p>" + "<" * 500_000 + TEXT,
    "unclosed comments": "<p>" + TEXT + "</p>" + "<!--" * 100_000,
    "entities": "<p>" + "&lt;" * 200_000 + TEXT,
    "cards": "<html><body>" + "<table><tr><td>索引号<td>1<td>文号<td>2<td>发布机构<td>某局</table>" * 3_000 + TEXT,
}


@pytest.mark.parametrize("name", MARKUP)
def test_hostile_markup(name: str) -> None:
    start = time.perf_counter()
    assert TEXT in outcome(MARKUP[name].encode(), "a.html")
    assert time.perf_counter() - start < SECONDS


MARKDOWN = {
    "links": "[a](b" * 100_000,
    "strong": "**a" * 100_000,
    "pipes": "|" * 50_000 + "\n" + "|" * 50_000,
    "escapes": "\\*" * 200_000,
    "mixed": "# " + "*_`~[" * 50_000,
    "quotes": "> a\n" * 50_000,
    "front": "---\n" + "a: b\n" * 50_000,
    "comments": "# a\n" + "<!--" * 50_000,
    "pictures": "# x\n" + "![[" * 100_000,
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_hostile_markdown(name: str) -> None:
    start = time.perf_counter()
    outcome(MARKDOWN[name].encode(), "a.md")
    assert time.perf_counter() - start < SECONDS


DTD = (
    b'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r>'
    b"</w:p></w:body></w:document>"
)
EXTERNAL = DTD.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    "content", [DTD, EXTERNAL, DTD.decode().encode("utf-16"), b"", b"<", b"not xml", b"\x00" * 99, b"<a/>"]
)
def test_bad_main_part(content: bytes) -> None:
    assert outcome(replaced(docx(p(TEXT)), "word/document.xml", content)) == "<damaged_file>"


def test_zip_bomb() -> None:
    bomb = b"<w:document>" + b" " * 80_000_000
    assert outcome(replaced(docx(p(TEXT)), "word/document.xml", bomb)) == "<too_large>"


def test_bomb_in_a_side_part() -> None:
    assert outcome(docx(p(TEXT), extra={"word/styles.xml": b" " * 80_000_000})) == "<too_large>"


def test_parts_outside_of_the_package() -> None:
    """Names and targets that point outside are only names here: nothing is ever written or fetched."""
    links = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        b'Type="x/styles" Target="../../../etc/passwd"/><Relationship Id="b" Type="x/numbering" TargetMode="External" '
        b'Target="http://example.invalid/n.xml"/></Relationships>'
    )
    data = docx(p(TEXT), extra={"word/_rels/document.xml.rels": links, "../../evil.txt": b"x"})
    assert outcome(data) == TEXT


def test_deep_word_nesting() -> None:
    inner = p(TEXT)
    for _ in range(60):
        inner = table(row(cell(inner), cell("乙")))
    assert outcome(docx(inner)) in {"<too_large>", "<damaged_file>"}
    assert outcome(docx("<w:sdt><w:sdtContent>" * 300 + p(TEXT) + "</w:sdtContent></w:sdt>" * 300)) == "<damaged_file>"


def test_wild_word_tables() -> None:
    spans = '<w:gridSpan w:val="99999"/>'
    body = table(*(row(cell(TEXT, spans), cell("", '<w:vMerge w:val="continue"/>')) for _ in range(50)))
    assert TEXT in outcome(docx(body))


def test_unbalanced_fields_and_endless_numbers() -> None:
    ends = '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="separate"/></w:r></w:p>' * 50
    begins = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    huge = abstract(1, level(0, "upperRoman", "%1", start=999_999_999)) + instance(1, 1)
    assert TEXT in outcome(docx(ends + p(TEXT, num(1)), numbering=huge))
    assert outcome(docx(p("甲") + begins + p(TEXT))) == f"甲\n{TEXT}"


def test_note_that_refers_to_itself() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = f'<w:footnote w:id="2"><w:p>{r("注")}{mark}</w:p></w:footnote>'
    assert outcome(docx(f"<w:p>{r(TEXT)}{mark}</w:p>", footnotes=note)) == f"{TEXT}\n注"


def test_encrypted_zip_entry() -> None:
    data = bytearray(docx(p(TEXT)))
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(sign)
        data[place + offset] |= 1
    assert outcome(bytes(data)) == "<encrypted_file>"


SEEDS = {
    "docx": docx(
        p(TEXT, num(1)) + table(row(cell("甲"), cell("乙"))),
        numbering=abstract(1, level(0, "decimal", "%1.")) + instance(1, 1),
    ),
    "html": f"<html><body><p>{TEXT}</p><table><tr><td>甲</td><td>乙</td></tr></table></body></html>".encode("gbk"),
    "txt": (TEXT + "\n一、条件\n").encode("gb18030") * 5,
    "md": f"# 题\n\n**{TEXT}**\n\n|a|b|\n|-|-|\n".encode(),
}


@pytest.mark.parametrize("kind", SEEDS)
def test_truncated_and_flipped(kind: str) -> None:
    """Every file cut at 60 places and with bits flipped at 120: a result or a coded error."""
    seed, choose = SEEDS[kind], random.Random(2024)
    for i in range(60):
        outcome(seed[: len(seed) * i // 60], f"a.{kind}")
    for _ in range(120):
        data = bytearray(seed)
        for _ in range(choose.choice((1, 3, 20))):
            data[choose.randrange(len(data))] ^= 1 << choose.randrange(8)
        outcome(bytes(data), f"a.{kind}")


def test_random_bytes() -> None:
    choose = random.Random(7)
    for _ in range(1_000):
        outcome(choose.randbytes(choose.randrange(400)), "a.txt")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", ""]))
def test_any_bytes(data: bytes, name: str) -> None:
    outcome(data, name)


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=200), st.sampled_from(["a.txt", "a.md", "a.html"]), st.sampled_from(["utf-8", "gb18030", "utf-16"])
)
def test_any_text(text: str, name: str, encoding: str) -> None:
    outcome(text.encode(encoding, "ignore"), name)


_TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td colspan=2>",
        "<td rowspan=0>",
        "</td>",
        "</table>",
        "<ol>",
        "<li>",
        "<li value=x>",
        "</ol>",
        "<br>",
        "<a href=x>",
        "</a>",
        "<b>",
        "<h1>",
        "<pre>",
        "<sup>",
        "来源：",
        "2024-01-01",
        "甲",
        "。",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_TAGS, max_size=40))
def test_any_markup(pieces: list[str]) -> None:
    outcome(("<html>" + "".join(pieces)).encode(), "a.html")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="一二三万元企业，。；：（）0123456789%、奖励申报条件\n", min_size=20, max_size=300))
def test_text_survives_every_encoding(text: str) -> None:
    """Chinese text comes out of its bytes as it went in, whatever the encoding, or not at all."""
    if not text.strip():
        return
    expected = outcome(text.encode(), "a.txt")
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        assert outcome(text.encode(encoding), "a.txt") == expected
