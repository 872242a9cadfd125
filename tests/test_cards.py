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
