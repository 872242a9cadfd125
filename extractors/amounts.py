"""Amounts: what a granting clause pays, per what, in which tier, under which label, earned by which words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiaokuan.extractors.antecedents import Antecedent
from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.class_list import ClassMention
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, Finding, TierFinding
from tiaokuan.extractors.frames import Part, spread
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.extractors.numerals import parse_number
from tiaokuan.extractors.shares import labels_for
from tiaokuan.extractors.words import grant_kind
from tiaokuan.gazetteer.lexicon import pattern

_ANNUAL = re.compile(r"每年|每个?年度|按年度?|逐年|/年|年均")
_PER = re.compile(
    r"(?P<each>每满?|单|[注册](?P<noun1>)一|/)(?P<n>\d{1,6}|[一二两三十百](?!瓦)|[千万](?!瓦))?(?P<unit>[个家户件项人名位所台套次辆篇亩头只例场种款幅部集艘间栋吨班床条张届期村镇枚座处站店点年月天日亿万]|平方米|千瓦|公里|课时|学时|学期|人次|万元|航班|标箱)?"
    r"(?P<noun>[^每，。；、\d给奖补资最不按]{0,10}?)(?P<time>每(?:人)?每?(?:月|年|季度|天|日|学期|次|晚)|每月|每年|每天)?"
    r"(?:可|将|再|分别|各|一次性|无偿|给予|予以|奖励|补助|补贴|资助|扶持|发放|按照?|最高|最多|不超过|享受|领取|获得|另外?|额外|标准|为|的|：|:)*$"
)
_COUNTED_ONE = re.compile(r"[一1](?P<unit>[个家户件项人名位所台套次辆篇头场幅艘栋张座处站])")
_ONE_PER = re.compile(r"(?:一|1|每)(?P<unit>[个家户件项人名位所台套次辆篇])(?P<noun>[^，。；、\d]{0,12})$")
_BASE = re.compile(r"(?:按照?|给予|以|依据|奖励|补助|补贴|资助|不超过|最高|对于?|享受|报销|为|达)(?P<base>(?:(?!按照?|给予|不超过|最高|对于?|奖励|补助(?!金额|总额)|补贴(?!金额|总额|标准)|资助(?!金额)).)+?)的?(?:比例)?(?:原则上)?(?:不超过|最高|不低于)?$")
_DE = re.compile(r"（[^（）\n]*）|\([^()\n]*\)|(?P<de>的)")
_FUND = re.compile(r"(?:规模)?的?(?P<name>[^，。；、]{2,30}?(?:基金|资金|资金池))")
_GIVES_ONLY = re.compile(
    r"(?:并|另|再|均|各|可|可以|原则上|经审核批准|分别|给予|予以|奖励|补贴|补助|资助|扶持|发放|申请|享受|返还|一次性|每年|额度|标准|建站|启动|运营|单个项目|项目|最高|按照?|根据实际情况|不超过|研发投入|实际支出)+"
)
_OPENING = re.compile(r"[，,的、 （）()]*(?:对于?|凡是?|其中)?")
_TOWARDS = re.compile(r"(?<![面针绝相应核结一])对(?=[^外接口比应内于照]{2})")
_SERVED = re.compile(r"(?:支持|用于)(?P<what>(?!\d)[^，。；]{2,80})")
_OBJECT = re.compile(r"对(?:于)?(?:其|该)?(?P<base>[^，。；]+?)(?:，)?(?:按照?|给予|予以|原则上|可|最高|分别|进行|一次性)")


@dataclass(slots=True)
class Grant:
    """One series that is granted, with all that belongs to it."""

    part: Part
    antecedent: Antecedent
    recipients: list[ClassMention]
    thresholds: list[Part]
    per: Part | None
    heading: str
    sentence: Piece | None = None
    until: int = 0
    tier_part: Part | None = None

    @property
    def announced(self) -> bool:
        """True where the clauses before announce the grant and this one only gives the figure (省内500元)."""
        return self.part.verb is not None and self.part.verb == self.part.left < self.part.series.start

    def condition_span(self, ctx: Context, part: Part) -> tuple[int, int]:
        """The attributive phrase that holds the threshold: from after 对 or the class noun to the 的."""
        text = ctx.text
        closing = _DE.search(text, part.series.end, part.clause.end)
        end = closing.start("de") if closing and closing.lastgroup else max(part.clause.end, part.series.end)
        start = part.clause.start
        if self.antecedent.trigger is not None:
            start = min(self.antecedent.trigger[0], start)
        start = max(start, self.antecedent.start)
        for mention in self.antecedent.mentions:
            if start < mention.end <= part.series.start:
                start = mention.end
        opening = _OPENING.match(text, start, end)
        start = opening.end() if opening else start
        for at in _TOWARDS.finditer(text, start, part.series.start):
            start = at.end()
        return start, end


def amounts_of(ctx: Context, grant: Grant) -> list[Finding]:
    """One amount for each figure of the series (and for each list of tiers of the same length)."""
    values = spread(ctx, grant.part)
    count = len(values)
    ladders = [p for p in grant.thresholds if count > 1 and len(p.series) == count]
    found: list[Finding] = []
    if ladders:
        for ladder in ladders:
            tiers = [_tier(ctx, ladder, n) for n in range(count)]
            found += [_amount(ctx, grant, n, value, tier=tiers[n], ladder=ladder) for n, value in enumerate(values)]
        return found
    labels = _labels(ctx, grant, count)
    tier = _single_tier(ctx, grant) if count == 1 and grant.thresholds else None
    return [
        _amount(ctx, grant, n, value, label=labels[n] if labels else None, tier=tier) for n, value in enumerate(values)
    ]


def budget_of(ctx: Context, part: Part) -> list[Finding]:
    """A sum that is set aside: kind budget."""
    found: list[Finding] = []
    for index, value in zip(part.series.indices, spread(ctx, part), strict=True):
        mode = _mode(value, Kind.MONEY, part.limited)
        words = ctx.text[part.clause.start : ctx.quantities[index].start].strip("，,：: ")
        fund = _FUND.match(ctx.text, ctx.quantities[index].end, part.clause.end)
        if fund and re.fullmatch(r"(?:设立|安排|建立|筹集|组建|每年|年度|总)+", words):
            found.append(_budget(ctx, part, index, value, mode, fund["name"], words))
            continue
        found.append(_budget(ctx, part, index, value, mode, words or None, words))
    return found


def _budget(ctx: Context, part: Part, index: int, value: Interval, mode: str, trigger: str | None, words: str) -> AmountFinding:
    return AmountFinding(
        part.clause.start, part.clause.end, "budget", mode, value=value, trigger=trigger,
        frequency="annual" if _ANNUAL.search(words) else None, currency=ctx.quantities[index].currency or "CNY", figures=(index,),
    )  # fmt: skip


def _labels(ctx: Context, grant: Grant, count: int) -> list[str] | None:
    text = ctx.text
    before = text[grant.antecedent.start : grant.part.series.start]
    shared = "分别" in before or "各" in before[-4:] or count > 1
    if not shared or (count == 1 and "分别" not in before):
        return None
    if grant.recipients and len(grant.recipients) == count and count > 1:
        return [m.label for m in grant.recipients]
    mentions = grant.antecedent.mentions
    area = text[grant.antecedent.start : grant.antecedent.end]
    own = re.sub(r"分别.*$", "", text[max(grant.part.clause.start, grant.part.left) : grant.part.series.start])
    if count > 1 and grant.part.verb == grant.part.left and labels_for(own, count):
        return labels_for(own, count)
    if mentions and count > 1:
        label_at = text.find(mentions[0].label, mentions[0].start, mentions[0].end)
        inside = labels_for(text[grant.antecedent.start : label_at], count) if label_at > grant.antecedent.start else None
        if inside:
            return inside
    if count > 1 and len(mentions) == count:
        return [m.label for m in mentions]
    if count == 1:
        listed = re.search(r"(?P<a>[^，。；、的在中]{1,12}、[^，。；、的]{1,12}?)(?:胜诉|的|，|分别|$)", area)
        if listed is None:
            return None
        return ["、".join(labels_for(listed["a"], listed["a"].count("、") + 1) or [listed["a"]])]
    return labels_for(area, count)


def _tier(ctx: Context, ladder: Part, number: int) -> TierFinding:
    index = ladder.series.indices[number]
    metric = metric_of(ctx, ladder.series.indices[0], ladder.clause.start, ladder.clause.end)
    quantity = ctx.quantities[index]
    unit = None if quantity.kind is Kind.MONEY else quantity.unit
    return TierFinding(metric.name, spread(ctx, ladder)[number], unit, quantity.currency)


def _single_tier(ctx: Context, grant: Grant) -> TierFinding | None:
    return _tier(ctx, grant.tier_part, 0) if grant.tier_part is not None else None


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
    finding = AmountFinding(start, end, _kind(ctx, grant), _mode(value, quantity.kind, part.limited), figures=figures)
    if quantity.kind is Kind.RATIO:
        finding.mode = "rate"
    if quantity.kind in (Kind.RATE, Kind.RATIO):
        finding.rate, finding.rate_base = value, _rate_base(ctx, grant, index)
    else:
        finding.value, finding.currency = value, quantity.currency or "CNY"
    finding.per_count, finding.per_unit = _per(ctx, grant, index)
    finding.label, finding.tier = label, tier
    finding.trigger = None if label and grant.recipients else _trigger(ctx, grant, ladder)
    finding.frequency = _frequency(ctx, grant, finding)
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


def _mode(value: Interval, kind: Kind, limited: bool) -> str:
    if limited or (value.min is None and value.max is not None):
        return "up_to"
    if value.max is None:
        return "at_least"
    if not value.is_exact:
        return "range"
    return "rate" if kind is Kind.RATE else "fixed"


def _kind(ctx: Context, grant: Grant) -> str:
    part = grant.part
    verb = min(part.verb if part.verb is not None else part.series.start, part.series.start)
    own = ctx.text[verb : max(grant.until, part.series.end)]
    after = re.split(r"[，。；]", ctx.text[part.series.end : part.clause.end])[0][:16]
    near = ctx.text[max(part.clause.start, verb - 8) : verb]
    if re.match(r"(?:以内)?的?[^，。；：]{0,14}贷款", ctx.text[part.series.end : part.clause.end]):
        return "funding"
    announced = ctx.text[part.segment.start : part.clause.start] if grant.announced else ""
    for words in (after, own, near, announced, grant.heading):
        kind = grant_kind(words)
        if kind:
            return kind
    return "award"


def _trigger(ctx: Context, grant: Grant, ladder: Part | None) -> str | None:
    words = grant.antecedent.trigger_text(ctx.text)
    if words is not None and _GIVES_ONLY.fullmatch(words):
        words = None
    if words is None and grant.per is None and not grant.announced:
        words = _said_before(ctx, grant)
    if grant.announced:
        own = re.sub(r"(?:分别|每|为|是|：|:|标准|按|最高|不超过).*$", "", ctx.text[grant.part.left : grant.part.series.start]).strip("，,、 ")
        return words if not own or pattern(r"(?:一次性)?(?:{grant_verb}|{weak_grant_verb})").match(own) else own
    if words is None and grant.per is not None:
        return ctx.text[grant.per.clause.start : grant.per.clause.end]
    if words is None or words in ("每年", "年度"):
        served = _SERVED.search(ctx.text, grant.part.series.end, grant.part.segment.end)
        return served["what"] if served else None
    return words


def _said_before(ctx: Context, grant: Grant) -> str | None:
    """The clauses between the grant before and the one that only gives (…设立联络站，给予建站补助2万元)."""
    before = ctx.text[max(grant.antecedent.start, grant.part.segment.start) : grant.part.clause.start].strip("，,、；：: ")
    words = before if len(before) <= 80 else before.rsplit("，", 1)[-1]
    words = re.sub(r"^(?:对于?|凡|并|同时)(?=[^，。；]{3,})", "", words).strip("，的 ")
    return words if len(words) >= 4 and not _GIVES_ONLY.fullmatch(words) else None


def _frequency(ctx: Context, grant: Grant, finding: AmountFinding) -> str | None:
    part = grant.part
    verb = part.verb if part.verb is not None else part.series.start
    around = ctx.text[max(part.clause.start, min(verb, part.series.start) - 8) : max(grant.until, part.series.end)]
    announced = re.search(r"一次性[^，。；\d]{0,10}(?:奖励|补助|补贴|资助)[^\d。；每]{0,10}$", ctx.text[part.segment.start : part.series.start])
    if announced or grant.announced and "一次性" in ctx.text[part.segment.start : part.clause.start]:
        return "once"
    if "一次性" in around or "一次性" in ctx.text[part.series.end : min(part.clause.end, part.series.end + 12)]:
        return "once"
    before = ctx.text[part.clause.start : part.series.start]
    if finding.per_unit and finding.per_unit.endswith("月"):
        return None
    tail = ctx.text[part.series.end - 2 : part.series.end + 2]
    per = ctx.quantities[part.series.indices[0]].per_unit
    return "annual" if _ANNUAL.search(before) or "每年" in tail or (per and per.endswith("年")) else None


def _per(ctx: Context, grant: Grant, index: int) -> tuple[float, str | None]:
    quantity = ctx.quantities[index]
    if quantity.per_unit:
        unit = _per_unit(quantity.per_unit)
        return 1, (unit if unit.endswith("学年") else unit.removesuffix("年")) or None
    left = ctx.text[grant.part.clause.start : grant.part.series.start]
    match = None
    for match in re.finditer(r"每|单[个项家户件]", left):
        found = _PER.match(left, match.start())
        if found and found.end() == len(left):
            return _read_per(found)
    if grant.per is not None:
        per = ctx.quantities[grant.per.series.indices[0]]
        count = per.value.min if isinstance(per.value.min, (int, float)) else 1
        after = ctx.text[per.end : per.end + 5]
        named = re.match(r"国家(?:或|和|、)地区|国家", after)
        return count, named.group() if named and per.unit == "个" else per.unit
    one = _ONE_PER.search(ctx.text[grant.antecedent.start : min(grant.part.verb or grant.part.series.start, grant.part.series.start)])
    if one and grant.antecedent.trigger is None:
        return 1, one["unit"]
    return 1, None


def _read_per(found: re.Match[str]) -> tuple[float, str | None]:
    unit, noun, time = found["unit"], found["noun"], found["time"]
    if unit == "年":
        return 1, None
    if time and "年" in time:
        return 1, unit or noun or None
    if time and "月" in time:
        return 1, f"{unit or noun}月" if (unit or noun) else "月"
    if time and re.search(r"天|日|次|学期|季度|晚", time):
        return 1, (unit or noun or "") + time.replace("每", "")
    if unit in ("万", "亿"):
        scale = 10_000 if unit == "万" else 100_000_000
        return scale * (parse_number(found["n"] or "1") or 1), re.sub(r"[^人件个次辆吨亩元台].*$", "", noun[:1]) or noun or None
    counted = _COUNTED_ONE.search(noun) if not unit else None
    if counted:
        return 1, counted["unit"]
    if unit:
        count = parse_number(found["n"]) if found["n"] else 1
        return count or 1, unit
    return (1, noun) if noun else (1, None)


def _per_unit(printed: str) -> str:
    return re.sub(r"[·/每]|[（(].*", "", printed)


def _rate_base(ctx: Context, grant: Grant, index: int) -> str | None:
    part = grant.part
    left = ctx.text[part.left : ctx.quantities[index].core_start]
    match = _BASE.search(left)
    if match:
        base = re.sub(r"^(?:其|该|单位|企业)?(?:实际)?", "", match["base"]) and match["base"].lstrip("其该")
        base = base.strip("的，、 ")
        if len(base) >= 2 and not re.fullmatch(r"(?:一定|以下|下列|相应)?比例|标准", base):
            return base
    whole = ctx.text[max(grant.antecedent.start, part.segment.start) : part.series.start]
    target = _OBJECT.search(whole)
    if target:
        return re.split(r"的(?=[^的]*$)", target["base"])[-1].strip("的， ") or None
    plain = re.search(r"(?P<base>[一-龥（）]{2,30}?)的?(?:按照?)?$", left)
    if plain and len(plain["base"].lstrip("的按")) >= 2 and not pattern(r"(?:{grant_verb})$").search(plain["base"]):
        return plain["base"].lstrip("的按")
    if grant.thresholds:
        return metric_of(ctx, grant.thresholds[-1].series.indices[0], grant.thresholds[-1].clause.start, grant.thresholds[-1].clause.end).name
    return None
