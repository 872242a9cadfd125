"""Headings and what they say their sections are about."""

from __future__ import annotations

import pytest

from tiaokuan.errors import GazetteerError
from tiaokuan.gazetteer import topics as module
from tiaokuan.gazetteer.heading_frames import frame_examples
from tiaokuan.gazetteer.topics import heading_topic, heading_topics, topics


@pytest.mark.parametrize(
    ("heading", "topic", "why"),
    [
        ("申报主体", "applicants", "plain"),
        ("支持对象", "applicants", "who is supported"),
        ("谁能申报", "applicants", "a question"),
        ("适用范围", "applicants", "scope"),
        ("申报主体要求", "applicants", "a closing word"),
        ("申报条件", "conditions", "plain"),
        ("申请条件（含技术指标）", "conditions", "brackets do not count"),
        ("申报材料", "materials", "plain"),
        ("办理材料", "materials", "as cards print it"),
        ("申报材料清单", "materials", "a closing word"),
        ("绩效目标", "targets", "what a project must reach"),
        ("考核指标", "targets", "what it is judged by"),
        ("工作目标", "goals", "aims of a plan"),
        ("主要目标", "goals", "aims of a plan"),
        ("项目任务", "tasks", "what is to be done"),
        ("重点任务", "tasks", "what is to be done"),
        ("实施周期", "implementation", "how long"),
        ("实施期限", "implementation", "how long"),
        ("申报时间", "application", "when to apply"),
        ("受理时间", "application", "when it is accepted"),
        ("补贴标准", "amounts", "what is paid"),
        ("支持方式", "amounts", "what is paid"),
        ("资金支持", "amounts", "what is paid"),
        ("经费", "amounts", "the shortest heading for it"),
        ("申报程序", "procedure", "how it goes"),
        ("联系方式", "contacts", "whom to ask"),
        ("保障措施", "safeguards", "what the authority does"),
        ("组织实施", "safeguards", "what the authority does"),
        ("监督管理", "duties", "what is watched"),
        ("附则", "supplementary", "the end"),
        ("科普基地建设项目", None, "a programme's name"),
        ("支持精品民宿创建", None, "a programme's name that begins with 支持"),
        ("加快培育现代渔业", None, "a programme's name"),
        ("", None, "nothing"),
        ("（一）", None, "a marker alone"),
        ("申报单位应具备的条件", "conditions", "the head noun decides"),
        ("享受优惠政策的条件", "conditions", "the head noun decides, not the words before it"),
        ("申报项目须提交的材料", "materials", "the head noun decides"),
        ("支持对象和条件", "applicants", "one reader reads both"),
        ("补贴对象、标准和期限", "mixed", "several facets"),
        ("申请条件和程序", "mixed", "several facets"),
        ("申报时间及方式", "application", "a facet beside a rule"),
        ("收费依据及标准", "stock", "the conjuncts share their modifier"),
        ("补贴经办和服务保障", "procedure", "services beside another conjunct say nothing"),
        ("拨付资金", "procedure", "a step"),
        ("资金申请与拨付", "procedure", "acts of the authority"),
        ("准入与退出", "procedure", "acts of the authority"),
        ("考核与奖惩", "duties", "what is watched"),
        ("申报单位职责", "duties", "duties of those who take part"),
        ("服务保障", None, "a measure of its own"),
        ("知识产权管理", None, "a matter, not a frame"),
        ("人才购房补贴", None, "a programme's name"),
        ("参与条件", "conditions", "与 is no conjunction here"),
    ],
)
def test_topic(heading: str, topic: str | None, why: str) -> None:
    assert heading_topic(heading) == topic, why


@pytest.mark.parametrize(("heading", "topic"), frame_examples())
def test_examples_of_frames(heading: str, topic: str) -> None:
    assert heading_topic(heading) == topic


@pytest.mark.parametrize("name", sorted(topics()))
def test_every_example_of_a_topic_is_of_it(name: str) -> None:
    for example in topics()[name].examples:
        assert name in heading_topics(example), example


@pytest.mark.parametrize("name", sorted(topics()))
def test_every_strong_term_alone_weighs_one(name: str) -> None:
    for term in topics()[name].strong:
        assert heading_topics(term).get(name, 0) == 1, term


def test_weights_are_shares() -> None:
    for heading in ("申报主体和条件", "项目申报材料要求", "关于联系方式的说明", "奖励标准及支持方式"):
        assert all(0 < weight <= 1 for weight in heading_topics(heading).values())


def test_spaces_and_punctuation_do_not_count() -> None:
    assert heading_topic(" 申 报 条 件 ：") == heading_topic("申报条件") == "conditions"


def test_a_bad_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    topics.cache_clear()
    monkeypatch.setattr(module, "read_json", lambda _: {"x": {"what": "", "strong": [], "weak": [], "examples": []}})
    with pytest.raises(GazetteerError, match="x"):
        topics()
    topics.cache_clear()
