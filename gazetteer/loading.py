"""Reading the tables in ``data/``: found through the package (an installed wheel works), checked as they are read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from tiaokuan.errors import GazetteerError


def read_text(name: str) -> str:
    """The text of a table of this package. Raises GazetteerError where it is missing."""
    try:
        return files("tiaokuan.gazetteer").joinpath("data", name).read_text("utf-8")
    except FileNotFoundError as error:
        raise GazetteerError(f"缺少词表文件：{name}", "安装可能不完整，请重新安装 tiaokuan") from error


def read_tsv(name: str, columns: int) -> Iterator[list[str]]:
    """The rows of a tab-separated table; ``#`` lines are comments, and where there are several columns the first row is
    the header. Raises GazetteerError where a row has another number of columns."""
    header = columns > 1
    for number, line in enumerate(read_text(name).splitlines(), 1):
        if not line or line[0] == "#":
            continue
        if header:
            header = False
            continue
        row = line.split("\t")
        if len(row) != columns:
            message = f"词表 {name} 第 {number} 行应有 {columns} 列，实有 {len(row)} 列"
            raise GazetteerError(message, "请以制表符分隔各列")
        yield row


def read_json(name: str) -> Any:
    """A JSON table. Raises GazetteerError where it is no JSON."""
    try:
        return json.loads(read_text(name))
    except json.JSONDecodeError as error:
        raise GazetteerError(f"词表 {name} 第 {error.lineno} 行不是合法的 JSON：{error.msg}", "请修正该文件") from error
