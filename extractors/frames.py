"""Frames: a sentence of a granting clause, with one role for each of its figures.

Who · earns it by what · verb of granting, limiting or demanding · how much · per what · up to what. All figures of a
sentence are put into series first; each series then gets its role from the words beside it.
"""

from __future__ import annotations

import re

from tiaokuan.extractors.alike import pay_alike, pays_level
from tiaokuan.extractors.base import Kind, Quantity
from tiaokuan.extractors.clauses import Piece, clauses, segments
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.count_roles import count_role
from tiaokuan.extractors.metrics import counts_from_status, is_lookback
from tiaokuan.extractors.money_aside import levels_share, rate_aside
from tiaokuan.extractors.money_roles import (
    GRANT_NOUN,
    RIGHT_NOUN,
    RIGHT_VERB,
    STRONG,
    bounded,
    gates,
    money_role,
)
from tiaokuan.extractors.parts import Part, Role, far_limit, is_band
from tiaokuan.extractors.rungs import is_rung, pays_rung, pays_stage
from tiaokuan.extractors.series import find_series
from tiaokuan.extractors.standard_months import months_role
from tiaokuan.extractors.stated import expect, is_duty, state
from tiaokuan.extractors.winners import is_winners_share
from tiaokuan.extractors.words import RELIEF
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_ALLOTS = deferred(r"(?:归属|奖励给|分配给|归(?=[^还类口集纳]))[^，。；]{2,20}?(?:所得|所有)?的?(?:比例)?$")
#: 按至少70%的比例划归成果完成人; 不低于80%的部分用于奖励研发人员
_HANDS_OVER = deferred(
    r"的?(?:比例|部分|份额|收益)?，?(?:可|应|由|将)?(?:[^，。；]{0,10}?(?:划归|归属|奖励给|分配给|归(?=[^还类口集纳]))[^，。；]{2,24}|用于[^，。；]{0,20}(?:奖励|奖酬|激励))"
)
_PROCEEDS = deferred(r"收益|净?收入|所得|结余|净额|利润|价款")
#: 科技创新券抵扣比例不超过合同金额的40%
_VOUCHER = deferred(
    r"券[^，。；]{0,12}(?:抵扣|支付|兑付|抵用|抵付|使用|支持)(?:额度?|比例|金额|标准)?[^，。；]{0,3}$"
)
#: 利率上浮3个百分点以内的，由财政给予贴息
_DEARER = deferred(r"(?:上浮|下浮|利率|加)[^，。；]{0,4}$")
_WITHIN_LIMIT = deferred(r"(?:限额|上限|标准|封顶线|额度|范围)[以之]?内[^，。；]{0,12}$")
_SUM_OF = deferred(
    r"(?:奖励|补贴|补助|扶持|资助|支持|资金)[^，。；的]{0,6}?(?:总额|总和|总量|之和|合计|累计|总计)[^，。；\d的]{0,6}?(?:最高|最多|不得?超过)"
)
#: 保额1000元，费率4%，每亩保费40元: terms of an insurance
_AFTER_HALF = frozenset("收征缴给补奖资贴")
#: 资助面不超过在校生总数的20%
_HALVED = deferred(r"(?:收取|征收|缴纳|收缴|计收|收费)(?=[^，。；]{0,12}(?:费|税|租金|款|[，。；]))")
#: 分别补助100元、300元，补助资金不超过|总造价的40%
_ITS_BOUND = deferred(r"(?:但|且|其)*[^，。；、\d的]{0,8}(?:补助|补贴|奖励|资助|扶持|支持)(?:资金|金额|额度|总额|标准)?(?:最高)?不(?:得)?超过")
#: 街道承担改造费用的|70%
_BEARS = deferred(r"(?:街道|镇|乡|政府|园区|管委会|高新区|开发区|新区)(?:财政)?承担[^，。；、\d]{0,10}(?:费用?|租金|利息|支出|成本)的$")
#: 且募集资金的50%以上|投资于本区的
_PUT_INTO = deferred(r"(?:以上)?(?:将|须|应)?(?:投资|用于|投向|投入|投在|留在)[^，。；]{0,24}的?(?:，|且|并)")
_COVERS = deferred(r"(?:资助|补助|奖励|受助|表彰|获奖|评选|评优)面[^，。；]{0,16}$")
#: 劳务费支出不得超过资助经费的20%: how what is granted may be spent
_SPENT = deferred(r"(?:劳务费|间接费用?|管理费|人员费|绩效|咨询费|会议费|差旅费|日常)(?:支出|开支|列支)?[^，。；]{0,8}(?:不得?超过|不高于|控制在)|投资[^，。；]{0,6}(?:不超过|不高于)[^，。；]{0,4}基金")
_COSTS = deferred(r"(?:^|[，、])(?:[^，。；、\d]{0,6}(?:保险|担保))?[费利]率为?$")
_ROUGHLY = deferred(r"一定的?比例[（(][^）)]*$")
_LIMIT_RATE = r"(?:{limit_word})[^，。；、\d]{{0,16}}$|不超过[^，。；\d]{{2,40}}的$"
_RATE_METRIC = deferred(
    r"(?:比例|占比|比重|率|增长|增幅|增速|提高|提升|下降|降低|同比|环比|占[^，。；]{1,24}|满意度|覆盖[面率]|持股|股权|股份)(?:[（(][^）)]*[）)])?(?:均|都|已|应|须|原则上|年均)*(?:达到?了?|在|为|到|至)?$"
)
_GRANT_RATE = deferred(
    r"(?:兑[现付]|抵扣|补贴|补助|资助|奖励|贴息|支持|报销|减免|补偿|扶持|分担)(?:比例|标准|率|额度)[^，。；]{0,4}$"
)
_RELIEVES = deferred(rf"(?:{RELIEF})[^，。；、\d]{{0,30}}$")
_MATCHED = deferred(
    r"(?:的)?(?:比例|额度|标准)?(?:分别)?(?:给予|予以|配套|奖励|发放)[^，。；]{0,20}(?:奖励|资助|补助|补贴|配套|支持|资金)?"
)
_QUALIFIES = deferred(r"的[^，。；]{2,}")


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
            pays_rung(ctx, part, parts)
            pays_stage(ctx, part, parts)
            pays_level(ctx, part, parts)
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
        _rate(ctx, part, parts, left, right)
    elif quantity.kind is Kind.COUNT:
        count_role(ctx, part, granted, left, parts[-2].role if len(parts) > 1 else None)
    elif quantity.kind is Kind.DURATION:
        _duration(ctx, part, quantity)
    elif quantity.kind is Kind.RATIO:
        paid = (
            not levels_share(left, ctx.text[part.series.end : part.clause.end])
            and _MATCHED.search(ctx.text, part.series.end, part.clause.end)
            and not re.search(r"应|须|配套资金|不低于", left)
        )
        part.role, part.verb = (Role.GRANT, part.left) if paid else (Role.METRIC, None)


