"""Whatever the lines: every body line stands in exactly one place of the tree, and all places in order are the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaokuan.pipeline.layout import label_zones
from tiaokuan.pipeline.normalise import normalise
from tiaokuan.pipeline.readers.base import Block, Cell, SourceDocument, Table
from tiaokuan.pipeline.readers.registry import read
from tiaokuan.pipeline.segment import segment
from tiaokuan.pipeline.tree import NormalText, Tree

MARKERS = st.sampled_from(
    [
        "",
        "",
        "",
        "一、",
        "二、",
        "三、",
        "五、",
        "（一）",
        "（二）",
        "(三)",
        "1.",
        "2.",
        "3．",
        "4、",
        "（1）",
        "（2）",
        "①",
        "②",
        "a.",
        "第一条 ",
        "第二条",
        "第一章 ",
        "第二章",
        "一是",
        "二是",
        "附件1",
        "1.1 ",
        "2.1、",
        "附则",
        "申报材料：",
    ]
)
BODIES = st.sampled_from(
    [
        "",
        "支持企业创新",
        "给予10万元奖励。",
        "申报主体：企业",
        "目标：1.服务5家。2.培训3场。",
        "一是甲。二是乙。",
        "材料；",
        "条件如下：",
        "本办法自印发之日起施行。",
        "包括（1）甲；（2）乙：①丙；②丁。",
        "第三条规定的除外。",
        "长" * 30 + "，未完",
    ]
)
LINES = st.lists(st.tuples(MARKERS, BODIES).map("".join), max_size=25)
ANY_TEXT = st.text(alphabet="一二三、（）().1２ 　。；：，第条章是附件①a\n\t*&;\u200b万元办法为", max_size=60)


def pieces_of(tree: Tree) -> list[tuple[int, int]]:
    """Own texts, tails and loose paragraphs."""
    found = list(tree.loose)
    for node in tree.walk():
        found.append((node.start, node.end))
        found.extend(node.tails)
    return sorted(found)


def check(normal: NormalText, tree: Tree) -> None:
    text = normal.text
    placed = pieces_of(tree)
    assert all(a < b for a, b in placed)
    assert all(first[1] <= second[0] for first, second in pairwise(placed))
    whole = "".join("".join(text[a:b].split()) for a, b in placed)
    assert whole == "".join("".join(text[line.start : line.end].split()) for line in normal.lines)
    for node in tree.walk():
        assert node.start <= node.body_start <= node.end
        assert node.level == 1 + sum(1 for _ in node.ancestors())
        assert text[node.start : node.end].startswith(node.marker or "")
        assert node.title is None or text[node.title_start : node.title_end] == node.title


def check_normal(normal: NormalText) -> None:
    assert normal.text == "\n".join(normal.text[line.start : line.end] for line in normal.lines)
    for line in normal.lines:
        assert "\n" not in normal.text[line.start : line.end]
        assert all(line.start <= cell.start <= cell.end <= line.end for cell in line.cells)
    assert all(0 <= a <= b <= len(normal.text) for _, _, a, b in normal.warning_spans)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_lines(lines: list[str]) -> None:
    normal = normalise(SourceDocument([Block(line) for line in lines], "text/plain"))
    check_normal(normal)
    check(normal, segment(normal))
    dropped = {"printed_twice", "running_head_removed", "page_number_removed"}
    if not dropped & {warning.code for warning in normal.warnings}:
        assert "".join(normal.text.split()) == "".join("".join(lines).split())


@settings(max_examples=100, deadline=None)
@given(st.lists(ANY_TEXT, max_size=8), st.lists(ANY_TEXT, min_size=4, max_size=4))
def test_any_text_with_a_table(texts: list[str], cells: list[str]) -> None:
    table = Table(2, 2, [Cell(text, i // 2, i % 2) for i, text in enumerate(cells)])
    blocks = [*(Block(text) for text in texts), Block(kind="table", table=table)]
    normal = normalise(SourceDocument(blocks, "text/plain"))
    check_normal(normal)
    check(normal, segment(normal))


def test_a_million_markers_take_bounded_time() -> None:
    normal = normalise(SourceDocument([Block("1." * 20000 + "（1）" * 20000 + "一、" * 20000)], "text/plain"))
    check(normal, segment(normal))


SHARED = Path(__file__).parents[2] / "shared"
FILES = [path for folder in ("seeds", "real") for path in sorted((SHARED / folder).glob("*"))]
READABLE = [path for path in FILES if path.suffix in (".txt", ".md", ".html", ".docx")]


@pytest.mark.shared
def test_real_documents() -> None:
    assert READABLE, "no documents"
    for path in READABLE:
        normal = normalise(read(path.read_bytes(), path.name))
        check_normal(normal)
        label_zones(normal, {})
        tree = segment(normal)
        body = sum(line.end > line.start for line in normal.lines if line.zone == "body")
        assert tree.loose or tree.roots or not body, path.name
        for node in tree.walk():
            assert normal.text[node.start : node.end].startswith(node.marker or "")
