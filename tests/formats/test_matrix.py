"""One document in every format: the same text in the same order, whatever it was read from.

A document of the corpus is exported by LibreOffice to each format and read again. What may differ is listed here and
nowhere else: white space, page breaks, and where a scan is read, single characters that recognition takes for others.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from pathlib import Path

import pytest

from tiaokuan.pipeline.readers import ocr_engine, office, registry
from tiaokuan.pipeline.readers.base import Block, SourceDocument
from tiaokuan.pipeline.settings import Settings

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
with_office = pytest.mark.skipif(office.find_office() is None, reason="needs LibreOffice")
#: Documents of every kind of difficulty: tables and a footnote; automatic numbers on three levels; a notice with its
#: measures and attachments.
NAMES = ("dianti_butie", "keji_jihua_2025", "tuoyu_butie")
SCANNED = "dianti_butie"
#: What may differ, by format: patterns taken out of both texts before they are compared.
EXCEPTIONS: dict[str, tuple[str, ...]] = {
    # LibreOffice prints the footnote's number into the text that it writes, and puts the note at the end.
    "txt": (),
}
_DPI = 200


@lru_cache(maxsize=16)
def exported(name: str, suffix: str) -> bytes:
    data = (SAMPLES / f"{name}.docx").read_bytes()
    if suffix == "docx":
        return data
    filters = {"html": "html:XHTML Writer File:UTF8", "txt": "txt:Text (encoded):UTF8"}
    return office.convert(data, f"{name}.docx", "docx", filters.get(suffix, suffix), Settings())


@lru_cache(maxsize=32)
def read(name: str, suffix: str) -> SourceDocument:
    return registry.read(exported(name, suffix), f"{name}.{suffix}")


def pieces(blocks: list[Block]) -> list[str]:
    """The text of every paragraph and cell in order, without white space; empty ones left out."""
    found = []
    for block in blocks:
        texts = [block.text] if block.table is None else [cell.text for cell in block.table.cells]
        found += [re.sub(r"\s+", "", text) for text in texts]
    return [text for text in found if text]


@with_office
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_office_formats_give_the_same_blocks(name: str, suffix: str) -> None:
    assert pieces(read(name, suffix).blocks) == pieces(read(name, "docx").blocks)
