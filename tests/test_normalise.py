"""What normalising takes away, what it joins and splits, and that every place stays traceable."""

from __future__ import annotations

import pytest

from tiaokuan.pipeline.normalise import normalise
from tiaokuan.pipeline.readers.base import Block, Cell, Run, SourceDocument, Table
from tiaokuan.pipeline.tables import table_shape
from tiaokuan.pipeline.tree import NormalText


def lines(*texts: str, **more: object) -> list[str]:
    normal = normalise(SourceDocument([Block(t) for t in texts], "text/plain"))
    return [normal.text[line.start : line.end] for line in normal.lines]


def table(*rows: list[str], header: bool = False) -> Table:
    cells = [Cell(t, r, c, header=header and r == 0) for r, row in enumerate(rows) for c, t in enumerate(row)]
    return Table(len(rows), max(map(len, rows)), cells)


def of_table(grid: Table) -> NormalText:
    return normalise(SourceDocument([Block(kind="table", table=grid)], "text/html"))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("资助 50 万元，共 3 家", "资助50万元，共3家"),
        ("２０２４年，占比５０％", "2024年，占比50%"),
        ("[bookmark: _GoBack]（一）启动阶段", "（一）启动阶段"),
        ("**三是**建立制度", "三是建立制度"),
        (r"1\. 建立台账", "1. 建立台账"),
        ("R&amp;D经费&nbsp;投入", "R&D经费 投入"),
        ("\ufeff\u3000\u3000企业\u200b名称\xa0", "企业名称"),
        ("电话138****5678", "电话138****5678"),
        ("限值24**36之间", "限值24**36之间"),
        ("第一章　总　则", "第一章　总　则"),
        ("单价3．5元", "单价3．5元"),
        ("张 三", "张 三"),
        ("${data[i].page}", None),
    ],
)
def test_cleaning(raw: str, clean: str | None) -> None:
    assert lines(raw) == ([clean] if clean else [])


@pytest.mark.parametrize("number", ["— 3 —", "- 12 -", "第 3 页 共 9 页", "第3页", "3/9", "－4－", "Page 2 of 7"])
def test_page_numbers_go(number: str) -> None:
    normal = normalise(SourceDocument([Block("甲事项。"), Block(number), Block("乙事项。")], "text/plain"))
    assert normal.text == "甲事项。\n乙事项。"
    assert [w.code for w in normal.warnings] == ["page_number_removed"]


def test_the_number_column_of_a_table_taken_apart_stays() -> None:
    cells = ["序号", "单位", "1", "甲镇", "2", "乙镇", "3", "丙镇"]
    assert lines(*cells) == cells


def test_running_heads_go_and_the_title_stays() -> None:
    long = "对经认定的企业按照实际投入给予补助并对其后续发展予以跟踪，补助额度累计不超过"
    texts = ["促进外贸的意见", f"一、{long}", "促进外贸的意见", "30万元。", f"二、{long}", "促进外贸的意见", "20万元。"]
    assert lines(*texts) == ["促进外贸的意见", f"一、{long}30万元。", f"二、{long}20万元。"]


CUT = "区科技局会同各镇街开展走访，摸清企业技改需求，为设备更新、场地扩建等重点"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (CUT, "工程提供全程代办服务。", True),
        ("统筹安排各街道（产业", "园)的帮扶经费。", True),
        ("支持企业、高校、", "科研机构联合申报", True),
        (CUT, "（二）加大力度。", False),
        ("一、项目名称", "二〇二四年度运营中心建设项目的全部内容在此列出。", False),
        ("（三）帮扶对象：养老机构、社区食堂", "适老化改造工程", False),
        ("各县（市、区）人民政府：", "现将办法印发给你们，请遵照执行。", False),
        ("某某市人民政府", "2024年5月6日", False),
        ("3.食品安全制度及应急预案", "4.证明材料；", False),
    ],
)
def test_rejoining(first: str, second: str, joined: bool) -> None:
    assert lines(first, second) == ([first + second] if joined else [first, second])


def test_hard_wrapped_text_is_rejoined() -> None:
    whole = (
        "为支持本市企业开展技术改造，提升核心竞争力，现就有关事项作出安排，请结合实际，抓好落实，" * 6 + "完成任务。"
    )
    wrapped = [whole[i : i + 24] for i in range(0, len(whole), 24)]
    assert lines(*wrapped, "　　一、总体要求") == [whole, "一、总体要求"]


