"""The parts that the extractors share: clauses, series, 分别, look-backs, tables of standards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaokuan.extractors.clauses import clauses, segments, sentences, split, strip_brackets
from tiaokuan.extractors.findings import AmountFinding
from tiaokuan.extractors.grant_tables import CellText, RowText, read_grant_table
from tiaokuan.extractors.materials import seal_note
from tiaokuan.extractors.polarity import polarity_of
from tiaokuan.extractors.series import find_series
from tiaokuan.extractors.shares import labels_for
from tiaokuan.extractors.words import grant_kind
from tiaokuan.tests.extract_briefs import briefs, context


@pytest.mark.parametrize(
    ("text", "expect", "why"),
    [
        ("甲。乙！丙", ["甲", "乙", "丙"], "full stops and the like"),
        ("甲（一。二）乙。丙", ["甲（一。二）乙", "丙"], "never inside brackets"),
        ("“甲。乙”丙。", ["“甲。乙”丙"], "never inside quotes"),
        ("《甲。乙》丙", ["《甲。乙》丙"], "never inside a title"),
        ("甲\n乙", ["甲", "乙"], "a line feed ends a sentence"),
        ("  甲 。 ", ["甲"], "white space is trimmed"),
        ("", [], "nothing"),
    ],
)
def test_sentences(text: str, expect: list[str], why: str) -> None:
    assert [p.of(text) for p in sentences(text, 0, len(text))] == expect, why


@pytest.mark.parametrize(
    ("text", "expect", "why"),
    [
        ("甲，乙：丙", ["甲", "乙", "丙"], "commas and colons"),
        ("按1：3配套，乙", ["按1：3配套", "乙"], "the colon of a ratio does not cut"),
        ("至17:00，乙", ["至17:00", "乙"], "nor does that of an hour"),
        ("甲（乙，丙），丁", ["甲（乙，丙）", "丁"], "brackets hold together"),
    ],
)
def test_clauses(text: str, expect: list[str], why: str) -> None:
    assert [p.of(text) for p in clauses(text, 0, len(text))] == expect, why


def test_segments_are_cut_at_semicolons() -> None:
    text = "甲，乙；丙;丁"
    assert [p.of(text) for p in segments(text, 0, len(text))] == ["甲，乙", "丙", "丁"]


def test_brackets_and_what_they_hold() -> None:
    assert strip_brackets("企业（含外资）、机构(不含分支)") == ("企业、机构", ["含外资", "不含分支"])
    assert strip_brackets("甲（乙（丙）丁）戊") == ("甲戊", ["乙（丙）丁"])


@given(st.text(alphabet="甲乙（）()《》“”，。；：、1:\n ", max_size=80), st.sampled_from(["，,", "。\n", "；;", "，,：:"]))
def test_pieces_are_ordered_and_inside(text: str, marks: str) -> None:
    last = 0
    for piece in split(text, 0, len(text), marks):
        assert last <= piece.start < piece.end <= len(text)
        assert piece.of(text) == piece.of(text).strip()
        last = piece.end


@pytest.mark.parametrize(
    ("text", "sizes", "why"),
    [
        ("20万元、15万元、10万元", [3], "side by side"),
        ("20万元、15万元和10万元", [3], "和 joins"),
        ("8万元，次年5万元", [1, 1], "a comma does not"),
        ("30%、20%", [2], "rates"),
        ("3年、5万元", [1, 1], "of one kind only"),
        ("5件、3家", [1, 1], "of one unit only"),
        ("奖励", [], "no figure"),
    ],
)
def test_series(text: str, sizes: list[int], why: str) -> None:
    found = find_series(context(text), 0, len(text))
    assert [len(one) for one in found] == sizes, why
    assert all(one.start < one.end for one in found)


@pytest.mark.parametrize(
    ("text", "count", "expect", "why"),
    [
        ("获得金奖、银奖、铜奖的", 3, ["金奖", "银奖", "铜奖"], "the verb stays out"),
        ("获评国家级、省级绿道", 2, ["国家级", "省级绿道"], "as printed"),
        ("发布国际标准和国家标准的", 2, ["国际标准", "国家标准"], "和 cut where that gives the number"),
        ("对省级、市级“美丽菜园”", 2, ["省级", "市级“美丽菜园”"], "a quoted name"),
        ("获评示范点的", 2, None, "no list of that length"),
    ],
)
def test_labels_of_a_list_that_is_paid_out(text: str, count: int, expect: list[str] | None, why: str) -> None:
    assert labels_for(text, count) == expect, why


@pytest.mark.parametrize(
    ("text", "expect", "why"),
    [
        ("在本市注册", "require", "a demand"),
        ("未被列入失信名单", "exclude", "an absence"),
        ("没有环保违法行为", "exclude", "an absence"),
        ("不存在欠薪情形", "exclude", "an absence"),
        ("弄虚作假的，不予支持", "exclude", "a bar"),
        ("依法经营，无不良记录", "require", "mixed"),
        ("同等条件下优先支持", "prefer", "preference"),
        ("无人机培训机构", "require", "无人机 is no absence"),
        ("具有非遗传承资格", "require", "非遗 is no absence"),
        ("未成年人保护机构", "require", "未成年人 is no absence"),
        ("未就业渔家子弟学生", "require", "whom want entitles"),
        ("无固定收入的渔民家庭", "require", "whom want entitles"),
        ("渔船未获得过同类补贴", "exclude", "an absence behind its subject"),
        ("无偿提供泊位", "require", "无偿 is no absence"),
        ("近一年没有发生碰撞事故且救生设备正常运行", "require", "a demand behind an absence"),
        ("船籍清晰，无抵押", "require", "a demand before an absence"),
        ("缺勤三次以上的，解除协议，停发补贴", "exclude", "what ends a benefit"),
        ("入围船长须到场领奖，未到者视为弃权", "require", "a demand with what comes of its breach"),
        ("非公渔企", "require", "非公 is no absence"),
        ("远洋渔船不在限报范围内，不占推荐名额", "require", "what is let off a limit"),
    ],
)
def test_polarity(text: str, expect: str, why: str) -> None:
    assert polarity_of(text) == expect, why


@pytest.mark.parametrize(
    ("words", "kind"),
    [("奖励", "award"), ("奖金", "award"), ("补助", "subsidy"), ("贴息", "subsidy"), ("补偿", "compensation"),
     ("扶持资金", "funding"), ("经费", "funding"), ("工作", None)],
)  # fmt: skip
def test_kind_of_a_grant(words: str, kind: str | None) -> None:
    assert grant_kind(words) == kind


@pytest.mark.parametrize(
    ("text", "seals"),
    [("以上材料均需加盖公章", True), ("复印件需盖章", True), ("材料装订成册", False), ("所有材料一式两份", False)],
)
def test_seal_note(text: str, seals: bool) -> None:
    assert seal_note(text) is seals


def rows(heads: list[tuple[str, ...]], *lines: list[str]) -> tuple[str, list[RowText]]:
    """A text of tab-separated rows and the table that it is; ``heads`` are the column heads."""
    text, made = "", []
    for line in lines:
        begin, cells = len(text), []
        for head, cell in zip(heads, line, strict=True):
            cells.append(CellText(len(text), len(text) + len(cell), head))
            text += cell + "\t"
        text += "\n"
        made.append(RowText(begin, len(text) - 2, tuple(cells)))
    return text, made


@pytest.mark.parametrize(
    ("heads", "lines", "expect", "why"),
    [
        ([("机具",), ("补助标准（万元）",)], [["收割机", "3"], ["插秧机", "1.5"]],
         ["subsidy fixed 30000 label=收割机", "subsidy fixed 15000 label=插秧机"], "the unit stands in the head"),
        ([("机具",), ("奖励金额",)], [["收割机", "3万元"]], ["award fixed 30000 label=收割机"], "the unit in the cell"),
        ([("机具",), ("补助标准（元/台）",)], [["收割机", "3000"]], ["subsidy fixed 3000 /台 label=收割机"], "per"),
        ([("年产量（吨）",), ("奖励标准（万元）",)], [["100以上", "2"], ["500以上", "5"]],
         ["award fixed 20000 tier=[100,)吨", "award fixed 50000 tier=[500,)吨"], "a numeric row head is a tier"),
        ([("类别",), ("补贴比例",)], [["设备", "30%"]], ["subsidy rate 0.3 label=设备"], "a column of rates"),
        ([("序号",), ("类别",), ("资助金额（元）",)], [["1", "论文", "500"]],
         ["subsidy fixed 500 label=论文"], "序号 is no label"),
        ([("名称",), ("数量（个）",)], [["收割机", "3"]], [], "no column's head names a grant"),
    ],
)  # fmt: skip
def test_table_of_standards(heads: list[tuple[str, ...]], lines: list[list[str]], expect: list[str], why: str) -> None:
    text, table = rows(heads, *lines)
    found = read_grant_table(context(text), table, "")
    assert briefs(found, "amounts") == expect, why
    assert all(0 <= f.start < f.end <= len(text) for f in found)


def test_a_column_of_ceilings_gives_caps() -> None:
    text, table = rows([("机具",), ("补助标准（元/台）",), ("最高补助金额（万元）",)], ["收割机", "3000", "5"])
    found = read_grant_table(context(text), table, "")
    assert briefs(found, "caps") == ["money 50000 scope=收割机"]
    assert len([f for f in found if isinstance(f, AmountFinding)]) == 1
