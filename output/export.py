"""Exporting the catalogue: JSON Lines, Parquet or XLSX, each file written whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tiaokuan.errors import UsageError
from tiaokuan.pipeline.catalogue_export import Export

FORMATS = ("jsonl", "parquet", "xlsx")


@dataclass(frozen=True, slots=True)
class Exporting:
    """What an export came to, and the files that hold it."""

    documents: int
    facts: int
    files: tuple[Path, ...]


def export_file(export: Export, form: str, target: Path) -> Exporting:
    """Write an export to ``target`` in one of ``FORMATS``. Raises UsageError (``bad_output``) where it cannot be
    written, CatalogueError (``missing_component``) where a library is missing."""
    try:
        return _writer(form)(export, target)
    except OSError as error:
        message = f"无法写入“{target}”：{error.strerror}"
        raise UsageError(message, "请用 -o 换一个位置", code="bad_output") from error


def export_lines(export: Export, write: Callable[[str], None]) -> Exporting:
    """Hand an export's JSON Lines to ``write``, each with its line feed."""
    from tiaokuan.output.export_jsonl import jsonl

    counts = Counter[str]()
    for record, line in jsonl(export):
        counts[record] += 1
        write(line + "\n")
    return Exporting(counts["document"], counts["fact"], ())


def _writer(form: str) -> Callable[[Export, Path], Exporting]:
    if form == "parquet":
        from tiaokuan.output.export_parquet import write_parquet

        return write_parquet
    if form == "xlsx":
        from tiaokuan.output.export_xlsx import write_xlsx

        return write_xlsx
    from tiaokuan.output.export_jsonl import write_jsonl

    return write_jsonl


def summary(export: Export, done: Exporting) -> str:
    """What was exported, and the cursor for the next call, for standard error."""
    where = f"，写入 {'、'.join(map(str, done.files))}" if done.files else ""
    return (
        f"导出文件 {done.documents} 个，要素 {done.facts} 条{where}\n"
        f"游标 {export.cursor}（下次加 --since {export.cursor} 只导出此后的变化）"
    )


@contextmanager
def whole(target: Path) -> Iterator[IO[bytes]]:
    """A binary stream whose content stands at ``target`` when the block ends well; else nothing there changes."""
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
