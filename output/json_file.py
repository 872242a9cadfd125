"""JSON on standard output and in files: one form, written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tiaokuan.errors import ReadError, UsageError

if TYPE_CHECKING:
    from tiaokuan.pipeline.schema import Document

#: How far into an existing file its ``schema_version`` must stand for it to count as an earlier result.
_HEAD_BYTES = 256


def dumps(document: Document, *, indent: int | None = 2) -> str:
    """A document as JSON: Chinese as it is, keys in the contract's order, a line feed at the end."""
    return document.model_dump_json(indent=indent) + "\n"


def load(path: Path) -> Document:
    """A document from the JSON of an earlier run.

    Raises ``ReadError`` (``bad_result``) where the file is no such JSON, and what ``read_file`` raises.
    """
    from pydantic import ValidationError

    from tiaokuan.pipeline.inputs import read_file
    from tiaokuan.pipeline.schema import Document

    try:
        return Document.model_validate_json(read_file(path))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "开头"
        message = f"“{path.name}”不是本工具生成的结果 JSON：{place} 处有误"
        raise ReadError(message, "请用 tiaokuan structure 重新生成", code="bad_result") from error


def write_atomic(path: Path, content: str | bytes) -> None:
    """Write ``content`` (text as UTF-8) to ``path`` through a temporary file beside it, so that a reader sees the old
    file or the new one and never a part. Raises ``OSError``."""
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def output_names(files: Sequence[Path]) -> list[str]:
    """One file name for each input, in the same order.

    ``<stem>.json``; ``<stem><extension>.json`` where two inputs share a stem (``a.docx`` and ``a.pdf`` →
    ``a.docx.json`` and ``a.pdf.json``); where two share even that, from different folders, the second and later ones
    are numbered (``a.docx.2.json``). Upper and lower case count as the same, as some file systems have it.
    """
    files = [Path("stdin") if file == Path("-") else file for file in files]
    stems = Counter(file.stem.casefold() for file in files)
    taken: set[str] = set()
    names = []
    for file in files:
        base = file.stem if stems[file.stem.casefold()] == 1 else file.name
        name, number = f"{base}.json", 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}.{number}.json"
        taken.add(name.casefold())
        names.append(name)
    return names


def check_replaceable(path: Path) -> None:
    """Raise ``UsageError`` (``output_exists``) where ``path`` is there and is no result of an earlier run."""
    if not path.exists():
        return
    head = b""
    if path.is_file():
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    if not (head.lstrip().startswith(b"{") and b'"schema_version"' in head):
        message = f"“{path}”已存在，且不是本工具生成的结果，未覆盖"
        raise UsageError(message, "请用 -o 换一个输出文件夹", code="output_exists")
