"""The table of ``tiaokuan evaluate``."""

from __future__ import annotations

import click

from tiaokuan.output.labels import SCORED, label
from tiaokuan.output.messages import colour
from tiaokuan.pipeline.evaluate import Report, Tally

_COLUMNS = ("标注", "找到", "准确率", "召回率", "F1", "属性")
_NAME_WIDTH, _WIDTH = 26, 8


def print_scores(report: Report, *, misses: bool = False) -> None:
    """Print one row a kind (precision, recall, F1, share of attributes right), then the macro F1; before them every
    miss where asked."""
    for miss in report.misses if misses else ():
        click.echo(miss)
    click.echo(click.style(_row("要素", _COLUMNS), bold=True), color=colour())
    for kind, tally in report.rows:
        click.echo(_row(f"{label(SCORED, kind)} {kind}", _cells(tally)))
    click.echo(f"宏平均 F1 {report.macro_f1:.3f}，共 {report.documents} 个文件")


def _cells(tally: Tally) -> tuple[str, ...]:
    share = tally.attribute_share
    rates = (f"{rate:.3f}" for rate in (tally.precision, tally.recall, tally.f1))
    return (str(tally.gold), str(tally.found), *rates, "" if share is None else f"{share:.3f}")


def _row(name: str, cells: tuple[str, ...]) -> str:
    return (_padded(name, -_NAME_WIDTH) + "".join(_padded(cell, _WIDTH) for cell in cells)).rstrip()


def _padded(text: str, width: int) -> str:
    """``text`` to the right of ``width`` columns (to the left where negative); Chinese characters take two."""
    space = " " * (abs(width) - sum(2 if ord(char) > 0x2E80 else 1 for char in text))
    return text + space if width < 0 else space + text
