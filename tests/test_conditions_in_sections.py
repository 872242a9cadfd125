"""Conditions of whole documents: what headings say of their lists, works, classes, calls and what stands in passing."""

from __future__ import annotations

from tiaokuan.pipeline.run import structure_text
from tiaokuan.tests.extract_briefs import json_brief


def facts(text: str, kind: str = "conditions") -> list[str]:
    """All facts of a kind, those of items first."""
    document = structure_text(text).model_dump(mode="json")
    groups = [*document["items"], document["common"]]
    return [json_brief(kind, fact) for group in groups for fact in group[kind]]


def texts(text: str) -> list[str]:
    document = structure_text(text).model_dump(mode="json")
    return [c["text"] for group in [*document["items"], document["common"]] for c in group["conditions"]]


TAIL = "四、申报材料\n（一）项目申报书；\n（二）信用承诺书。\n"


def test_headings_give_the_polarity_of_their_lists() -> None:
    text = (
        "临溪市风筝项目申报指南\n一、申报主体\n文化企业。\n二、申报条件\n注册满2年。\n三、项目要求\n（一）优先扶持领域\n1.夜光风筝。\n"
        "2.巨型风筝。\n（二）不予扶持项目\n1.塑料风筝类项目，包括飘带、线轴。\n" + TAIL
    )
    assert facts(text) == ["require [2,)年", "prefer", "prefer", "exclude"]


def test_the_heading_over_a_text_gives_its_polarity() -> None:
    text = (
        "临溪市风筝项目申报指南\n一、申报条件\n注册满2年。\n二、负面清单\n污染空域的项目。\n三、申报主体\n文化企业。\n"
        + TAIL
    )
    assert facts(text) == ["require [2,)年", "exclude"]


def test_classes_and_groups_are_no_conditions() -> None:
    text = (
        "临溪市风筝大赛申报指南\n一、申报条件\n（一）参赛人员\n1.年满16周岁。\n（二）参赛组别\n本届大赛分设成年组、少年组。\n1.软翅类（RC）；\n"
        "2.硬翅类（YC）。\n二、申报主体\n个人。\n" + TAIL
    )
    assert facts(text) == ["require [16,)周岁"]


def test_what_a_work_must_be_like_stands_among_the_materials() -> None:
    text = (
        "临溪市风筝大赛申报指南\n一、申报主体\n个人。\n二、申报条件\n年满16周岁。\n三、申报材料\n（一）申报表；\n"
        "（二）放飞视频。视频须为横屏，时长不超过3分钟。\n"
    )
    assert facts(text) == ["require [16,)周岁", "require (,3]分钟"]


def test_a_call_demands_all_through() -> None:
    text = (
        "关于征集年度风筝图样的启事\n一、征集内容\n民间风筝图样。\n二、有关要求\n1.作品须为原创，篇幅控制在4幅以内。\n"
        "2.每位作者限报3幅。\n三、报送方式\n寄至市文化馆。"
    )
    assert texts(text) == ["作品须为原创，篇幅控制在4幅以内"]
    assert facts(text, "caps") == ["count 3 幅 scope=每位作者"]


def test_the_paragraphs_of_an_entry_are_read_apart() -> None:
    text = (
        "临溪市风筝项目申报指南\n一、申报主体\n文化企业。\n二、申报条件\n（一）注册满2年。\n在职职工不少于6人。\n"
        "各企业可登录市文旅局网站查询注册信息。\n（二）无欠税记录。\n" + TAIL.replace("四", "三")
    )
    assert facts(text) == ["require [2,)年", "require [6,)人", "exclude"]


def test_a_section_on_applying_says_who_may_not() -> None:
    text = (
        "临溪市风筝项目申报指南\n一、申报主体\n文化企业。\n二、申报条件\n注册满2年。\n三、申报时间\n2026年3月1日至3月20日。不接受个人申报。\n"
        + TAIL
    )
    assert facts(text) == ["require [2,)年", "exclude"]


def test_what_applicants_must_be_is_a_condition_as_well() -> None:
    text = (
        "临溪市风筝项目申报指南\n一、申报主体\n申报单位须为本市文化企业。\n二、申报时间\n2026年3月1日至3月20日。\n"
        + TAIL
    )
    assert texts(text) == ["申报单位须为本市文化企业"]


def test_another_figure_of_a_gate_has_its_words() -> None:
    text = (
        "临溪市风筝项目申报指南\n一、申报主体\n文化企业。\n二、奖励标准\n（一）企业举办风筝节，每日观众不少于600人、全年不少于5天的，每次奖励2万元。\n"
        "三、申报时间\n2026年3月1日至3月20日。\n" + TAIL
    )
    found = texts(text)
    assert len(set(found)) == 1
