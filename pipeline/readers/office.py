"""Legacy and other office files (.doc, .wps, .rtf, .odt, .xls, .et, .ods) through LibreOffice, run without a window.

LibreOffice turns the file into .docx (or .xlsx), which the project's own readers then read: so converted, automatic
numbers stay numbers (converted to text or html they are lost or flattened). Each call has a profile of its own, in
which macros, linked data and the network are off, a limit of time and memory, and leaves nothing behind.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline import processes
from tiaokuan.pipeline.readers import ooxml
from tiaokuan.pipeline.readers.base import ReaderWarning, SourceDocument

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

_NAMES = ("soffice", "libreoffice")
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")
_ODF = b"application/vnd.oasis.opendocument."
_FIB = b"\xec\xa5"  # wIdent of a Word 97 file's information block; fEncrypted is bit 8 of the flags at 0x0A ([MS-DOC] 2.5.2)
_BOF = b"\x09\x08"  # an Excel 97 stream begins so; FilePass (0x2F) follows where it is encrypted ([MS-XLS] 2.4.117)
_SECTOR = 512
_OFFICE = "/org.openoffice.Office."
_PROFILE = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "int", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "boolean", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "boolean", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "boolean", "true"),
    ("Writer/Content/Update", "Link", "int", "2"),
    ("Calc/Content/Update", "Link", "int", "2"),
    ("Common/Misc", "UseLocking", "boolean", "false"),
)


def read_doc(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a .doc or .wps file. Postconditions: those of ``read_docx``. Raises ReadError:
    ``missing_component`` (no LibreOffice), ``damaged_file``, ``encrypted_file``, ``timed_out``, ``too_large``."""
    if any(data[at + 11] & 1 for at in _sectors(data, _FIB)):
        raise _encrypted(name)
    return _through(data, name, "doc", "docx", "application/msword", settings)


def read_rtf(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a .rtf file; as ``read_doc``."""
    return _through(data, name, "rtf", "docx", "application/rtf", settings)


def read_xls(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The workbook in a .xls or .et file; as ``read_doc``, with the postconditions of ``read_xlsx``."""
    for at in _sectors(data, _BOF):
        after = at + 4 + int.from_bytes(data[at + 2 : at + 4], "little")
        if data[after : after + 2] == b"\x2f\x00":
            raise _encrypted(name)
    return _through(data, name, "xls", "xlsx", "application/vnd.ms-excel", settings)


def read_odf(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a .odt or the workbook in a .ods file; as ``read_doc``. Also raises ``unsupported_format``."""
    from tiaokuan.pipeline.settings import current

    package = ooxml.Package.open(data, name, settings or current())
    kind = package.read("mimetype").strip()
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise _encrypted(name)
    if kind.startswith((_ODF + b"text", _ODF + b"spreadsheet")):
        suffix, target = ("odt", "docx") if kind.startswith(_ODF + b"text") else ("ods", "xlsx")
        return _through(data, name, suffix, target, kind.decode("ascii", "replace"), settings)
    raise ReadError(f"暂不支持 OpenDocument 文件“{name}”的类型", "请另存为 .docx 再试", code="unsupported_format")


def find_office() -> str | None:
    """The path of LibreOffice's program, or None."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if os.path.exists(place)), None)


def _through(data: bytes, name: str, suffix: str, target: str, media_type: str, settings: Settings | None) -> SourceDocument:
    from tiaokuan.pipeline.readers import docx, xlsx
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    converted = convert(data, name, suffix, target, settings)
    document = (docx.read_docx if target == "docx" else xlsx.read_xlsx)(converted, name, settings)
    document.media_type = media_type
    document.metadata.pop("file_title", None) if suffix == "rtf" else None
    document.warnings = [w for w in document.warnings if w.code != "macros_ignored"]
    if _has_macros(data):
        document.warnings.append(ReaderWarning("macros_ignored", "文档带有宏，只读取文字，宏没有运行"))
    return document


def convert(data: bytes, name: str, suffix: str, target: str, settings: Settings) -> bytes:
    """The file as LibreOffice writes it in the format ``target`` (docx, xlsx, pdf …). Raises ReadError as ``read_doc``."""
    program = find_office()
    if program is None:
        hint = "请安装 LibreOffice（Debian/Ubuntu：apt install libreoffice-writer libreoffice-calc），或另存为 .docx 再试"
        raise ReadError(f"读取“{name}”需要 LibreOffice，尚未安装", hint, code="missing_component")
    with tempfile.TemporaryDirectory(prefix="tiaokuan-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source, made = folder / f"in.{suffix}", folder / "out" / f"in.{target}"
        source.write_bytes(data)
        _run(program, folder, source, target, name, settings)
        if not made.is_file():
            raise ooxml.damaged(name)
        if made.stat().st_size > settings.max_file_bytes:
            raise ReadError(f"文件“{name}”转换后过大", "请分成几个文件另存再试", code="too_large")
        return made.read_bytes()


def _run(program: str, folder: Path, source: Path, target: str, name: str, settings: Settings) -> None:
    profile = _profile(folder)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
               "--nodefault", "--nologo", "--convert-to", target, "--outdir", str(folder / "out"), str(source)]
    nowhere = "http://127.0.0.1:9"  # the discard port: nothing that a document links to is fetched
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "http_proxy": nowhere, "https_proxy": nowhere}
    try:
        processes.run(command, seconds=settings.reader_timeout_seconds, memory_bytes=settings.reader_memory_bytes,
                      folder=folder, environment=environment)
    except processes.TooSlow as error:
        raise too_slow(name, settings) from error
    except processes.TooLarge as error:
        raise out_of_memory(name) from error
    except OSError as error:
        raise ReadError(f"无法运行 LibreOffice：{error.strerror}", "请检查 LibreOffice 的安装", code="missing_component") from error


def too_slow(name: str, settings: Settings) -> ReadError:
    """The error for a file whose reading takes too long."""
    hint = "请拆分文件后再试；确需处理时可设环境变量 TIAOKUAN_READER_TIMEOUT_SECONDS 提高上限"
    return ReadError(f"读取文件“{name}”超过 {settings.reader_timeout_seconds} 秒，已停止", hint, code="timed_out")


def out_of_memory(name: str) -> ReadError:
    """The error for a file whose reading takes too much memory."""
    hint = "请拆分文件后再试；确需处理时可设环境变量 TIAOKUAN_READER_MEMORY_BYTES 提高上限"
    return ReadError(f"读取文件“{name}”占用内存超过上限，已停止", hint, code="too_large")


def _profile(folder: Path) -> Path:
    """A fresh profile with the settings of ``_PROFILE``."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{_OFFICE}{path}"><prop oor:name="{key}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, key, _, value in _PROFILE
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")
    return folder / "profile"


def _sectors(data: bytes, start: bytes) -> list[int]:
    """Where sectors of an OLE file begin with ``start``; the first few."""
    found = []
    at = data.find(start, _SECTOR)
    while at >= 0 and len(found) < 4:
        if at % _SECTOR == 0 and at + 16 < len(data):
            found.append(at)
        at = data.find(start, at + 1)
    return found


def _has_macros(data: bytes) -> bool:
    """Whether an OLE or ODF file carries macros."""
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        return True
    if not data.startswith(b"PK"):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(part.startswith(("Basic/", "Scripts/")) for part in archive.namelist())


def _encrypted(name: str) -> ReadError:
    return ReadError(f"文件“{name}”已加密", "请用 Word 或 WPS 输入密码打开，取消密码后另存再试", code="encrypted_file")
