"""Frames: a sentence of a granting clause, with one role for each of its figures.

Who · earns it by what · verb of granting, limiting or demanding · how much · per what · up to what. All figures of a
sentence are put into series first; each series then gets its role from the words beside it.
"""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Interval, Kind, Quantity
from tiaokuan.extractors.clauses import Piece, clauses, segments
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.metrics import counts_from_status, is_lookback
from tiaokuan.extractors.money_aside import levels_share, rate_aside
from tiaokuan.extractors.money_roles import (
    CAP_CONTEXT,
    GRANT_NOUN,
    LIMIT_FAR,
    RIGHT_NOUN,
    RIGHT_VERB,
    STRONG,
    bounded,
    gates,
    money_role,
)
from tiaokuan.extractors.parts import BAND_PAID, MAY_HAVE, PAID_SUM, Part, Role, is_band
from tiaokuan.extractors.series import find_series
from tiaokuan.extractors.stated import expect, is_duty, pay_alike, state
from tiaokuan.extractors.words import RELIEF
from tiaokuan.gazetteer.lexicon import pattern

_ALLOTS = re.compile(r"(?:归属|奖励给|分配给|归(?=[^还类口集纳]))[^，。；]{2,20}?(?:所得|所有)?的?(?:比例)?$")
#: 按至少70%的比例划归成果完成人; 不低于80%的部分用于奖励研发人员
_HANDS_OVER = re.compile(
    r"的?(?:比例|部分|份额|收益)?，?(?:可|应|由|将)?(?:[^，。；]{0,10}?(?:划归|归属|奖励给|分配给|归(?=[^还类口集纳]))[^，。；]{2,24}|用于[^，。；]{0,20}(?:奖励|奖酬|激励))"
)
_PROCEEDS = re.compile(r"收益|净?收入|所得|结余|净额|利润|价款")
#: 科技创新券抵扣比例不超过合同金额的40%
_VOUCHER = re.compile(
    r"券[^，。；]{0,12}(?:抵扣|支付|兑付|抵用|抵付|使用|支持)(?:额度?|比例|金额|标准)?[^，。；]{0,3}$"
)
#: 利率上浮3个百分点以内的，由财政给予贴息
_DEARER = re.compile(r"(?:上浮|下浮|利率|加)[^，。；]{0,4}$")
_WITHIN_LIMIT = re.compile(r"(?:限额|上限|标准|封顶线|额度|范围)[以之]?内[^，。；]{0,12}$")
_SUM_OF = re.compile(
    r"(?:奖励|补贴|补助|扶持|资助|支持|资金)[^，。；的]{0,6}?(?:总额|总和|总量|之和|合计|累计|总计)[^，。；\d的]{0,6}?(?:最高|最多|不得?超过)"
)
#: 保额1000元，费率4%，每亩保费40元: terms of an insurance
_AFTER_HALF = frozenset("收征缴给补奖资贴")
#: 资助面不超过在校生总数的20%
_HALVED = re.compile(r"(?:收取|征收|缴纳|收缴|计收|收费)(?=[^，。；]{0,12}(?:费|税|租金|款|[，。；]))")
_COVERS = re.compile(r"(?:资助|补助|奖励|受助|表彰|获奖|评选|评优)面[^，。；]{0,16}$")
_COSTS = re.compile(r"(?:^|[，、])(?:[^，。；、\d]{0,6}(?:保险|担保))?[费利]率为?$")
_ROUGHLY = re.compile(r"一定的?比例[（(][^）)]*$")
_NUMBERED = re.compile(r"(?:政策|意见|措施|办法|方案|计划|若干|服务|金融|创新|共有?)[^，。；\d]{0,6}$")
_LIMIT_RATE = r"(?:{limit_word})[^，。；、\d]{{0,16}}$|不超过[^，。；\d]{{2,40}}的$"
_RATE_METRIC = re.compile(
    r"(?:比例|占比|比重|率|增长|增幅|增速|提高|提升|下降|降低|同比|环比|占[^，。；]{1,24}|满意度|覆盖[面率]|持股|股权|股份)(?:[（(][^）)]*[）)])?(?:均|都|已|应|须|原则上|年均)*(?:达到?了?|在|为|到|至)?$"
)
_GRANT_RATE = re.compile(
    r"(?:兑[现付]|抵扣|补贴|补助|资助|奖励|贴息|支持|报销|减免|补偿|扶持|分担)(?:比例|标准|率|额度)[^，。；]{0,4}$"
)
_EACH_AT_MOST = re.compile(r"每[名位个家户人所][^，。；\d]{0,10}?(?:最多|至多|限)[^，。；\d]{0,6}$")
_PAID_EACH = re.compile(r"[^，。；、\d]{0,10}?(?:每[人户名位生家个床][^，。；、\d]{0,8}|奖励|补助|补贴)")
_SHARE_OUT = re.compile(
    r"每(?!班|天|日|周|月|期|间|组|车|名|次)|同一|单[个家户项]|累计|合计|年度|全年|个人|一家|最多|至多|人数|数量|次数|面积|天数|总数|提供"
)
_RELIEVES = re.compile(rf"(?:{RELIEF})[^，。；、\d]{{0,30}}$")
_PER = re.compile(r"每(?![年轮届批月期])(?:[^，。；、\d每]{0,10})$")
_QUOTA = r"(?:共|总共|合计|拟|计划|择优|每年|年度|每批|每届|全年|首批)[^，。；、\d]{{0,10}}$|(?:{quota_word})[^，。；、\d]{{0,6}}$|(?:名额|数量|总数|奖)(?:为|是|：|:|原则上|共|各|控制在|总数)*$"
#: “世界500强”指某刊每年评选的五百家公司
_DEFINES = re.compile(r"(?:^|[”》）])(?:，)?(?:是|系|均)?指(?!导|标|定|南|数|挥)")
#: 每年开展创业培训800人: what is to be done, no number of places
_TASK = re.compile(
    r"每年[^，。；、\d]{0,4}?(?:开展|举办|组织|完成|新增|实施|建设|新建)(?!.*(?:择优|评选|遴选|最多|不超过))[^，。；、\d]{0,12}$"
)
_MATCHED = re.compile(
    r"(?:的)?(?:比例|额度|标准)?(?:分别)?(?:给予|予以|配套|奖励|发放)[^，。；]{0,20}(?:奖励|资助|补助|补贴|配套|支持|资金)?"
)
_QUALIFIES = re.compile(r"的[^，。；]{2,}")
_ATTRIBUTED = re.compile(r"的[^，。；\d]{2,24}?(?:给予|予以|奖励|补助|补贴|资助)")


