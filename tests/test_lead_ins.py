"""What words before a list announce."""

from __future__ import annotations

import pytest

from tiaokuan.extractors.lead_ins import lists_duties, lists_no_demand, lists_preferred


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("见习单位应当履行以下职责：", True),
        ("受补贴企业须遵守下列规定：", True),
        ("入驻团队承担下列义务：", True),
        ("渔业主管部门应当履行下列职责：", False),
        ("市公共渔业服务机构应当承担以下工作：", False),
        ("企业应当具备下列条件：", False),
    ],
)
def test_duties(words: str, expected: bool) -> None:
    assert lists_duties(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("属于下列人员的，优先安排泊位：", True),
        ("优先保障下列家庭：", True),
        ("优先发展以下领域：", False),
        ("下列人员可以申请：", False),
    ],
)
def test_preferred(words: str, expected: bool) -> None:
    assert lists_preferred(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("评审专家有下列情形之一的，应当回避：", True),
        ("在评审工作中，主管部门工作人员有下列行为之一的，给予警告；情节严重的，不得再参与评审：", True),
        ("有下列情形之一的，追回补贴：", True),
        ("有下列情形之一的，追回补贴，三年内不得申请：", False),
        ("下列收入不计入家庭收入：", True),
        ("有下列情形之一的，主管部门不予受理：", False),
        ("申请人向主管部门申请时有下列情形之一的，不予受理：", False),
        ("申请人有下列行为之一的，取消其申请资格：", False),
    ],
)
def test_no_demand(words: str, expected: bool) -> None:
    assert lists_no_demand(words) is expected
