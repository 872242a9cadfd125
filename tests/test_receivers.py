"""Who applies and who receives in whole documents, invented: organisers, role headings, and what stands in for a list."""

from __future__ import annotations

from tiaokuan.pipeline.run import structure_text


def parties(*lines: str) -> list[tuple[str, str]]:
    """Label and role of all who are named, in order."""
    document = structure_text("\n".join(lines))
    return [(a.label, a.role) for item in [*document.items, document.common] for a in item.applicants]


CONTEST = (
    "临溪市总工会关于举办2027年灯塔看守技能竞赛的通知",
    "一、组织单位",
    "1. 主办单位。临溪市总工会、临溪海事协会。",
    "2. 承办单位。临溪航海学院、海员俱乐部。",
    "3. 支持单位。临溪市航标协会。",
    "二、参赛条件",
    "（一）参赛人员",
    "1. 灯塔看守员。",
    "2. 引航员。",
    "（二）参赛作品",
    "1. 须为本人原创。",
    "三、报名时间",
    "2027年3月1日至3月20日。",
    "四、奖励",
    "向获得一等奖的选手颁发荣誉证书。",
)


def test_organisers_do_not_apply() -> None:
    assert parties(*CONTEST) == [("灯塔看守员", "applicant"), ("引航员", "applicant"), ("选手", "beneficiary")]


def test_a_host_is_an_applicant_where_nobody_organises() -> None:
    found = parties(
        "关于征集2027年渔家文化节承办单位的公告",
        "一、承办单位",
        "在临溪市注册的文化企业、行业协会。",
        "二、申报时间",
        "2027年3月1日前。",
        "三、申报材料",
        "营业执照复印件。",
    )
    assert ("文化企业", "applicant") in found


def test_nobody_applies_for_what_is_only_awarded() -> None:
    found = parties(
        "临溪航海学院优秀船员奖学金评定办法",
        "第一条 本办法适用于学校在籍的全日制航海专业学生。",
        "第二条 奖学金每人每年2000元。",
    )
    assert ("全日制航海专业学生", "beneficiary") in found


def test_a_heading_with_its_money_names_who_is_paid() -> None:
    found = parties(
        "临溪县灯塔管理若干措施",
        "一、提高灯塔看守员补助标准。各镇每年安排补助资金不少于2万元。",
        "二、加强航标维护。每座航标补助3000元。",
    )
    assert found == [("灯塔看守员", "beneficiary")]


def test_a_benefit_stands_in_for_a_list() -> None:
    found = parties(
        "临溪市海员购房操作指引",
        "一、实施内容",
        "持有海员证的非本市户籍船员，享受本市户籍居民购房政策。",
        "二、提交材料",
        "（一）海员证原件；",
        "（二）购房合同。",
        "三、申请流程",
        "向房产中心提交材料。",
    )
    assert found == [("非本市户籍船员", "beneficiary")]


def test_who_may_lead_applies_where_nobody_else_is_named() -> None:
    found = parties(
        "临溪航海学院2027年教学改革课题申报通知",
        "一、申报资格",
        "1. 课题负责人应为学院在岗教师，具有讲师以上职称；",
        "2. 近两年无教学事故。",
        "二、申报材料",
        "申报书一式两份。",
        "三、申报时间",
        "2027年3月1日前。",
    )
    assert found == [("学院在岗教师", "applicant")]


def test_a_demand_of_possession_names_nobody() -> None:
    found = parties(
        "临溪市航运补贴申报指南",
        "一、申报主体",
        "1. 在临溪市注册的航运企业；",
        "2. 具有从事航运的专业人员，具备健全的制度。",
        "二、申报材料",
        "营业执照复印件。",
    )
    assert found == [("航运企业", "applicant")]


def test_a_section_that_gives_money_takes_those_who_apply_for_it() -> None:
    found = parties(
        "临溪省内河航运奖补资金申报指南",
        "一、航线补贴",
        "1. 支持对象：航运企业。",
        "2. 每标准箱补贴80元。",
        "二、船型标准化",
        "提前拆解的单壳油船，每总吨给予600元补贴，由船舶所有人向航道管理部门申报。",
    )
    assert ("船舶所有人", "applicant") in found


def test_a_set_of_measures_names_whom_it_is_for() -> None:
    found = parties(
        "临溪市促进游船经济若干措施",
        "一、推动船队更新",
        "1．支持更新船舶。对更新游船的船东，每艘给予20万元补助。",
        "2．支持新开航线。对新开航线的船东，每条给予5万元奖励。",
        "二、附则",
        "3．本措施适用于在临溪市登记注册的航运企业和码头经营单位，各条另有规定的从其规定。",
        "4．本措施由区交通局受理申报，自2024年3月1日起施行。",
    )
    assert {("航运企业", "applicant"), ("码头经营单位", "applicant")} <= set(found)
