"""Web pages and fragments: the document in, the page around it out, nothing of the text lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tiaokuan.pipeline.readers.base import SourceDocument
from tiaokuan.pipeline.readers.furniture import furniture, is_furniture, metadata_line
from tiaokuan.pipeline.readers.registry import read

PAGE = (Path(__file__).parent / "readers" / "page.html").read_text("utf-8")


def document(markup: str | bytes, name: str = "a.html") -> SourceDocument:
    return read(markup.encode() if isinstance(markup, str) else markup, name)


def texts(markup: str | bytes) -> list[str]:
    return [b.text or b.kind for b in document(markup).blocks]


EXPECTED = [
    "关于开展示范企业认定工作的通知",
    "某科〔2024〕12号",
    "各区科技局，各有关企业：",
    "为支持企业创新，现就有关事项通知如下，请认真组织申报。",
    "一、奖励标准",
    "表1 奖励标准",
    "table",
    "二、申报材料",
    "1. 申报表；",
    "2. 营业执照复印件；",
    "3. 面积不少于100m²的证明。",
    "注：研发费用占比<3%的不予受理，<北方地区>企业可放宽。",
    "联系人：张三",
    "附件：1.申报表.docx",
    "某市科学技术局",
    "2024年3月1日",
    "附件1：申报表.docx",
]


def test_a_whole_page() -> None:
    assert texts(PAGE) == EXPECTED


def test_its_metadata() -> None:
    assert document(PAGE).metadata == {
        "title": "关于开展示范企业认定工作的通知",
        "published_on": "2024-03-05",
        "source": "某市科学技术局",
        "publisher": "某市科学技术局",
        "url": "https://www.example.org/zwgk/post_1.html",
        "index_number": "A01/2024-00012",
        "issued_on": "2024-03-01",
        "doc_number": "某科〔2024〕12号",
    }


def test_its_table_and_styles() -> None:
    blocks = document(PAGE).blocks
    table = blocks[6].table
    assert table is not None
    assert [(c.row, c.col, c.rowspan, c.colspan, c.text, c.header) for c in table.cells] == [
        (0, 0, 2, 1, "类别", True),
        (0, 1, 1, 2, "标准（万元）", True),
        (1, 1, 1, 1, "首次", True),
        (1, 2, 1, 1, "复核", True),
        (2, 0, 1, 1, "国家级", False),
        (2, 1, 1, 1, "50", False),
        (2, 2, 1, 1, "20\n（一次性）", False),
    ]
    assert (blocks[0].heading, blocks[1].align, blocks[4].bold, blocks[8].marker, blocks[14].align) == (
        0,
        "center",
        True,
        "1.",
        "right",
    )


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "gbk", "iso-8859-1"])
@pytest.mark.parametrize("actual", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_declared_encodings_are_only_a_hint(declared: str, actual: str) -> None:
    page = PAGE.replace('charset="utf-8"', f'charset="{declared}"')
    assert texts(page.encode(actual)) == EXPECTED


def test_the_page_printed_twice_is_read_once() -> None:
    body = "".join(f"<p>第{n}条 申报单位应当提交第{n}类材料，并对真实性负责。</p>" for n in "一二三四五六七八九十")
    found = document(f"<html><body><div class='a'>{body}</div><div class='b'>{body}</div></body></html>")
    assert len(found.blocks) == 10
    assert [w.code for w in found.warnings] == ["repeated_text"]


def test_hidden_main_text_is_read() -> None:
    """Scripts show it at load: what holds most of the text is the text."""
    assert len(texts(PAGE.replace('id="zoom"', 'id="zoom" style="display:none"'))) == len(EXPECTED)


FRAGMENTS = [
    ("paragraphs", "<p>第一条 目的。</p><p>第二条 范围。</p>", ["第一条 目的。", "第二条 范围。"]),
    ("breaks", "<div>甲<br>乙<br/><br>丙</div>", ["甲", "乙", "丙"]),
    ("loose text", "<div>甲<p>乙</p>丙<span>丁</span></div>", ["甲", "乙", "丙丁"]),
    ("unclosed", "<p>甲<p>乙<li>丙", ["甲", "乙", "丙"]),
    ("entities", "<p>R&amp;D&nbsp;经费&ge;3%&#65292;&ldquo;好&rdquo;</p>", ["R&D\xa0经费≥3%，“好”"]),
    ("stray bracket", "<p>占比<3%，<北京>企业，1<2。</p>", ["占比<3%，<北京>企业，1<2。"]),
    ("source line ends", "<p>申报单位\n    应当依法\n登记 A\n B</p>", ["申报单位应当依法登记 A B"]),
    ("preformatted", "<pre>甲\n乙</pre>", ["甲", "乙"]),
    ("list from 3", '<ol start="3"><li>甲</li><li value="7">乙</li><li>丙</li></ol>', ["3. 甲", "7. 乙", "8. 丙"]),
    ("letters", '<ol type="a"><li>甲</li></ol><ol type="I"><li>乙</li></ol>', ["a. 甲", "I. 乙"]),
    ("reversed", "<ol reversed><li>甲</li><li>乙</li></ol>", ["2. 甲", "1. 乙"]),
    ("Chinese list", '<ol style="list-style-type: cjk-ideographic"><li>甲</li><li>乙</li></ol>', ["一、甲", "二、乙"]),
    (
        "list of an editor",
        '<ol class="custom_cn2 list-paddingleft-1"><li><p>甲</p></li><li><p>乙</p></li></ol>',
        ["（一）甲", "（二）乙"],
    ),
    ("typed numbers", "<ol><li>1.甲</li><li>（二）乙</li></ol>", ["1.甲", "（二）乙"]),
    ("no numbers", '<ol style="list-style:none"><li>甲</li></ol><ul><li>乙</li></ul>', ["甲", "乙"]),
    ("nested list", "<ol><li>甲<ol><li>乙</li></ol></li><li>丙</li></ol>", ["1. 甲", "1. 乙", "2. 丙"]),
    ("layout table", "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", ["甲", "乙"]),
    (
        "layout around data",
        "<table><tr><td><p>甲</p><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>",
        ["甲", "table"],
    ),
    ("one column", "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", ["甲", "乙"]),
    ("ruby", "<p><ruby>幸<rp>(</rp><rt>xing</rt><rp>)</rp></ruby>福</p>", ["幸福"]),
    ("template rests", "<p>${data.page}</p><p>甲</p><p>下一页</p>", ["甲"]),
    ("comments", "<p>甲<!-- 乙 -->丙</p>", ["甲丙"]),
    ("unclosed script", "<p>甲</p><script>var a=1;<p>乙</p>", ["甲", "乙"]),
    ("word export", "<p class=MsoNormal><span lang=EN-US>1.</span><span>资助</span><o:p></o:p></p>", ["1.资助"]),
]


@pytest.mark.parametrize(("markup", "expected"), [f[1:] for f in FRAGMENTS], ids=[f[0] for f in FRAGMENTS])
def test_fragment(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


def test_nested_table_in_a_data_table() -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    (block,) = document(
        f"<table><tr><th>项目</th><th>标准</th></tr><tr><td>一</td><td>{inner}</td></tr></table>"
    ).blocks
    assert block.table is not None
    assert block.table.cells[-1].text == "甲\t乙"


def test_running_heads_of_a_paged_fragment() -> None:
    pages = "".join(
        f"<div><p>某区促进</p><p>产业发展的若干意见</p><p>第{n}条 支持企业，每家不超过</p></div>" for n in "一二三"
    )
    assert texts(pages) == [
        "某区促进",
        "产业发展的若干意见",
        "第一条 支持企业，每家不超过",
        "第二条 支持企业，每家不超过",
        "第三条 支持企业，每家不超过",
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("发布时间：2024-03-05 来源：某市科技局 浏览次数：12", {"published_on": "2024-03-05", "source": "某市科技局"}),
        ("2024-03-05 10:20 来源：某局 【字体：大 中 小】", {"source": "某局"}),
        ("来源：某市商务局访问量：113发布时间：2025-12-25", {"source": "某市商务局", "published_on": "2025-12-25"}),
        ("信息来源：", {}),
        ("申报时间：2024年3月5日至4月5日", None),
        ("时间：2024年3月5日上午9时，地点：会议中心", None),
        ("资金来源：市级财政", None),
        ("公开方式：主动公开", None),
        ("发布时间：2024年3月5日。逾期不予受理", None),
        ("文件来源：请各单位自行下载附件；联系电话12345", None),
        ("附件：1.申报表", None),
    ],
)
def test_metadata_line(line: str, found: dict[str, str] | None) -> None:
    assert metadata_line(line) == found


@pytest.mark.parametrize(
    "line",
    [
        "一、总则",
        "第一页内容",
        "打印机补贴标准",
        "关闭窗口期后不再受理。",
        "解读：本办法所称企业。",
        "大中小企业融通发展",
        "下一步工作",
        "附件1",
        "首页设计费不超过5万元",
        "联系我们：申报咨询电话12345",
    ],
)
def test_what_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_the_furniture_table_matches_its_examples() -> None:
    table = furniture()
    for name, example in table.examples:
        pattern = getattr(table, name)
        assert (pattern.fullmatch if name == "lines" else pattern.search)(example), (name, example)
    data = json.loads((Path(__file__).parents[1] / "gazetteer/data/web_furniture.json").read_text("utf-8"))
    assert all(entry["examples"] for entry in data["lines"])
