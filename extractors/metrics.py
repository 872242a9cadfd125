"""Metrics: a figure of a demand with the name of what is measured, its printed unit and its look-back."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Interval, Kind, Quantity
from tiaokuan.extractors.clauses import clauses
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import MetricFinding
from tiaokuan.extractors.metric_names import name_of
from tiaokuan.extractors.metric_parts import COMPARED
from tiaokuan.gazetteer.deferred import deferred

_LOOKBACK_WORD = deferred(r"(?:上一?(?:个)?(?:会计)?年度?|去年|前一?年度?|最近一年|近一年|上季度)")
_LOOKBACK_LEFT = deferred(r"(?:最?近|过去|前|此前|往前|以往|(?<!则)上)$")
_DATES_BACK = deferred(
    r"(?:应当?|须|必须)(?:是)?(?:发生|形成|出具|取得|购买|签订|发表|出版)(?:时间)?[在于](?:提出)?(?:申请|申报|受理)[^，。；]{0,2}前\S?$"
)
_STATUS_LEFT = deferred(
    r"(?:离校|毕业|回国|归国|入境|出站|成立|注册|登记|设立|创办|退休年龄|办企业)(?:时间|后)?(?:不超过|未超过|未满|不满|不足|超过|在)?$"
)
_ATTRIBUTE = deferred(
    r"(?:以?内)?(?:首次|实现|取得|获得|新|未|完成)[^，。；]{2,24}的[^，。；的]{2,12}(?:$|(?=[，。；]))"
)
#: A past or a coming stretch within which an act bars (被撤销后三年内再次申请的, 未在2个月内退还的).
_ACT_WITHIN = deferred(
    r"(?:之|以)?内[^，。；]{0,10}?(?:再次|再行|重新|又)[^，。；]{0,6}(?:提出|申请|申报|参评|发生|违反|违规)|(?:之|以)?内(?:提出)?申[请报领][^，。；]{2,30}的$"
)
_SINCE = deferred(r"(?:之日|日|以来|发布)起$")
_ENDS = deferred(r"(?:之|以)?内(?:的)?")
_NOT_WITHIN = deferred(r"[未没](?:有|能)?(?:在|于)[^，。；]{0,14}$")
_REACH = deferred(r"(?:的)?(?:范围|半径|距离)?(?:之|以)?内")
_AGES = frozenset({"岁", "周岁"})
#: From an age to the share of those who have it.
_AGED = deferred(
    r"(?:以[上下])?的?[^，。；、\d]{2,24}?(?=(?:达到?|不低于|不少于|不高于|不超过|超过|为|在|提高到|稳定在)?\s?\d)"
)
_LENGTHS = frozenset({"米", "公里", "千米", "里"})
_EASED = deferred(r"(?:(?P<up>放宽|延长)|缩短|降低|降|放低)(?:至|到|为)(?:每[周月年日天季])?$")
#: What is a lower bound, and so eased downwards (工作年限可放宽至8年).
_AT_LEAST = deferred(r"(?:年限|工龄|教龄|经历|经验|资历)(?:要求)?(?:可|适当|相应)*$")
_BRACKET_BOUND = deferred(r"[（(][^（）()\d含]{1,6}[）)](?:及)?以(?P<side>[上下内])")
_BEYOND = deferred(r"及(?:之|以|其)?(?P<side>[前后])")
_RESTATED = deferred(r"[（(](?:即|约|折合|相当于)?(?:[年月日季人户]|每[年月人]|全年|人均|年均|月均|年度)?$")
_OF_A_CLASS = deferred(
    r"[（(](?:其中)?[^（）()，；\d]{2,12}(?:企业|单位|机构|项目|类|型|县|区|户|者|人|校|院|业)的?(?P<eased>(?:可)?(?:适当|相应)?(?:放宽|降低|降|放低|提高|延长|缩短)(?:至|到|为))?$"
)


def is_lookback(ctx: Context, index: int) -> bool:
    """True where the duration only says over which past time something is counted (近三年, 前2年)."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.DURATION:
        return False
    before = ctx.text[max(0, quantity.start - 4) : quantity.start]
    if dates_back(ctx, index):
        return False
    return _LOOKBACK_LEFT.search(before) is not None or ctx.text[quantity.start] in "近前"


def dates_back(ctx: Context, index: int) -> bool:
    """True where the duration says how long ago something must have happened (事由应发生在申请日前6个月内): the demand
    is the time itself."""
    quantity = ctx.quantities[index]
    return _DATES_BACK.search(ctx.text, max(0, quantity.start - 16), quantity.start + 1) is not None


