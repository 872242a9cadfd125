"""Structuring many files: each becomes a JSON file or an error, and none stops the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tiaokuan.errors import TiaokuanError, UsageError
from tiaokuan.output.json_file import check_replaceable, dumps, output_names, write_atomic
from tiaokuan.output.messages import say_error

if TYPE_CHECKING:
    from tiaokuan.pipeline.schema import Document

Structure = Callable[[Path], "Document"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: where its JSON stands, or the error; with counts for the summary."""

    file: Path
    target: Path | None = None
    error: TiaokuanError | None = None
    items: int = 0
    facts: int = 0
    warnings: int = 0


def run_batch(files: Sequence[Path], folder: Path, structure: Structure) -> list[Outcome]:
    """Structure each file into ``folder`` (made where missing). Errors are printed as they happen, a progress bar
    stands on a terminal's standard error. Raises ``UsageError`` (``bad_output``) where the folder cannot be had."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"无法建立输出文件夹“{folder}”：{error.strerror}"
        raise UsageError(message, "请用 -o 换一个", code="bad_output") from error
    outcomes = []
    with progress(len(files)) as advance:
        for file, name in zip(files, output_names(files), strict=True):
            outcomes.append(_one(file, folder / name, structure))
            advance()
    return outcomes


def _one(file: Path, target: Path, structure: Structure) -> Outcome:
    try:
        check_replaceable(target)
        document = structure(file)
        write_atomic(target, dumps(document))
    except OSError as error:
        failure = UsageError(f"无法写入“{target}”：{error.strerror}", "请检查磁盘空间和权限", code="bad_output")
        return Outcome(file, error=say_error(failure, file.name))
    except Exception as error:  # a file that breaks the program must not take the others with it
        return Outcome(file, error=say_error(error, file.name))
    return Outcome(file, target, None, len(document.items), count_facts(document), len(document.warnings))


def count_facts(document: Document) -> int:
    """The number of facts of all seven kinds, those common to the whole document included."""
    from tiaokuan.pipeline.schema import Facts

    return sum(len(getattr(group, kind)) for group in [document.common, *document.items] for kind in Facts.model_fields)


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A function to call after each file; it moves a bar where standard error is a terminal."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("处理中"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def summary(outcomes: Sequence[Outcome], skipped: Sequence[Path], folder: Path) -> str:
    """What a run over many files came to, for standard error."""
    done = [outcome for outcome in outcomes if outcome.error is None]
    failed = [outcome for outcome in outcomes if outcome.error is not None]
    lines = [
        f"完成 {len(done)} 个，失败 {len(failed)} 个；事项 {sum(o.items for o in done)} 个，"
        f"要素 {sum(o.facts for o in done)} 条，提示 {sum(o.warnings for o in done)} 条；结果在 {folder}/"
    ]
    if failed:
        lines.append("失败：" + "、".join(f"{o.file.name} [{o.error.code}]" for o in failed if o.error))
    if skipped:
        suffixes = sorted({path.suffix.lower() or "无扩展名" for path in skipped})
        lines.append(f"略过 {len(skipped)} 个暂不支持的文件（{'、'.join(suffixes)}）")
    return "\n".join(lines)
