"""The recall audit: every figure in exactly one of three lists, excluded ones with the right reason."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.quantities import find_quantities
from tiaokuan.pipeline.run import structure_text
from tiaokuan.tests.extract_briefs import load

DOCUMENTS = load("documents")


def structured(text: str) -> dict[str, Any]:
    return structure_text(text).model_dump(mode="json")


def check_sums(document: dict[str, Any]) -> None:
    """Sums are equal, no figure is in two lists, each one listed is a figure of the text."""
    coverage, text = document["coverage"], document["text"]
    excluded = [(e["source"]["start"], e["source"]["end"]) for e in coverage["excluded"]]
    left = [(u["source"]["start"], u["source"]["end"]) for u in coverage["unattributed"]]
    assert coverage["quantities"] == coverage["attributed"] + len(excluded) + len(left)
    assert len({*excluded, *left}) == len(excluded) + len(left)
    assert {*excluded, *left} <= {(q.start, q.end) for q in find_quantities(text)}
    for entry in [*coverage["excluded"], *coverage["unattributed"]]:
        source = entry["source"]
        assert text[source["start"] : source["end"]] == source["quote"]


@pytest.mark.parametrize("case", DOCUMENTS, ids=[c["text"][0][:24] for c in DOCUMENTS])
def test_each_figure_is_in_one_list(case: dict[str, Any]) -> None:
    document = structured("\n".join(case["text"]))
    check_sums(document)
    coverage = document["coverage"]
    assert [[e["reason"], e["source"]["quote"]] for e in coverage["excluded"]] == case["excluded"], case["why"]
    assert [u["source"]["quote"] for u in coverage["unattributed"]] == case["unattributed"], case["why"]


@pytest.mark.parametrize(
    ("clause", "reason", "why"),
    [
        ("资金分两次拨付，立项后先行拨付60%，验收后拨付40%。", "instalment", "a payment schedule"),
        ("评选工作每两年开展一次。", "recurrence", "how often something recurs"),
        ("依据《临溪市水利规划（2021-2035年）》推进。", "reference", "inside the name of a document"),
        ("月租金标准为每平方米12元的，租价由双方商定。", "price", "a rent is charged, not granted"),
        ("受理后15个工作日内完成审核。", None, "the authority's time limit is a period"),
    ],
)
def test_reasons(clause: str, reason: str | None, why: str) -> None:
    document = structured(f"临溪市温泉业扶持办法\n一、奖励标准\n对新建温泉酒店奖励20万元。\n二、其他\n{clause}")
    check_sums(document)
    reasons = {e["reason"] for e in document["coverage"]["excluded"]}
    assert (reason in reasons) if reason else not document["coverage"]["excluded"], (why, document["coverage"])


def test_a_figure_no_fact_explains_is_listed_money_first() -> None:
    text = "临溪市渔港情况\n一、概况\n渔港停泊渔船300艘。\n二、往来\n往年往来款项涉及80万元左右。"
    document = structured(text)
    check_sums(document)
    kinds = [u["kind"] for u in document["coverage"]["unattributed"]]
    assert kinds == sorted(kinds, key=["money", "rate", "ratio", "duration", "date", "date_range", "count"].index)


def test_numbers_of_markers_and_document_numbers_are_no_quantities() -> None:
    text = "临溪市盐业规定\n临政发〔2022〕15号\n第一条 总则。\n第二条 附则。\n1.甲项。\n2.乙项。"
    document = structured(text)
    assert document["coverage"]["unattributed"] == []


def test_figures_of_contacts_are_not_lost() -> None:
    document = structured("临溪市灯会申报通知\n一、申报主体\n企业。\n二、联系方式\n联系人：李工，电话：0999-6123456。")
    check_sums(document)
    assert [c["phone"] for c in document["contacts"]] == ["0999-6123456"]
    assert document["coverage"]["unattributed"] == []


@pytest.mark.parametrize("text", ["", "一、\n二、", "2026年", "20万元", "（一）\n1.\n"])
def test_little_text_has_a_whole_account(text: str) -> None:
    if text.strip():
        check_sums(structured(text))


def test_bare_numbers_are_not_counted() -> None:
    assert [q.kind for q in find_quantities("系数取3")] in ([Kind.NUMBER], [])
    assert structured("系数取3")["coverage"]["quantities"] == 0