def read_frame(
    ctx: Context, sentence: Piece, *, granted: bool = False, expected: bool = False, announced: bool = False
) -> list[Part]:
    """All series of a sentence with their roles, in order; ``granted`` where the sentences before grant something,
    ``expected`` where the section's heading announces what is paid (补贴标准), ``announced`` where the heading or the
    sentences before name something that is paid (see ``state``)."""
    parts: list[Part] = []
    for segment in segments(ctx.text, sentence.start, sentence.end):
        series = find_series(ctx, segment.start, segment.end)
        pieces = clauses(ctx.text, segment.start, segment.end) if series else []
        for number, one in enumerate(series):
            clause = next((p for p in pieces if p.start <= one.start < p.end), segment)
            before = series[number - 1].end if number else clause.start
            after = series[number + 1].start if number + 1 < len(series) else clause.end
            part = Part(one, Role.NONE, clause, segment, max(before, clause.start), min(after, clause.end))
            part.right = max(part.right, one.end)
            parts.append(part)
            _classify(ctx, part, parts, granted)
            if expected:
                expect(ctx, part, parts, granted=granted)
            state(ctx, part, parts, announced=announced, granted=granted)
            pay_alike(ctx, parts)
    return parts


def _classify(ctx: Context, part: Part, parts: list[Part], granted: bool) -> None:
    quantity = ctx.quantities[part.series.indices[0]]
    left = ctx.text[part.left : part.series.start]
    right = ctx.text[part.series.end : part.right]
    if quantity.kind in (Kind.MONEY, Kind.RATE) and is_duty(ctx, part):
        return
    if quantity.kind is Kind.MONEY:
        money_role(ctx, part, parts, granted=granted, left=left, right=right)
    elif quantity.kind is Kind.RATE:
        _rate(ctx, part, left, right)
    elif quantity.kind is Kind.COUNT:
        _count(ctx, part, granted, left, parts[-2].role if len(parts) > 1 else None)
    elif quantity.kind is Kind.DURATION:
        _duration(ctx, part, quantity)
    elif quantity.kind is Kind.RATIO:
        paid = (
            not levels_share(left, ctx.text[part.series.end : part.clause.end])
            and _MATCHED.search(ctx.text, part.series.end, part.clause.end)
            and not re.search(r"应|须|配套资金|不低于", left)
        )
        part.role, part.verb = (Role.GRANT, part.left) if paid else (Role.METRIC, None)