def counts_from_status(ctx: Context, index: int, start: int, end: int) -> bool:
    """True where the duration says how long ago somebody's status may lie (离校2年内未就业, 成立未满3年, 3年内实现首次
    销售的企业) within the clause ``text[start:end]``: it is demanded of them, and no term for doing something."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.DURATION or quantity.working_days or is_lookback(ctx, index):
        return False
    if _STATUS_LEFT.search(ctx.text[max(start, quantity.start - 10) : quantity.start]):
        return True
    return (
        quantity.bound == "max"
        and _ATTRIBUTE.match(ctx.text, quantity.end, end) is not None
        and re.fullmatch(r"(?:对于?|凡)?", ctx.text[start : quantity.start]) is not None
    )


def ages_class(ctx: Context, index: int) -> bool:
    """True where an age only says of whom a share of the clause is (65岁以上老年人健康管理率达到70%)."""
    quantity = ctx.quantities[index]
    if quantity.unit not in _AGES or quantity.bound is None:
        return False
    owner = _AGED.match(ctx.text, quantity.end)
    if owner is None:
        return False
    later = ctx.within(quantity.end, owner.end() + 3)
    return bool(later) and ctx.quantities[later[0]].kind is Kind.RATE


def acted_within(ctx: Context, index: int, start: int, end: int) -> bool:
    """True where the duration says within which time an act, or its failing, bars the applicant of the entry
    ``text[start:end]`` (被撤销后三年内再次申请的, 未在2个月内退还的)."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.DURATION or quantity.working_days or is_lookback(ctx, index):
        return False
    if _ACT_WITHIN.match(ctx.text, quantity.core_end, end):
        return True
    if _SINCE.search(ctx.text, max(start, quantity.start - 4), quantity.start) and _ENDS.fullmatch(
        ctx.text, quantity.core_end, end
    ):
        return True
    return (
        "内" in ctx.text[quantity.core_end : quantity.core_end + 2]
        and _NOT_WITHIN.search(ctx.text, max(start, quantity.start - 20), quantity.start) is not None
    )


def lookback_before(ctx: Context, index: int, start: int) -> str | None:
    """The look-back (ISO 8601) that stands before the figure within ``text[start:figure]``; None where none does."""
    found = None
    for other in ctx.within(start, ctx.quantities[index].start):
        if is_lookback(ctx, other):
            value = ctx.quantities[other].value.max or ctx.quantities[other].value.min
            found = str(value)
    if found is None and _LOOKBACK_WORD.search(ctx.text, start, ctx.quantities[index].start):
        found = "P1Y"
    return found


def steps(ctx: Context, start: int, end: int) -> set[int]:
    """The figures of a row of thresholds (营业收入超过9亿元、6亿元、3亿元的企业，给予奖励): they choose among the sums
    that another cell pays, and demand nothing each."""
    found: set[int] = set()
    row: list[int] = []
    for index in ctx.live(start, end):
        last = ctx.quantities[row[-1]] if row else None
        here = ctx.quantities[index]
        joined = last is not None and last.kind is here.kind and ctx.text[last.end : here.start] in ("、", "和", "或")
        row = [*row, index] if joined else [index]
        if len(row) >= 3:
            found.update(row)
    return found


def metric_of(ctx: Context, index: int, start: int, end: int) -> MetricFinding:
    """The figure as a metric of the entry ``text[start:end]`` that it stands in."""
    quantity = ctx.quantities[index]
    clause = next((p for p in clauses(ctx.text, start, end) if p.start <= quantity.core_start < p.end), None)
    left = clause.start if clause else start
    left = max(left, *(ctx.text.rfind(mark, left, quantity.start) + 1 for mark in "；。\n"))
    right = clause.end if clause else end
    stop = ctx.text.find("。", quantity.end, right)
    right = stop if stop >= 0 else right
    value, unit = _value(quantity)
    outside = _beside(ctx, index, left)
    if outside is not None:  # 占比不低于3%（渔业企业不低于1.5%）
        value = _relaxed(ctx, quantity, value) if quantity.bound is None else value
        return MetricFinding(
            name_of(ctx, outside, left, right, start), value, unit, lookback_before(ctx, index, left), quantity.currency
        )
    lookback = lookback_before(ctx, index, left)
    if quantity.bound is None and value.is_exact and quantity.kind in (Kind.MONEY, Kind.RATE, Kind.COUNT):
        restated = _restates(ctx, index, left)
        if restated is not None:
            bound = ctx.quantities[restated].value
            name = name_of(ctx, restated, left, right, start)
            return MetricFinding(name, _bounded_like(value, bound), unit, lookback, quantity.currency)
        value = _over_base(ctx, index, left, value)
    if quantity.bound is None and value.is_exact:
        if quantity.kind is Kind.RATE and ctx.text.endswith("前", left, quantity.start):  # 成绩位列前30%
            name = name_of(ctx, index, left, right, start).removesuffix("前")
            return MetricFinding(name, Interval(None, value.max), unit, lookback, quantity.currency)
        value = _relaxed(ctx, quantity, _and_beyond(ctx, quantity, value))
        if quantity.unit in _LENGTHS and _REACH.match(ctx.text, quantity.end) and value.is_exact:
            value = Interval(None, value.max)
        beside = _BRACKET_BOUND.match(ctx.text, quantity.end)
        if beside is not None:
            value = Interval(value.min, None) if beside["side"] == "上" else Interval(None, value.max)
    return MetricFinding(name_of(ctx, index, left, right, start), value, unit, lookback, quantity.currency)


