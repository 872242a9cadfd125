"""Whole documents, invented: which programme each fact belongs to, and what holds for all of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from tiaokuan.pipeline.run import structure, structure_text
from tiaokuan.tests.extract_briefs import json_briefs, load

DOCUMENTS = load("documents")


@lru_cache(maxsize=64)
def structured(text: str) -> dict[str, Any]:
    return structure_text(text).model_dump(mode="json")


def of(case: dict[str, Any]) -> dict[str, Any]:
    return structured("\n".join(case["text"]))


def cases() -> list[Any]:
    return [pytest.param(case, id=case["text"][0][:24]) for case in DOCUMENTS]


@pytest.mark.parametrize("case", cases())
def test_items_and_their_facts(case: dict[str, Any]) -> None:
    found = [[item["name"], json_briefs(item)] for item in of(case)["items"]]
    assert found == case["items"], case["why"]


@pytest.mark.parametrize("case", cases())
def test_facts_that_hold_for_the_whole_document(case: dict[str, Any]) -> None:
    assert json_briefs(of(case)["common"]) == case["common"], case["why"]


@pytest.mark.parametrize("case", cases())
def test_items_stand_in_the_order_of_the_text_and_hold_a_fact(case: dict[str, Any]) -> None:
    starts = []
    for item in of(case)["items"]:
        assert item["name"]
        places = [fact["source"]["start"] for kind in json_briefs(item) for fact in item[kind]]
        assert places, item["name"]
        starts.append(min(places))
    assert starts == sorted(starts)


def items(*lines: str) -> list[str]:
    return [item["name"] for item in structured("\n".join(lines))["items"]]


def test_a_clause_that_only_points_elsewhere_is_no_item() -> None:
    assert items(
        "临溪市旅游扶持政策",
        "一、民宿奖励。对新获评的金宿奖励6万元。",
        "二、举报奖励。举报奖励按照有关管理办法执行。",
        "三、宣传支持。鼓励协会开展推介，给予适当补助。",
    ) == ["民宿奖励"]


def test_a_named_benefit_without_a_figure_makes_an_item() -> None:
    lines = [
        "临溪市人才服务措施",
        "一、住房补贴。对新引进的博士每月发放1500元租房补贴。",
        "二、入学服务。对高层次人才子女入学的，高层次人才可享受绿色通道。",
    ]
    assert items(*lines)[0] == "住房补贴"


def test_parts_of_a_programme_are_no_items() -> None:
    lines = ["临溪市湿地保护项目申报指南"]
    for number, name in ("一", "巡护"), ("二", "修复"):
        lines += [f"{number}、湿地{name}项目", "（一）申报主体", "企业、合作社。", "（二）绩效目标"]
        lines += ["1.覆盖面积不少于50亩。", "（三）资金支持", "每个项目10万元。"]
    assert items(*lines) == ["湿地巡护项目", "湿地修复项目"]


def test_a_heading_that_only_says_money_is_a_part() -> None:
    lines = ["临溪市湿地保护项目申报指南"]
    for number, name in ("一", "巡护"), ("二", "修复"):
        lines += [f"{number}、湿地{name}项目", "（一）申报主体", "企业、合作社。", "（二）经费", "每个项目10万元。"]
    assert items(*lines) == ["湿地巡护项目", "湿地修复项目"]


def test_a_class_named_in_several_clauses_of_an_item_is_one_entry() -> None:
    text = "临溪市茶业扶持办法\n一、茶园补助。对新建茶园的茶企，每亩补助300元。对改造茶园的茶企，每亩补助100元。"
    (item,) = structured(text)["items"]
    assert len({a["label"] for a in item["applicants"]}) == len(item["applicants"])
    assert [a["value"]["min"] for a in item["amounts"]] == [300, 100]


def test_validity_is_common_though_one_project_holds_all_else() -> None:
    text = "\n".join([
        "临溪市盲道改造补助办法", "一、申报主体", "产权单位。", "二、补助标准", "每米补助80元。",
        "三、附则", "本办法自2026年5月1日起施行，有效期3年。",
    ])  # fmt: skip
    document = structured(text)
    assert [p["role"] for p in document["common"]["periods"]] == ["validity"]
    assert document["document"]["effective_to"] == "2029-04-30"
    assert [len(item["amounts"]) for item in document["items"]] == [1]


PROGRAMMES = (
    ("序号", "项目名称", "申报条件", "奖励政策"),
    ("1", "仓储建设", "新引进且实际投资3亿元以上的仓储项目。", "按实际投资额的2%给予补助，单个项目最高不超过200万元。"),
    ("2", "设备更新", "投资80万元以上的企业。", "按设备投入的5%给予最高40万元补助。"),
    ("3", "人才培养", "取得资格证书10人以上的企业。", "给予10万元一次性奖励。"),
)


def test_rows_of_a_table_of_programmes_are_sections_and_items() -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in PROGRAMMES)
    page = f"<html><body><h1>澜江市现代物流业支持政策</h1><table>{rows}</table></body></html>"
    pasted = "\n".join(["澜江市现代物流业支持政策", *("\t".join(row) for row in PROGRAMMES)])
    for data, name in ((page, "a.html"), (pasted, "a.txt")):
        document = structure(data.encode(), name).model_dump(mode="json")
        assert [(s["marker"], s["title"]) for s in document["sections"]] == [
            ("1", "仓储建设"), ("2", "设备更新"), ("3", "人才培养"),
        ]  # fmt: skip
        assert [item["name"] for item in document["items"]] == ["仓储建设", "设备更新", "人才培养"]
        assert [len(item["conditions"]) for item in document["items"]] == [1, 1, 1]
        assert [item["amounts"][0]["value"] for item in document["items"]][:2] == [None, None]
        assert document["items"][2]["amounts"][0]["value"]["max"] == 100000
        assert not document["coverage"]["unattributed"]


def test_a_table_of_names_and_figures_is_no_table_of_programmes() -> None:
    text = "\n".join(["奖励一览表", "序号\t项目名称\t奖励金额", "1\t金宿\t5万元", "2\t银宿\t3万元"])
    assert [s["title"] for s in structured(text)["sections"]] == []


def test_headings_of_several_facets_are_parts_of_one_project() -> None:
    assert items(
        "溪州市青年见习基地管理办法",
        "第一章 总则",
        "第一条 为规范见习基地管理，制定本办法。",
        "第二章 见习基地的申请条件和程序",
        "第二条 申请认定见习基地，应当符合下列条件：",
        "（一）依法注册；",
        "（二）每年接收见习人员10人以上。",
        "第三章 见习基地管理",
        "第三条 对留用见习人员的，按每人2000元给予补贴。",
        "第四章 附则",
        "第四条 本办法自2024年5月1日起施行。",
    ) == ["溪州市青年见习基地管理办法"]


def test_grants_under_a_heading_of_scope_and_standard_are_items() -> None:
    assert items(
        "溪州市学生资助实施办法",
        "第一章 总则",
        "第一条 为做好学生资助，制定本办法。",
        "第二章 资助范围和标准",
        "第二条 高等学校资助范围及标准：",
        "（一）优秀奖学金。奖励品学兼优的全日制本科生，每生每年5000元。",
        "（二）励志奖学金。资助家庭经济困难的全日制本科生，每生每年4000元。",
        "（三）助学金。资助全日制研究生，每生每年6000元。",
    ) == ["优秀奖学金", "励志奖学金", "助学金"]


def test_labels_inside_a_section_are_its_parts() -> None:
    document = structured(
        "\n".join(
            (
                "溪州市惠企政策清单",
                "一、技术改造补助",
                "政策内容：对完成技术改造的工业企业，给予20万元补助。",
                "申报条件：（1）在溪州市注册；（2）上年度营业收入3000万元以上。",
                "申报材料：营业执照复印件；纳税证明。",
                "责任单位：市工信局",
                "二、贷款贴息",
                "政策内容：对小微企业按贷款利息的50%给予贴息。",
                "适用对象：小微企业",
            )
        )
    )
    first, second = document["items"]
    assert (first["name"], second["name"]) == ("技术改造补助", "贷款贴息")
    assert [c["text"] for c in first["conditions"]] == ["在溪州市注册", "上年度营业收入3000万元以上"]
    assert [m["name"] for m in first["materials"]] == ["营业执照复印件", "纳税证明"]
    assert [a["role"] for a in second["applicants"]] == ["applicant"]
    assert not document["coverage"]["unattributed"]


def test_a_heading_of_who_and_what_has_its_class_in_the_lead_in() -> None:
    document = structured(
        "\n".join(
            (
                "溪州市人才购房补贴申报公告",
                "一、申报对象及条件",
                "申报对象为全职引进的高层次人才，并具备下列条件：",
                "（一）签订5年以上劳动合同；",
                "（二）申报时本人及配偶在本市无自有住房。",
                "二、申报材料",
                "（一）申请表；",
                "（二）购房合同。",
            )
        )
    )
    (item,) = document["items"]
    assert [a["label"] for a in item["applicants"]] == ["高层次人才"]
    assert [c["text"] for c in item["conditions"]][-2:] == ["签订5年以上劳动合同", "申报时本人及配偶在本市无自有住房"]


def test_rows_of_a_numbered_card_are_sections_with_the_lists_in_them() -> None:
    rows = (
        ("序号", "要素", "内容"),
        ("1", "服务对象", "科技型中小企业"),
        ("2", "申请条件", "（1）在溪州市注册；（2）上年度营业收入不超过2亿元。"),
        ("3", "支持标准", "给予一次性补助3万元。"),
        ("4", "申请材料", "营业执照复印件；服务合同。"),
    )
    document = structured("\n".join(("溪州市科技创新券申领服务指南", *("\t".join(row) for row in rows))))
    assert [(s["marker"], s["title"], len(s["children"])) for s in document["sections"]] == [
        ("1", "服务对象", 0), ("2", "申请条件", 2), ("3", "支持标准", 0), ("4", "申请材料", 0),
    ]  # fmt: skip
    (item,) = document["items"]
    assert [len(item[kind]) for kind in ("applicants", "conditions", "amounts", "materials")] == [1, 2, 1, 2]


def test_chapters_that_each_name_a_benefit_are_programmes() -> None:
    assert items(
        "临溪市渔业招商优惠办法",
        "总则",
        "第一条 为发展渔业，制定本办法。",
        "第一章 用水优惠",
        "第二条 对新办养殖企业，免收两年水费。",
        "第二章 冷链奖励办法",
        "第三条 对新建冷库的企业，每座奖励5万元。",
        "第三章 融资扶持",
        "第四条 对养殖企业的贷款，按利息的30%给予补贴，每家每年最高10万元。",
        "第四章 投资服务",
        "第五条 设立服务专班，限时办结。",
        "附则",
        "第六条 本办法由市渔业局负责解释。",
    ) == ["用水优惠", "冷链奖励办法", "融资扶持"]


def test_kinds_of_support_beside_other_parts_are_no_programmes() -> None:
    assert items(
        "临溪市渔民转产项目申报指南",
        "一、支持对象",
        "持证渔民。",
        "二、资金支持",
        "每人补助8000元。",
        "三、培训支持",
        "每人补助500元培训费。",
        "四、贷款支持",
        "按利息的50%给予贴息。",
        "五、申报材料",
        "申报书、渔民证复印件。",
    ) == ["临溪市渔民转产项目申报指南"]


def test_the_rates_of_one_prize_are_no_programmes() -> None:
    assert items(
        "临溪市优秀渔民奖励办法",
        "第一章 奖项设置",
        "第一条 奖励标准",
        "（一）增殖放流奖：每年10人，每人2000元；",
        "（二）生态养殖奖：每年5人，每人3000元；",
        "（三）安全生产奖：每年8人，每人1000元。",
        "第二章 申报条件",
        "第二条 申报人应当从业3年以上。",
    ) == ["临溪市优秀渔民奖励办法"]


def test_a_heading_that_names_a_grant_holds_demands_alone() -> None:
    assert items(
        "临溪市渔业扶持政策",
        "一、良种奖",
        "建成良种场的企业，奖励20万元。",
        "二、加工奖",
        "申请人应当符合以下条件：",
        "（一）年加工量500吨以上；",
        "（二）厂房面积不少于800平方米。",
    ) == ["良种奖", "加工奖"]


def test_a_call_that_lists_what_those_chosen_get_is_one_programme() -> None:
    assert items(
        "关于征集临溪市渔业见习基地的公告",
        "一、征集对象",
        "养殖企业、渔业合作社。",
        "二、基本条件",
        "（一）依法成立；（二）每年提供岗位不少于6个。",
        "三、扶持政策",
        "1、见习补贴：按每人每月900元给予补贴。",
        "2、留用奖励：每留用1人奖励700元。",
        "3、保险补贴：按每人每年80元给予补贴。",
        "四、申报材料",
        "申报表、岗位计划。",
    ) == ["关于征集临溪市渔业见习基地的公告"]


def test_directions_whose_lines_are_labelled_parts_are_programmes() -> None:
    assert items(
        "临溪市渔业科技项目申报指南",
        "一、申报条件",
        "申报单位应在本市注册满2年。",
        "二、申报方向",
        "方向1：抗浪网箱",
        "考核指标：研制样机1套以上。",
        "支持强度：支持2项，每项资助15万元。",
        "方向2：鱼糜食品",
        "考核指标：开发产品3种以上。",
        "支持强度：支持1项，资助8万元。",
    ) == ["抗浪网箱", "鱼糜食品"]


def test_headings_that_name_the_article_they_carry_out_are_programmes() -> None:
    assert items(
        "临溪市渔业扶持措施实施细则",
        "一、第一条“支持更新渔船”",
        "（一）申报条件。渔船船龄满15年。",
        "（二）奖励标准。每船奖励2万元。",
        "二、第二条“支持新建冷库”",
        "（一）申报条件。冷库容积不少于300立方米。",
        "（二）奖励标准。每座奖励6万元。",
    ) == ["第一条“支持更新渔船”", "第二条“支持新建冷库”"]


def test_a_text_without_a_title_is_named_by_its_field() -> None:
    assert items(
        "一、政策名称：临溪市渔船更新补助",
        "二、补助对象：持证渔民",
        "三、补助标准：每船补助5000元",
        "四、申报材料：申请表、渔民证复印件",
    ) == ["临溪市渔船更新补助"]


def test_two_measures_of_a_chapter_that_pays_are_programmes() -> None:
    assert items(
        "临溪市渔具补贴办法",
        "第一章 总则",
        "第一条 为发展渔业，制定本办法。",
        "第二章 补贴措施",
        "第二条 渔网补贴",
        "对更换环保渔网的渔民，每户补贴500元。",
        "第三条 渔灯补贴",
        "对更换节能渔灯的渔民，每户补贴300元。",
        "第三章 附则",
        "第四条 本办法自2026年3月1日起施行。",
    ) == ["渔网补贴", "渔灯补贴"]


def test_classes_below_the_rates_of_one_prize_are_no_programmes() -> None:
    assert items(
        "临溪市组团钓鱼游奖励办法",
        "第一条 为发展休闲渔业，制定本办法。",
        "第二条 奖励对象为旅行社。",
        "第三条 奖励标准：",
        "1.市外游客。一次组织15人以上的，按每人20元奖励。",
        "2.境外游客。一次组织8人以上的，按每人60元奖励。",
        "3.钓鱼专列。一次组织300人以上的，每列奖励3万元。",
        "第四条 旅行社应提供合同、发票。",
    ) == ["临溪市组团钓鱼游奖励办法"]


def test_a_second_policy_in_the_file_is_an_item_of_its_own() -> None:
    assert items(
        "关于印发《临溪市渔船更新补助办法》和《临溪市渔港建设补助办法》的通知",
        "各区县渔业局：",
        "现将《临溪市渔船更新补助办法》和《临溪市渔港建设补助办法》印发给你们，请遵照执行。",
        "临溪市渔业局",
        "2026年2月1日",
        "临溪市渔船更新补助办法",
        "第一条 为更新渔船，制定本办法。",
        "第二条 更新渔船的，每艘补助5万元。",
        "临溪市渔港建设补助办法",
        "第一条 为建设渔港，制定本办法。",
        "第二条 建设渔港的，按投资额的20%补助。",
    ) == ["临溪市渔船更新补助办法", "临溪市渔港建设补助办法"]


def test_a_form_or_table_behind_the_policy_is_no_item() -> None:
    assert items(
        "临溪市渔船更新补助办法",
        "第一条 为更新渔船，制定本办法。",
        "第二条 更新渔船的，每艘补助5万元。",
        "附件",
        "渔船更新补助标准表",
        "木船每艘补助2万元。",
    ) == ["临溪市渔船更新补助办法"]
