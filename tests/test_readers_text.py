"""Encodings told by content, and markdown read without its markup."""

from __future__ import annotations

import pytest

from tiaokuan.errors import ReadError
from tiaokuan.pipeline.readers.base import Block, SourceDocument
from tiaokuan.pipeline.readers.encoding import decode, plausibility
from tiaokuan.pipeline.readers.registry import read

NOTICE = "关于开展示范企业认定的通知\r\n各有关单位：\r\n　　对新认定的企业给予10万元奖励，每家企业不超过2项。\r\n"
TRADITIONAL = "關於開展企業認定的通知\n各單位：對新認定的企業給予獎勵，應當提交營業執照。\n"

ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
UNMARKED = ["utf-16-le", "utf-16-be"]


def texts(data: bytes | str, name: str = "a.md") -> list[str]:
    return [block.text for block in document(data, name).blocks]


def document(data: bytes | str, name: str = "a.md") -> SourceDocument:
    return read(data.encode() if isinstance(data, str) else data, name)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text", [NOTICE, "政策", "申报条件\n一、企业", NOTICE * 50, "专项资金2000000元A类"], ids=range(5)
)
def test_encodings(text: str, encoding: str) -> None:
    if len(text) < 5 and encoding in UNMARKED:
        text += "补贴"  # four bytes of UTF-16 without a mark are four ASCII characters as well: the test below
    found = decode(text.encode(encoding))
    assert (found.text, found.replaced) == (text, 0)


@pytest.mark.parametrize("encoding", UNMARKED)
def test_too_few_bytes_to_tell_utf16_are_read_as_ascii(encoding: str) -> None:
    data = "政策".encode(encoding)
    assert decode(data).text == data.decode("ascii")


def test_big5() -> None:
    assert decode(TRADITIONAL.encode("big5")).text == TRADITIONAL


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("联通".encode("gbk"), "联通"),
        ("业绩".encode("gbk"), "业绩"),
        (b"\xef\xbb\xbf" + NOTICE.encode("gbk"), NOTICE),
        (NOTICE.encode("gbk") + b"\x00" * 512, NOTICE),
        ("﻿标题\n正文。".encode(), "标题\n正文。"),
        (b"plain ASCII 2024", "plain ASCII 2024"),
        ("naïve café 2024".encode(), "naïve café 2024"),
        ("犇骉科技有限公司".encode("gb18030"), "犇骉科技有限公司"),
    ],
)
def test_awkward_encodings(data: bytes, text: str) -> None:
    assert decode(data).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_file_cut_short_is_read_with_a_warning(encoding: str) -> None:
    found = document((NOTICE * 20).encode(encoding)[:-3].removesuffix(b"\n"), "a.txt")
    assert found.blocks[0].text == "关于开展示范企业认定的通知"
    data = (NOTICE * 20).rstrip().encode(encoding)[:-4]
    warned = document(data, "a.txt").warnings
    assert [w.code for w in warned] in ([], ["encoding_repaired"])


def test_mojibake_is_turned_back() -> None:
    found = document(NOTICE.encode().decode("latin-1").encode(), "a.txt")
    assert found.blocks[1].text == "各有关单位："
    assert [w.code for w in found.warnings] == ["mojibake_repaired"]


def test_utf8_as_gbk_is_no_chinese() -> None:
    assert plausibility("鍏充簬寮€灞曠ず鑼冧紒涓氳瀹氱殑閫氱煡") < 0.6 < plausibility(NOTICE)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bytes(range(256)) * 40, "unsupported_format"),
        (b"\x7fELF\x02\x01\x01" + bytes(200) + b"\x90\xff" * 300, "unsupported_format"),
        (b"\x81\xff\x82\xfe" * 400, "undecodable_text"),
        (b"", "empty_file"),
        (b" \r\n\t", "empty_file"),
        (b"\x00" * 100, "empty_file"),
        ("\u3000\u00a0\n".encode(), "empty_document"),
    ],
)
def test_what_is_no_text(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data, "a.txt")
    assert error.value.code == code
    assert error.value.hint


def test_plain_lines() -> None:
    found = document("标题\x0b副题\n\n　　第一段&nbsp;&ldquo;引文&rdquo;。\r第二段\f第三段\u2028第四段", "a.txt")
    assert [(b.text, b.page_break) for b in found.blocks] == [
        ("标题", False),
        ("副题", False),
        ("第一段\xa0“引文”。", False),
        ("第二段", False),
        ("第三段", True),
        ("第四段", False),
    ]


