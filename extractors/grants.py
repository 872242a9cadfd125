"""Granting clauses: amounts, ceilings, beneficiaries and the figures that gate a grant, read off one frame a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaokuan.extractors.amounts import Grant, amounts_of, budget_of
from tiaokuan.extractors.antecedents import Antecedent, counted_class, read_antecedent, recipient_after
from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.caps import cap_of, once_only
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.conditions import demands_figure
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import AmountFinding, ApplicantFinding, ConditionFinding, Finding, PeriodFinding
from tiaokuan.extractors.frames import Part, Role, read_frame, spread
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.gazetteer.lexicon import pattern

_REASONS = {Role.INSTALMENT: "instalment", Role.PRICE: "price"}
_WORTH = re.compile(r"扣除标准|返还|减征|照顾|优先|免费|奖|补|助|贴|扶持|支持|给予|予以|资金|经费|安排|额度|最高|不超过|封顶|限额|享受|减免|名额|择优|评选|支付|拨付|租金|价|一次|出资|配套|设立|基金")


@dataclass(slots=True)
class Reading:
    """What has been read of one entry so far: findings, grants with their thresholds, who received last."""

    findings: list[Finding] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    loose: list[tuple[Part, Piece]] = field(default_factory=list)
    opening: list[tuple[Part, Piece]] = field(default_factory=list)
    pending: Antecedent | None = None
    expected: bool = False
    also: list[Finding] = field(default_factory=list)


def read_grants(
    ctx: Context, start: int, end: int, heading: str = "", pending: Antecedent | None = None, *, expected: bool = False
) -> list[Finding]:
    """Amounts, caps, beneficiaries and gating conditions of ``text[start:end]``; [] where nothing is granted.

    ``heading`` is the section's title: it says the kind of a grant whose own words do not. ``pending`` is what a lead-in
    above the list says of who earns the grants and by what (see ``opening_of``).
    """
    reading = Reading(pending=pending, expected=expected)
    for sentence in sentences(ctx.text, start, end):
        if expected or _WORTH.search(ctx.text, sentence.start, sentence.end):
            _sentence(ctx, sentence, heading, reading)
    amounts: list[Finding] = []
    _choose_tiers(ctx, reading.grants)
    for grant in reading.grants:
        amounts += amounts_of(ctx, grant)
    conditions = _conditions(ctx, reading)
    if not reading.grants:
        known = {c.figures for c in conditions}
        alone = [c for part, sentence in reading.loose for c in _gate_alone(ctx, part, sentence)]
        conditions += [c for c in alone if not c.figures or c.figures not in known]
    if not amounts and not conditions and not any(not isinstance(f, PeriodFinding) for f in reading.findings):
        return reading.findings
    return [*amounts, *reading.findings, *conditions, *(reading.also if reading.grants else [])]


def opening_of(ctx: Context, start: int, end: int) -> Antecedent | None:
    """Who and what the lead-in of a list of grants names (对获奖的运动员，按以下标准给予奖励：); None where it is none."""
    reading = Reading()
    for sentence in sentences(ctx.text, start, end):
        _open(ctx, sentence, [], reading)
    return reading.pending


def read_caps(ctx: Context, start: int, end: int) -> list[Finding]:
    """Only the ceilings of ``text[start:end]``."""
    found: list[Finding] = []
    for sentence in sentences(ctx.text, start, end):
        for part in read_frame(ctx, sentence, granted=True):
            if part.role is Role.CAP:
                found += cap_of(ctx, part, sentence, [])
        found += once_only(ctx, sentence)
    return found


def _sentence(ctx: Context, sentence: Piece, heading: str, reading: Reading) -> None:
    parts = read_frame(ctx, sentence, granted=bool(reading.grants), expected=reading.expected)
    if not any(part.role is Role.GRANT for part in parts):
        _open(ctx, sentence, parts, reading)
    reading.also += _figureless(ctx, sentence, parts)
    thresholds: list[Part] = []
    per: Part | None = None
    last_end = sentence.start
    segment: Piece | None = None
    for number, part in enumerate(parts):
        if part.segment is not segment and segment != part.segment:
            segment, last_end = part.segment, part.segment.start
            thresholds, per = [], None
        if part.role in _REASONS:
            ctx.exclude(list(part.series.indices), _REASONS[part.role])
        elif re.match(r"(?:提高|调整|上调|下调|降低|提升)(?:至|到|为)", ctx.text[part.series.end : part.series.end + 4]):
            ctx.exclude(list(part.series.indices), "replaced")
        elif part.role is Role.METRIC:
            thresholds.append(part)
        elif part.role is Role.PER:
            per = part
        elif part.role is Role.CAP:
            reading.findings += cap_of(ctx, part, sentence, reading.grants)
            reading.findings += _chosen(ctx, part, sentence)
        elif part.role is Role.BUDGET:
            reading.findings += budget_of(ctx, part)
        elif part.role is Role.GRANT:
            grant = _grant(ctx, part, last_end, thresholds, per, heading, reading)
            grant.sentence = sentence
            following = parts[number + 1].series.start if number + 1 < len(parts) else part.clause.end
            grant.until = min(following, part.clause.end)
            if reading.pending is not None and not grant.antecedent.mentions and not grant.recipients:
                grant.antecedent.mentions = reading.pending.mentions
                if grant.antecedent.trigger_text(ctx.text) is None and grant.per is None:
                    grant.antecedent.trigger = reading.pending.trigger
            reading.grants.append(grant)
            reading.findings += _beneficiaries(ctx, grant)
            if part.limited:
                reading.findings += cap_of(ctx, part, sentence, reading.grants)
            last_end, thresholds, per = _end_of_grant(ctx, part), [], None
    if not any(part.role is Role.GRANT for part in parts):
        reading.loose += [(part, sentence) for part in parts if part.role is Role.METRIC]
    if parts or reading.grants:
        reading.findings += once_only(ctx, sentence)


_OPENS = re.compile(r"(?:进行|给予|予以|实行|发放)[^，。；：\d]{0,14}(?:奖励|补助|补贴|资助|扶持|支持|补偿)(?:[，：:]|$)|(?:按照?|执行)[^，。；]{0,10}标准[^，。；]{0,12}(?:奖励|补助|补贴|资助)?[：:]?$")


def _open(ctx: Context, sentence: Piece, parts: list[Part], reading: Reading) -> None:
    """对…的运动员，按以下标准给予奖励：the words that earn the grants of the sentences that follow."""
    opens = _OPENS.search(ctx.text, sentence.start, sentence.end)
    if opens is None or not re.match(r"(?:[^，。；]{0,10}[，,])?(?:对|凡)", ctx.text[sentence.start : sentence.end]):
        return
    reading.pending = read_antecedent(ctx, sentence.start, opens.start())
    reading.opening += [(part, sentence) for part in parts if part.role is Role.METRIC]


_ALSO = re.compile(r"(?:^|[，；：])对(?P<who>[^，。；]{4,80}?)，?(?:从[^，。；]{2,16}中|按[^，。；]{2,16})?(?:给予|予以)[^，。；\d]{0,10}(?:奖励|补助|补贴|资助|扶持|支持)(?=[，；。]|$)")


def _figureless(ctx: Context, sentence: Piece, parts: list[Part]) -> list[Finding]:
    """Who receives beside a grant with a figure: 安排经费100万元 …，对主办活动的社会组织，从经费中予以补贴."""
    found: list[Finding] = []
    text = sentence.of(ctx.text)
    for match in _ALSO.finditer(text):
        start, end = sentence.start + match.start("who"), sentence.start + match.end()
        if _POINTS.search(match.group()) or any(start <= part.series.start < end for part in parts):
            continue
        antecedent = read_antecedent(ctx, start - 1, sentence.start + match.end("who"))
        found += [_beneficiary(m) for m in antecedent.mentions]
    return found


_SERVES = re.compile(
    r"(?:^|[，；。：])(?:[^，；。]{0,14}?)(?:对|向|为)(?P<who>[^，。；]{3,80}?)(?:，)?(?:按[^，。；]{2,20})?(?:由[^，。；]{2,14})?(?:给予|予以|实行|发放|落实|免征|减征|减免|提供|优先|可申领|可享受|可申请|享受|按规定执行|返还)(?P<what>[^，。；\d]{0,24})(?=[，；。]|$)"
)
_MAY = re.compile(r"(?:^|[，；。：])(?P<who>[^，。；]{2,40}?)(?:，经[^，。；]{1,8})?，?(?:均?可|可以|优先|允许)(?P<what>(?:享受|优先|申请|解决|推荐|随同|先?落户|入读|不受)[^，。；]{2,24})|(?:^|[，；。：])(?P<who2>[^，。；]{2,40}?)(?:统筹|优先)(?P<what2>解决[^，。；]{2,24})")
_INTO = re.compile(r"(?:^|[，；。：])将(?P<who>[^，。；]{3,60}?)纳入(?P<what>[^，。；\d]{2,30})(?=[，；。]|$)")
_SERVED = re.compile(r"经营场地|场地[^，。；]{0,8}费用|健康体检|疗养|公益性岗位|编制数|随同登记|租购同权|保障范围|借用|应急转贷|保险金|救助金|津贴|住房保障|电价|生活补助|奖励|激励|补贴|补助|优惠|退税|减免|免征|减征|支持|照顾|绿色通道|待遇|政策|贴息|车辆购置税|税|入读|落户|优先|培训|资助")
_VAGUE = re.compile(r"适当|一定|酌情|参照|按[^，。；]{0,16}办法|按规定|指导|鼓励|表扬|通报|大力支持|政策支持|技术支持|有力|宣传|跟踪|监督|管理|检查|考核|约谈|处罚|追究|问责|批评")


def read_benefits(ctx: Context, start: int, end: int) -> list[Finding]:
    """Who receives a named benefit without a figure (对首次实现出口的企业给予奖励, …人才可享受优惠政策); vague support
    (适当补助, 一定支持) names nobody."""
    found: list[Finding] = []
    for sentence in sentences(ctx.text, start, end):
        text = sentence.of(ctx.text)
        for pattern_ in (_SERVES, _MAY, _INTO):
            for match in pattern_.finditer(text):
                if not _SERVED.search(match.group()[-30:]) or _VAGUE.search(match.group()):
                    continue
                second = pattern_ is _MAY and match["who"] is None
                what, who = ("what2", "who2") if second else ("what", "who")
                if ctx.live(sentence.start + match.start(what), sentence.start + match.end()):
                    continue
                begin, stop = sentence.start + match.start(who), sentence.start + match.end(who)
                antecedent = read_antecedent(ctx, begin - 1 if pattern_ is _SERVES else begin, stop)
                if re.search(r"如下|以下|下列", text[match.end() :]):
                    continue
                found += [_beneficiary(m) for m in antecedent.mentions if m.category not in ("government", "project", "other")]
    return found


def _beneficiary(m: ClassMention) -> ApplicantFinding:
    return ApplicantFinding(
        m.start, m.end, m.label, m.category, "beneficiary", m.region, list(m.qualifiers), None, m.size, m.honours
    )


def _chosen(ctx: Context, part: Part, sentence: Piece) -> list[Finding]:
    """Those of whom a number is chosen to be supported (选择100户…重点企业纳入计划，并优先给予扶持)."""
    if part.series.kind is not Kind.COUNT or not re.search(r"选择|选取|遴选|择优", ctx.text[part.clause.start : part.series.start]):
        return []
    if not re.search(r"给予|扶持|支持|优先", ctx.text[part.series.end : sentence.end]):
        return []
    stop = re.search(r"纳入|作为|给予|进行|予以|开展|$", ctx.text[part.series.end : part.clause.end])
    assert stop is not None
    return [_beneficiary(m) for m in parse_class_list(ctx.text, part.series.end, part.series.end + stop.start(), ctx.home)]


def _end_of_grant(ctx: Context, part: Part) -> int:
    """Where the words of this grant stop: its noun after the figure (…元的一次性奖励) belongs to it."""
    tail = pattern(r"[^，。；、：]{{0,16}}?(?:奖励|补助|补贴|资助|扶持|支持|经费|资金|奖金|补偿|津贴)?(?=[，。；、：]|$)").match(
        ctx.text, part.series.end, part.clause.end
    )
    return tail.end() if tail else part.series.end


def _grant(ctx: Context, part: Part, start: int, thresholds: list[Part], per: Part | None, heading: str, reading: Reading) -> Grant:
    verb = part.verb if part.verb is not None else part.series.start
    stop = min(verb, part.series.start)
    antecedent = read_antecedent(ctx, start, stop)
    recipients = recipient_after(ctx, _after_verb(ctx, verb), part.series.start) if verb < part.series.start else []
    if not thresholds and reading.grants and antecedent.end <= antecedent.start:
        thresholds = []
    return Grant(part, antecedent, recipients, list(thresholds), per, heading)


def _after_verb(ctx: Context, verb: int) -> int:
    match = pattern(r"(?:分别|再|一次性)*(?:{grant_verb}|{weak_grant_verb})").match(ctx.text, verb)
    return match.end() if match else verb


def _beneficiaries(ctx: Context, grant: Grant) -> list[Finding]:
    earlier = [
        m for m in grant.antecedent.mentions
        if grant.antecedent.opened or not (m.category == "government" or (m.category == "park" and len(m.label) <= 2 and not m.qualifiers))
    ]  # 区县奖励50万元，园区奖励20万元 names who pays
    recipients = [r for r in grant.recipients if not any(m.label.endswith(r.label) for m in earlier)]
    mentions: list[ClassMention] = [*recipients, *earlier]
    mentions += _paid_after(ctx, grant)
    if not mentions and not grant.antecedent.opened and grant.sentence is not None:
        mentions = _served_before(ctx, grant)
    if not mentions and not grant.antecedent.opened:
        mentions = counted_class(ctx, grant.part.clause.start, grant.part.series.start)
    return [_beneficiary(m) for m in mentions]


_PAYS = re.compile(r"，?(?:的标准)?，?(?:用于)?(?:奖励|补助|资助|补贴|扶持)(?P<who>[^，。；\d]{3,60}?)(?=[。；，]|等单位|等机构|，用于|$)")


def _paid_after(ctx: Context, grant: Grant) -> list[ClassMention]:
    """按贷款总额的1%，奖励经办银行、运营管理机构: who stands behind a verb that follows the figure."""
    match = _PAYS.match(ctx.text, grant.part.series.end, grant.part.segment.end)
    if match is None:
        return []
    return [m for m in parse_class_list(ctx.text, match.start("who"), match.end("who"), ctx.home) if m.category != "project"]


def _served_before(ctx: Context, grant: Grant) -> list[ClassMention]:
    """对困难人员再给予生活费补贴，补贴标准不超过50元: who the clause before the figure serves."""
    assert grant.sentence is not None
    text = ctx.text[grant.sentence.start : grant.part.clause.start]
    found = list(re.finditer(r"(?:^|[，；。])(?:[^，；。]{0,14}?)(?:对|向|为)(?P<who>[^，。；]{3,60}?)(?:，)?(?:按[^，。；]{2,20})?(?:再|另)?(?:给予|予以|发放)[^，。；\d]{2,20}(?=[，；]|$)", text))
    if not found:
        return []
    begin = grant.sentence.start + found[-1].start("who")
    return read_antecedent(ctx, begin - 1, grant.sentence.start + found[-1].end("who")).mentions


def _choose_tiers(ctx: Context, grants: list[Grant]) -> None:
    """Tell the thresholds that choose among several figures (``grant.tier_part``) from those that only gate.

    They choose where the same measure has other bounds for other figures: bands that adjoin (500万元以上不满1000万元,
    1000万元以上), or one threshold each of the same name. Looked for within a segment first, then a sentence, then all.
    """
    for place in (lambda g: g.part.segment.start, lambda g: g.sentence.start if g.sentence else 0, lambda _: 0):
        groups: dict[int, list[Grant]] = {}
        for grant in grants:
            if grant.tier_part is None and not any(len(p.series) > 1 for p in grant.thresholds):
                groups.setdefault(place(grant), []).append(grant)
        for group in groups.values():
            _choose_in(ctx, group)


def _choose_in(ctx: Context, grants: list[Grant]) -> None:
    by_measure: dict[tuple[str, str | None], list[tuple[Grant, Part]]] = {}
    for grant in grants:
        for part in grant.thresholds:
            quantity = ctx.quantities[part.series.indices[0]]
            by_measure.setdefault((quantity.kind.value, quantity.unit), []).append((grant, part))
    for pairs in by_measure.values():
        values = [spread(ctx, part)[0] for _, part in pairs]
        if len({id(grant) for grant, _ in pairs}) < 2 or len(set(values)) < len(values):
            continue
        if _adjoin(values) or _same_single(ctx, pairs):
            for grant, part in pairs:
                grant.tier_part = part


def _adjoin(values: list[Interval]) -> bool:
    """True where some band is bounded above and an end of one is the beginning of another (or overlaps it)."""
    tops = {value.max for value in values if value.max is not None}
    bottoms = {value.min for value in values if value.min is not None}
    return bool(tops) and (bool(tops & bottoms) or len(tops) == len(values))


def _same_single(ctx: Context, pairs: list[tuple[Grant, Part]]) -> bool:
    """True where each grant has this one threshold, under one name (or a name left out because it was said before)."""
    names = []
    for grant, part in pairs:
        if len(grant.thresholds) > 1:
            return False
        left = ctx.text[part.left : part.series.start]
        name = metric_of(ctx, part.series.indices[0], part.clause.start, part.clause.end).name
        names.append("" if len(left.strip("的，且 达到首次")) < 2 else name)
    said = {name for name in names if name}
    return len(said) <= 1


def _conditions(ctx: Context, reading: Reading) -> list[Finding]:
    found: list[Finding] = []
    for grant in reading.grants:
        for part in grant.thresholds:
            if part is not grant.tier_part and not (len(part.series) > 1 and len(part.series) == len(grant.part.series)):
                found += _gate(ctx, grant, part)
    for part, sentence in reading.opening:
        found += _gate_alone(ctx, part, sentence)
    return found


_BENEFIT = re.compile(r"(?:给予|予以)[^，。；]{0,12}(?:补贴|补助|奖励|贴息|支持|资助|扶持|优惠|减免)|(?:优先|享受)[^，。；]{2,}|可(?:以)?(?:申请|享受|办理|申领)|返还|列为|纳入|照顾|减免|免费|(?:补贴|补助|奖励|贴息)(?:支持)?$")
_POINTS = re.compile(r"适当|参照|按照?《|按[^，。；]{0,12}(?:办法|规定)执行")


def _gate_alone(ctx: Context, part: Part, sentence: Piece) -> list[Finding]:
    """The figure that gates a benefit without one (投资3000万元以上的，按比例给予贴息)."""
    rest = ctx.text[part.series.end : sentence.end]
    if not _BENEFIT.search(rest) or _POINTS.search(rest):
        return []
    if not re.search(r"^[^。；]{0,40}?(?:的|，)", rest) or not re.search(r"对|凡|的", ctx.text[sentence.start : part.series.end + 20]):
        return []
    antecedent = read_antecedent(ctx, part.segment.start, part.clause.end)
    grant = Grant(part, antecedent, [], [part], None, "")
    return [*(_beneficiary(m) for m in antecedent.mentions), *_gate(ctx, grant, part)]


def _gate(ctx: Context, grant: Grant, part: Part) -> list[Finding]:
    start, end = grant.condition_span(ctx, part)
    text = ctx.text[start:end].strip("的，,、 ")
    return [
        ConditionFinding(start, end, text, "require", metric_of(ctx, index, start, end), gates=True, figures=(index,))
        for index in part.series.indices
        if demands_figure(ctx, index)
    ]


def amounts_only(findings: list[Finding]) -> list[AmountFinding]:
    """The amounts among the findings."""
    return [f for f in findings if isinstance(f, AmountFinding)]
