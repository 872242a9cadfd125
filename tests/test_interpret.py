"""Sections read by what they are about: the same entries under many headings, lead-ins, tails, documents of kinds."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from tiaokuan.pipeline.run import structure, structure_text
from tiaokuan.tests.extract_briefs import KINDS, json_brief


@lru_cache(maxsize=256)
def structured(text: str) -> dict[str, Any]:
    return structure_text(text).model_dump(mode="json")


def facts(text: str, kind: str) -> list[str]:
    """All facts of a kind, those of items first."""
    document = structured(text)
    groups = [*document["items"], document["common"]]
    return [json_brief(kind, fact) for group in groups for fact in group[kind]]


def guideline(*sections: tuple[str, str], title: str = "临溪市风筝文化项目申报指南") -> str:
    """A guideline about one project with the sections given as (heading, body)."""
    marks = "一二三四五六七八九"
    lines = [title]
    for mark, (heading, body) in zip(marks, sections, strict=False):
        lines += [f"{mark}、{heading}", body]
    return "\n".join(lines)


REST = (("申报材料", "（一）项目申报书；\n（二）信用承诺书。"), ("申报时间", "2026年3月1日至2026年3月20日。"))


@pytest.mark.parametrize("heading", ["申报主体", "申报对象", "支持对象", "扶持对象", "服务对象", "谁能申报", "适用对象"])
def test_applicants_under_many_headings(heading: str) -> None:
    text = guideline((heading, "市内文化企业、行业协会。"), *REST)
    found = facts(text, "applicants")
    assert [line.split()[0] for line in found] == ["文化企业", "行业协会"]


@pytest.mark.parametrize("heading", ["申报条件", "申请条件", "基本条件", "准入条件", "资格条件", "支持条件"])
def test_conditions_under_many_headings(heading: str) -> None:
    body = "（一）注册满2年；\n（二）未被列入失信名单；\n（三）从业人员10人以上。"
    text = guideline((heading, body), *REST)
    assert facts(text, "conditions") == ["require [2,)年", "exclude", "require [10,)人"]


@pytest.mark.parametrize("heading", ["申报材料", "申请材料", "材料清单", "办理材料", "所需材料", "需要提交的材料"])
def test_materials_under_many_headings(heading: str) -> None:
    body = "（一）申请表（附件1）；\n（二）营业执照复印件；\n（三）近两年审计报告。"
    text = guideline(("申报主体", "文化企业。"), (heading, body))
    assert facts(text, "materials") == ["申请表 附件1", "营业执照复印件 copy", "近两年审计报告 P2Y"]


@pytest.mark.parametrize("heading", ["绩效目标", "考核指标", "项目绩效目标"])
def test_targets_under_many_headings(heading: str) -> None:
    text = guideline(("申报主体", "文化企业。"), (heading, "1.办展6场以上。\n2.满意度不低于90%。"), *REST)
    assert facts(text, "targets") == ["[6,)场", "[0.9,)"]


@pytest.mark.parametrize("heading", ["支持标准", "补助标准", "资金支持", "支持方式", "资助额度", "经费"])
def test_amounts_under_many_headings(heading: str) -> None:
    text = guideline(("申报主体", "文化企业。"), (heading, "每个项目补助6万元。"), *REST)
    assert facts(text, "amounts") == ["subsidy fixed 60000 /个"]


@pytest.mark.parametrize("heading", ["申报时间", "申报期限", "受理时间", "申请时间", "报名时间"])
def test_windows_under_many_headings(heading: str) -> None:
    text = guideline(("申报主体", "文化企业。"), (heading, "2026年3月1日至3月20日。"), ("申报材料", "申请表。"))
    assert facts(text, "periods") == ["application 2026-03-01..2026-03-20"]


@pytest.mark.parametrize("heading", ["实施周期", "建设期限", "实施期限", "项目周期"])
def test_implementation_under_many_headings(heading: str) -> None:
    text = guideline(("申报主体", "文化企业。"), (heading, "18个月。"), *REST)
    assert facts(text, "periods")[0] == "implementation P18M exact"


def test_a_lead_in_makes_its_list_conditions() -> None:
    text = "临溪市糖业扶持办法\n第一条 为扶持糖业，制定本办法。\n第二条 申请补助的糖厂应当具备下列条件：\n" \
        "（一）日榨量200吨以上；\n（二）无环保违法记录。"  # fmt: skip
    assert facts(text, "conditions") == ["require [200,)吨", "exclude"]


def test_a_lead_in_that_bars_makes_its_list_bars() -> None:
    text = guideline(("申报主体", "文化企业。"), ("申报要求", "有下列情形之一的，不得申报：\n（一）欠缴税款的；\n（二）近两年受到处罚的。"))
    assert facts(text, "conditions") == ["exclude", "exclude"]


def test_a_lead_in_makes_its_list_materials() -> None:
    text = "临溪市糖业扶持办法\n第一条 为扶持糖业，制定本办法。\n第二条 申请单位应当提交以下材料：\n（一）申请表；\n（二）榨季产量证明。"
    assert facts(text, "materials") == ["申请表", "榨季产量证明"]


def test_a_note_under_the_list_seals_all() -> None:
    body = "（一）申请表；\n（二）审计报告。\n以上材料均需加盖公章。"
    text = guideline(("申报主体", "文化企业。"), ("申报材料", body))
    assert facts(text, "materials") == ["申请表 sealed", "审计报告 sealed"]


def test_the_class_over_a_list_of_materials_is_its_condition() -> None:
    body = "（一）共同材料\n1.申请表。\n（二）外资企业提供：\n1.批准证书；\n2.护照复印件。"
    text = guideline(("申报主体", "文化企业。"), ("申报材料", body))
    assert facts(text, "materials")[1:] == ["批准证书 if=外资企业", "护照复印件 copy if=外资企业"]


def test_a_description_beside_targets_has_none() -> None:
    text = guideline(
        ("申报主体", "文化企业。"), ("项目任务", "选取3个镇开展巡演。"), ("绩效目标", "1.演出不少于12场。"), *REST
    )
    assert facts(text, "targets") == ["[12,)场"]


def test_tasks_without_targets_beside_them_are_targets() -> None:
    text = guideline(("申报主体", "文化企业。"), ("工作任务", "1.配备专职人员3人以上。\n2.演出不少于12场。"), *REST)
    assert facts(text, "targets") == ["[3,)人", "[12,)场"]


def test_a_ceiling_in_a_condition_list_is_a_cap_and_no_condition() -> None:
    text = guideline(("申报主体", "文化企业。"), ("申报要求", "（一）注册满2年；\n（二）每家单位限报2项。"), *REST)
    assert facts(text, "caps") == ["count 2 项 scope=每家单位"]
    assert facts(text, "conditions") == ["require [2,)年"]


def test_purposes_and_contacts_give_no_facts() -> None:
    text = guideline(("目的依据", "为发展风筝文化，根据上级部署制定。"), ("申报主体", "文化企业。"), ("联系方式", "0999-6123456。"))
    assert [kind for kind in KINDS if kind != "applicants" and facts(text, kind)] == []


def test_aims_of_a_plan_are_targets() -> None:
    text = "临溪市风筝产业行动方案\n一、工作目标\n到2027年，产值突破5亿元，带动就业2000人以上。\n二、保障措施\n各部门加强协同。"
    assert facts(text, "targets") == ["(500000000,)元", "[2000,)人"]


def test_a_threshold_in_a_one_project_document_is_a_condition() -> None:
    text = guideline(("申报主体", "文化企业。"), ("项目要求", "投资额不低于200万元。"), *REST)
    assert facts(text, "conditions") == ["require [2000000,)元"]


def test_validity_is_read_wherever_it_stands() -> None:
    text = "临溪市糖业扶持办法\n第一条 对新建糖厂奖励20万元。\n第二条 本办法自2026年2月1日起施行，有效期5年。"
    assert facts(text, "periods") == ["validity P5Y exact 2026-02-01.."]


def test_a_table_of_standards_in_markdown() -> None:
    text = "# 临溪市农机补助标准\n\n| 机具 | 补助标准（元/台） |\n| --- | --- |\n| 收割机 | 3000 |\n| 插秧机 | 1500 |\n"
    document = structure(text.encode(), "a.md").model_dump(mode="json")
    found = [json_brief("amounts", f) for g in [*document["items"], document["common"]] for f in g["amounts"]]
    assert found == ["subsidy fixed 3000 /台 label=收割机", "subsidy fixed 1500 /台 label=插秧机"]
