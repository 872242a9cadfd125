"""Hostile and broken PDF files: a result or a coded error, in bounded time."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import ocr_engine
from tiaokuan.pipeline.readers.pdf import read_pdf
from tiaokuan.tests.readers.pdf_builder import Canvas, assemble, build, stream

CODES = {"damaged_file", "encrypted_file", "too_large", "missing_component", "timed_out"}
FILES = Path(__file__).parent.parent / "readers" / "pdf"
_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"


@pytest.fixture(autouse=True)
def _no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is broken beyond reading must not be recognised as a picture: that takes seconds."""
    monkeypatch.setattr(ocr_engine, "available", lambda: False)


def outcome(data: bytes) -> str:
    """The text of a file, or its error's code in angle brackets; any other exception fails the test."""
    try:
        document = read_pdf(data, "通知.pdf")
    except ReadError as error:
        return f"<{error.code}>" if error.code in CODES and error.hint else pytest.fail(f"uncoded error: {error!r}")
    return "\n".join(block.text for block in document.blocks)


def form(contents: bytes, child: int) -> bytes:
    head = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {child} 0 R>>>>"
    return stream(contents, head.encode())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", "<damaged_file>"),
        (b"%PDF-1.7\n" + b"\0" * 5000, "<damaged_file>"),
        (assemble([_CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 5>>"]), "<damaged_file>"),
        (
            assemble([_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 5>>", b"<</Type/Pages/Kids[2 0 R]/Count 5>>"]),
            "<damaged_file>",
        ),
        (assemble([_CATALOG, _ONE, _PAGE, stream(b"/X Do"), form(b"/X Do", 5)]), ""),
        (assemble([_CATALOG, _ONE, _PAGE, b"<</Length 4 0 R>>stream\nBT ET\nendstream"]), ""),
    ],
    ids=[
        "head only",
        "zeros",
        "page tree holds itself",
        "page trees hold each other",
        "form draws itself",
        "own length",
    ],
)
def test_broken_structure(data: bytes, expected: str) -> None:
    assert outcome(data) == expected


def test_a_page_of_lines_is_bounded_and_told() -> None:
    page = Canvas().grid([50 + 5 * i for i in range(90)], [50 + 8 * i for i in range(90)]).text(60, 60, "补助")
    started = time.perf_counter()
    document = read_pdf(build([page]), "通知.pdf")
    assert time.perf_counter() - started < 10
    assert "table_not_read" in [warning.code for warning in document.warnings]
    assert [block.text for block in document.blocks] == ["补助"]


def test_a_font_without_character_map_counts_as_no_text() -> None:
    page = Canvas()
    page.paragraph(80, 100, "".join(chr(0xE000 + 7 * i % 900) for i in range(200)))
    assert outcome(build([page])) == "<missing_component>"


@pytest.mark.parametrize("name", ["notice", "standards", "encrypted"])
def test_files_cut_short_or_with_flipped_bytes(name: str) -> None:
    data = (FILES / f"{name}.pdf").read_bytes()
    chance = random.Random(20_251_120)
    for _ in range(12):
        outcome(data[: chance.randrange(len(data))])
        broken = bytearray(data)
        for _ in range(chance.randrange(1, 40)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        outcome(bytes(broken))
