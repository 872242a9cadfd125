"""What a document names or tells twice: materials in the steps of a procedure, windows above the text; headed entries."""

from __future__ import annotations

from tiaokuan.pipeline.run import structure_text
from tiaokuan.tests.extract_briefs import json_brief

LIST = (
    "澜江市渡船改造补助申报通知",
    "一、申报条件",
    "在本市登记满一年的渡口。",
    "二、申报材料",
    "（一）《渡船改造补助申请书》；",
    "（二）诚信承诺书；",
    "（三）船检证书复印件。",
)


def facts(kind: str, *lines: str) -> list[str]:
    """The facts of a kind in a document of these lines."""
    document = structure_text("\n".join(lines)).model_dump(mode="json")
    return [json_brief(kind, fact) for group in (*document["items"], document["common"]) for fact in group[kind]]


def test_a_step_that_names_a_listed_material_again_adds_none() -> None:
    found = facts(
        "materials",
        *LIST,
        "三、申报程序",
        "（一）渡口填写申请书，提交承诺书电子版。",
        "（二）渡口持《渡船改造补助申请书》到航运站办理。",
    )
    assert found == ["《渡船改造补助申请书》", "诚信承诺书", "船检证书复印件 copy"]


def test_a_step_that_asks_for_another_paper_keeps_it() -> None:
    found = facts("materials", *LIST, "三、申报程序", "渡口办理时须提交渡口平面图、泊位租赁合同。")
    assert found[3:] == ["渡口平面图、泊位租赁合同"]


def test_a_window_told_above_the_text_is_told_once() -> None:
    above = "报名系统开放时间：2027年3月1日至4月10日"
    found = facts("periods", LIST[0], above, *LIST[1:], "三、申报时间", "2027年3月1日至4月10日。")
    assert found == ["application 2027-03-01..2027-04-10"]


def test_the_first_line_of_an_entry_may_head_it() -> None:
    found = facts(
        "materials",
        *LIST[:4],
        "1.渡船检验报告；",
        "2.渡工工作证明材料",
        "渡工在本渡口半年以上的社保缴纳证明（必须提供）。",
    )
    assert found == ["渡船检验报告", "渡工在本渡口半年以上的社保缴纳证明"]


def test_a_note_behind_the_last_entry_is_no_material() -> None:
    found = facts("materials", *LIST[:4], "1.渡船检验报告；", "2.其他证明材料", "以上材料均需加盖公章。")
    assert found == ["渡船检验报告 sealed", "其他证明材料 sealed"]


def test_a_list_is_for_the_class_of_its_lead_in() -> None:
    found = facts(
        "materials",
        "澜江市渡工安居办法",
        "一、提交材料",
        "（一）持有航运卡的外地船员，在本市租房的，需提交下列材料：",
        "1.租房合同；",
        "2.航运卡。",
        "（二）在本市工作、具有中级证书的外地船员，在本市租房的，需提交下列材料：",
        "1.租房合同；",
        "二、办理时间",
        "2027年3月1日至4月10日。",
    )
    assert [line.partition(" if=")[2] for line in found] == [
        "持有航运卡的外地船员", "持有航运卡的外地船员", "在本市工作、具有中级证书的外地船员",
    ]  # fmt: skip


def test_how_long_the_grant_runs_is_kept_among_duties() -> None:
    found = facts(
        "periods",
        *LIST,
        "三、渡口管理",
        "（一）渡口应当每月向航运站报告客流，按每月20个工作日计发补贴，最长补贴期限不超过9个月。",
        "（二）渡口应当配备救生衣。",
    )
    assert found == ["other P9M max"]
