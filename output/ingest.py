"""Taking files into the catalogue: progress, one line a file, what follows what, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from tiaokuan.output.batch import progress
from tiaokuan.output.catalogue_lines import name_of, one_line
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


Render = Callable[[Pair, Path], Path]


def write_reports(pairs: Sequence[Pair], folder: Path, render: Render) -> int:
    """Write a change report for each pair into ``folder`` by ``render``; how many failed."""
    failed = 0
    for pair in pairs:
        try:
            target = render(pair, folder)
        except Exception as error:  # one report that fails must not take the others with it
            say_error(error, pair.new.name)
            failed += 1
            continue
        click.echo(f"比较　{_short(pair.old)} → {_short(pair.new)}　{target}")
    return failed
