"""What words before a list announce."""

from __future__ import annotations

import pytest

from tiaokuan.extractors.lead_ins import (
    bars_list,
    favours,
    lists_duties,
    lists_no_demand,
    lists_preferred,
    lists_stops,
    shuts_out,
)


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
        ("县渔政局核发证照，有下列情形之一的，由上级责令改正：", True),
        ("市水务局及其工作人员违反本办法规定，有下列行为之一的，由其上级机关责令改正：", True),
        ("申请人收到渔政局通知后，有下列情形之一的，由所在县局注销：", False),
    ],
)
def test_no_demand(words: str, expected: bool) -> None:
    assert lists_no_demand(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("出现下列情形之一的，停止渔业补贴", True),
        ("领取人有下列情形之一的，自次月起停止发放护理津贴", True),
        ("入住对象有以下情形之一的，由运营单位解除租赁合同，收回住房", True),
        ("下列合同解除情形应当写入租约", True),
        ("服务机构有下列行为之一的，终止服务协议，三年内不得再承接服务", True),
        ("退出保障的情形包括", True),
        ("获奖单位有下列情况之一的，撤销其奖项，收回奖牌", False),
        ("基地有下列情形之一的，取消其称号", False),
        ("有下列情形之一的，停止供水", False),
        ("工作人员有下列行为之一的，停止其执法资格", False),
    ],
)
def test_stops(words: str, expected: bool) -> None:
    assert lists_stops(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("学员有下列情形之一的，可直接认定为特困：", True),
        ("有下列情形之一的，予以优先支持：", True),
        ("有下列情形之一的，不予支持：", False),
        ("有下列情形之一的，可不予受理：", False),
        ("有下列情形之一的，给予处分：", False),
    ],
)
def test_favours(words: str, expected: bool) -> None:
    assert favours(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("有下列情形的，收回渔港铺位，且4年内不得申请：", True),
        ("有下列行为的，撤销奖项，今后不得再次申报：", True),
        ("有下列情形的，收回铺位：", False),
    ],
)
def test_shuts_out(words: str, expected: bool) -> None:
    assert shuts_out(words) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("三、不予返还渔港规费的情形", True),
        ("有下列情形之一的，不予受理：", True),
        ("有下列情形之一的，停止发放船员补贴：", True),
        ("有下列情形之一的，可以认定为困难渔民：", False),
        ("三、申报条件", False),
    ],
)
def test_bars(words: str, expected: bool) -> None:
    assert bars_list(words) is expected
