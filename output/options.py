"""Options that several commands of the catalogue share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tiaokuan.pipeline.catalogue_filter import Filter

Function = Callable[..., Any]

_KIND = click.option("--kind", "kinds", multiple=True, metavar="KIND", help="只要这类要素，如 amounts 或 支持标准。")
_OPTIONS = (
    click.option("--type", "doc_types", multiple=True, metavar="TYPE", help="只要这类文件，如 guideline 或 申报指南。"),
    click.option("--region", metavar="REGION", help="只要这个地区（含下辖地区）：名称或六位代码。"),
    click.option("--year", "years", multiple=True, type=int, metavar="YEAR", help="只要这一年度（可多次给出）。"),
    click.option("--series", multiple=True, type=int, metavar="N", help="只要这个系列（编号，可多次给出）。"),
)

#: Which catalogue.
db = click.option(
    "--db", metavar="DB", help="目录库：SQLite 文件或 postgresql:// 地址（默认取 TIAOKUAN_DB，再默认本用户的目录库）。"
)
as_json = click.option("--json", "as_json", is_flag=True, help="逐行输出 JSON，供程序使用。")


def filters(*, kinds: bool) -> Callable[[Function], Function]:
    """A decorator that adds the filter options (``kinds``: also that of kinds of facts); the command gets them as one
    ``wanted: Filter``. Kinds and types may be given as codes or in Chinese."""

    def decorate(command: Function) -> Function:
        @wraps(command)
        def call(
            *arguments: Any, doc_types: tuple[str, ...], region: str | None, years: tuple[int, ...],
            series: tuple[int, ...], kinds: tuple[str, ...] = (), **others: Any,
        ) -> Any:  # fmt: skip
            return command(*arguments, wanted=_filter(kinds, doc_types, region, years, series), **others)

        decorated: Function = call
        for option in reversed((_KIND, *_OPTIONS) if kinds else _OPTIONS):
            decorated = option(decorated)
        return decorated

    return decorate


def _filter(
    kinds: tuple[str, ...], doc_types: tuple[str, ...], region: str | None, years: tuple[int, ...],
    series: tuple[int, ...],
) -> Filter:  # fmt: skip
    from tiaokuan.output.catalogue_lines import kind_code, type_code
    from tiaokuan.pipeline.catalogue_filter import Filter

    return Filter(tuple(map(kind_code, kinds)), tuple(map(type_code, doc_types)), region, years, series)
