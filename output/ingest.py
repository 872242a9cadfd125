"""Taking files into the catalogue: progress, one line a file, what follows what, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from tiaokuan.errors import UsageError
from tiaokuan.output.batch import progress
from tiaokuan.output.catalogue_lines import HASH, name_of, one_line
from tiaokuan.output.json_file import check_replaceable, write_atomic
from tiaokuan.output.messages import say_error
from tiaokuan.pipeline.catalogue import Catalogue, Pair
from tiaokuan.pipeline.catalogue_ingest import Ingest, Ingested
from tiaokuan.pipeline.catalogue_models import Document
from tiaokuan.pipeline.inputs import plain_name, read_file

_STATUS = {"added": "新增", "renewed": "更新", "known": "已有", "failed": "失败"}


@dataclass(slots=True)
class Outcome:
    """What an ingest came to: the number of files by status, and the documents that are new or were read again."""

    counts: Counter[str] = field(default_factory=Counter)
    changed: list[int] = field(default_factory=list)


def ingest_files(catalogue: Catalogue, run: Ingest, files: Sequence[Path], *, renew: bool) -> Outcome:
    """Take up what an earlier run left, then the files (and with ``renew`` all documents that other rules read). One
    line a file is printed as it is done; errors go to standard error and stop nothing but their file."""
    outcome = Outcome()
    left = list(run.resume())
    if left:
        click.echo(f"接续上次未完成的 {len(left)} 个文件", err=True)
    for done in left:
        _tell(catalogue, done, outcome)
    with progress(len(files)) as advance:
        for file in files:
            _one(catalogue, run, file, outcome)
            advance()
    for done in run.renew() if renew else ():
        _tell(catalogue, done, outcome)
    run.finish()
    return outcome


def _one(catalogue: Catalogue, run: Ingest, file: Path, outcome: Outcome) -> None:
    try:
        data = read_file(file)
    except Exception as error:  # a file that cannot be read must not take the others with it
        say_error(error, plain_name(file))
        outcome.counts["failed"] += 1
        return
    _tell(catalogue, run.add(data, plain_name(file), str(file.absolute())), outcome)


def _tell(catalogue: Catalogue, done: Ingested, outcome: Outcome) -> None:
    outcome.counts[done.status] += 1
    if done.error is not None:
        say_error(done.error, done.name)
        return
    if done.status != "known":
        outcome.changed.append(done.document_id)
    document = catalogue.document(done.document_id)
    series = f"　系列 {document.series_id}" if document.series_id else ""
    click.echo(f"{_STATUS[done.status]}　{one_line(done.name)}　{name_of(document)}{series}")


def pair_lines(pairs: Sequence[Pair]) -> Iterator[str]:
    """Which edition follows which."""
    for pair in pairs:
        yield f"前后版　系列 {pair.new.series_id}　{_short(pair.old)} → {_short(pair.new)}"


def _short(document: Document) -> str:
    year = f"{document.year}年" if document.year else "年份不详"
    return f"{one_line(document.name)}（{year}）"


def summary(outcome: Outcome, skipped: Sequence[Path], place: str) -> str:
    """What a run came to, for standard error."""
    counts = "，".join(f"{word} {outcome.counts[status]} 个" for status, word in _STATUS.items())
    lines = [f"{counts}；目录库 {place}"]
    if skipped:
        suffixes = sorted({path.suffix.lower() or "无扩展名" for path in skipped})
        lines.append(f"略过 {len(skipped)} 个暂不支持的文件（{'、'.join(suffixes)}）")
    return "\n".join(lines)


def write_reports(catalogue: Catalogue, pairs: Sequence[Pair], folder: Path) -> int:
    """Write the change report of each pair into ``folder`` (made where missing), as JSON and as HTML; how many failed.

    Raises UsageError (``bad_output``) where the folder cannot be had.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"无法建立输出文件夹“{folder}”：{error.strerror}"
        raise UsageError(message, "请用 -o 换一个", code="bad_output") from error
    failed = 0
    for pair in pairs:
        try:
            verdict = _report(catalogue, pair, folder / _stem(pair, pairs))
        except Exception as error:  # one report that fails must not take the others with it
            say_error(error, plain_name(Path(pair.new.name)))
            failed += 1
            continue
        click.echo(f"比较　{_short(pair.old)} → {_short(pair.new)}　{verdict}")
    return failed


def _stem(pair: Pair, pairs: Sequence[Pair]) -> str:
    """The report's name: that of the newer file, with its mark where two have the same."""
    stem = Path(pair.new.name.replace("/", "_")).stem
    alone = sum(Path(other.new.name).stem.casefold() == stem.casefold() for other in pairs) == 1
    return f"{stem}.diff" if alone else f"{stem}.{pair.new.sha256[:HASH]}.diff"


def _report(catalogue: Catalogue, pair: Pair, base: Path) -> str:
    """Compare a pair and write what came out; the verdict in words, and the files."""
    from tiaokuan.output.reports import html
    from tiaokuan.output.reports.report import build, verdict
    from tiaokuan.pipeline.diff import compare, report_json

    report = compare(catalogue.result(pair.old.id), catalogue.result(pair.new.id))
    data, page = (base.with_name(f"{base.name}.{suffix}") for suffix in ("json", "html"))
    check_replaceable(data)
    write_atomic(page, html.render(build(report)))
    write_atomic(data, report_json(report))
    return f"{verdict(report.summary)}　{data}"
