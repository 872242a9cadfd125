"""Legacy office files through LibreOffice: numbers kept, nothing left behind, every failure coded."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import tempfile
import time
import zipfile
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import office, registry
from tiaokuan.pipeline.settings import Settings

from .docx_builder import docx, p

with_office = pytest.mark.skipif(office.find_office() is None, reason="needs LibreOffice")
posix = pytest.mark.skipif(sys.platform == "win32", reason="runs a shell script as LibreOffice")
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
EXPECT = ["云州市种业补助办法", "一、补助对象", "（一）本市育种企业。", "（二）种子生产基地。", "二、补助标准"]


def numbered(text: str, level: int) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


@lru_cache(maxsize=1)
def source() -> bytes:
    body = (
        p("云州市种业补助办法")
        + numbered("补助对象", 0)
        + numbered("本市育种企业。", 1)
        + numbered("种子生产基地。", 1)
        + numbered("补助标准", 0)
    )
    return docx(body, numbering=NUMBERING)


@lru_cache(maxsize=8)
def exported(suffix: str) -> bytes:
    """The document as LibreOffice writes it in another format.

    Its RTF is Western and has ? for the 、 of the numbers; it is made as Word in Chinese writes it, in code page 936.
    """
    data = office.convert(source(), "文.docx", "docx", suffix, Settings())
    if suffix == "rtf":
        data = data.replace(rb"\'00\'3f;", rb"\'00\'a1\'a2;").replace(rb"\'28\'01\'29", rb"\'a3\'a8\'01\'a3\'a9")
        data = data.replace(rb"\rtf1\ansi", rb"\rtf1\ansi\ansicpg936", 1)
    return data


@with_office
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("doc", "application/msword"), ("rtf", "application/rtf"), ("odt", "application/vnd.oasis.opendocument.text")],
)
def test_automatic_numbers_are_kept(suffix: str, media_type: str) -> None:
    document = registry.read(exported(suffix), f"文.{suffix}")
    assert [block.text for block in document.blocks] == EXPECT
    assert [block.marker for block in document.blocks] == [None, "一、", "（一）", "（二）", "二、"]
    assert document.media_type == media_type


@with_office
def test_content_decides_not_the_name() -> None:
    assert registry.read(exported("doc"), "文.wps").blocks[1].text == EXPECT[1]
    assert registry.read(exported("rtf"), "文.doc").media_type == "application/rtf"


@with_office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_and_open_workbooks(suffix: str) -> None:
    book = openpyxl.Workbook()
    for row in ("单位", "金额（万元）"), ("甲公司", 12.5), ("乙公司", 3):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    data = office.convert(stream.getvalue(), "表.xlsx", "xlsx", suffix, Settings())
    table = registry.read(data, f"表.{suffix}").blocks[0].table
    assert table is not None
    assert [cell.text for cell in table.cells] == ["单位", "金额（万元）", "甲公司", "12.5", "乙公司", "3"]


@with_office
def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    registry.read(exported("doc"), "文.doc")
    with pytest.raises(ReadError):
        registry.read(exported("doc")[:6000], "坏.doc")
    assert list(tmp_path.iterdir()) == []


@with_office
def test_a_damaged_file_is_said_to_be_damaged() -> None:
    data = bytearray(exported("doc"))
    data[512:] = bytes(byte ^ 0x5A for byte in data[512:])
    whole = bytes(data) + "WordDocument".encode("utf-16-le")
    with pytest.raises(ReadError) as caught:
        registry.read(whole, "坏.doc")
    assert caught.value.code in {"damaged_file", "empty_document"}


@with_office
def test_an_encrypted_doc_is_said_to_be_encrypted() -> None:
    data = bytearray(exported("doc"))
    at = next(at for at in range(512, len(data), 64) if data[at : at + 2] == b"\xec\xa5")
    data[at + 11] |= 1
    with pytest.raises(ReadError) as caught:
        registry.read(bytes(data), "密.doc")
    assert caught.value.code == "encrypted_file"


@with_office
def test_an_encrypted_odt_is_said_to_be_encrypted() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(exported("odt"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "META-INF/manifest.xml":
                data = data.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
            new.writestr(name, data)
    with pytest.raises(ReadError) as caught:
        registry.read(stream.getvalue(), "密.odt")
    assert caught.value.code == "encrypted_file"


def test_without_libreoffice_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(ReadError) as caught:
        registry.read(rb"{\rtf1 text}", "文.rtf")
    assert caught.value.code == "missing_component"
    assert "apt install libreoffice-writer" in caught.value.hint


def _program(folder: Path, script: str) -> str:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@posix
@pytest.mark.parametrize(
    ("script", "code"),
    [("sleep 60 & sleep 60", "timed_out"), ("exit 3", "damaged_file"), ("kill -SEGV $$", "damaged_file")],
)
def test_a_program_that_fails(script: str, code: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(office, "find_office", lambda: _program(tmp_path, f"echo $$ > {tmp_path}/pid\n{script}"))
    began = time.monotonic()
    with pytest.raises(ReadError) as caught:
        registry.read(rb"{\rtf1 text}", "文.rtf", Settings(reader_timeout_seconds=1))
    assert caught.value.code == code
    assert time.monotonic() - began < 10
    group = (tmp_path / "pid").read_text().strip()
    listing = subprocess.run(["ps", "-o", "stat=", "-g", group], capture_output=True, text=True, check=False).stdout
    assert all(line.startswith("Z") for line in listing.split("\n") if line.strip())


@posix
@pytest.mark.skipif(not os.path.isdir("/proc"), reason="watches memory through /proc")
def test_a_program_that_swells_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    swell = f"{sys.executable} -c \"import time; x = bytearray(300_000_000); x[::4096] = b'1' * 73243; time.sleep(60)\""
    monkeypatch.setattr(office, "find_office", lambda: _program(tmp_path, swell))
    with pytest.raises(ReadError) as caught:
        registry.read(rb"{\rtf1 text}", "文.rtf", Settings(reader_memory_bytes=150_000_000))
    assert caught.value.code == "too_large"


@pytest.mark.parametrize("name", ["稿.pptx", "稿.ppt"])
def test_presentations_are_not_supported(name: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("ppt/presentation.xml", "<p/>")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "PowerPoint Document".encode("utf-16-le")
    with pytest.raises(ReadError) as caught:
        registry.read(stream.getvalue() if name.endswith("x") else ole, name)
    assert caught.value.code == "unsupported_format"