def test_gaps_split_paragraphs_that_were_run_together() -> None:
    assert lines("公告如下：　　一、类别　　（一）高层次人才。") == ["公告如下：", "一、类别", "（一）高层次人才。"]


def test_run_on_documents_are_split_at_their_sections() -> None:
    body = "对符合条件的企业给予一次性奖励，所需资金由市级财政安排并按规定程序拨付到位。" * 2
    text = (
        f"各区人民政府，市级各部门：《甲市措施》已经审议通过，现印发你们。甲市人民政府2020年3月4日甲市促进商贸发展若干措施"
        f"一、扶持企业（一）{body}二、支持项目（二）{body}（三）{body}"
    )
    assert lines(text) == [
        "各区人民政府，市级各部门：", "《甲市措施》已经审议通过，现印发你们。", "甲市人民政府", "2020年3月4日",
        "甲市促进商贸发展若干措施", "一、扶持企业", f"（一）{body}", "二、支持项目", f"（二）{body}", f"（三）{body}",
    ]  # fmt: skip


def test_a_second_print_goes() -> None:
    once = [f"{n}、本条规定的支持对象为在本市依法登记并正常经营的各类企业和机构，编号{n}。" for n in "一二三四五六七八"]
    normal = normalise(SourceDocument([Block(t) for t in once * 2], "text/html"))
    assert [w.code for w in normal.warnings] == ["printed_twice"]
    assert normal.text == "\n".join(once)


def test_recurring_short_lists_stay() -> None:
    texts = ["一、甲项目", "1.申请书；", "2.证明。", "二、乙项目", "1.申请书；", "2.证明。"]
    assert lines(*texts) == texts


def test_runs_follow_their_characters() -> None:
    block = Block("资助 50 万元。", runs=[Run(0, 3, 1, (0, 0, 9, 9)), Run(3, 9, 2, (1, 1, 9, 9), 0.8)])
    normal = normalise(SourceDocument([Block("前文。"), block], "application/pdf"))
    assert [(normal.text[r.start : r.end], r.page) for r in normal.runs] == [("资助", 1), ("50万元。", 2)]


def test_a_data_table_is_one_line_a_row_with_its_headers() -> None:
    normal = of_table(table(["类别", "标准（万元）"], ["甲类", "20"], ["乙类", "10\n另加1"]))
    assert normal.text == "类别\t标准（万元）\n甲类\t20\n乙类\t10 另加1"
    row = normal.lines[2]
    cell = row.cells[1]
    assert normal.text[cell.start : cell.end] == "10 另加1"
    assert [normal.text[a:b] for a, b in cell.headers] == ["标准（万元）"]
    assert normal.lines[0].header_row
    assert not row.header_row


def test_merged_cells_stand_once() -> None:
    cells = [Cell("级别", 0, 0), Cell("奖励", 0, 1, colspan=2), Cell("国家级", 1, 0, rowspan=2), Cell("首次", 1, 1),
             Cell("20万元", 1, 2), Cell("再次", 2, 1), Cell("5万元", 2, 2)]  # fmt: skip
    normal = of_table(Table(3, 3, cells))
    assert normal.text == "级别\t奖励\n国家级\t首次\t20万元\n再次\t5万元"
    assert [[normal.text[a:b] for a, b in c.headers] for c in normal.lines[2].cells] == [["奖励"], ["奖励"]]


LONG = "在本市注册满一年的企业可以按年度申请，经审核后给予资助，资助资金由市级财政承担。"


@pytest.mark.parametrize(
    ("rows", "shape"),
    [
        ([["服务对象", LONG], ["服务内容", f"{LONG}\n1．{LONG}"]], "card"),
        ([["正文全部放在一个格子里"]], "layout"),
        ([["甲段"], ["乙段"]], "layout"),
        ([["企业名称", ""], ["法定代表人", "姓名"]], "data"),
        ([["类别", "标准"], ["甲", "20万元"]], "data"),
        ([["1", LONG, "甲"], ["2", LONG, "乙"]], "data"),
    ],
)
def test_shapes(rows: list[list[str]], shape: str) -> None:
    assert table_shape(table(*rows)) == shape


def test_a_card_gives_headings_and_paragraphs() -> None:
    normal = of_table(table(["服务\n对象", LONG], ["服务内容", f"{LONG}\n1．{LONG}"]))
    assert [(normal.text[x.start : x.end][:4], x.heading) for x in normal.lines] == [
        ("服务对象", 1), ("在本市注", None), ("服务内容", 1), ("在本市注", None), ("1．在本", None)]  # fmt: skip
