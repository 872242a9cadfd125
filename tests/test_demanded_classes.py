"""Who may apply by what is demanded, who is backed, and how those named may apply together: whole documents, invented."""

from __future__ import annotations

from tiaokuan.pipeline.run import structure_text


def classes(*lines: str) -> list[tuple[str, str, str | None]]:
    """Label, role and joint of all who are named, those of items first."""
    document = structure_text("\n".join(lines))
    return [(a.label, a.role, a.joint) for item in [*document.items, document.common] for a in item.applicants]


def test_an_entry_that_ends_in_a_class_says_who_may_apply() -> None:
    found = classes(
        "澜江市船舶工程中心认定办法",
        "第一条 申请认定工程中心的依托单位应当具备下列条件：",
        "（一）在本市注册满2年、具有独立法人资格的船厂或科研院所；",
        "（二）专职研发人员不少于10人；",
        "（三）具有从事船舶设计的专业人员。",
        "第二条 对认定的工程中心，给予20万元经费资助。",
    )
    assert [f for f in found if f[1] == "applicant"] == [("船厂", "applicant", None), ("科研院所", "applicant", None)]


def test_units_that_must_be_classes_apply_beside_those_of_one_project() -> None:
    found = classes(
        "关于组织申报2027年度澜江市航运科技项目的通知",
        "一、支持方向",
        "（一）智能航标研制",
        "1. 申报主体。本方向须由海工装备企业牵头，联合高等院校共同申报。",
        "2. 支持强度。每项不超过30万元。",
        "（二）绿色船舶设计",
        "1. 支持强度。每项不超过20万元。",
        "二、申报条件",
        "（一）申报单位应为在本市注册一年以上的船厂、航海院校或科研院所，具备必需的设备。",
        "（二）近三年无失信行为。",
    )
    assert ("海工装备企业", "lead", "required") in found
    assert {("船厂", "applicant", None), ("科研院所", "applicant", None)} <= set(found)


def test_a_list_of_demands_on_a_class_names_nobody_else() -> None:
    found = classes(
        "澜江市新船员租房补贴申请指南",
        "一、申请对象",
        "符合下列条件的新船员：",
        "1.毕业3年内；",
        "2.本人及配偶、未成年子女在本市无住房。",
        "二、补贴标准",
        "每月800元。",
    )
    assert [label for label, _, _ in found] == ["新船员"]


def test_those_backed_receive_what_the_section_grants() -> None:
    found = classes(
        "澜江市支持航运业发展的若干措施",
        "第一条 支持采购专业服务。支持船厂向专业机构采购设计服务。合同履行完毕并验收的，给予不超过20万元的补助。",
        "第二条 支持开拓市场。鼓励船厂开拓市场。对参加船展的协会，给予5万元补助。",
    )
    assert [(label, role) for label, role, _ in found] == [("船厂", "beneficiary"), ("协会", "beneficiary")]


def test_a_lead_in_names_who_receives() -> None:
    found = classes(
        "澜江市航运企业上市扶持办法",
        "第一条 在境内外证券交易所上市的航运公司，按以下阶段给予奖励：",
        "（一）完成辅导备案的，奖励10万元；",
        "（二）上市申请获受理的，奖励15万元。",
    )
    assert {label for label, _, _ in found} == {"航运公司"}


def test_how_those_named_may_apply_together() -> None:
    found = classes(
        "关于申报2027年渔港改造项目的通知",
        "一、渔港改造项目",
        "（一）申报主体",
        "渔业合作社、家庭渔场。泊位相邻的主体可以联合申报。",
        "（二）补助标准",
        "每个项目补助10万元。",
    )
    assert found == [("渔业合作社", "applicant", "allowed"), ("家庭渔场", "applicant", "allowed")]