def _rate(ctx: Context, part: Part, left: str, right: str) -> None:
    part.limited = bounded(ctx, part, "max") or (
        pattern(_LIMIT_RATE).search(left) is not None and _WITHIN_LIMIT.search(left) is None
    )
    strong = pattern(STRONG).match(left)
    whole = ctx.text[part.clause.start : part.clause.end]
    printed = ctx.text[part.series.start : part.series.end]
    if printed.endswith("减半") and ctx.text[part.series.end : part.series.end + 1] not in _AFTER_HALF:
        part.role = Role.INSTALMENT
        return
    if printed.endswith("减半") and _HALVED.match(ctx.text, part.series.end):
        part.role, part.verb, part.relief = Role.GRANT, part.series.start, True
        return
    first = ctx.quantities[part.series.indices[0]]
    if _ROUGHLY.search(ctx.text[part.clause.start : first.core_start]):
        part.role = Role.NONE
        return
    rest = ctx.text[part.series.end : part.segment.end]
    if _HANDS_OVER.match(rest) and _PROCEEDS.search(ctx.text, part.segment.start, part.series.start):
        part.role, part.verb = Role.GRANT, part.series.end
        return
    if "面" in left and _COVERS.search(left):
        part.role = Role.CAP if part.limited else Role.NONE
        return
    if _COSTS.search(left) and ctx.text[part.series.end : part.series.end + 1] in ("，", "、"):
        return
    if part.limited and _SUM_OF.search(ctx.text, part.left, first.core_start):
        part.role = Role.CAP
        return
    aside = rate_aside(whole, ctx.text[part.left : first.core_start], rest)
    if aside is not None:
        part.role = aside
        return
    if (
        pattern(r"{instalment_word}|支付(?!额|金额|上限|比例)").search(whole)
        and not pattern(rf"给予|{GRANT_NOUN}").search(right)
        and strong is None
    ):
        part.role = Role.INSTALMENT
    elif _ALLOTS.search(left) or _GRANT_RATE.search(left) or ("券" in left and _VOUCHER.search(left)):
        part.role, part.verb = Role.GRANT, part.left
    elif _RATE_METRIC.search(left) and (
        pattern(RIGHT_NOUN).match(right) is None or (bounded(ctx, part, "min") and gates(ctx, part, right))
    ):
        part.role = Role.METRIC
    elif _RELIEVES.search(left):
        part.role, part.relief = Role.GRANT, True
        part.verb = part.series.start - len(left) + _RELIEVES.search(left).start()  # type: ignore[union-attr]
    elif (
        (strong and "的" not in strong["m"][-1:])
        or pattern(RIGHT_NOUN).match(right)
        or pattern(RIGHT_VERB).match(right)
    ):
        part.role = Role.GRANT
        part.verb = part.left + strong.start("verb") if strong else part.series.end
    elif re.search(r"按照?|以|给予", left) and pattern(r"{grant_verb}|给予").search(
        ctx.text[part.series.end : part.segment.end]
    ):
        part.role, part.verb = Role.GRANT, part.series.end
    elif strong or (len(part.series) == 1 and pattern(rf"{GRANT_NOUN}").search(left) and left.endswith("的")):
        part.role, part.verb = Role.GRANT, part.left + (strong.start("verb") if strong else 0)
    elif bounded(ctx, part, "min") or _RATE_METRIC.search(left):
        part.role = Role.METRIC
    elif part.limited:
        part.role = Role.NONE if _DEARER.search(left) and right.startswith("的") else Role.CAP


def _names_only(quantity: Quantity, left: str, *, limited: bool) -> bool:
    """True where the figure belongs to a name or is counted in points (世界500强, 金融支持科创20条, 第3批)."""
    if quantity.unit in ("期", "批", "轮", "届"):
        return not limited
    return quantity.unit in ("分", "强") or (quantity.unit in ("条", "款") and _NUMBERED.search(left) is not None)


