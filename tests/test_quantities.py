"""The grammar of quantities against tables of one-line cases, and its invariants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaokuan.extractors.base import Interval, Quantity
from tiaokuan.extractors.quantities import find_quantities, find_quantities_in
from tiaokuan.gazetteer.quantity_units import examples, quantity_tables

CASES = Path(__file__).parent / "cases"


def _cases() -> list[tuple[str, str, list[str], str]]:
    rows = []
    for path in sorted(CASES.glob("quantities_*.json")):
        rows += [(path.stem, c["text"], c["expect"], c["why"]) for c in json.loads(path.read_text("utf-8"))]
    return rows


def _value(value: Interval) -> str:
    if value.ratio is not None:
        return ":".join(f"{side:g}" for side in value.ratio)
    mark = "~" if value.approximate else ""
    if value.is_exact:
        return f"{_side(value.min)}{mark}"
    opened, closed = "[" if value.min_inclusive else "(", "]" if value.max_inclusive else ")"
    return f"{opened}{_side(value.min)},{_side(value.max)}{closed}{mark}"


def _side(value: float | int | str | None) -> str:
    if value is None:
        return ""
    return str(int(value * 10**6) / 10**6) if isinstance(value, float) else str(value)


def brief(quantity: Quantity) -> str:
    """How the case files write a quantity: kind, interval, unit, currency; ``~`` is approximate."""
    unit = f"{quantity.unit or ''}{'/' + quantity.per_unit if quantity.per_unit else ''}"
    parts = [quantity.kind.value, _value(quantity.value), unit, quantity.currency or ""]
    parts.append("working" if quantity.working_days else "")
    parts.append(quantity.bound or "" if quantity.value.ratio else "")
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("file", "text", "expect", "why"), _cases())
def test_case(file: str, text: str, expect: list[str], why: str) -> None:
    assert [brief(quantity) for quantity in find_quantities(text)] == expect, f"{file}: {why}"


@pytest.mark.parametrize(("table", "example"), [row for row in examples() if row[0] != "names"])
def test_every_table_entry_has_an_example_that_is_read(table: str, example: str) -> None:
    found = find_quantities(example)
    assert found, f"{table}: {example}"
    kinds = {"yuan": "money", "currencies": "money", "minor": "money", "rate": "rate", "duration": "duration"}
    if table in kinds:
        assert found[0].kind.value == kinds[table]


def test_names_hold_no_quantity() -> None:
    assert all(not find_quantities(f"推进{name}改革") for name in quantity_tables().names if "个" not in name)


def test_offsets_of_a_slice_are_those_of_the_text() -> None:
    text = "前言2020年。按50%补贴，最高30万元。后记2021年"
    start, end = text.index("按"), text.index("后记")
    found = find_quantities_in(text, start, end)
    assert [text[q.start : q.end] for q in found] == ["50%", "最高30万元"]
    assert [text[q.core_start : q.core_end] for q in found] == ["50%", "30万元"]
    assert found == [q for q in find_quantities(text) if start <= q.start and q.end <= end]


def test_the_whole_expression_holds_bound_words_and_the_core_does_not() -> None:
    text = "单个项目最高不超过20万元（含）。"
    (quantity,) = find_quantities(text)
    assert (text[quantity.start : quantity.end], text[quantity.core_start : quantity.core_end], quantity.bound) == (
        "最高不超过20万元（含）",
        "20万元",
        "max",
    )


def test_a_duration_keeps_its_figure_beside_the_iso_value() -> None:
    (quantity,) = find_quantities("20个工作日内")
    assert quantity.number == Interval(None, 20)
    assert quantity.value == Interval(None, "P20D")


_WORDS = """
一 二 两 三 十 百 千 万 亿 半 几 数 多 余 0 1 2 20 2023 １ . ， 。 - — 至 到 年 月 日 个 元 块 角 % ‰ 分之 百分之 成 折
比 : ： 不超过 至少 最高 以上 以下 以内 （含） （不含） 左右 约 近 第 〔 〕 号 家 人 美元 $ ￥ / 每 个月 工作日 小时 a Z
+ 、 和
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", " "])


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_text_gives_ordered_exact_spans(text: str) -> None:
    last = 0
    for quantity in find_quantities(text):
        assert last <= quantity.start <= quantity.core_start < quantity.core_end <= quantity.end <= len(text)
        last = quantity.end


def test_long_runs_of_digits_take_linear_time() -> None:
    for run in ("1" * 200_000, "一" * 100_000, "1," * 50_000, "1-" * 50_000, "（含）" * 20_000, "十万" * 50_000):
        find_quantities(run)
