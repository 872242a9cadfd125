"""The format of a file by its first bytes and its structure; the name decides only between kinds of text."""

from __future__ import annotations

import io
import re
import zipfile

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers import encoding

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf'\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_TAG = (
    r"(?:!doctype\s+html|html|head|body|div|p|span|table|tbody|tr|td|h[1-6]|ul|ol|li|section|article|meta|title|font"
    r"|center|strong|b|a|br|img|main|style|script|dl|form|link|pre|blockquote|header|u|i|em|sub|sup|ruby|caption|nav|footer)"
)
_HTML_START = re.compile(rf"\s*(?:<!--.{{0,5000}}?-->\s*|<\?xml[^>]{{0,200}}\?>\s*)*<{_TAG}(?=[\s/>])", re.I | re.S)
_HTML_ANY = re.compile(r"<(?:p|div|table|tr|td|br|h[1-6]|li|span|body|html)(?:\s[^<>]{0,500})?/?>", re.I)
_HTML_END = re.compile(r"</(?:p|div|table|tr|td|h[1-6]|li|span|body|html)\s*>", re.I)
_HEAD = 40_000


def sniff(data: bytes, name: str = "") -> str:
    """The id of the format (``registry.FORMATS``) of ``data``.

    Raises ReadError: ``damaged_file`` (a zip that cannot be opened), ``encrypted_file``, ``unsupported_format`` (a
    binary file of unknown kind), ``undecodable_text``.
    """
    for magic, found in _MAGIC:
        if data.startswith(magic):
            return found
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_ZIP):
        return _zip(data, name)
    if b"%PDF-" in data[:1024] and not data[:4].isalpha():
        return "pdf"
    if (data.startswith(b"BM") and len(data) > 26 and data[6:10] == b"\0\0\0\0") or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    ):
        return "image"
    if data[4:8] == b"ftyp":
        return "image"
    return _textual(data, name)


def _ole(data: bytes) -> str:
    """The kind of an OLE compound file, by the names of its streams (UTF-16LE in its directory)."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise ReadError("文件已加密", "请用 Word 或 WPS 输入密码打开，取消密码后另存再试", code="encrypted_file")
    for stream, kind in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"), ("PowerPoint Document", "ppt")):
        if has(stream):
            return kind
    return "ole"


def _zip(data: bytes, name: str) -> str:
    """The kind of a zip: an office document by its parts, else an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()[:50_000]
            first = archive.read("mimetype")[:100] if _small(archive, "mimetype") else b""
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        UnicodeError,
    ) as error:
        raise ReadError(
            f"文件“{name}”已损坏，无法打开", "请重新下载，或用原软件打开后另存再试", code="damaged_file"
        ) from error
    names = {info.filename.replace("\\", "/").lower() for info in infos}
    if "[content_types].xml" in names or "_rels/.rels" in names:
        for prefix, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "ppt")):
            if any(entry.startswith(prefix) for entry in names):
                return kind
        if "[content_types].xml" in names and name.lower().endswith((".docx", ".docm", ".dotx")):
            return "docx"
    if "ofd.xml" in names:
        return "ofd"
    if first.startswith(b"application/vnd.oasis.opendocument"):
        return "odt"
    return "zip"


def _small(archive: zipfile.ZipFile, name: str) -> bool:
    try:
        return archive.getinfo(name).file_size < 1000
    except KeyError:
        return False


def _textual(data: bytes, name: str) -> str:
    text = encoding.decode(data[:_HEAD] if len(data) > _HEAD else data).text
    start = text[:3000].lstrip()
    if start.startswith("<?xml") and re.search(
        r"<\?mso-application|<pkg:package|w:wordDocument|office:document", text[:3000]
    ):
        return "word_xml"
    if (
        re.match(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,10}?MIME-Version:", start, re.I)
        and "multipart/related" in text[:3000]
    ):
        return "mht"
    return "html" if is_html(text, name) else "text"


def is_html(text: str, name: str = "") -> bool:
    """Whether text is html: it begins as html does, or tags make up its structure."""
    if "<" not in text:
        return False
    if _HTML_START.match(text):
        return True
    opened = sum(1 for _ in zip(range(50), _HTML_ANY.finditer(text), strict=False))
    closed = sum(1 for _ in zip(range(50), _HTML_END.finditer(text), strict=False))
    if name.lower().endswith((".html", ".htm", ".shtml", ".xhtml", ".mhtml")):
        return opened > 0
    lines = text.count("\n") + 1
    return opened >= 5 and closed >= 3 and (opened + closed) * 2 > min(lines, 100)
