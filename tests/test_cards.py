"""Policy cards: which tables are some, and what becomes of their rows."""

from __future__ import annotations

import pytest

from tiaokuan.pipeline.cards import card_pairs
from tiaokuan.pipeline.normalise import normalise
from tiaokuan.pipeline.readers.base import Block, Cell, SourceDocument, Table

LONG = (
    "在本市注册、具有独立法人资格并正常经营一年以上的企业，上年度研发费用占营业收入的比例不低于3%，"
    "按照研发费用的10%给予补助。"
)


def card(*rows: list[str]) -> Table:
    """A table of four columns: rows of one, two or four cells, the last one of a row as wide as is left."""
    cells = []
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            cells.append(Cell(text, row, col, colspan=4 - col if col == len(texts) - 1 else 1))
    return Table(len(rows), 4, cells)


CARD = (
    ["企业研发投入补助"],
    ["依据文件", "《清河市科技创新若干政策》"],
    ["工具分类", "资金支持", "服务对象", "本市科技型中小企业"],
    ["服务内容", f"{LONG}\n{LONG}"],
    ["联络方式", "清河市科学技术局：0319-5550188"],
)


def test_a_card_gives_fields_on_one_line_and_headings_over_text() -> None:
    normal = normalise(SourceDocument([Block(kind="table", table=card(*CARD))], "application/pdf"))
    assert [(normal.text[x.start : x.end][:12], x.heading) for x in normal.lines] == [
        ("企业研发投入补助", None),
        ("依据文件\t《清河市科技创", None),
        ("工具分类\t资金支持", None),
        ("服务对象", 1),
        ("本市科技型中小企业", None),
        ("服务内容", 1),
        (LONG[:12], None),
        (LONG[:12], None),
        ("联络方式", 1),
        ("清河市科学技术局：031", None),
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["申请类型", "新办", "许可证号", ""], ["联系人", ""], ["经营地址", "清河路1号"]], "a form: nothing long"),
        ([["类别", "条件"], ["甲类", LONG], ["甲类", LONG], ["乙类", LONG]], "labels that come again"),
        ([["第一档", LONG, "20"], ["第二档", LONG, "10"], ["第三档", LONG, "5"]], "three cells a row"),
        ([["服务内容", LONG], ["联络方式", "0319-5550188"]], "two labels only"),
    ],
)
def test_what_is_no_card(rows: list[list[str]], why: str) -> None:
    assert card_pairs(card(*rows)) is None, why


GUIDE = (
    ("事项名称", "创业补贴"),
    ("服务对象", "毕业5年内的高校毕业生"),
    ("受理条件", "1.在本市创办企业；\n2.经营6个月以上。"),
    ("补贴标准", "一次性补贴6000元"),
    ("申请材料", "1.申请表；\n2.毕业证书复印件。"),
    ("办理时限", "15个工作日"),
)


@pytest.mark.parametrize("headed", [False, True])
def test_a_guide_of_short_texts_is_a_card_by_its_labels(headed: bool) -> None:
    cells = [Cell(text, r, c, header=headed and r == 0) for r, row in enumerate(GUIDE) for c, text in enumerate(row)]
    normal = normalise(SourceDocument([Block(kind="table", table=Table(len(GUIDE), 2, cells))], "application/pdf"))
    headings = [normal.text[x.start : x.end] for x in normal.lines if x.heading]
    assert headings == [label for label, _ in GUIDE]


def test_a_table_of_other_labels_is_none() -> None:
    rows = (("等级", "金额"), ("一等奖", "5万元"), ("二等奖", "3万元"), ("三等奖", "1万元"))
    cells = [Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    normal = normalise(SourceDocument([Block(kind="table", table=Table(len(rows), 2, cells))], "application/pdf"))
    assert not any(line.heading for line in normal.lines)
