"""PDF pages without a usable text layer: told by what they show, and read by text recognition (the extra ``ocr``)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import ocr_engine
from tiaokuan.pipeline.readers.base import ReaderWarning
from tiaokuan.pipeline.readers.encoding import plausibility
from tiaokuan.pipeline.readers.pdf_model import Grid, PageText, page_numbers

if TYPE_CHECKING:
    from tiaokuan.pipeline.readers.ocr import OcrPage

#: Reads a page's picture: (RGB array, page=number from 1, scale=pixels per point) → its blocks and warnings.
Recognise = Callable[..., "OcrPage"]

_SCAN = 0.6  # share of a page that a picture covers, from which little text on it is a stamp on a scan
_STAMP = 60  # characters
_SHOWN = 0.02  # share of a page that a picture covers, from which a page without text is not blank
_DRAWN = 40  # paths: text turned into outlines
_PLAUSIBLE = 0.5
_ENOUGH = 50  # characters from which a text's plausibility says something
_DPI = 200
_MAX_PIXELS = 4_000
_INSTALL = 'pip install "tiaokuan[ocr]"'


def is_textless(page: PageText) -> bool:
    """Whether a page shows something that its text layer does not hold: a scan (with a stamp or a heading at most),
    text drawn as outlines, or fonts without a usable character map."""
    text = "".join(line.text for line in page.lines)
    if not page.readable or (len(text) > _ENOUGH and plausibility(text) < _PLAUSIBLE):
        return True
    if page.chars == 0:
        return page.picture > _SHOWN or page.drawn >= _DRAWN
    tables = any(isinstance(item, Grid) for item in page.items)
    return page.picture >= _SCAN and not tables and len(text) < _STAMP


def recognise(
    document: Any, unread: list[PageText], name: str, warnings: list[ReaderWarning], reader: Recognise | None
) -> dict[int, OcrPage]:
    """What recognition finds on the pages ``unread`` of a pypdfium2 document, by page number.

    ``reader`` is None for the installed recognition. Where none is installed: a warning and an empty result, or
    ReadError (``missing_component``) where the document has no other pages.
    """
    if not unread:
        return {}
    if reader is None and ocr_engine.available():
        from tiaokuan.pipeline.readers.ocr import ocr_image as reader
    numbers = [page.number for page in unread]
    if reader is None:
        if len(unread) == len(document):
            hint = f"请运行 {_INSTALL} 安装文字识别，或先用文字识别软件转成 .docx 再试"
            raise ReadError(f"文件“{name}”是扫描件，没有可读的文字层", hint, code="missing_component")
        message = f"{page_numbers(numbers)}没有可读的文字层，内容没有读取；可运行 {_INSTALL} 后重新处理"
        warnings.append(ReaderWarning("page_without_text", message))
        return {}
    message = f"{page_numbers(numbers)}没有文字层，文字由图片识别得到，金额、日期等请与原件核对"
    warnings.append(ReaderWarning("ocr_used", message))
    found = {}
    for number in numbers:
        picture, scale = _picture(document, number)
        found[number] = reader(picture, page=number, scale=scale)
        if found[number].turned:
            warnings.append(ReaderWarning("page_turned", f"第{number}页是横置或倒置的，已转正后识别"))
    return found


def _picture(document: Any, number: int) -> tuple[Any, float]:
    """A page's picture as an array (height × width × 3, RGB), and its pixels per point."""
    page = document[number - 1]
    try:
        scale = min(_DPI / 72, _MAX_PIXELS / max(page.get_size()))
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
        try:
            return bitmap.to_numpy()[:, :, :3].copy(), scale
        finally:
            bitmap.close()
    finally:
        page.close()
