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
        ("2.1 某标准的要求", "2.1 某标准的要求"),
        ("3 年内完成", "3年内完成"),
        ("第 1 0 条 支持企业", "第10条 支持企业"),
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


def test_a_page_number_on_the_last_line_goes() -> None:
    blocks = [Block("某补贴政策"), Block("每人500元。"), Block("36", align="center")]
    assert normalise(SourceDocument(blocks, "text/plain")).text == "某补贴政策\n每人500元。"


def test_a_heading_over_two_lines_is_joined_as_the_contents_have_it() -> None:
    whole = "第六篇建设内陆开放型经济试验区"
    assert lines("目录", whole, "第六篇建设内陆", "开放型经济试验区", "围绕开放。") == [
        "目录",
        whole,
        whole,
        "围绕开放。",
    ]


def test_spaces_where_lines_broke_go_from_sentences_only() -> None:
    sentence = "对新认定的企 业给予奖励，对连续增长的企 业给予补助，资金列入年度财 政预算，由主管部门组织实 施并接受社会监督检查。"
    normal = normalise(SourceDocument([Block(f"第 1 {n} 条 {sentence}") for n in range(4)], "text/plain"))
    assert normal.text.split("\n")[1].startswith("第11条 对新认定的企业给予奖励，对连续增长的企业")
    assert "stray_space_removed" in [w.code for w in normal.warnings]
    few = "由中共某某市委 某某市人民政府联合印发，请各县区各部门结合职责抓好落实，并将执行情况按季度报送。"
    assert lines(few) == [few]


@pytest.mark.parametrize(
    ("tail", "cut"),
    [
        ("澜江市人民政府2031年3月5日相关附件：用手机扫码查看本页",
         ["澜江市人民政府", "2031年3月5日", "相关附件：用手机扫码查看本页"]),
        ("澜江市人民政府   2031年6月8日   （此件公开发布）", ["澜江市人民政府", "2031年6月8日", "（此件公开发布）"]),
        ("公开方式：主动公开相关附件：用手机扫码查看本页", ["公开方式：主动公开", "相关附件：用手机扫码查看本页"]),
        ("附件：年度目标任务表年度目标任务表年度2019年2020年", ["附件：年度目标任务表", "年度目标任务表年度2019年2020年"]),
    ],
)  # fmt: skip
def test_the_close_is_cut_off_the_last_paragraph(tail: str, cut: list[str]) -> None:
    body = "十五、落实责任，积极创建和谐企业，对作出突出贡献的给予表扬。（责任单位：各有关部门）"
    assert lines("一、目标", body + tail) == ["一、目标", body, *cut]


def test_a_date_inside_the_text_is_no_signature() -> None:
    text = "三、2019年1月22日前，各县区政府要完成申报。梅州市商务局2019年1月22日前汇总上报市政府审定，并抓好落实工作。"
    assert lines(text) == [text]


def test_the_head_of_a_run_on_document_is_cut() -> None:
    head = ["梅州市人民政府关于加快会展业发展的意见", "梅府发〔2019〕17号", "各县（市、区）人民政府，市政府各部门："]
    body = (
        "为加快发展，提出以下意见。一、总体要求（一）目标。到2022年实现增长，规模明显扩大。（二）任务。建设场馆，引进展会，"
        "培育本地品牌，提高服务水平，完善配套设施，优化发展环境，加强统筹协调。二、保障措施（一）组织。各县要加强领导。"
    )
    assert lines("".join(head) + body)[:3] == head


def test_headings_that_the_text_is_glued_to() -> None:
    text = (
        "一、加大稳岗支持力度对不裁员的企业返还失业保险费，按上年度缴费额核定，由受理部门公示后拨付到企业账户，专款专用。"
        "二、扩大见习补贴范围从2019年起将补贴范围扩大到青年，见习期限为三至十二个月，由见习单位组织实施，补贴按季度申领，经县区人力资源部门审核后发放。"
        "三、落实地方政府主体责任各地要切实履行职责，建立协调机制，明确目标任务，加强督促检查和考核。"
    )
    assert lines(text)[::2] == ["一、加大稳岗支持力度", "二、扩大见习补贴范围", "三、落实地方政府主体责任"]


