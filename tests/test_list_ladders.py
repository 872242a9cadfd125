"""Ladders over the entries of a list, and what a document says itself of 以上 and 以下."""

from __future__ import annotations

from typing import Any

import pytest

from tiaokuan.extractors.quantities import find_quantities
from tiaokuan.pipeline.run import structure_text
from tiaokuan.tests.extract_briefs import json_brief

HEAD = "临溪市渔船污染举报奖励办法\n第一条 为鼓励举报，制定本办法。\n"
LADDER = (
    "第二条 经查实的，按照以下标准给予{how}奖励：\n（一）罚款金额在3万元以下的，按300元奖励；\n"
    "（二）罚款金额在3万元以上、9万元以下的，按罚没数额的2%奖励；\n（三）罚款金额在9万元以上的，按2000元奖励。\n"
)
SAID = "第三条 本办法所称“以上”包含本数，“以下”不包含本数。\n"


def facts(text: str, kind: str) -> list[str]:
    document: dict[str, Any] = structure_text(text).model_dump(mode="json")
    return [json_brief(kind, fact) for group in (*document["items"], document["common"]) for fact in group[kind]]


def test_each_entry_is_a_rung() -> None:
    text = HEAD + LADDER.format(how="一次性")
    assert facts(text, "amounts") == [
        "award fixed 300 tier=(,30000] once",
        "award rate 0.02 tier=[30000,90000] once",
        "award fixed 2000 tier=[90000,) once",
    ]
    assert facts(text, "conditions") == []


def test_the_lead_in_says_how_often() -> None:
    assert not any("once" in line for line in facts(HEAD + LADDER.format(how=""), "amounts"))


def test_the_document_says_what_is_included() -> None:
    assert facts(HEAD + LADDER.format(how="") + SAID, "amounts")[:2] == [
        "award fixed 300 tier=(,30000)",
        "award rate 0.02 tier=[30000,90000)",
    ]


def test_demands_of_several_kinds_are_no_ladder() -> None:
    text = (
        "临溪市织网工坊扶持办法\n第一条 对工坊给予以下补助：\n"
        "（一）从业人员20人以上且面积300平方米以上的，补助6万元；\n（二）从业人员50人以上且年产值800万元以上的，补助9万元。\n"
    )
    assert facts(text, "amounts") == ["subsidy fixed 60000", "subsidy fixed 90000"]
    assert len(facts(text, "conditions")) == 4


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("", True, True),
        ("本办法所称以上、以下均包括本数。", True, True),
        ("本办法所称以上含本数，以下不含本数。", True, False),
        ("“以上”不含本数，“以下”含本数。", False, True),
        ("以上、以下均不含本数。", False, False),
    ],
)
def test_bounds_as_said(said: str, low: bool, high: bool) -> None:
    first, second = find_quantities(f"面积30亩以上的；长度80米以下的。{said}")[:2]
    assert (first.value.min_inclusive, second.value.max_inclusive) == (low, high)


def test_a_bracket_of_its_own_goes_before() -> None:
    (first,) = find_quantities("面积30亩以下（含30亩）的。以下不含本数。")[:1]
    assert first.value.max_inclusive
