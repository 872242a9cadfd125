"""Zones of lines: what element of an official document each line is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaokuan.pipeline.layout import label_zones
from tiaokuan.pipeline.tree import Line, NormalText

CASES = json.loads((Path(__file__).parent / "cases" / "header_layout.json").read_text("utf-8"))
PIECES = [line for case in CASES for _, line in case["lines"]]


def normal_of(texts: list[str]) -> NormalText:
    lines, at = [], 0
    for number, text in enumerate(texts):
        lines.append(Line(at, at + len(text), number))
        at += len(text) + 1
    return NormalText("\n".join(texts), lines)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in CASES])
def test_zones(case: dict[str, Any]) -> None:
    normal = normal_of([text for _, text in case["lines"]])
    label_zones(normal, {})
    found = [[line.zone, normal.text[line.start : line.end]] for line in normal.lines]
    assert found == case["lines"]


def test_the_page_s_title_tells_the_document_s() -> None:
    normal = normal_of(["通知公告", "", "梅州市科技服务平台", "", "为做好服务，制定本规则。"])
    label_zones(normal, {"title": "梅州市科技服务平台"})
    assert [line.zone for line in normal.lines] == ["web_furniture", "body", "title", "body", "body"]


def test_table_rows_are_never_a_head_or_a_close() -> None:
    normal = normal_of(["梅州市商务局", "2021年3月2日"])
    for line in normal.lines:
        line.table = 0
    label_zones(normal, {})
    assert {line.zone for line in normal.lines} == {"body"}


OTHER = st.text(max_size=20).map(lambda text: text.replace("\n", ""))


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), OTHER), max_size=30))
def test_any_lines_get_zones_and_stay(texts: list[str]) -> None:
    normal = normal_of(texts)
    places = [(line.start, line.end) for line in normal.lines]
    text = normal.text
    label_zones(normal, {})
    assert normal.text == text
    assert [(line.start, line.end) for line in normal.lines] == places
    assert all(line.zone for line in normal.lines)