def _count(ctx: Context, part: Part, granted: bool, left: str, before: Role | None) -> None:
    whole = ctx.text[part.segment.start : part.clause.end]
    part.limited = bounded(ctx, part, "max") or pattern(LIMIT_FAR).search(left) is not None
    quantity = ctx.quantities[part.series.indices[0]]
    if (
        quantity.value.is_exact
        and quantity.value.min == 1
        and (quantity.unit == "次" or re.search(r"(?:只能|仅能|仅可|只可|仅限|只限)[^，。；]{0,8}$", left))
    ):
        return
    if _names_only(quantity, left, limited=part.limited) or ("指" in whole and _DEFINES.search(whole)):
        return
    if (
        (is_band(quantity) and _PAID_EACH.fullmatch(ctx.text, part.series.end, part.right))
        or (is_band(quantity) and PAID_SUM.match(ctx.text, quantity.end, part.clause.end))
        or (is_band(quantity) and gates(ctx, part, ctx.text[part.series.end : part.right]))
        or (quantity.bound == "max" and _ATTRIBUTED.match(ctx.text, quantity.end, part.clause.end))
        or (part.limited and BAND_PAID.match(ctx.text, max(quantity.end - 2, 0), part.clause.end))
    ):
        part.role = Role.METRIC
    elif "每" in left and quantity.value.is_exact and quantity.unit != "次" and MAY_HAVE.search(left):
        part.role = Role.CAP
    elif _PER.search(left) and not part.limited:
        part.role = Role.PER
    elif (
        part.limited
        and re.search(r"(?:提供|提出|列出|推荐)[^，。；]{0,4}$", left)
        and "名单" in ctx.text[part.series.end : part.clause.end]
    ):
        part.role = Role.NONE
    elif (
        part.limited
        and _EACH_AT_MOST.search(ctx.text[part.left : quantity.core_start])
        and pattern("{grant_verb}").search(ctx.text[part.series.end : part.segment.end])
    ) or (
        part.limited
        and not bounded(ctx, part, "min")
        and ((granted and _SHARE_OUT.search(left)) or pattern(CAP_CONTEXT).search(whole))
    ):
        part.role = Role.CAP
    elif bounded(ctx, part, "min"):
        part.role = Role.METRIC
    elif (pattern(_QUOTA).search(left) and not is_band(quantity) and not _TASK.search(left)) or (
        left.startswith("、") and before is Role.CAP
    ):
        part.role = Role.CAP
    else:
        part.role = Role.NONE


def _duration(ctx: Context, part: Part, quantity: Quantity) -> None:
    if is_lookback(ctx, part.series.indices[0]):
        part.role = Role.LOOKBACK
    elif (
        (quantity.bound == "min" and not quantity.working_days)
        or counts_from_status(ctx, part.series.indices[0], part.clause.start, part.clause.end)
        or (
            quantity.bound == "max"
            and _QUALIFIES.match(ctx.text, quantity.end, part.clause.end)
            and not quantity.working_days
        )
    ):
        part.role = Role.METRIC
    else:
        part.role = Role.PERIOD


_AT_LEAST_EACH = re.compile(r"(?:不(?:得)?(?:低于|少于)|至少|最低)(?:为)?每[^，。；、\d]{1,8}$")


def spread(ctx: Context, part: Part) -> list[Interval]:
    """The values of a series, with a bound that stands once made to hold for all (不超过30万元、20万元、10万元)."""
    quantities = [ctx.quantities[index] for index in part.series.indices]
    first, last = quantities[0], quantities[-1]
    lower = last.bound == "min" or first.bound == "min" or _AT_LEAST_EACH.search(ctx.text[part.left : first.core_start])
    upper = part.limited
    closed = (first if first.bound == "min" else last).value.min_inclusive
    return [_with_bound(q, bool(lower), upper, closed) for q in quantities]


def _with_bound(quantity: Quantity, lower: bool, upper: bool, closed: bool) -> Interval:
    value = quantity.value
    if not value.is_exact or quantity.bound is not None:
        return value
    if lower:
        return Interval(value.min, None, closed, approximate=value.approximate)
    return Interval(None, value.max, approximate=value.approximate) if upper else value
