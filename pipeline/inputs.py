"""From what was named on a command line to bytes: files, folders, standard input."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.settings import Settings, current

#: How the names of files end, by format (``pipeline.readers.registry``; a test keeps the two in step).
SUFFIXES_OF = {
    "text": (".txt", ".text", ".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "docx": (".docx", ".docm"),
    "pdf": (".pdf",),
    "doc": (".doc", ".wps"),
    "xls": (".xls", ".et"),
    "rtf": (".rtf",),
    "odt": (".odt", ".ods"),
    "xlsx": (".xlsx", ".xlsm"),
    "image": (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp"),
    "zip": (".zip",),
}
#: Names that a folder's files must end with to be taken up. A file named by itself is read whatever its name is:
#: its content decides.
SUFFIXES = frozenset(suffix for suffixes in SUFFIXES_OF.values() for suffix in suffixes)


@dataclass(slots=True)
class Inputs:
    """Files to read, in order and each once, and the files of folders that were left out for their suffix."""

    files: list[Path] = field(default_factory=list)
    skipped: list[Path] = field(default_factory=list)


def expand(paths: Iterable[Path]) -> Inputs:
    """Files as they are; folders become the readable files in them and below, sorted by path.

    Hidden files and folders (``.git``), office lock files (``~$…``) and files that were already named are left out.
    What does not exist stays in the list, so that reading it gives its own error.
    """
    inputs, seen = Inputs(), set()
    for path in paths:
        for file in _below(path) if path.is_dir() else [path]:
            key = file.resolve()
            if key in seen:
                continue
            seen.add(key)
            (inputs.files if file == path or file.suffix.lower() in SUFFIXES else inputs.skipped).append(file)
    return inputs


def _below(folder: Path) -> list[Path]:
    """The files in a folder and below, sorted, hidden and lock files left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if not _hidden(path.relative_to(folder)))


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def plain_name(path: Path) -> str:
    """A file's name as text that can be written: bytes of a name that are not UTF-8 become U+FFFD."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_file(path: Path, settings: Settings | None = None) -> bytes:
    """The bytes of a regular file within ``max_file_bytes``.

    Raises ``ReadError``: ``file_not_found``, ``not_a_file``, ``too_large``, ``unreadable_file``.
    """
    settings = settings or current()
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "文件夹" if stat.S_ISDIR(status.st_mode) else "特殊文件"
            hint = "请给出一个文件，或用 - 从标准输入读取"
            raise ReadError(f"“{path}”是{what}，不是普通文件", hint, code="not_a_file")
        settings.check_file_size(status.st_size, path.name)
        with path.open("rb") as stream:
            return read_stream(stream, path.name, settings)
    except FileNotFoundError as error:
        raise ReadError(f"找不到文件“{path}”", "请检查路径和文件名", code="file_not_found") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "路径无效"
        raise ReadError(f"无法读取文件“{path}”：{reason}", "请检查路径和访问权限", code="unreadable_file") from error


def read_stream(stream: BinaryIO, name: str, settings: Settings | None = None) -> bytes:
    """The bytes of an open stream within ``max_file_bytes``; raises ``ReadError`` (``too_large``)."""
    settings = settings or current()
    data = stream.read(settings.max_file_bytes + 1)
    settings.check_file_size(len(data), name)
    return data
