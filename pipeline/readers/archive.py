"""Zip archives: every document in them read, their names decoded, and all of them put together as one document.

Nothing is written to disk: a member's name is only ever a name. Archives within are opened to a depth that the settings
give; other files in it are read by the registry, each risky format in the worker, so that one bad member costs only
itself.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import ReaderWarning, SourceDocument
from tiaokuan.pipeline.settings import too_large

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

MEDIA_TYPE = "application/zip"
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field (APPNOTE 4.6.9)
_ERRORS = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, IndexError)
_RATIO_FROM = 1024 * 1024
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)", re.I)
_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’—…·①-⑳]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class _Unpacking:
    """The state of one archive with all those within it: what was read, and what is left of the limits."""

    settings: Settings
    parts: list[tuple[str, SourceDocument]] = field(default_factory=list)
    warnings: list[ReaderWarning] = field(default_factory=list)
    errors: list[ReadError] = field(default_factory=list)
    members: int = 0
    unpacked: int = 0


def read_zip(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The documents of an archive as one (see ``pipeline.bundle``); ``parts`` holds each by its name.

    Postconditions: those of ``pipeline.readers.base``. What cannot be read is a warning (``part_unreadable``). Raises
    ReadError: ``damaged_file``, ``encrypted_file`` (every member is), ``too_large``, ``empty_document``; where nothing
    in it can be read, what the first member raised.
    """
    from tiaokuan.pipeline import bundle
    from tiaokuan.pipeline.settings import current

    unpacking = _Unpacking(settings or current())
    _unpack(data, name, "", 1, unpacking)
    if not unpacking.parts:
        raise _nothing(name, unpacking)
    document = bundle.combine(unpacking.parts, MEDIA_TYPE)
    document.warnings = unpacking.warnings + document.warnings
    return document


def _nothing(name: str, unpacking: _Unpacking) -> ReadError:
    """The error for an archive without a readable document."""
    if not unpacking.errors:
        return ReadError(f"压缩包“{name}”里没有文件", "请检查压缩包是否下载或保存完整", code="empty_document")
    first = unpacking.errors[0]
    return ReadError(f"压缩包“{name}”里的文件都无法读取：{first.message}", first.hint, code=first.code)


def _unpack(data: bytes, name: str, folder: str, depth: int, unpacking: _Unpacking) -> None:
    """Read every member of an archive; ``folder`` goes before their names."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except _ERRORS as error:
        raise ReadError(f"压缩包“{name}”已损坏，无法打开", "请重新下载或重新打包后再试", code="damaged_file") from error
    unpacking.members += len(infos)
    if unpacking.members > unpacking.settings.max_archive_members:
        limit = unpacking.settings.max_archive_members
        raise too_large(f"压缩包“{name}”里的文件超过 {limit} 个", "max_archive_members")
    with archive:
        for info in infos:
            member = folder + safe_name(info)
            if info.is_dir() or _JUNK.search(member) or stat.S_ISLNK(info.external_attr >> 16):
                continue
            try:
                _read_member(archive, info, member, depth, unpacking)
            except ReadError as error:
                if error.code == "too_large" and unpacking.unpacked > unpacking.settings.max_archive_bytes:
                    raise
                unpacking.errors.append(error)
                message = f"压缩包中的“{member}”没有读取：{error.message}" + (f"（{error.hint}）" if error.hint else "")
                unpacking.warnings.append(ReaderWarning("part_unreadable", message))


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, depth: int, unpacking: _Unpacking) -> None:
    from tiaokuan.pipeline.readers import registry

    if info.flag_bits & _ENCRYPTED_FLAG:
        raise ReadError(f"文件“{name}”已加密", "请输入密码解压后再试", code="encrypted_file")
    data = _bytes(archive, info, name, unpacking)
    if not data.strip(b"\x00\t\n\r "):
        raise ReadError(f"文件“{name}”是空的", "", code="empty_file")
    if registry.format_of(data, name).id != "zip":
        unpacking.parts.append((name, registry.read(data, name, unpacking.settings)))
    elif depth < unpacking.settings.max_archive_depth:
        _unpack(data, name, f"{name}/", depth + 1, unpacking)
    else:
        raise ReadError(f"压缩包“{name}”嵌套过深", "请先解压里层的压缩包再试", code="too_large")


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, unpacking: _Unpacking) -> bytes:
    """A member's bytes, within the limits on size and ratio whatever the archive says of them."""
    settings = unpacking.settings
    try:
        with archive.open(info) as stream:
            data = stream.read(settings.max_file_bytes + 1)
    except _ERRORS as error:
        raise ReadError(f"压缩包中的“{name}”已损坏", "请重新下载或重新打包后再试", code="damaged_file") from error
    unpacking.unpacked += len(data)
    settings.check_file_size(len(data), name)
    ratio = len(data) / max(1, info.compress_size)
    if len(data) > _RATIO_FROM and ratio > settings.max_archive_ratio:
        raise too_large(f"压缩包中的“{name}”解压后是压缩前的 {ratio:.0f} 倍", "max_archive_ratio")
    if unpacking.unpacked > settings.max_archive_bytes:
        raise too_large(f"压缩包解压后超过 {settings.max_archive_bytes:,} 字节", "max_archive_bytes")
    return data


def safe_name(info: zipfile.ZipInfo) -> str:
    """A member's name: decoded, with forward slashes, relative, without ``..``, drive letters and control characters.

    The name is UTF-8 where the archive says so (flag 11 or Info-ZIP's field); otherwise as the system that packed it
    writes: UTF-8 or, as Chinese Windows does, GBK (read as GB18030), whichever gives more Chinese.
    """
    parts = [part.strip() for part in re.split(r"[/\\]", _CONTROL.sub("_", _decoded(info)))]
    kept = [part for part in parts if part not in {"", ".", ".."} and not re.fullmatch(r"[A-Za-z]:", part)]
    return "/".join(re.sub(r"^[A-Za-z]:", "", part) for part in kept) or "_"


def _decoded(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    given = _unicode_path(info.extra)
    if given is not None:
        return given
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    read = [text for encoding in ("utf-8", "gb18030") if (text := _decode(raw, encoding)) is not None]
    return max(read, key=_plausible, default=info.orig_filename)


def _decode(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(name: str) -> float:
    """The share of a name's characters beyond ASCII that are Chinese: 通知 in GBK is valid UTF-8, but Hebrew."""
    beyond = [char for char in name if not char.isascii()]
    return sum(bool(_CHINESE.match(char)) for char in beyond) / len(beyond) if beyond else 1.0


def _unicode_path(extra: bytes) -> str | None:
    """The name in Info-ZIP's Unicode path field, if there is one: version, CRC of the other name, UTF-8."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == _UNICODE_PATH and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return None
