"""Plain text and markdown: one paragraph a line.

A text that carries markdown (by its content, whatever it is called) goes through ``markdown``.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from tiaokuan.pipeline.readers.base import Block, Cell, ReaderWarning, SourceDocument, Table
from tiaokuan.pipeline.readers.encoding import Decoded, decode
from tiaokuan.pipeline.readers.furniture import clean
from tiaokuan.pipeline.readers.tables import make_table

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
_TABLE_ROWS, _TABLE_COLUMNS, _LABEL = 3, 3, 24
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,6});")


def read_text(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The blocks of a text or markdown file.

    Postconditions: those of ``pipeline.readers.base``; every non-blank line is one paragraph block, in order (markdown:
    a table is one block, markup is gone); ``encoding`` is what decoded the bytes. Raises ReadError:
    ``undecodable_text``, ``unsupported_format``, ``too_large``.
    """
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    decoded = decode(data)
    settings.check_text_length(len(decoded.text), name)
    text = unescape(decoded.text)
    document = _read_decoded(text, name, settings)
    document.encoding = decoded.encoding
    document.warnings[:0] = decoding_warnings(decoded)
    return document


def _read_decoded(text: str, name: str, settings: Settings) -> SourceDocument:
    from tiaokuan.pipeline.readers import markdown

    if markdown.is_markdown(text, name):
        return markdown.read_markdown(text, settings)
    return SourceDocument(plain_blocks(text), "text/plain")


def plain_blocks(text: str) -> list[Block]:
    """One paragraph a non-blank line; a form feed begins a page."""
    blocks: list[Block] = []
    fresh_page = False
    lines = lines_of(text)
    tables = _tables(lines) if "\t" in text else {}
    for number, line in enumerate(lines):
        if number in tables:
            if tables[number] is not None:
                blocks.append(Block(kind="table", table=tables[number]))
            continue
        pieces = line.split("\f")
        for i, piece in enumerate(pieces):
            fresh_page = fresh_page or i > 0
            if body := clean(piece):
                blocks.append(Block(body, page_break=fresh_page))
                fresh_page = False
    return blocks


def _tables(lines: list[str]) -> dict[int, Table | None]:
    """Tables pasted from a spreadsheet, each at its first line; its other lines None. At least three lines together,
    each with two tabs or more and none with more cells than the first."""
    found: dict[int, Table | None] = {}
    at = 0
    while at < len(lines):
        rows = _row_run(lines, at)
        if len(rows) >= _TABLE_ROWS:
            found |= dict.fromkeys(range(at, at + len(rows)))
            cells = [Cell(clean(text), r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
            found[at] = make_table(cells, len(rows), len(rows[0]))
        at += max(1, len(rows))
    return found


def _row_run(lines: list[str], at: int) -> list[list[str]]:
    """The cells of the lines from ``at`` on that can be rows of one table: its head has short labels only."""
    head = lines[at].split("\t")
    if len(head) < _TABLE_COLUMNS or any(not clean(cell) or len(cell) > _LABEL for cell in head):
        return []
    rows = [head]
    for line in lines[at + 1 :]:
        row = line.split("\t")
        if not _TABLE_COLUMNS <= len(row) <= len(head):
            break
        rows.append(row + [""] * (len(head) - len(row)))
    return rows


def lines_of(text: str) -> list[str]:
    """The lines of ``text``, split at every line end that editors write (form feeds stay)."""
    return _LINE_END.split(text)


def unescape(text: str) -> str:
    """``text`` with the html entities that converters leave (&nbsp; &ldquo; &#12288;) as characters."""
    return _ENTITY.sub(lambda m: html.unescape(m[0]).replace("\r", " "), text) if "&" in text else text


def decoding_warnings(decoded: Decoded) -> list[ReaderWarning]:
    """What had to be repaired while decoding."""
    warnings = []
    if decoded.replaced:
        message = f"有 {decoded.replaced} 处字节无法按 {decoded.encoding} 解码，已用“\ufffd”代替，请核对原文"
        warnings.append(ReaderWarning("encoding_repaired", message))
    if decoded.mojibake:
        warnings.append(ReaderWarning("mojibake_repaired", "文件内容是用错误编码保存的乱码，已还原，请核对原文"))
    return warnings
