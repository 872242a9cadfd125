"""Who may apply where no section lists them: lists under a lead-in, alternatives, roles, and classes in conditions."""

from __future__ import annotations

from tiaokuan.pipeline.run import structure_text


def classes(*lines: str) -> list[tuple[str, str]]:
    """Label and role of all applicants, those of items first."""
    document = structure_text("\n".join(lines)).model_dump(mode="json")
    groups = [*document["items"], document["common"]]
    return [(fact["label"], fact["role"]) for group in groups for fact in group["applicants"]]


def test_persons_listed_in_a_general_chapter_may_apply() -> None:
    found = classes(
        "澜江市民宿管家培训补贴办法",
        "第一章 总则",
        "第一条 为提升服务水平，制定本办法。",
        "第二条 劳动年龄内的下列人员（不含在校学生）参加培训，可按规定享受相应补贴：",
        "（一）民宿从业人员（含帮工）；",
        "（二）返乡青年；",
        "（三）渔村转产渔民。",
        "第二章 课时补贴",
        "第三条 学员取得证书的，每人补贴800元，次月申领。",
    )
    assert {("民宿从业人员", "applicant"), ("返乡青年", "applicant"), ("渔村转产渔民", "applicant")} <= set(found)


def test_alternatives_that_name_bodies_of_several_kinds_are_applicants() -> None:
    found = classes(
        "澜江市泊位费减缴办法",
        "第一条 船东或者经营人符合下列条件之一的，可以请求减缴泊位费：",
        "（一）上年度捕捞收入低于2万元的个人；",
        "（二）渔业合作社、非营利性科研机构。",
        "第二条 减缴比例为60%。",
        "第三条 本办法自2025年5月1日起施行。",
    )
    assert {"个人", "渔业合作社", "非营利性科研机构"} <= {label for label, role in found if role == "applicant"}


def test_alternatives_that_only_describe_are_no_applicants() -> None:
    found = classes(
        "澜江市渔民入会办法",
        "第一条 符合下列条件之一的，可以申请入会：",
        "（一）从业满3年；",
        "（二）持有船员证书。",
        "第二条 本办法自2025年5月1日起施行。",
    )
    assert found == []


def test_what_a_lead_in_says_holds_for_its_list() -> None:
    document = structure_text(
        "澜江市助行器具补贴办法\n第一条 为方便出行，制定本办法。\n"
        "第二条 本办法所称适配对象是指具有本市户籍的以下人员：\n（一）持有病历的学龄儿童。\n（二）持有证明的老年人。\n"
        "第三条 每人补贴300元。\n"
    ).model_dump(mode="json")
    found = [fact for item in document["items"] for fact in item["applicants"]]
    assert [(f["label"], f["qualifiers"]) for f in found] == [
        ("学龄儿童", ["具有本市户籍", "持有病历"]),
        ("老年人", ["具有本市户籍", "持有证明"]),
    ]


def test_who_applies_and_receives_is_an_applicant() -> None:
    found = classes(
        "澜江市绿色渔港认定通知",
        "一、申报程序",
        "渔港经营单位自愿向所在地渔业部门提出申请。",
        "二、申报材料",
        "1.申报表；",
        "2.检测报告。",
        "三、支持政策",
        "对通过认定的渔港经营单位，一次性奖励8万元。",
    )
    assert found == [("渔港经营单位", "applicant")]


def test_whom_a_policy_of_several_matters_is_for_holds_for_all() -> None:
    document = structure_text(
        "澜江市航运业扶持办法\n第一章 总则\n第一条 为促进航运业发展，制定本办法。\n"
        "第二条 本办法适用于在本市新设立的航运企业、船舶管理机构。\n"
        "第二章 落户奖励\n第三条 新设立航运企业注册资本达5000万元的，奖励50万元。\n"
        "第三章 运力补贴\n第四条 航运企业购置新船的，按船价的2%给予补贴。\n"
    ).model_dump(mode="json")
    assert [fact["label"] for fact in document["common"]["applicants"]] == ["航运企业", "船舶管理机构"]
