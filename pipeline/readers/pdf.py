"""PDF files: blocks with pages and boxes, by PDFium's characters and pdfplumber's table lattice.

Every page takes one way: PDFium's characters with their boxes (``pdf_glyphs``), the drawn rules (``pdf_rules``); only
where rules cross are tables looked for (``pdf_tables``). Then furniture goes, and lines become paragraphs and tables
over page ends. Pages without a usable text layer go to text recognition where that is installed.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import Block, ReaderWarning, SourceDocument
from tiaokuan.pipeline.readers.pdf_blocks import Builder
from tiaokuan.pipeline.readers.pdf_furniture import Removed, split_notes, strip_furniture
from tiaokuan.pipeline.readers.pdf_margins import body_size, set_borders
from tiaokuan.pipeline.readers.pdf_model import PageText, page_numbers
from tiaokuan.pipeline.readers.pdf_page import read_page
from tiaokuan.pipeline.readers.pdf_scan import Recognise, is_textless, recognise

if TYPE_CHECKING:
    from tiaokuan.pipeline.readers.ocr import OcrPage
    from tiaokuan.pipeline.settings import Settings

_LOCK = threading.Lock()  # PDFium must not be entered by two threads at a time


def read_pdf(
    data: bytes, name: str, settings: Settings | None = None, *, ocr: Recognise | None = None
) -> SourceDocument:
    """The blocks of a PDF file.

    Postconditions: those of ``pipeline.readers.base``; every run has its page and box; a paragraph or table over a
    page end is one block; running heads, page numbers and watermarks are out (a warning tells), footnotes follow the
    paragraph in which their page ends. ``ocr`` reads the pictures of pages without text (default: the
    installed recognition).
    Raises ReadError: ``encrypted_file``, ``damaged_file``, ``too_large``, ``timed_out``, ``missing_component``.
    """
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    settings.check_file_size(len(data), name)
    with _LOCK:
        document = _open(data, name)
        try:
            return _read(document, name, settings, ocr)
        finally:
            document.close()


def _open(data: bytes, name: str) -> Any:
    """The pypdfium2 document. A file that only restricts printing or copying opens without a password."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if _needs_password(error):
            hint = "请用 PDF 阅读器输入密码打开，另存或打印为不加密的 PDF 再试"
            raise ReadError(f"文件“{name}”已加密，需要密码", hint, code="encrypted_file") from error
        raise _damaged(name) from error


def _needs_password(error: Exception) -> bool:
    from pypdfium2 import raw

    code = getattr(error, "err_code", None)
    return code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(error)


def _damaged(name: str) -> ReadError:
    hint = "请重新下载，或用 PDF 阅读器打开后另存再试"
    return ReadError(f"文件“{name}”已损坏，无法打开", hint, code="damaged_file")


def _read(document: Any, name: str, settings: Settings, ocr: Recognise | None) -> SourceDocument:
    warnings: list[ReaderWarning] = []
    pages = _pages(document, name, settings, warnings)
    removed = strip_furniture(pages)
    unread = [page for page in pages if is_textless(page)]
    scanned = recognise(document, unread, name, warnings, ocr)
    builder = _build(pages, scanned)
    blocks = builder.blocks
    _check_size(blocks, name, settings)
    warnings += _warnings(pages, unread, removed, builder.repeated_heads)
    for number, found in scanned.items():
        offset = builder.offsets[number]
        warnings += [
            replace(note, block=None if note.block is None else note.block + offset) for note in found.warnings
        ]
    return SourceDocument(blocks, "application/pdf", pages=len(document), warnings=warnings)


def _pages(document: Any, name: str, settings: Settings, warnings: list[ReaderWarning]) -> list[PageText]:
    """All pages, within the limits. A page that PDFium cannot load is left out with a warning."""
    import pypdfium2

    from tiaokuan.pipeline.processes import timed_out
    from tiaokuan.pipeline.settings import too_large

    count = len(document)
    if count > settings.max_pages:
        raise too_large(f"文件“{name}”有 {count:,} 页，超过上限 {settings.max_pages:,} 页", "max_pages")
    deadline = time.monotonic() + settings.reader_timeout_seconds
    pages: list[PageText] = []
    broken: list[int] = []
    chars = 0
    for index in range(count):
        if time.monotonic() > deadline:
            raise timed_out(name, settings)
        try:
            pages.append(read_page(document, index, settings.max_text_chars - chars))
        except pypdfium2.PdfiumError:
            broken.append(index + 1)
            continue
        except OverflowError:
            settings.check_text_length(settings.max_text_chars + 1, name)
        chars += pages[-1].chars
    if not pages:
        raise _damaged(name)
    if broken:
        warnings.append(ReaderWarning("page_damaged", f"{page_numbers(broken)}已损坏，没有读取"))
    return pages


def _build(pages: list[PageText], scanned: dict[int, OcrPage]) -> Builder:
    """The builder with the blocks of all pages."""
    texts = [page for page in pages if page.number not in scanned]
    body = body_size(texts)
    for page in texts:
        split_notes(page, body)
    set_borders(texts, body)
    builder = Builder(texts)
    for page in pages:
        found = scanned.get(page.number)
        builder.add(page, found.blocks if found is not None else None)
    builder.finish(body)
    return builder


def _check_size(blocks: list[Block], name: str, settings: Settings) -> None:
    from tiaokuan.pipeline.settings import too_large

    if len(blocks) > settings.max_blocks:
        raise too_large(f"文件“{name}”的段落超过上限 {settings.max_blocks:,} 个", "max_blocks")
    cells = sum(len(block.table.cells) for block in blocks if block.table is not None)
    if cells > settings.max_table_cells:
        raise too_large(f"文件“{name}”的表格单元格超过上限 {settings.max_table_cells:,} 个", "max_table_cells")


def _warnings(pages: list[PageText], unread: list[PageText], removed: Removed, heads: int) -> list[ReaderWarning]:
    """What was taken out or could not be read, in words."""
    found: list[ReaderWarning] = []

    def warn(code: str, message: str) -> None:
        found.append(ReaderWarning(code, message))

    if removed.numbers:
        warn("page_number_removed", f"已删除{removed.numbers}处页码")
    if removed.heads:
        warn("running_head_removed", f"已删除{removed.heads}处重复的页眉页脚（“{removed.shown[:20]}”等）")
    for words in removed.watermarks[:3]:
        warn("watermark_removed", f"已删除水印“{words[:30]}”")
    if heads:
        warn("table_head_repeated", f"已删除{heads}行跨页重复的表头")
    known = {page.number for page in unread}
    pictures = [page.number for page in pages if page.number not in known and page.picture >= 0.25]
    if pictures:
        warn("picture_not_read", f"{page_numbers(pictures)}有大幅图片，图片里的文字没有读取")
    hidden = [page.number for page in pages if page.hidden]
    if hidden:
        warn("scan_text_layer", f"{page_numbers(hidden)}的文字来自扫描件自带的识别结果，请核对原件")
    dense = [page.number for page in pages if not page.complete]
    if dense:
        warn("table_not_read", f"{page_numbers(dense)}的线条过多，表格可能没有认出")
    return found