def _borne_or_put(ctx: Context, part: Part, parts: list[Part], left: str, rest: str) -> bool:
    """Set the role of a share that an office bears, that is to be put to a use, or that bounds the sums before it."""
    bears = _BEARS.search(left) if "承担" in left else None
    if bears:
        part.role, part.verb = Role.GRANT, part.left + bears.start()
    elif bounded(ctx, part, "min") and _PUT_INTO.match(rest):
        part.role = Role.METRIC
    elif ctx.text.find("超过", part.clause.start, part.series.end) >= 0 and _bounds_it(ctx, part, parts):
        part.role = Role.CAP
    elif "面" in left and _COVERS.search(left):
        part.role = Role.CAP if part.limited else Role.NONE
    else:
        return False
    return True


def _bounds_it(ctx: Context, part: Part, parts: list[Part]) -> bool:
    granted = any(p.role is Role.GRANT and p.segment == part.segment for p in parts[:-1])
    return granted and _ITS_BOUND.match(ctx.text, part.clause.start, part.series.end) is not None


def _rate(ctx: Context, part: Part, parts: list[Part], left: str, right: str) -> None:
    part.limited = bounded(ctx, part, "max") or (
        far_limit(_LIMIT_RATE, left) is not None
        and _WITHIN_LIMIT.search(left) is None
        and not is_band(ctx.quantities[part.series.indices[0]])
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
    if printed.endswith("全免") and pattern(r"(?:{exclude_word})").search(left) is None:
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
    if _borne_or_put(ctx, part, parts, left, rest):
        return
    if _COSTS.search(left) and ctx.text[part.series.end : part.series.end + 1] in ("，", "、"):
        return
    if is_rung(ctx, part) and pattern(GRANT_NOUN).search(left) is None:
        part.role = Role.METRIC
        return
    if is_winners_share(ctx, part, parts):
        part.role = Role.CAP
        return
    if part.limited and _SPENT.search(ctx.text, part.left, first.core_start):
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
        bars = rest.startswith(("的，", "的不", "的取", "的须", "的应", "的视")) or (rest.startswith("的") and gates(ctx, part, rest))
        part.role = Role.METRIC if bars else Role.NONE if _DEARER.search(left) and right.startswith("的") else Role.CAP


def _duration(ctx: Context, part: Part, quantity: Quantity) -> None:
    if months_role(ctx, part):
        return
    if is_lookback(ctx, part.series.indices[0]):
        part.role = Role.LOOKBACK
    elif (
        (not quantity.working_days and (quantity.bound == "min" or is_rung(ctx, part)))
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
