"""The Markdown report: tables that hold, text that stays text."""

from __future__ import annotations

import re

import pytest

from tiaokuan.output.reports import markdown
from tiaokuan.output.reports.report import build
from tiaokuan.tests.reports.sample import report


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲|乙", r"甲\|乙"),
        ("<b>&", "&lt;b&gt;&amp;"),
        ("[链](x)", r"\[链\](x)"),
        ("*星*_线_`码`#~$\\", r"\*星\*\_线\_\`码\`\#\~\$" + "\\\\"),
        ("甲\n乙", "甲<br>乙"),
        ("szzx@lanjiang.example", "szzx@lanjiang.example"),
    ],
)
def test_escape(text: str, expected: str) -> None:
    assert markdown.escape(text) == expected


@pytest.mark.parametrize("text", ["- 甲", "1. 甲", "> 甲", "+ 甲"])
def test_nothing_begins_a_list_or_a_quotation(text: str) -> None:
    assert not re.match(r"\s*([-+>]|\d+[.)])\s", markdown.escape(text))


def test_every_row_of_a_table_has_as_many_cells() -> None:
    lines = markdown.render(build(report())).splitlines()
    widths: list[set[int]] = []
    inside = False
    for line in lines:
        table = line.startswith("|")
        if table:
            widths += [] if inside else [set()]
            widths[-1].add(len(re.split(r"(?<!\\)\|", line)))
        inside = table
    assert len(widths) >= 8
    assert all(len(found) == 1 for found in widths)


def test_redlines_and_tags() -> None:
    text = markdown.render(build(report()))
    assert "每家奖励<del>30万元</del>" in text
    assert "每家奖励<ins>20万元</ins>" in text
    assert set(re.findall(r"</?(\w+)[^>]*>", text)) == {"del", "ins", "br"}
    assert "\x07" not in text
