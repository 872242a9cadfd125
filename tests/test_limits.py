"""Ceilings on how much one may apply for, entries that demand nothing, and papers among the demands of an entry."""

from __future__ import annotations

import pytest

from tiaokuan.extractors.hand_ins import without_hand_ins
from tiaokuan.extractors.inert import demands_nothing, only_told
from tiaokuan.extractors.lead_ins import bars_list, heads_bars, heads_preferred, lists_no_demand
from tiaokuan.extractors.limits import applying_limits
from tiaokuan.tests.extract_briefs import context


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每个渔区可遴选推荐12艘渔船，各乡镇可推荐8件渔歌作品。", [("每个渔区", 12, "艘"), ("各乡镇", 8, "件")]),
        ("每位船长限报2项。", [("每位船长", 2, "项")]),
        ("每位编剧的申报剧目和参与剧目总数不得超过3个。", [("每位编剧", 3, "个")]),
        ("各县（市、区）限报4家。", [("各县（市、区）", 4, "家")]),
        ("同一申请人同年度最多可申报2个项目。", [("同一申请人", 2, "个")]),
        ("推荐总数不超过9个。", [(None, 9, "个")]),
        ("船队成员不超过6人。", []),
        ("每个船队限6人。", []),
        ("渔歌歌词不超过40个字，申报人年龄不超过60岁。", []),
        ("每家渔企申报年限不超过3年。", []),
    ],
)
def test_ceilings_on_applying(text: str, expected: list[tuple[str | None, float, str]]) -> None:
    found = applying_limits(context(text), 0, len(text))
    assert [(cap.scope, cap.value, cap.unit) for cap in found] == expected


def test_known_figures_are_left_alone() -> None:
    text = "每位船长限报2项。"
    assert applying_limits(context(text), 0, len(text), {0}) == []


@pytest.mark.parametrize(
    ("title", "bars", "prefers"),
    [
        ("（四）不适用产品", True, False),
        ("负面清单", True, False),
        ("三、不予补助的情形", True, False),
        ("限制申报事项", True, False),
        ("（三）否决条件", True, False),
        ("限制开发区域", False, False),
        ("隐患排除专项活动", False, False),
        ("（三）优先扶持领域", False, True),
        ("加分条件", False, True),
        ("同等条件下优先考虑的情形", False, True),
        ("优先发展以下渔业项目", False, False),
        ("优先保障用地", False, False),
        ("优化渔港布局", False, False),
        ("申报条件", False, False),
    ],
)
def test_headings_that_tell_the_polarity(title: str, bars: bool, prefers: bool) -> None:
    assert (heads_bars(title), heads_preferred(title)) == (bars, prefers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渔歌类（YG）", True),
        ("成年组", True),
        ("金奖6分、银奖4分，计入各渔区总分", True),
        ("本届比赛分设小船组、大船组和机动组", True),
        ("小船组为船长不超过8米的渔船", False),
        ("符合渔业规划的项目类别", False),
        ("考核得分达到80分以上", False),
        ("应当分设渔获仓和冰仓", False),
    ],
)
def test_entries_that_demand_nothing(text: str, expected: bool) -> None:
    assert demands_nothing(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各渔企可登录县渔政网查询在册渔船情况", True),
        ("如上级政策调整，以新规定为准", False),
        ("办理程序按《渔船补贴办理规程》执行", True),
        ("名额有限，报满为止", True),
        ("渔企应当配合查询，不得隐瞒", False),
        ("渔船须按规定检验", False),
    ],
)
def test_sentences_that_only_tell(text: str, expected: bool) -> None:
    assert only_told(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未登记的渔船，须提交检验计划；附上照片；第一船东须为本地居民", ["第一船东须为本地居民"]),
        ("船东须为本地居民；船龄不超过10年", ["船东须为本地居民；船龄不超过10年"]),
        ("船东须提交结业证书方可上船；船龄不超过10年", ["船东须提交结业证书方可上船；船龄不超过10年"]),
        ("船东须提交照片", ["船东须提交照片"]),
    ],
)
def test_papers_among_demands(text: str, expected: list[str]) -> None:
    parts = without_hand_ins(text, 0, len(text)) or [(0, len(text))]
    assert [text[start:end] for start, end in parts] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("补贴对象不包括以下渔船：", True),
        ("严禁下列行为：", True),
        ("下列渔企除外：", True),
        ("不予奖补的渔船：", True),
        ("但以下两种情况除外：", False),
        ("有下列情形之一的，可不受船龄限制：", False),
        ("有下列情形之一的，视同连续出海：", False),
        ("有下列情形之一的船员，同等条件下优先安排：", False),
    ],
)
def test_lead_ins_that_bar(words: str, expected: bool) -> None:
    assert bars_list(words) is expected


@pytest.mark.parametrize("words", ["有下列情形之一的，评审专家应当回避：", "具有以下情形的，酌情扣分："])
def test_lead_ins_about_judging(words: str) -> None:
    assert lists_no_demand(words)
