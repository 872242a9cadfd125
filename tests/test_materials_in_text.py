"""Materials that running text asks for, and what notes elsewhere say of those of a list."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.materials import find_materials, whole_note
from tiaokuan.pipeline.run import structure_text
from tiaokuan.tests.extract_briefs import briefs, context, json_brief, load

GUIDELINE = (
    "临溪市陶艺工坊扶持项目申报通知\n一、申报条件\n在本市登记满一年的陶艺工坊。\n二、申报材料\n"
    "（一）陶艺工坊扶持项目申请表；\n（二）诚信承诺书；\n（三）营业执照复印件。\n{after}三、申报程序\n{how}\n{listed}"
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:30]) for case in load("materials_in_text")])
def test_materials_of_running_text(case: dict[str, Any]) -> None:
    text = case["text"]
    assert briefs(find_materials(context(text), 0, len(text)), "materials") == case["expect"], case["why"]


def facts(kind: str, **parts: str) -> list[str]:
    """The facts of a kind in a guideline with a list of three materials."""
    text = GUIDELINE.format(**{"after": "", "how": "由各镇统一报送。", "listed": ""} | parts)
    document = structure_text(text).model_dump(mode="json")
    return [json_brief(kind, fact) for group in (*document["items"], document["common"]) for fact in group[kind]]


def test_a_note_on_the_full_set_holds_for_every_material() -> None:
    found = facts("materials", how="全套材料一式三份，加盖单位公章后报送。")
    assert found == ["陶艺工坊扶持项目申请表 3份 sealed", "诚信承诺书 3份 sealed", "营业执照复印件 copy 3份 sealed"]


def test_a_material_is_tied_to_the_attachment_of_its_name() -> None:
    found = facts("materials", listed="附件：1.临溪市陶艺工坊扶持项目申请表\n2.诚信承诺书\n")
    assert found == ["陶艺工坊扶持项目申请表 附件1", "诚信承诺书 附件2", "营业执照复印件 copy"]


def test_a_deadline_behind_the_list_is_kept() -> None:
    assert facts("periods", after="截止日期：2026年5月20日，逾期不予受理。\n") == ["application ..2026-05-20"]


def test_a_note_on_single_papers_is_none_on_the_full_set() -> None:
    assert whole_note("申请表一式两份。") == ""


def named(*lines: str) -> list[str]:
    """The materials of a document of these lines."""
    document = structure_text("\n".join(lines)).model_dump(mode="json")
    return [
        json_brief("materials", fact)
        for group in (*document["items"], document["common"])
        for fact in group["materials"]
    ]


RULES = (
    "临溪市陶艺工坊补贴办法",
    "第一条 申请工坊认定的，应当提交下列材料：",
    "（一）《工坊认定申请表》；",
    "（二）工坊管理制度。",
    "申请单位应当在上述材料上加盖公章。",
    "第二条 本办法自2026年1月1日起施行。",
)
ANNEX = (
    "附件",
    "临溪市陶艺工坊申请程序",
    "一、申请资料",
    "（一）工坊认定。",
    "申请工坊认定提交材料：",
    "1.《工坊认定申请表》；",
    "2.工坊管理制度。",
    "（二）带徒补贴。",
    "申请带徒补贴提交材料：",
    "1.《带徒补贴申请表》；",
    "2.带徒协议。",
)


def test_lists_side_by_side_are_each_for_one_class_and_a_list_printed_twice_counts_once() -> None:
    assert named(*RULES, *ANNEX) == [
        "《工坊认定申请表》 sealed", "工坊管理制度 sealed",
        "《带徒补贴申请表》 if=申请带徒补贴", "带徒协议 if=申请带徒补贴",
    ]  # fmt: skip


def test_a_note_as_the_last_entry_holds_for_the_list() -> None:
    found = named(
        "关于申报陶艺工坊项目的通知", "一、申报条件", "在本市登记的工坊。", "二、申报材料", "（一）申报书；",
        "（二）近两年财务报表；", "（三）上述材料需加盖单位公章，装订成册，一式三份。",
    )  # fmt: skip
    assert found == ["申报书 3份 sealed", "近两年财务报表 3份 sealed P2Y"]


def test_a_paragraph_behind_the_list_asks_some_for_more() -> None:
    found = named(
        "临溪市工坊扶持细则", "第一条 申请人应当向街道提出申请，并提交下列材料：", "（一）申请表；", "（二）身份证复印件。",
        "委托他人办理的，还应当提交委托书。", "第二条 本细则自2026年1月1日起施行。",
    )  # fmt: skip
    assert found == ["申请表", "身份证复印件 copy", "委托书 if=委托他人办理的"]


def test_a_form_is_named_where_the_time_to_apply_is() -> None:
    found = named(
        "关于受理工坊补贴的通知", "一、申报条件", "在本市登记的工坊。", "二、申报时间",
        "（一）两人以上共有的工坊：先填写《工坊申报委托书》，再登录系统填报。时间如下：", "系统填报：2026年8月7日至9月8日",
        "（二）其他工坊：直接登录系统填报。时间如下：", "系统填报：2026年8月7日至9月8日",
    )  # fmt: skip
    assert found == ["《工坊申报委托书》 if=两人以上共有的工坊"]


def test_a_step_of_the_procedure_that_ends_in_a_list_of_papers() -> None:
    found = named(
        "临溪市工坊补贴通知", "一、补贴对象", "在本市登记的工坊。", "二、补贴程序",
        "（一）申请。工坊应于每季度首月10日前，向所在镇申请，并提供下列材料：", "1.工坊补贴申请表（系统打印，加盖公章）；", "2.学徒花名册。",
        "（二）审核。所在镇在5个工作日内完成审核。",
    )  # fmt: skip
    assert found == ["工坊补贴申请表 sealed", "学徒花名册"]
