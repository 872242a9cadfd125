"""Scans and photos (.jpg, .png, .tif, .bmp, .gif, .webp): each picture, each page of a TIFF, is a page."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Any

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import ocr_engine
from tiaokuan.pipeline.readers.base import Block, ReaderWarning, SourceDocument
from tiaokuan.pipeline.settings import too_large

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

    from tiaokuan.pipeline.settings import Settings

_FORMATS = ("JPEG", "PNG", "TIFF", "BMP", "GIF", "WEBP")
_MEDIA_TYPES = {"MPO": "image/jpeg"}
_A4_WIDTH = 595.0  # points
_PLAUSIBLE_DPI = (70, 1300)
_TOO_SMALL = 24  # pixels: no line of text fits


def read_image(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a picture file, by text recognition.

    Postconditions: those of ``pipeline.readers.base``; ``pages`` is the number of pictures; a first warning says that
    the text was recognised. Raises ReadError: ``missing_component``, ``damaged_file``, ``too_large``,
    ``unsupported_format`` (HEIC, AVIF).
    """
    from PIL import Image, UnidentifiedImageError

    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    if not ocr_engine.available():
        raise ocr_engine.missing()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as error:
        if data[4:8] == b"ftyp":
            raise ReadError(f"暂不支持图片“{name}”的格式（HEIC/AVIF）", "请另存为 .jpg 或 .png 再试",
                            code="unsupported_format") from error
        raise _damaged(name) from error
    except Image.DecompressionBombError as error:
        raise too_large(f"图片“{name}”的像素超过上限", "max_image_pixels") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise _damaged(name) from error
    with image:
        return _read_pages(image, name, settings)


def _read_pages(image: Image, name: str, settings: Settings) -> SourceDocument:
    from tiaokuan.pipeline.readers.ocr import ocr_image

    # An animation is one picture; only a TIFF's frames are pages.
    pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if pages > settings.max_pages:
        raise too_large(f"图片“{name}”有 {pages} 页，超过上限 {settings.max_pages} 页", "max_pages")
    kind = image.format or ""
    document = SourceDocument([], _MEDIA_TYPES.get(kind, f"image/{kind.lower()}"), pages=pages)
    document.warnings.append(ReaderWarning("ocr_used", "文字由图片识别得到，金额、日期等请与原件核对"))
    for number in range(1, pages + 1):
        picture, scale = _frame(image, number - 1, name, settings)
        if min(picture.shape[:2]) < _TOO_SMALL:
            continue
        page = ocr_image(picture, page=number, scale=scale)
        if page.turned:
            document.warnings.append(ReaderWarning("page_turned", f"第 {number} 页是横置或倒置的，已转正后识别"))
        add_page(document.blocks, document.warnings, page.blocks, page.warnings)
    return document


def add_page(blocks: list[Block], warnings: list[ReaderWarning], more: list[Block], notes: list[ReaderWarning]) -> None:
    """Append a page's blocks, and its warnings with their block numbers counted on."""
    for note in notes:
        block = None if note.block is None else note.block + len(blocks)
        warnings.append(ReaderWarning(note.code, note.message, block))
    blocks += more


def _frame(image: Image, number: int, name: str, settings: Settings) -> tuple[NDArray[Any], float]:
    """A page's pixels (RGB) and its pixels per point."""
    import numpy as np
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(number)
            width, height = image.size
            if width * height > settings.max_image_pixels:
                raise too_large(f"图片“{name}”有 {width}×{height} 像素，超过上限", "max_image_pixels")
            upright = ImageOps.exif_transpose(image)
            if upright.mode in {"RGBA", "LA", "PA", "P"}:
                upright = _on_white(upright)
            pixels = np.asarray(_eight_bit(upright).convert("RGB"))
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, ZeroDivisionError) as error:
        raise _damaged(name) from error
    return pixels, _scale(image, pixels.shape[1], pixels.shape[0])


def _eight_bit(image: Image) -> Image:
    """Pictures of 16 and 32 bits a pixel brought to 8; Pillow itself would cut them off."""
    if not image.mode.startswith(("I", "F")):
        return image
    low, high = image.convert("F").getextrema()
    span = max(1.0, float(high) - float(low))  # type: ignore[arg-type]
    return image.convert("F").point(lambda value: value * (255 / span) - float(low) * 255 / span).convert("L")  # type: ignore[arg-type]


def _on_white(image: Image) -> Image:
    import PIL.Image

    clear = image.convert("RGBA")
    paper = PIL.Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return paper


def _scale(image: Image, width: int, height: int) -> float:
    """Pixels per point: by the resolution that the file gives where it is plausible for a page, else as if the
    picture's shorter side were that of A4."""
    given = image.info.get("dpi", (0, 0))
    dpi = float(given[0]) if isinstance(given, tuple) and given else 0.0
    if _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1] and 300 <= min(width, height) * 72 / dpi <= 1300:
        return dpi / 72
    return min(width, height) / _A4_WIDTH


def _damaged(name: str) -> ReadError:
    return ReadError(f"图片“{name}”已损坏，无法读取", "请重新扫描或下载后再试", code="damaged_file")
