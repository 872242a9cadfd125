"""The command ``tiaokuan``: one thin command per stage.

What a command needs is imported when it runs, so that ``tiaokuan --help`` costs little more than the interpreter.
Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 something failed, 2 the command
line is wrong, 3 (``diff --fail-on-change`` only) something of substance changed, 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tiaokuan import __version__
from tiaokuan.errors import TiaokuanError, UsageError
from tiaokuan.output import options
from tiaokuan.output.help import Group, usage_error
from tiaokuan.output.messages import say_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiaokuan.pipeline.catalogue import Catalogue
    from tiaokuan.pipeline.catalogue_filter import Filter
    from tiaokuan.pipeline.schema import Document

STDIN = Path("-")
CHANGED = 3
_gazetteer = click.option(
    "--gazetteer", type=click.Path(path_type=Path), metavar="FILE", help="本单位的补充词表（JSONL，spaCy 规则格式）。"
)


@click.group(cls=Group, help="把政府政策文件（申报指南、办法、方案、通知）变成可以信赖、条条有出处的数据。")
@click.version_option(__version__, "--version", message="tiaokuan %(version)s", help="显示版本并退出。")
def cli() -> None:
    """The root of all commands."""


@cli.command(help="把文件转成 JSON：一个文件输出到标准输出；多个文件、文件夹或给出 -o 时，每个文件写一个 JSON。")
@click.argument("paths", metavar="文件...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="输出文件夹（默认当前文件夹）。")
@_gazetteer
def structure(paths: tuple[Path, ...], output: Path | None, gazetteer: Path | None) -> None:
    """Structure files; see the help text."""
    from tiaokuan.output.batch import run_batch, summary
    from tiaokuan.pipeline.inputs import expand

    if output is None and len(paths) == 1 and not paths[0].is_dir():
        _write_json(_structure(paths[0], gazetteer))
        return
    inputs = expand(paths)
    if not inputs.files:
        raise UsageError("给出的文件夹里没有可读的文件", "支持的格式见 tiaokuan doctor", code="nothing_to_do")
    folder = Path() if output is None else output
    outcomes = run_batch(inputs.files, folder, lambda file: _structure(file, gazetteer))
    click.echo(summary(outcomes, inputs.skipped, folder), err=True)
    if any(outcome.error for outcome in outcomes):
        sys.exit(1)


@cli.command(help="在终端里查看一个文件的章节树和要素（也可查看 structure 生成的 JSON）。")
@click.argument("path", metavar="文件", type=click.Path(path_type=Path))
@_gazetteer
def show(path: Path, gazetteer: Path | None) -> None:
    """Show the tree and the facts of one file as a person reads them."""
    from tiaokuan.output.show import print_document

    print_document(_load(path, gazetteer))


@cli.command(help="比较新旧两个文件（或 structure 的 JSON），写出供复核签署的变化报告：先说钱，再逐条对照。")
@click.argument("old", metavar="旧文件", required=False, type=click.Path(path_type=Path))
@click.argument("new", metavar="新文件", required=False, type=click.Path(path_type=Path))
@click.option(
    "-f", "--format", "forms", multiple=True, type=click.Choice(("md", "html", "xlsx", "docx", "json")),
    help="格式，可多次给出（默认看 -o 的扩展名，再默认 md）。",
)  # fmt: skip
@click.option(
    "-o", "--output", "outputs", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="写到文件，可多次给出（默认标准输出）。",
)  # fmt: skip
@click.option("--series", metavar="系列", help="不给文件，比较目录库中这个系列最近的两版。")
@click.option("--fail-on-change", is_flag=True, help="有实质变化时以 3 退出，供脚本判断。")
@options.db
@_gazetteer
def diff(
    old: Path | None, new: Path | None, *, forms: tuple[str, ...], outputs: tuple[Path, ...], series: str | None,
    fail_on_change: bool, db: str | None, gazetteer: Path | None,
) -> None:  # fmt: skip
    """Compare two documents and write the change report; see the help text."""
    from tiaokuan.output.reports.formats import render, targets, write
    from tiaokuan.output.reports.report import verdict
    from tiaokuan.pipeline.diff import compare

    wanted = targets(forms, outputs)
    report = compare(*_both(old, new, series, db, gazetteer))
    files = write(report, wanted, [path for path in (old, new) if path])
    if not files:
        _write(render(report, wanted[0].form))
    click.echo(verdict(report.summary) + (f"报告：{'、'.join(map(str, files))}" if files else ""), err=True)
    if fail_on_change and report.substantive:
        sys.exit(CHANGED)


@cli.command(help="输出结果 JSON 的 JSON Schema。")
def schema() -> None:
    """Print the JSON Schema of the contract."""
    import json

    from tiaokuan.pipeline.schema import Document

    _write(json.dumps(Document.model_json_schema(), ensure_ascii=False, indent=2) + "\n")


@cli.command(help="从标准输入逐行读文本，每行输出一个 JSON 数组：其中的金额、比例、日期、期限、数量。")
def quantities() -> None:
    """The grammar of quantities alone."""
    from tiaokuan.output.quantities import quantity_lines

    for line in quantity_lines(sys.stdin.buffer):
        _write(line + "\n")


@cli.command(help="对照标注评测：按要素种类列出准确率、召回率和 F1。默认用项目自带的样例与标注。")
@click.option("--gold", type=click.Path(path_type=Path), metavar="DIR", help="标注（JSON）所在文件夹。")
@click.option(
    "--documents", type=click.Path(path_type=Path), metavar="DIR", help="原文件或 structure 生成的 JSON，按文件名对应。"
)
@click.option("--misses", is_flag=True, help="逐条列出差异。")
@click.option("--min", "minimum", type=click.FloatRange(0, 1), metavar="F1", help="宏平均 F1 低于此值时以 1 退出。")
def evaluate(gold: Path | None, documents: Path | None, misses: bool, minimum: float | None) -> None:
    """Score the pipeline against gold."""
    from tiaokuan.output.scores import print_scores
    from tiaokuan.pipeline.evaluate import evaluate_folders, find_corpus

    if (gold is None) != (documents is None):
        raise UsageError("--gold 和 --documents 要一起给出", "都不给时用项目自带的样例")
    folders = (gold, documents) if gold is not None and documents is not None else find_corpus()
    report = evaluate_folders(*folders, load=lambda file: _load(file, None).model_dump(mode="json"))
    print_scores(report, misses=misses)
    for file, error in report.failures:
        say_error(error, file)
    if report.failures or (minimum is not None and report.macro_f1 < minimum):
        sys.exit(1)


@cli.command(help="检查运行环境：装了什么、各格式还缺什么、怎样安装。")
def doctor() -> None:
    """Say what is installed, what is missing for which format, and how to get it."""
    from tiaokuan.output.diagnosis import print_diagnosis
    from tiaokuan.pipeline.doctor import diagnose

    if not print_diagnosis(diagnose()):
        sys.exit(1)


@cli.command(help="把文件或文件夹收入目录库：相同内容只收一次，自动找到上一年度的版本。")
@click.argument("paths", metavar="文件...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--renew", is_flag=True, help="用当前规则重新处理库中由旧规则处理的文件（旧结果保留）。")
@click.option("--against-previous", is_flag=True, help="为每个新文件写一份与上一版的变化报告。")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="报告的文件夹（默认当前文件夹）。")
@options.db
@_gazetteer
def ingest(
    paths: tuple[Path, ...], *, renew: bool, against_previous: bool, output: Path | None, db: str | None,
    gazetteer: Path | None,
) -> None:  # fmt: skip
    """Take files into the catalogue; see the help text."""
    from tiaokuan.output.ingest import ingest_files, pair_lines, summary, write_reports
    from tiaokuan.pipeline.inputs import expand
    from tiaokuan.pipeline.run import structure as run

    inputs = expand(paths)
    if not inputs.files and not renew:
        raise UsageError("没有要收入的文件", "请给出文件或文件夹，或用 --renew", code="nothing_to_do")
    with _catalogue(db) as catalogue:
        task = catalogue.ingest(lambda data, name: run(data, name, gazetteer=gazetteer), gazetteer)
        outcome = ingest_files(catalogue, task, inputs.files, renew=renew)
        pairs = catalogue.pairs(outcome.changed)
        _echo(pair_lines(pairs))
        failed = write_reports(catalogue, pairs, output or Path()) if against_previous else 0
        click.echo(summary(outcome, inputs.skipped, catalogue.database.place.shown), err=True)
    if failed or outcome.counts["failed"]:
        sys.exit(1)


@cli.command("list", help="列出目录库里的文件，新的在前。")
@options.filters(kinds=False)
@options.as_json
@options.db
def list_(wanted: Filter, as_json: bool, db: str | None) -> None:
    """List the documents of the catalogue."""
    from tiaokuan.output.catalogue_lines import document_record, document_table, json_lines

    with _catalogue(db) as catalogue:
        found = catalogue.documents(wanted)
    _echo(json_lines(map(document_record, found)) if as_json else document_table(found))


@cli.command(help="在目录库的条文和要素里检索；几个词都要出现。")
@click.argument("words", metavar="词...", nargs=-1, required=True)
@options.filters(kinds=True)
@click.option("-n", "--limit", type=click.IntRange(1, 400), default=20, metavar="N", help="最多给出几条（默认 20）。")
@options.as_json
@options.db
def search(words: tuple[str, ...], wanted: Filter, limit: int, as_json: bool, db: str | None) -> None:
    """Search clauses and facts."""
    from tiaokuan.output.catalogue_lines import hit_lines, hit_record, json_lines

    with _catalogue(db) as catalogue:
        found = catalogue.search(words, wanted, limit)
    _echo(json_lines(map(hit_record, found.hits)) if as_json else hit_lines(found, words))


@cli.command(help="列出一个系列的历年版本；系列用编号、文件标识或标题中的词指定。")
@click.argument("series", metavar="系列")
@options.as_json
@options.db
def history(series: str, as_json: bool, db: str | None) -> None:
    """Show the editions of a series."""
    from tiaokuan.output.catalogue_lines import history_lines, history_records, json_lines

    with _catalogue(db) as catalogue:
        found = catalogue.history(series)
    _echo(json_lines(history_records(found)) if as_json else history_lines(found))


@cli.group("series", cls=Group, invoke_without_command=True, help="列出、合并、拆分系列（人工决定优先于规则）。")
@options.as_json
@options.db
@click.pass_context
def series_(ctx: click.Context, as_json: bool, db: str | None) -> None:
    """List the series, or rule on them."""
    from tiaokuan.output.catalogue_lines import json_lines, series_record, series_table

    ctx.obj = db
    if ctx.invoked_subcommand is not None:
        return
    with _catalogue(db) as catalogue:
        found = catalogue.series()
    _echo(json_lines(series_record(*one) for one in found) if as_json else series_table(found))


@series_.command(help="把几个系列合并为第一个。")
@click.argument("series", metavar="系列...", nargs=-1, required=True)
@options.db
@click.pass_obj
def join(outer: str | None, series: tuple[str, ...], db: str | None) -> None:
    """Join series."""
    from tiaokuan.output.catalogue_lines import history_lines

    with _catalogue(db or outer) as catalogue:
        _echo(history_lines(catalogue.join(series)))


@series_.command(help="把文件从系列中拆出，另成一个系列；文件用 list 中的标识或文件名指定。")
@click.argument("series", metavar="系列")
@click.argument("documents", metavar="文件...", nargs=-1, required=True)
@options.db
@click.pass_obj
def split(outer: str | None, series: str, documents: tuple[str, ...], db: str | None) -> None:
    """Split documents off a series."""
    from tiaokuan.output.catalogue_lines import history_lines

    with _catalogue(db or outer) as catalogue:
        _echo(history_lines(catalogue.split(series, documents)))


@cli.command(help="导出目录库的要素：JSON Lines、Parquet 或 XLSX；--since 只导出上次以来的变化。")
@click.option("-f", "--format", "form", type=click.Choice(("jsonl", "parquet", "xlsx")), default="jsonl", help="格式。")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="文件（jsonl 默认标准输出）。")
@click.option("--since", metavar="CURSOR", help="上次导出时给出的游标。")
@options.filters(kinds=True)
@options.db
def export(form: str, output: Path | None, since: str | None, wanted: Filter, db: str | None) -> None:
    """Export the facts."""
    from tiaokuan.output.export import export_file, export_lines, summary

    if output is None and form != "jsonl":
        raise UsageError(f"导出 {form} 要给出文件", "请用 -o 给出文件名")
    with _catalogue(db) as catalogue:
        task = catalogue.export(wanted, since)
        done = export_lines(task, _write) if output is None else export_file(task, form, output)
    click.echo(summary(task, done), err=True)


def _catalogue(db: str | None) -> Catalogue:
    from tiaokuan.pipeline.catalogue import Catalogue

    return Catalogue.open(db)


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        _write(line + "\n")


def _both(
    old: Path | None, new: Path | None, series: str | None, db: str | None, gazetteer: Path | None
) -> tuple[Document, Document]:
    """The two documents to compare: of two files, or the last two editions of a series."""
    if series is not None:
        if old is not None:
            raise UsageError("--series 和文件不能同时给出", "请只用一种")
        with _catalogue(db) as catalogue:
            pair = catalogue.latest_pair(series)
            return catalogue.result(pair.old.id), catalogue.result(pair.new.id)
    if old is None or new is None:
        raise UsageError("要给出旧、新两个文件", "用法见 tiaokuan diff --help")
    if old == new == STDIN:
        raise UsageError("标准输入只能读一次", "请至少给出一个文件名")
    return _load(old, gazetteer), _load(new, gazetteer)


def _structure(path: Path, gazetteer: Path | None) -> Document:
    """A file, or standard input for ``-``, as a Document."""
    from tiaokuan.pipeline.inputs import plain_name, read_file, read_stream
    from tiaokuan.pipeline.run import structure as run

    if path == STDIN:
        return run(read_stream(sys.stdin.buffer, "stdin"), "stdin", gazetteer=gazetteer)
    return run(read_file(path), plain_name(path), gazetteer=gazetteer)


def _load(path: Path, gazetteer: Path | None) -> Document:
    """A Document from a result of an earlier run (``.json``), or from a policy file by structuring it."""
    if path.suffix.lower() != ".json":
        return _structure(path, gazetteer)
    from tiaokuan.output.json_file import load

    return load(path)


def _write_json(document: Document) -> None:
    from tiaokuan.output.json_file import dumps

    _write(dumps(document))


def _write(content: str | bytes) -> None:
    """Write to standard output, text as UTF-8, whatever the locale says: JSON is UTF-8 (RFC 8259)."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode("utf-8") if isinstance(content, str) else content)
    sys.stdout.buffer.flush()


def main() -> None:
    """Run the command line; every failure ends in one coded Chinese line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(_run())


def _run() -> int:
    try:
        result = cli.main(prog_name="tiaokuan", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.UsageError as error:
        say_error(usage_error(error))
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断", err=True)
        return 130
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.EPIPE:  # the reader of a pipe has gone: no failure
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        coded = say_error(error)
        return 2 if isinstance(coded, UsageError) else 1


__all__ = ["TiaokuanError", "cli", "main"]


if __name__ == "__main__":
    main()
