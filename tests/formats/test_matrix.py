"""One document in every format: the same text in the same order, and the same facts, whatever it was read from.

Documents of the corpus are exported by LibreOffice to each format and read again. What may differ is listed in
``EXCEPTIONS`` with its reason, and nowhere else; white space never counts. A scan may differ in single characters.
"""

from __future__ import annotations

import io
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from tiaokuan.pipeline.readers import ocr_engine, office, registry
from tiaokuan.pipeline.readers.base import Block, SourceDocument
from tiaokuan.pipeline.run import structure_source
from tiaokuan.pipeline.settings import Settings

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
pytestmark = pytest.mark.skipif(office.find_office() is None, reason="needs LibreOffice")
with_recognition = pytest.mark.skipif(not ocr_engine.available(), reason="needs tiaokuan[ocr]")

#: Tables and a footnote; three levels of automatic numbers; a red head, measures and attachments; awards by articles.
NAMES = ("dianti_butie", "keji_jihua_2025", "tuoyu_butie", "zhiliang_jiang")
#: The document with a tracked change, which LibreOffice prints as it stands into these formats: left out.
PRINTED = tuple(name for name in NAMES if name != "keji_jihua_2025")
FORMATS = ("doc", "rtf", "odt", "html", "txt", "pdf", "scan")
SCANNED = "dianti_butie"
_DPI = 200
#: LibreOffice's RTF has ?一? for 第一条: nothing is left to read it from.
_NOT_EXPORTED = {("zhiliang_jiang", "rtf")}
_NOTE = "以竣工验收备案日期为准。"
#: Text has no tables; markers that LibreOffice's RTF has lost make other sections.
_OTHER_FACTS = {("dianti_butie", "txt"), ("keji_jihua_2025", "rtf")}

#: (document, format) → what is replaced in both texts before they are compared, and why. ``*``: every document.
EXCEPTIONS: dict[tuple[str, str], list[tuple[str, str]]] = {
    # LibreOffice writes the patterns of RTF lists in a Western code page, where 、 is ? and （ is (.
    ("*", "rtf"): [(r"^([一二三四五六七八九十]+)[?、]", r"\1、"), (r"^[（(]([一二三四五六七八九十]+)[）)]", r"（\1）")],
    # LibreOffice's .doc begins the last list anew, and shows it so itself.
    ("keji_jihua_2025", "doc"): [(r"^\d\.系统技术支持", "系统技术支持")],
    # A printed footnote has its number in the text and stands at the foot of the page (in .txt it is lost).
    **{
        ("dianti_butie", form): [(rf"^1?{_NOTE}$", ""), (r"住宅小区1(?=。|$)", "住宅小区")]
        for form in ("html", "txt", "pdf", "scan")
    },
    # LibreOffice's html has a title of its own.
    ("*", "html"): [(r"^-notitlespecified$", "")],
}


def cases(formats: tuple[str, ...]) -> list[tuple[str, str]]:
    found = [(name, form) for form in formats for name in (NAMES if form in ("doc", "rtf", "odt") else PRINTED)]
    return [case for case in found if (case[1] != "scan" or case[0] == SCANNED) and case not in _NOT_EXPORTED]


@lru_cache(maxsize=64)
def exported(name: str, form: str) -> bytes:
    """A document of the corpus in another format."""
    if form == "scan":
        return scan(exported(name, "pdf"))
    data = (SAMPLES / f"{name}.docx").read_bytes()
    if form == "docx":
        return data
    filters = {"html": "html:XHTML Writer File:UTF8", "txt": "txt:Text (encoded):UTF8"}
    return office.convert(data, f"{name}.docx", "docx", filters.get(form, form), Settings())


def scan(data: bytes) -> bytes:
    """A PDF's pages as pictures at 200 dpi, in a PDF without a text layer."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        pages: list[Any] = [page.render(scale=_DPI / 72).to_pil().convert("L") for page in document]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=_DPI)
    return stream.getvalue()


@lru_cache(maxsize=64)
def read(name: str, form: str) -> SourceDocument:
    return registry.read(exported(name, form), f"{name}.{'pdf' if form == 'scan' else form}")


def pieces(blocks: list[Block]) -> list[str]:
    """The text of every paragraph and cell in order, without white space; empty ones left out."""
    found: list[str] = []
    for block in blocks:
        texts = [block.text] if block.table is None else [cell.text for cell in block.table.cells]
        found += [re.sub(r"\s+", "", text) for text in texts]
    return [text for text in found if text]


def compared(name: str, form: str, source: str) -> list[str]:
    """The pieces of ``source`` with what may differ in ``form`` taken out."""
    found = (settled(name, form, text) for text in pieces(read(name, source).blocks))
    return [text for text in found if text]


def settled(name: str, form: str, text: str) -> str:
    """A text with what may differ in ``form`` taken out."""
    for pattern, replacement in (*EXCEPTIONS.get(("*", form), ()), *EXCEPTIONS.get((name, form), ())):
        text = re.sub(pattern, replacement, text)
    return text


@pytest.mark.parametrize(("name", "form"), cases(FORMATS[:-1]))
def test_the_text_is_the_same(name: str, form: str) -> None:
    assert compared(name, form, form) == compared(name, form, "docx")


@with_recognition
def test_a_scan_differs_in_single_characters_only() -> None:
    read_text, printed = ("".join(compared(SCANNED, "scan", form)) for form in ("scan", "docx"))
    assert Levenshtein.normalized_distance(read_text, printed) < 0.01
    assert read(SCANNED, "scan").pages == 2


@pytest.mark.parametrize(("name", "form"), cases(("doc", "odt", "pdf")))
def test_tables_have_the_same_cells(name: str, form: str) -> None:
    def cells(source: str) -> list[tuple[int, int, int, int, str]]:
        tables = [block.table for block in read(name, source).blocks if block.table is not None]
        return [(c.row, c.col, c.rowspan, c.colspan, re.sub(r"\s+", "", c.text)) for t in tables for c in t.cells]

    assert cells(form) == cells("docx")


def facts(name: str, form: str, source: str) -> dict[str, list[Any]]:
    """Items and common facts of ``source`` by kind, without ids, places, and what may differ in ``form``."""
    document = structure_source(read(name, source), name)
    plain = json.loads(document.model_dump_json())
    kinds = ("applicants", "materials", "periods", "amounts", "caps", "conditions", "targets")
    parts = [plain["common"], *plain["items"]]
    return {kind: [_bare(fact, name, form) for part in parts for fact in part[kind]] for kind in kinds}


def _bare(value: Any, name: str, form: str) -> Any:
    if isinstance(value, dict):
        own = value.keys() - {"id", "source", "section_id"}
        return {key: _bare(value[key], name, form) for key in sorted(own)}
    if isinstance(value, list):
        return [_bare(inner, name, form) for inner in value]
    return settled(name, form, re.sub(r"\s+", "", value)) if isinstance(value, str) else value


@pytest.mark.parametrize(("name", "form"), [case for case in cases(FORMATS[:-1]) if case not in _OTHER_FACTS])
def test_the_facts_are_the_same(name: str, form: str) -> None:
    assert facts(name, form, form) == facts(name, form, "docx")


@with_recognition
def test_a_scan_gives_the_same_facts() -> None:
    assert facts(SCANNED, "scan", "scan") == facts(SCANNED, "scan", "docx")