def test_plain_text_keeps_what_looks_like_markup() -> None:
    plain = "一、电话：138****5678\n注：带*号的为必填项\n#1楼|2楼"
    assert texts(plain, "a.txt") == plain.split("\n")


INLINE = [
    ("**一、****申报条件**", "一、申报条件"),
    ("对**规上**企业", "对规上企业"),
    ("**附件：**1.表", "附件：1.表"),
    ("*强调*内容", "强调内容"),
    (r"1\. 营业执照", "1. 营业执照"),
    (r"电话138\*\*\*\*5678", "电话138****5678"),
    ("电话138****5678", "电话138****5678"),
    ('见[申报系统](https://example.org/a(b) "题")', "见申报系统"),
    ("[](javascript:void\\(0\\))", ""),
    ("前![图](a.png)后", "前后"),
    ("[![](i/a.png)附件：表.docx](/down?f=1)", "附件：表.docx"),
    ("穗府[2019](12)号", "穗府[2019](12)号"),
    ("<https://example.org>", "https://example.org"),
    ("~~旧~~新", "旧新"),
    ("`代码`", "代码"),
    ("甲<br>乙", "甲|乙"),
    ("3*4*5毫米", "3*4*5毫米"),
    ("- 条目", "条目"),
    ("* 条目", "条目"),
    ("> 引文", "引文"),
    ("1. 条目", "1. 条目"),
    ("**202****6****年**", "2026年"),
    ("满分__分", "满分__分"),
    ("___", ""),
    ("---", ""),
    ("<!-- 注 -->正文", "正文"),
]


@pytest.mark.parametrize(("source", "text"), INLINE)
def test_markdown_inline(source: str, text: str) -> None:
    assert "|".join(texts(f"# 标题\n\n{source}\n\n尾")[1:-1]) == text


def test_markdown_structure() -> None:
    source = (
        "# 管理办法\n\n## 第一章 总则\n\n**第一条** 目的。\n\n**申报条件**\n\n"
        "| 级别 | 标准 |\n|:--|--:|\n| 国家级 | 50万元<br>一次性 |\n| 甲\\|乙 | **10** |\n"
    )
    found = document(source).blocks
    assert [(b.text, b.heading, b.bold) for b in found[:4]] == [
        ("管理办法", 0, False),
        ("第一章 总则", 2, False),
        ("第一条 目的。", None, False),
        ("申报条件", None, True),
    ]
    assert found[4].table is not None
    assert [(c.text, c.header) for c in found[4].table.cells] == [
        ("级别", True),
        ("标准", True),
        ("国家级", False),
        ("50万元\n一次性", False),
        ("甲|乙", False),
        ("10", False),
    ]


def test_front_matter() -> None:
    found = document("---\ntitle: 关于申报的通知\ndate: 2024-05-06\nsource: 某市科学技术局\n---\n正文。")
    assert found.metadata == {
        "title": "关于申报的通知",
        "published_on": "2024-05-06",
        "source": "某市科学技术局",
        "publisher": "某市科学技术局",
    }
    assert [b.text for b in found.blocks] == ["关于申报的通知", "正文。"]


CRAWLED = """# 关于征集示范单位的公告

> 来源: 某省某市
> 原文链接: https://example.org/art/1.html
> 抓取时间: 2026/1/5 11:25:11

---

[首页](https://example.org/) [政务公开](https://example.org/zwgk)

$(function(){ $('#a').hide(); });

当前位置： 首页 > 政务公开

发布机构:

某市商务局

发布日期:

2025-12-22

关于征集示范单位的公告

时间：2025-12-22 17:20 来源：某市商务局 浏览次数：

现公开征集示范单位，公告如下：

一、报名时间

附件：[报名表.docx](/down/1)

某市商务局

[打印本页](javascript:window.print\\(\\)) [关闭窗口](javascript:close\\(\\))

上一篇：[另一公告](/2)
"""


def test_a_crawled_page() -> None:
    found = document(CRAWLED)
    assert [b.text for b in found.blocks] == [
        "关于征集示范单位的公告",
        "现公开征集示范单位，公告如下：",
        "一、报名时间",
        "附件：报名表.docx",
        "某市商务局",
    ]
    assert found.metadata["publisher"] == "某市商务局"
    assert found.metadata["published_on"] == "2025-12-22"
    assert found.metadata["url"] == "https://example.org/art/1.html"


def test_blocks_are_paragraphs() -> None:
    assert all(isinstance(b, Block) and b.kind == "paragraph" for b in document(NOTICE, "a.txt").blocks)