def _restates(ctx: Context, index: int, left: int) -> int | None:
    """The figure that a bracket only says in another way (低于3500元（年4.2万元）): the bracket's has its bounds."""
    quantity = ctx.quantities[index]
    opened = _RESTATED.search(ctx.text, max(left, quantity.start - 12), quantity.start)
    if opened is None:
        return None
    for other in ctx.within(left, opened.end()):
        before = ctx.quantities[other]
        if before.kind is quantity.kind and 0 <= opened.start() - before.end <= 2 and not before.value.is_exact:
            return other
    return None


def _beside(ctx: Context, index: int, left: int) -> int | None:
    """The figure before the bracket in which another one stands for a class of its own."""
    quantity = ctx.quantities[index]
    opened = _OF_A_CLASS.search(ctx.text, max(left, quantity.start - 20), quantity.start)
    if opened is None or (quantity.bound is None and not opened["eased"]):
        return None
    before = [i for i in ctx.within(left, opened.start()) if ctx.quantities[i].kind is quantity.kind]
    last = ctx.quantities[before[-1]] if before else None
    return before[-1] if last is not None and 0 <= opened.start() - last.end <= 2 else None


def _bounded_like(value: Interval, bound: Interval) -> Interval:
    return Interval(
        value.min if bound.min is not None else None,
        value.max if bound.max is not None else None,
        bound.min_inclusive,
        bound.max_inclusive,
        value.approximate,
    )


def _and_beyond(ctx: Context, quantity: Quantity, value: Interval) -> Interval:
    """A day and those before or after it (2016年3月5日及之前)."""
    side = _BEYOND.match(ctx.text, quantity.end) if quantity.kind is Kind.DATE else None
    if side is None:
        return value
    return Interval(None, value.max) if side["side"] == "前" else Interval(value.min, None)


def _relaxed(ctx: Context, quantity: Quantity, value: Interval) -> Interval:
    """A limit that is eased to another one (可放宽至55周岁, 可缩短至5年)."""
    eased = _EASED.search(ctx.text, max(0, quantity.start - 6), quantity.start)
    if eased is None:
        return value
    timed = quantity.kind is Kind.DURATION or quantity.unit in _AGES or eased["up"] == "延长"
    longer = eased["up"] and timed and _AT_LEAST.search(ctx.text, max(0, eased.start() - 6), eased.start()) is None
    return Interval(None, value.max) if longer else Interval(value.min, None)


def _over_base(ctx: Context, index: int, left: int, value: Interval) -> Interval:
    """The bound of a rate whose base is printed between the two (不低于最低工资标准80%, 超过平均工资1.5倍)."""
    quantity = ctx.quantities[index]
    if quantity.kind is not Kind.RATE and quantity.unit != "倍":
        return value
    compared = COMPARED.search(ctx.text, left, quantity.start)
    if compared is None:
        return value
    word = compared["word"]
    inclusive = word not in ("高于", "超过", "大于", "低于", "小于", "不足", "不满")
    if word in ("不超过", "不高于", "不得高于", "低于", "小于", "不足", "不满"):
        return Interval(None, value.max, True, inclusive, value.approximate)
    return Interval(value.min, None, inclusive, True, value.approximate)


def _value(quantity: Quantity) -> tuple[Interval, str | None]:
    if quantity.kind is Kind.MONEY:
        unit = (
            None
            if quantity.currency not in (None, "CNY")
            else "元" + (f"/{quantity.per_unit}" if quantity.per_unit else "")
        )
        return quantity.value, unit
    if quantity.kind in (Kind.RATE, Kind.RATIO, Kind.DATE, Kind.DATE_RANGE):
        return quantity.value, None
    if quantity.kind is Kind.DURATION:
        return quantity.number or quantity.value, quantity.unit
    return quantity.value, quantity.unit
