"""Amounts: what a granting clause pays, per what, in which tier, under which label, earned by which words."""

from __future__ import annotations

import re

from tiaokuan.extractors.amount_fields import ANNUAL, frequency_of, kind_of, mode_of, per_of
from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, Finding, TierFinding
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.grant_labels import labels_of
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.extractors.parts import Part, spread
from tiaokuan.extractors.rate_bases import only_stage, rate_base_of, staged
from tiaokuan.extractors.standard_months import months_base, months_value
from tiaokuan.extractors.triggers import trigger_of
from tiaokuan.gazetteer.deferred import deferred

_TAKEN_OF = deferred(r"(?P<what>.{4,}?)的?，?(?:再|分别|可)*按照?其?")
_GIFTS = frozenset(("补贴", "补助", "奖励", "资助", "给予", "扶持", "支持", "予以", "发放"))
#: 统筹安排资金|500万元|用于发放消费券: what a budget is for
_SET_ASIDE = deferred(r"^[^，。；]{0,10}(?:安排|筹集|列支|统筹)(?:专项)?(?:资金|经费)?$")
_USED_FOR = deferred(r"(?:，通过[^，。；]{2,20})?(?:，?(?:专项)?用于|，(?=为))(?P<what>[^，。；]{2,40})")
_ISO = deferred(r"PT?([\d.]+)[YMWDHS]")
_TITLE = deferred(r"^【[^】]{1,20}】")
_FUND = deferred(r"(?:规模)?的?(?P<name>[^，。；、]{2,30}?(?:基金|资金|资金池))")


def amounts_of(ctx: Context, grant: Grant) -> list[Finding]:
    """One amount for each figure of the series (and for each list of tiers of the same length)."""
    months = months_value(ctx, grant.part)
    values = spread(ctx, grant.part) if months is None else [months]
    count = len(values)
    ladders = [p for p in grant.thresholds if count > 1 and len(p.series) == count]
    found: list[Finding] = []
    if ladders:
        for ladder in ladders:
            tiers = [_tier(ctx, ladder, n) for n in range(count)]
            found += [_amount(ctx, grant, n, value, tier=tiers[n], ladder=ladder) for n, value in enumerate(values)]
        return found
    labels = labels_of(ctx, grant, count)
    tier = _single_tier(ctx, grant) if count == 1 and grant.thresholds else None
    return [
        _amount(ctx, grant, n, value, label=labels[n] if labels else None, tier=tier) for n, value in enumerate(values)
    ]


_CLASS_ONLY = deferred(r"(?:，(?:具体)?分[为两三四五六]?[两三四五六]?个?[档等级](?:次)?(?:发放|资助)?[：:]|[，、；])[^，。；、：\d每]{2,10}")
#: 补贴标准提高到每人每月1800元；留用率达到70%以上的，|提高到2000元
_RAISED = ("提高到", "提高至", "提高为", "调整为", "上调至", "提升至")


def pay_per(ctx: Context, before: tuple[Grant, Finding], own: tuple[Grant, Finding]) -> None:
    """Of a list of classes with their sums only the first says for whom each is paid (初级每人每月100元，中级200元)."""
    (first, paid), (grant, finding) = before, own
    if not isinstance(paid, AmountFinding) or not isinstance(finding, AmountFinding) or finding.per_unit is not None:
        return
    left = ctx.text[grant.part.left : ctx.quantities[grant.part.series.indices[0]].core_start]
    if finding.value is not None and left.endswith(_RAISED) and grant.per is None and first.sentence is grant.sentence:
        finding.per_count, finding.per_unit = paid.per_count, paid.per_unit
        return
    if first.part.segment != grant.part.segment or not grant.announced or paid.per_unit is None:
        return
    if finding.value is None or paid.value is None or grant.per is not None:
        return
    gap = ctx.text[first.part.series.end : ctx.quantities[grant.part.series.indices[0]].core_start]
    attached = re.search("[/／]", ctx.text[first.part.series.start : first.part.series.end])
    if _CLASS_ONLY.fullmatch(gap) and attached is None:
        finding.per_count, finding.per_unit = paid.per_count, paid.per_unit
        finding.frequency = finding.frequency or paid.frequency


def budget_of(ctx: Context, part: Part) -> list[Finding]:
    """A sum that is set aside: kind budget."""
    found: list[Finding] = []
    for index, value in zip(part.series.indices, spread(ctx, part), strict=True):
        mode = mode_of(value, Kind.MONEY, part.limited)
        words = _TITLE.sub("", ctx.text[part.clause.start : ctx.quantities[index].start].strip("，,：: "))
        fund = _FUND.match(ctx.text, ctx.quantities[index].end, part.clause.end)
        founds = fund is not None and fund["name"].endswith("基金") and re.fullmatch(r"[^，。；]{0,12}(?:设立|组建|建立)", words)
        if fund and (founds or re.fullmatch(r"(?:设立|安排|建立|筹集|组建|每年|年度|总)+", words)):
            found.append(_budget(ctx, part, index, value, mode=mode, trigger=fund["name"], words=words))
            continue
        used = _USED_FOR.match(ctx.text, ctx.quantities[index].end, part.clause.end) if _SET_ASIDE.search(words) else None
        aim = used["what"] if used else words.removesuffix("每年") or None
        found.append(_budget(ctx, part, index, value, mode=mode, trigger=aim, words=words))
    return found


