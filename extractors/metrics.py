"""Metrics: a figure of a demand with the name of what is measured, its printed unit and its look-back."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Interval, Kind, Quantity
from tiaokuan.extractors.clauses import clauses
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import MetricFinding

_LOOKBACK_WORD = re.compile(r"(?:上一?(?:个)?(?:会计)?年度?|去年|前一?年度?|最近一年|近一年|上季度)")
_LOOKBACK_LEFT = re.compile(r"(?:最?近|过去|前|此前|往前|以往|上)$")
_LEFT_TAIL = re.compile(
    r"(?:[，、：:]|达到?了?|在|为|是|于|约|原则上|应当?|须|需|不|均|都|合计|总计|共计|累计|至少|超过|有|拥有|具有|具备|含|按|按照|比|率?占比|分别|其中|且|并|的|具备)+$"
)
_LEFT_HEAD = re.compile(
    r"^(?:[，、：:；]|(?:以上|以下)(?=[^，]{2})|[（(]含[）)]|且|并且?|或者?|同时|其中|其|对于?|须|需|应当?|必须|能够?|可|至少|并|及|和|以及|原则上|要|在(?!京|沪|校|职|岗|建|册|研)|每年|上一?年度?|年度(?=.{2})|近[一二两三四五六七八九十\d]+年(?:内|来)?)+"
)
_EARLIER_DEMAND = re.compile(
    r"^(?:.*[^并而](?:并且|且|、(?=近[一二两三四五\d]年|年均|累计|其中|上一?年))(?=.{2})|(?:以上|以下)?[（(]含[）)](?=.{2}))"
)
_DATES_BACK = re.compile(
    r"(?:应当?|须|必须)(?:是)?(?:发生|形成|出具|取得|购买|签订|发表|出版)(?:时间)?[在于](?:提出)?(?:申请|申报|受理)[^，。；]{0,2}前\S?$"
)
_STATUS_LEFT = re.compile(
    r"(?:离校|毕业|成立|注册|登记|设立|创办|退休年龄|办企业)(?:时间)?(?:不超过|未超过|未满|不满|不足|超过|在)?$"
)
_ATTRIBUTE = re.compile(
    r"(?:以?内)?(?:首次|实现|取得|获得|新|未|完成)[^，。；]{2,24}的[^，。；的]{2,12}(?:$|(?=[，。；]))"
)
_RIGHT_STOP = re.compile(r"[，。；：、\n（(]|并|且|以及|的$")


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


def metric_of(ctx: Context, index: int, start: int, end: int) -> MetricFinding:
    """The figure as a metric of the entry ``text[start:end]`` that it stands in."""
    quantity = ctx.quantities[index]
    clause = next((p for p in clauses(ctx.text, start, end) if p.start <= quantity.core_start < p.end), None)
    left = clause.start if clause else start
    right = clause.end if clause else end
    value, unit = _value(quantity)
    return MetricFinding(
        _name(ctx, index, left, right, start), value, unit, lookback_before(ctx, index, left), quantity.currency
    )


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


def _name(ctx: Context, index: int, left: int, right: int, entry: int) -> str:
    quantity = ctx.quantities[index]
    text = ctx.text
    earlier = [i for i in ctx.within(left, quantity.start) if not is_lookback(ctx, i)]
    previous = [q for q in (ctx.quantities[i] for i in earlier) if q.end <= quantity.start]
    if previous:
        left = max(left, previous[-1].end)
    before = _clean(text[left : quantity.start])
    after = _RIGHT_STOP.split(text[quantity.end : right].lstrip("的以上下含"), maxsplit=1)[0].strip()
    if quantity.kind in (Kind.COUNT, Kind.NUMBER) and len(after) >= 2:
        return after
    if len(before) >= 2:
        return before
    if after:
        return after
    return _clean(text[entry : quantity.start])[-20:] or quantity.unit or quantity.kind.value


def _clean(before: str) -> str:
    named = _EARLIER_DEMAND.sub("", before.strip(), count=1)
    return _LEFT_TAIL.sub("", _LEFT_HEAD.sub("", named)).strip("（()） ")