def test_articles_that_skip_numbers_are_split_all_the_same() -> None:
    text = (
        "第一章总则第一条为加强管理，保障储备数量真实、质量良好和储存安全，结合本市实际，制定本办法。第二条本办法所称储备，是指用于调节供需、稳定市场以及应对灾害的储备。第三条本市的储备管理适用本办法。"
        "第二章计划第十条按照省下达的计划，报市人民政府批准后执行。第十六条企业被撤销的，按照本办法第十三条的要求另行储存。"
        "第四十六条本办法自印发之日起施行。"
    )
    heads = ["第一章", "第一条", "第二条", "第三条", "第二章", "第十条", "第十六", "第四十"]
    assert [line[:3] for line in lines(text)] == heads


@pytest.mark.parametrize(
    ("line", "kept", "warned"),
    [
        ("对新建平台给予最高10 0万元奖励。", "对新建平台给予最高100万元奖励。", True),
        ("附表为2031 10万元。", "附表为2031 10万元。", False),
        ("增长5 0%以上。", "增长50%以上。", True),
    ],
)
def test_a_gap_inside_a_number_is_closed_and_said(line: str, kept: str, warned: bool) -> None:
    normal = normalise(SourceDocument([Block(line)], "text/plain"))
    assert normal.text == kept
    assert ("broken_number_joined" in [code for code, *_ in normal.warning_spans]) is warned


@pytest.mark.parametrize(
    ("line", "kept", "misread"),
    [
        ("给予5OO万元、1OO%奖励，共1O家。", "给予500万元、100%奖励，共10家。", 3),
        ("补助不超过⒛0万元，增长⒛%以上。", "补助不超过200万元，增长20%以上。", 2),
        ("通过ISO9OO1认证，在O2O平台和3O3医院监测CO2。", "通过ISO9OO1认证，在O2O平台和3O3医院监测CO2。", 0),
        ("⒈年度报告；⒉家庭情况。", "⒈年度报告；⒉家庭情况。", 0),
    ],
)
def test_figures_that_were_misread_are_digits_and_said(line: str, kept: str, misread: int) -> None:
    normal = normalise(SourceDocument([Block(line)], "text/plain"))
    assert normal.text == kept
    noted = [(start, end) for code, _, start, end in normal.warning_spans if code == "figure_misread"]
    assert len(noted) == misread
    assert all(normal.text[start:end].strip("0123456789") == "" for start, end in noted)


def test_title_date_number_and_addressee_on_one_line_are_cut() -> None:
    head = ["关于做好2027年陶艺工坊申报工作的通知", "2027-03-02", "梅文通[2027]5号", "各县（市、区）文化局："]
    assert lines("".join(head), "请认真组织申报。") == [*head, "请认真组织申报。"]
    quoted = "根据市政府关于印发某办法的通知梅府〔2020〕3号要求，现将有关事项通知如下："
    assert lines(quoted, "一、申报条件") == [quoted, "一、申报条件"]


def test_signature_that_spaces_part_from_the_text_is_cut() -> None:
    text = "各县区财政局、残联：为鼓励自主创业，我们制定了《梅州市琴房补贴办法》，经市政府研究同意，现印发给你们，请认真贯彻执行。"
    listed = "附件：1．琴房补贴申请审批表2．琴房停业审批表"
    signed = ["梅州市财政局", "梅州市残疾人联合会", "二○二七年九月二十四日"]
    found = lines(f"{text} {listed} {' '.join(signed)}", "梅州市琴房补贴办法")
    assert found == [text[:10], text[10:], listed, *signed, "梅州市琴房补贴办法"]
