"""Which reader reads what: one table of formats, chosen by content and not by name.

``read`` is the one way in. A format without a reader ends in an error that names it and says what to do.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import sniff
from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.readers.encoding import decode

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

Reader = Callable[[bytes, str, "Settings | None"], SourceDocument]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its id as ``sniff.sniff`` gives it, its Chinese name, media type, and reader.

    ``reader`` is ``module:function`` below ``tiaokuan.pipeline.readers``, or None where there is none yet; then
    ``way_out`` says what the user can do. ``isolated``: parsed in the worker (``pipeline.worker``): a binary
    format, read by large native parsers or at much cost of time and memory.
    """

    id: str
    name: str
    media_type: str
    reader: str | None = None
    way_out: str = ""
    isolated: bool = False


_WORD = "请用 Word 或 WPS 打开后另存为 .docx 再试"
_UNPACK = "请先解压，再逐个处理其中的文件"

FORMATS: tuple[Format, ...] = (
    Format("text", "文本文件", "text/plain", "text:read_text"),
    Format("html", "网页", "text/html", "html:read_html"),
    Format(
        "docx",
        "Word 文档（.docx）",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx:read_docx",
    ),
    Format("pdf", "PDF 文件", "application/pdf", "pdf:read_pdf", isolated=True),
    Format("doc", "Word 97—2003 文档（.doc/.wps）", "application/msword", "office:read_doc"),
    Format("xls", "Excel 97—2003 表格（.xls/.et）", "application/vnd.ms-excel", "office:read_xls"),
    Format("ppt", "演示文稿（.ppt/.pptx）", "application/vnd.ms-powerpoint", way_out="请把文字另存为 .docx 再试"),
    Format("ole", "旧版 Office 文件", "application/x-ole-storage", way_out=_WORD),
    Format("rtf", "RTF 文档", "application/rtf", "office:read_rtf"),
    Format("odt", "OpenDocument 文档（.odt/.ods）", "application/vnd.oasis.opendocument.text", "office:read_odf"),
    Format("word_xml", "Word XML 文档", "application/xml", way_out=_WORD),
    Format(
        "mht", "单个文件网页（.mht）", "multipart/related", way_out="请用浏览器或 Word 打开，另存为 .html 或 .docx 再试"
    ),
    Format(
        "xlsx",
        "Excel 表格（.xlsx）",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx:read_xlsx",
        isolated=True,
    ),
    Format("ofd", "OFD 版式文件", "application/ofd", way_out="请用 OFD 阅读器转成 .docx 或 .txt 再试"),
    Format("image", "图片", "image/*", "images:read_image", isolated=True),
    Format("zip", "压缩包（.zip）", "application/zip", "archive:read_zip"),
    Format("archive", "压缩包（.rar/.7z/.gz）", "application/octet-stream", way_out=_UNPACK),
)


def format_of(data: bytes, name: str = "") -> Format:
    """The format of a file by its content; raises ReadError where it cannot be told (see ``sniff.sniff``)."""
    found = sniff.sniff(data, name)
    return next(entry for entry in FORMATS if entry.id == found)


def read(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in ``data``; ``name`` is the file's name and only a hint.

    Postconditions: those of ``pipeline.readers.base``; ``blocks`` is not empty. Raises ReadError: ``empty_file``,
    ``empty_document``, ``unsupported_format``, ``damaged_file``, ``encrypted_file``, ``too_large``,
    ``undecodable_text``; never anything else.
    """
    from tiaokuan.pipeline import worker
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    settings.check_file_size(len(data), name)
    if not data.strip(b"\x00\t\n\r "):
        raise ReadError(f"文件“{name}”是空的", "请检查文件是否下载或保存完整", code="empty_file")
    form = format_of(data, name)
    if form.reader is None:
        raise ReadError(f"暂不支持{form.name}", form.way_out, code="unsupported_format")
    if form.isolated and not worker.inside():
        return worker.read(data, name, settings)
    module, function = form.reader.split(":")
    reader: Reader = getattr(importlib.import_module(f"tiaokuan.pipeline.readers.{module}"), function)
    document = reader(data, name, settings)
    decode.cache_clear()
    if not document.blocks and not document.parts:
        raise ReadError(
            f"文件“{name}”里没有可读的文字", "如果内容是图片或扫描件，请先做文字识别", code="empty_document"
        )
    return document
