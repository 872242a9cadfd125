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
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError
from tiaokuan.pipeline import processes
from tiaokuan.pipeline.readers import ooxml
from tiaokuan.pipeline.readers.base import ReaderWarning, SourceDocument

if TYPE_CHECKING:
    from tiaokuan.pipeline.settings import Settings

#: The command that installs LibreOffice on Debian and Ubuntu.
INSTALL = "apt install libreoffice-writer libreoffice-calc"
_NAMES = ("soffice", "libreoffice")
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "C:/Program Files/LibreOffice/program/soffice.exe")
_ODF = b"application/vnd.oasis.opendocument."
_FIB = b"\xec\xa5"  # a Word 97 stream begins so; bit 8 of the flags at 0x0A: encrypted ([MS-DOC] 2.5.2)
_BOF = b"\x09\x08"  # an Excel 97 stream begins so; record 0x2F after it: encrypted ([MS-XLS] 2.4.117)
_HEADER, _SECTOR = 512, 64  # bytes of an OLE file's header and of its smallest sectors
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


@dataclass(frozen=True, slots=True)
class _Way:
    """How a format is read: its suffix, what it is converted to, and the media type that it keeps."""

    suffix: str
    target: str
    media_type: str


def read_doc(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a .doc or .wps file. Postconditions: those of ``read_docx``. Raises ReadError:
    ``missing_component`` (no LibreOffice), ``damaged_file``, ``encrypted_file``, ``timed_out``, ``too_large``."""
    if any(data[at + 11] & 1 for at in _sectors(data, _FIB)):
        raise _encrypted(name)
    return _through(data, name, _Way("doc", "docx", "application/msword"), settings)


def read_rtf(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a .rtf file; as ``read_doc``."""
    return _through(data, name, _Way("rtf", "docx", "application/rtf"), settings)


def read_xls(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The workbook in a .xls or .et file; as ``read_doc``, with the postconditions of ``read_xlsx``."""
    for at in _sectors(data, _BOF):
        after = at + 4 + int.from_bytes(data[at + 2 : at + 4], "little")
        if data[after : after + 2] == b"\x2f\x00":
            raise _encrypted(name)
    return _through(data, name, _Way("xls", "xlsx", "application/vnd.ms-excel"), settings)


def read_odf(data: bytes, name: str, settings: Settings | None = None) -> SourceDocument:
    """The document in a .odt or the workbook in a .ods file; as ``read_doc``. Also raises ``unsupported_format``."""
    from tiaokuan.pipeline.settings import current

    package = ooxml.Package.open(data, name, settings or current())
    kind = package.read("mimetype").strip()
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise _encrypted(name)
    if kind.startswith((_ODF + b"text", _ODF + b"spreadsheet")):
        suffix, target = ("odt", "docx") if kind.startswith(_ODF + b"text") else ("ods", "xlsx")
        return _through(data, name, _Way(suffix, target, kind.decode("ascii", "replace")), settings)
    raise ReadError(f"暂不支持 OpenDocument 文件“{name}”的类型", "请另存为 .docx 再试", code="unsupported_format")


def find_office() -> str | None:
    """The path of LibreOffice's program, or None."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if os.path.exists(place)), None)


def _through(data: bytes, name: str, way: _Way, settings: Settings | None) -> SourceDocument:
    """Convert, read, and call the document what it was."""
    from tiaokuan.pipeline.readers import docx, xlsx
    from tiaokuan.pipeline.settings import current

    settings = settings or current()
    converted = convert(data, name, way.suffix, way.target, settings)
    document = (docx.read_docx if way.target == "docx" else xlsx.read_xlsx)(converted, name, settings)
    document.media_type = way.media_type
    if _has_macros(data):
        document.warnings.append(ReaderWarning("macros_ignored", "文档带有宏，只读取文字，宏没有运行"))
    return document


def convert(data: bytes, name: str, suffix: str, target: str, settings: Settings) -> bytes:
    """The file as LibreOffice writes it in the format ``target`` (docx, xlsx, pdf; with a filter:
    ``txt:Text (encoded):UTF8``); errors as of ``read_doc``."""
    program = find_office()
    if program is None:
        hint = f"请安装 LibreOffice（Debian/Ubuntu：{INSTALL}），或另存为 .docx 再试"
        raise ReadError(f"读取“{name}”需要 LibreOffice，尚未安装", hint, code="missing_component")
    with tempfile.TemporaryDirectory(prefix="tiaokuan-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        source, made = folder / f"in.{suffix}", folder / "out" / f"in.{target.partition(':')[0]}"
        source.write_bytes(data)
        _run([program, *_options(folder, target, source)], folder, name, settings)
        if not made.is_file():
            raise ooxml.damaged(name)
        if made.stat().st_size > settings.max_file_bytes:
            raise ReadError(f"文件“{name}”转换后过大", "请分成几个文件另存再试", code="too_large")
        return made.read_bytes()


def _options(folder: Path, target: str, source: Path) -> list[str]:
    quiet = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    return [f"-env:UserInstallation={_profile(folder).as_uri()}", *quiet,
            "--convert-to", target, "--outdir", str(folder / "out"), str(source)]


def _run(command: list[str], folder: Path, name: str, settings: Settings) -> None:
    nowhere = "http://127.0.0.1:9"  # the discard port: nothing that a document links to is fetched
    own = {"HOME": str(folder), "TMPDIR": str(folder), "http_proxy": nowhere, "https_proxy": nowhere}
    environment = {**os.environ, **own}
    try:
        processes.run(command, seconds=settings.reader_timeout_seconds, memory_bytes=settings.reader_memory_bytes,
                      folder=folder, environment=environment)
    except processes.TooSlow as error:
        raise processes.timed_out(name, settings) from error
    except processes.TooLarge as error:
        raise processes.out_of_memory(name) from error
    except OSError as error:
        message = f"无法运行 LibreOffice：{error.strerror}"
        raise ReadError(message, "请检查 LibreOffice 的安装", code="missing_component") from error


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
    found: list[int] = []
    at = data.find(start, _HEADER)
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
