"""Depth from bare lists of markers, and whole little documents: lost numbers, entries, inline lists, titles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tiaokuan.pipeline.normalise import normalise
from tiaokuan.pipeline.readers.base import Block, SourceDocument
from tiaokuan.pipeline.segment import segment
from tiaokuan.pipeline.tree import Line, NormalText, Tree

CASES = Path(__file__).parent / "cases"
DEPTH = json.loads((CASES / "depth.json").read_text("utf-8"))
TEXTS = json.loads((CASES / "depth_text.json").read_text("utf-8"))


def lines_of(*lines: str, **zones: str) -> NormalText:
    """A normalised text out of lines; ``zones`` as line_3="title"."""
    text, placed, at = "\n".join(lines), [], 0
    for number, line in enumerate(lines):
        placed.append(Line(at, at + len(line), number, zone=zones.get(f"line_{number}", "body")))
        at += len(line) + 1
    return NormalText(text, placed)


def tree_of(*lines: str, **zones: str) -> Tree:
    return segment(lines_of(*lines, **zones))


@pytest.mark.parametrize("case", DEPTH, ids=lambda c: c["markers"][:24])
def test_depth_of_bare_markers(case: dict[str, Any]) -> None:
    lines = [f"{marker}甲乙丙事项的内容" for marker in case["markers"].split()]
    assert [node.level for node in tree_of(*lines).walk()] == case["expect"], case["why"]


@pytest.mark.parametrize("case", TEXTS, ids=lambda c: c["why"][:24])
def test_documents(case: dict[str, Any]) -> None:
    tree = tree_of(*case["lines"])
    assert [[n.level, n.marker, n.title] for n in tree.walk()] == case["expect"], case["why"]
    inferred = {n.title: n.ordinal for n in tree.walk() if n.inferred}
    assert inferred == case["inferred"]
    assert len([w for w in tree.warnings if w[0] == "number_inferred"]) == len(inferred)


def test_spans_of_a_section() -> None:
    normal = lines_of("一、支持平台。给予20万元。", "另行通知。", "（一）对象：企业。", "二、附带")
    first, second, *_ = segment(normal).walk()
    assert normal.text[first.start : first.end] == "一、支持平台。给予20万元。\n另行通知。"
    assert normal.text[first.body_start : first.end] == "给予20万元。\n另行通知。"
    assert normal.text[first.title_start : first.title_end] == first.title == "支持平台"
    assert (second.parent, second.id, first.last) == (first, "s1.1", second.end)


def test_a_paragraph_after_a_complete_list_belongs_to_its_owner() -> None:
    normal = lines_of(
        "一、条件", "须符合以下条件：", "1.在本区注册；", "2.信用良好。", "已获支持的不得申报。", "二、附带"
    )
    first = next(iter(segment(normal).walk()))
    assert [normal.text[a:b] for a, b in first.tails] == ["已获支持的不得申报。"]


def test_preamble_and_closing_provisions_are_loose() -> None:
    normal = lines_of("为鼓励创新，制定本办法。", "一、奖励", "（一）甲奖。给予5万元。", "本办法自印发之日起施行。")
    assert [normal.text[a:b] for a, b in segment(normal).loose] == [
        "为鼓励创新，制定本办法。",
        "本办法自印发之日起施行。",
    ]


def test_only_body_lines_make_sections_and_a_title_closes_them() -> None:
    tree = tree_of(
        "一、通知的事", "二、又一事", "某某办法", "一、奖励", "附件：1.申请表", line_2="title", line_4="attachment_list"
    )
    assert [(n.marker, n.level) for n in tree.walk()] == [("一、", 1), ("二、", 1), ("一、", 1)]


def test_attachments_with_content_are_sections() -> None:
    tree = tree_of("一、奖励", "附件1", "奖励标准表", "一、甲类", "附件2", line_1="attachment_mark",
                   line_2="attachment_title", line_4="attachment_mark")  # fmt: skip
    assert [(n.marker, n.style, n.title, n.level) for n in tree.walk()] == [
        ("一、", "cn", "奖励", 1), ("附件1", "attachment", "奖励标准表", 1), ("一、", "cn", "甲类", 2)]  # fmt: skip


def test_a_leading_attachment_mark_is_no_section() -> None:
    tree = tree_of("附件1", "申报指南", "一、目标", line_0="attachment_mark", line_1="title")
    assert [n.marker for n in tree.walk()] == ["一、"]


def test_gaps_and_repeats_are_reported() -> None:
    codes = [code for code, *_ in tree_of("一、甲事项", "二、乙事项", "五、丙事项", "五、丁事项").warnings]
    assert codes == ["number_gap", "duplicate_number"]


def test_outline_levels_of_the_file_make_headings() -> None:
    blocks = [
        Block("服务对象", heading=1),
        Block("本市企业。"),
        Block("服务内容", heading=1),
        Block("1.资助；"),
        Block("2.培训。"),
    ]
    normal = normalise(SourceDocument(blocks, "text/html"))
    assert [(n.level, n.marker, n.title) for n in segment(normal).walk()] == [
        (1, None, "服务对象"), (1, None, "服务内容"), (2, "1.", None), (2, "2.", None)]  # fmt: skip


def test_recurring_fields_show_headings_without_numbers() -> None:
    record = ["政策内容：给予补贴。", "办理渠道：街道窗口"]
    lines = ["服务对象：毕业生", "见习补贴", *record, "社保补贴", *record, "服务对象：企业", "安家补贴", *record]
    tree = tree_of(*lines, "服务对象：个人", "租房补贴", *record)
    assert [(n.level, n.title) for n in tree.walk()][:5] == [
        (1, "服务对象：毕业生"), (2, "见习补贴"), (3, "政策内容"), (3, "办理渠道"), (2, "社保补贴")]  # fmt: skip
    assert [n.title for n in tree.roots] == ["服务对象：毕业生", "服务对象：企业", "服务对象：个人"]


def test_a_lost_first_number_may_stand_before_a_paragraph() -> None:
    lead = "由符合以下条件的企业牵头申报，联合单位不超过二家："
    tree = tree_of("一、方式", lead, "1.在本区注册；", "2.信用良好。", "（二）要求", "围绕主业。", "（三）任务", "建设平台。")
    first = tree.roots[0].children[0]
    assert (first.style, first.ordinal, first.inferred, first.title) == ("cn_paren", 1, True, None)
    assert [n.marker for n in first.children] == ["1.", "2."]
    assert [w[0] for w in tree.warnings] == ["number_inferred"]


def test_a_paragraph_that_sums_up_belongs_to_the_lists_owner() -> None:
    normal = lines_of("三、材料", "（一）申请表。一式两份。", "（二）执照。复印件。", "以上材料均须加盖公章。", "四、时间")
    first = segment(normal).roots[0]
    assert [normal.text[a:b] for a, b in first.tails] == ["以上材料均须加盖公章。"]


def test_a_title_in_heavy_brackets() -> None:
    first = tree_of("第六条【知识产权激励】对获得发明专利的企业，每项给予5万元奖励。").roots[0]
    assert (first.title, first.title_end - first.title_start) == ("知识产权激励", 6)


def test_table_rows_open_no_sections() -> None:
    normal = lines_of("一、标准", "1.甲类\t5万元", "二、时间")
    from tiaokuan.pipeline.tree import TableCell

    normal.lines[1].cells = [TableCell(5, 9, 0), TableCell(10, 13, 1)]
    assert [n.marker for n in segment(normal).walk()] == ["一、", "二、"]