def _budget(
    ctx: Context, part: Part, index: int, value: Interval, *, mode: str, trigger: str | None, words: str
) -> AmountFinding:
    return AmountFinding(
        part.clause.start, part.clause.end, "budget", mode, value=value, trigger=trigger,
        frequency="annual" if ANNUAL.search(words) else None, currency=ctx.quantities[index].currency or "CNY", figures=(index,),
    )  # fmt: skip


def _tier(ctx: Context, ladder: Part, number: int) -> TierFinding:
    index = ladder.series.indices[number]
    metric = metric_of(ctx, ladder.series.indices[0], ladder.clause.start, ladder.clause.end)
    quantity = ctx.quantities[index]
    unit = None if quantity.kind in (Kind.MONEY, Kind.RATE) else quantity.unit
    name = "年龄" if unit in ("岁", "周岁") else _measured(ctx, ladder, metric.name)
    value = spread(ctx, ladder)[number]
    return TierFinding(name, _in_units(value) if quantity.kind is Kind.DURATION else value, unit, quantity.currency)


def _measured(ctx: Context, ladder: Part, name: str) -> str | None:
    """``name``, or the words before the band where it only says what is paid (种植|100亩至300亩的每亩补贴 → 种植)."""
    if not name.startswith("每") and name not in _GIFTS:
        return name
    own = re.split("[，；：、]", ctx.text[ladder.left : ladder.series.start])[-1].strip("的在为达到 ")
    return own if len(own) > 1 else None


def _in_units(value: Interval) -> Interval:
    """A band of durations as the numbers that go with their unit (P3Y and 年 → 3 and 年)."""
    ends = [float(found[1]) if (found := _ISO.fullmatch(str(end))) else end for end in (value.min, value.max)]
    low, high = (int(end) if isinstance(end, float) and end.is_integer() else end for end in ends)
    return Interval(low, high, value.min_inclusive, value.max_inclusive, approximate=value.approximate)


def _single_tier(ctx: Context, grant: Grant) -> TierFinding | None:
    if grant.tier_part is None:
        return None
    tier = _tier(ctx, grant.tier_part, 0)
    tier.metric = grant.tier_name if grant.tier_name and grant.tier_name not in _GIFTS else tier.metric
    return tier


def _amount(
    ctx: Context, grant: Grant, number: int, value: Interval, *, label: str | None = None,
    tier: TierFinding | None = None, ladder: Part | None = None,
) -> AmountFinding:  # fmt: skip
    part = grant.part
    index = part.series.indices[number]
    quantity = ctx.quantities[index]
    start, end = _place(ctx, grant)
    figures = (index,) if ladder is None else (index, ladder.series.indices[number])
    if tier is not None and ladder is None:
        figures = (index, grant.tier_part.series.indices[0]) if grant.tier_part is not None else (index,)
    if grant.per is not None:
        figures = (*figures, grant.per.series.indices[0])
    finding = AmountFinding(
        start, end, kind_of(ctx, grant), mode_of(value, Kind.RATE if quantity.kind is Kind.DURATION else quantity.kind, part.limited), figures=figures
    )
    if quantity.kind is Kind.RATIO:
        finding.mode = "rate"
    if quantity.kind in (Kind.RATE, Kind.RATIO):
        finding.rate, finding.rate_base = value, rate_base_of(ctx, grant, index)
    elif quantity.kind is Kind.DURATION:
        finding.rate, finding.rate_base = value, months_base(ctx, part)
    else:
        finding.value, finding.currency = value, quantity.currency or "CNY"
    finding.per_count, finding.per_unit = per_of(ctx, grant, index)
    finding.label, finding.tier = label, tier
    listed = label and len(grant.recipients) > 1 and len(part.series) > 1
    finding.trigger = None if listed else trigger_of(ctx, grant, ladder)
    finding.trigger = None if finding.trigger == label else finding.trigger
    if finding.trigger and finding.rate_base and "按" in finding.trigger:
        own = _TAKEN_OF.fullmatch(finding.trigger.removesuffix(finding.rate_base))
        finding.trigger = own["what"] if own else finding.trigger
    if finding.trigger and finding.rate_base and "，" in finding.trigger:
        finding.trigger = finding.trigger.removesuffix("，以" + finding.rate_base)
        finding.trigger = finding.trigger.removesuffix("，" + finding.rate_base).rstrip("的") or None
    if finding.trigger and finding.rate_base and finding.trigger in ("以" + finding.rate_base, "按" + finding.rate_base):
        finding.trigger = None
    if finding.trigger and finding.rate is not None:
        both = staged(finding.trigger.rsplit("，", 1)[-1])
        finding.trigger = both[0] if both else only_stage(finding.trigger, finding.rate_base)
    finding.frequency = frequency_of(ctx, grant, finding)
    return finding


def _place(ctx: Context, grant: Grant) -> tuple[int, int]:
    part = grant.part
    start = min(grant.antecedent.start, part.clause.start)
    if grant.antecedent.trigger is not None:
        start = min(part.clause.start, grant.antecedent.trigger[0])
    end = max(part.clause.end if part.right >= part.clause.end else part.right, part.series.end)
    if end - start > 390:
        start = max(start, part.series.start - 200)
        end = min(end, part.series.end + 100)
    return start, end
