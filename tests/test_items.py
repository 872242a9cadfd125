"""Whole documents, invented: which programme each fact belongs to, and what holds for all of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from tiaokuan.pipeline.run import structure_text
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
