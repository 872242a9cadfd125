"""PDF files: blocks with pages and boxes, by PDFium's characters and pdfplumber's table lattice.

Every page takes one way: PDFium's characters with their boxes (``pdf_glyphs``), the drawn rules (``pdf_rules``); only
where rules cross are tables looked for (``pdf_tables``). Then furniture goes, and lines become paragraphs and tables
over page ends. Pages without a usable text layer go to text recognition where that is installed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import Block, ReaderWarning, SourceDocument
from tiaokuan.pipeline.readers.encoding import plausibility
from tiaokuan.pipeline.readers.pdf_blocks import Builder
from tiaokuan.pipeline.readers.pdf_furniture import Removed, split_notes, strip_furniture
from tiaokuan.pipeline.readers.pdf_margins import body_size, set_borders
from tiaokuan.pipeline.readers.pdf_model import Grid, PageText
from tiaokuan.pipeline.readers.pdf_page import read_page

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

#: A picture of a page (PIL.Image), the page's number, pixels per point → the page's blocks, boxes in points.
OcrPage = Callable[[Any, int, float], list[Block]]

_LOCK = threading.Lock()  # PDFium must not be entered by two threads at a time
_SCAN = 0.6  # share of a page that a picture covers, from which little text on it is a stamp on a scan
_STAMP = 60  # characters
_DRAWN = 40  # paths: text turned into outlines
_PLAUSIBLE = 0.5
_DPI = 200
_MAX_PIXELS = 4_000


def read_pdf(data: bytes, name: str, settings: Settings | None = None, *, ocr: OcrPage | None = None) -> SourceDocument:
    """The blocks of a PDF file.

    Postconditions: those of ``pipeline.readers.base``; every run has its page and box; a paragraph or table over a
    page end is one block; running heads, page numbers and watermarks are out (a warning tells), footnotes follow the
    paragraph in which their page ends. ``ocr`` reads pages without text (default: the installed recognition).
    Raises ReadError: ``encrypted_file``, ``damaged_file``, ``too_large``, ``missing_component``.
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


def _read(document: Any, name: str, settings: Settings, ocr: OcrPage | None) -> SourceDocument:
    warnings: list[ReaderWarning] = []
    pages = _pages(document, name, settings, warnings)
    removed = strip_furniture(pages)
    unread = [page for page in pages if _is_textless(page)]
    scanned = _recognise(document, unread, len(unread) == len(pages), name, ocr, warnings)
    blocks, dropped = _blocks(pages, scanned)
    _check_size(blocks, name, settings)
    warnings += _warnings(pages, unread, removed, dropped)
    return SourceDocument(blocks, "application/pdf", pages=len(document), warnings=warnings)


def _pages(document: Any, name: str, settings: Settings, warnings: list[ReaderWarning]) -> list[PageText]:
    """All pages, within the limits. A page that PDFium cannot load is left out with a warning."""
    import pypdfium2

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
            raise too_large(f"读取文件“{name}”超过 {settings.reader_timeout_seconds} 秒", "reader_timeout_seconds")
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
        warnings.append(ReaderWarning("page_damaged", f"{_numbers(broken)}已损坏，没有读取"))
    return pages


def _is_textless(page: PageText) -> bool:
    """Whether a page shows something that its text layer does not hold: a scan (with a stamp or a heading at most),
    text drawn as outlines, or fonts without a usable character map."""
    text = "".join(line.text for line in page.lines)
    tables = any(isinstance(item, Grid) for item in page.items)
    if not page.readable or (len(text) > 50 and plausibility(text) < _PLAUSIBLE):
        return True
    if page.chars == 0:
        return page.picture > 0.02 or page.drawn >= _DRAWN
    return page.picture >= _SCAN and not tables and len(text) < _STAMP


def _recognise(
    document: Any,
    unread: list[PageText],
    everything: bool,
    name: str,
    ocr: OcrPage | None,
    warnings: list[ReaderWarning],
) -> dict[int, list[Block]]:
    """The blocks of pages without text, by page number; nothing where recognition is not installed and other pages
    have text."""
    if not unread:
        return {}
    reader = ocr or _installed_ocr()
    if reader is None:
        if everything:
            hint = '请运行 pip install "tiaokuan[ocr]" 安装文字识别，或先用文字识别软件转成 .docx 再试'
            raise ReadError(f"文件“{name}”是扫描件，没有可读的文字层", hint, code="missing_component")
        hint = '可运行 pip install "tiaokuan[ocr]" 后重新处理'
        numbers = _numbers([page.number for page in unread])
        warnings.append(ReaderWarning("page_without_text", f"{numbers}没有可读的文字层，内容没有读取；{hint}"))
        return {}
    return {page.number: reader(*_picture(document, page.number)) for page in unread}


def _installed_ocr() -> OcrPage | None:
    """Text recognition, where it is installed."""
    return None


def _picture(document: Any, number: int) -> tuple[Any, int, float]:
    """A page as PIL image, its number, and the pixels per point."""
    page = document[number - 1]
    try:
        scale = min(_DPI / 72, _MAX_PIXELS / max(page.get_size()))
        return page.render(scale=scale).to_pil(), number, scale
    finally:
        page.close()


def _blocks(pages: list[PageText], scanned: dict[int, list[Block]]) -> tuple[list[Block], int]:
    """The blocks of all pages, and how many repeated table heads were dropped."""
    texts = [page for page in pages if page.number not in scanned]
    body = body_size(texts)
    for page in texts:
        split_notes(page, body)
    set_borders(texts, body)
    builder = Builder(texts)
    for page in pages:
        builder.add(page, scanned.get(page.number))
    return builder.finish(body), builder.repeated_heads


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
        warn("picture_not_read", f"{_numbers(pictures)}有大幅图片，图片里的文字没有读取")
    hidden = [page.number for page in pages if page.hidden]
    if hidden:
        warn("scan_text_layer", f"{_numbers(hidden)}的文字来自扫描件自带的识别结果，请核对原件")
    dense = [page.number for page in pages if not page.complete]
    if dense:
        warn("table_not_read", f"{_numbers(dense)}的线条过多，表格可能没有认出")
    return found


def _numbers(numbers: list[int]) -> str:
    """第3、5页, at most eight of them."""
    shown = "、".join(str(number) for number in numbers[:8])
    return f"第{shown}页" if len(numbers) <= 8 else f"第{shown}等{len(numbers)}页"
