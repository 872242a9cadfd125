"""Which beginnings of a line are markers: every style of the contract, and every number that merely looks like one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.pipeline.inline_lists import inline_entries
from tiaokuan.pipeline.marker_words import vocabulary
from tiaokuan.pipeline.markers import ordinal, recognise

CASES = Path(__file__).parent / "cases"
LINE = json.loads((CASES / "markers.json").read_text("utf-8"))
INLINE = json.loads((CASES / "markers_inline.json").read_text("utf-8"))


@pytest.mark.parametrize("case", LINE, ids=lambda c: c["text"][:16])
def test_line_markers(case: dict[str, Any]) -> None:
    marker = recognise(case["text"])
    found = None if marker is None else [marker.text, marker.style, marker.ordinal]
    assert found == case["expect"], case["why"]
    if marker is not None:
        assert marker.weak is case.get("weak", False)
        assert case["text"][marker.start : marker.end] == marker.text


@pytest.mark.parametrize("case", INLINE, ids=lambda c: c["text"][:16])
def test_inline_markers(case: dict[str, Any]) -> None:
    head = recognise(case["text"])
    found = inline_entries(case["text"], head.end if head else 0, head, {})
    assert [m.text for m in found] == case["expect"], case["why"]


def test_every_style_has_a_case() -> None:
    styles = {case["expect"][1] for case in LINE if case["expect"]}
    assert styles == set(vocabulary()["rank"])


def test_an_open_list_goes_on_inside_a_line() -> None:
    text = "上一条到此为止。第三章审核程序第九条由区科技局受理。"
    found = inline_entries(text, 0, None, {"chapter": 2, "article": 8})
    assert [m.text for m in found] == ["第三章", "第九条"]
    assert inline_entries("申请人违反。第九条规定的除外", 0, None, {"article": 8}) == []


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百零三", 103),
        ("二〇", 20),
        ("15", 15),
        ("甲", None),
    ],
)
def test_ordinals(numeral: str, value: int | None) -> None:
    assert ordinal(numeral) == value


@pytest.mark.parametrize("key", [k for k, v in vocabulary().items() if isinstance(v, dict) and "examples" in v])
def test_word_tables_hold_their_examples(key: str) -> None:
    table = vocabulary()[key]
    assert len(set(table["words"])) == len(table["words"])
    for example in table["examples"]:
        squeezed = "".join(example.split())
        assert any(word in squeezed for word in table["words"]), example
