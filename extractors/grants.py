"""Granting clauses: amounts, ceilings, beneficiaries and the figures that gate a grant, read off one frame a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tiaokuan.extractors.amounts import amounts_of, budget_of, pay_per
from tiaokuan.extractors.antecedents import Antecedent, read_antecedent
from tiaokuan.extractors.beneficiaries import POINTS, beneficiaries, beneficiary, chosen, figureless
from tiaokuan.extractors.caps import cap_of, once_only
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.conditions import demands_figure
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import ConditionFinding, Finding, PeriodFinding
from tiaokuan.extractors.frames import read_frame
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.halfwidth import as_printed, widen
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.extractors.recipients import recipient_after
from tiaokuan.extractors.stated import announces, lists_sums
from tiaokuan.extractors.text_tables import read_text_rows
from tiaokuan.extractors.tiers import choose_tiers
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern
from tiaokuan.gazetteer.matcher import TermMatcher

_REASONS = {Role.INSTALMENT: "instalment", Role.PRICE: "price"}
#: Words without which a sentence grants nothing.
_WORTH_WORDS = (
    "扣除标准 标准基础上 提供 归属 返还 减征 减缴 减收 减交 免征 免缴 免收 免交 照顾 优先 免费 奖 补 助 贴 扶持 支持 给予 予以 资金 经费 安排 额度 最高 不超过 封顶 "
    "限额 享受 减免 名额 择优 评选 支付 拨付 限报 限推 限申 只能 可推荐 可申报 可报送 可选送 可遴选 最多指导 标准的 拟命名 拟认定 拟评 全免 报销 全部承担 街道承担 政府承担 园区承担 管委会承担 ％归 %归 不高于 数不得 数不超 租金 价 一次 出资 配套 设立 基金 低保 养育 供养 慰问 抚恤 优待 救济 护理 划归 比例归 部分归"
)
_WORTH = TermMatcher(_WORTH_WORDS.split())
_REPLACED = deferred(r"[^，。；、\d]{0,10}?(?:提高|调整|上调|下调|降低|提升)(?:至|到|为)")
#: The commonest of those words by their characters: most granting sentences need no longer search.
_PAYS = deferred("[奖补助贴]")


_GIVES_OUT = deferred("发放|颁发|发给|计发")


def _worth(text: str, start: int, end: int) -> bool:
    if _PAYS.search(text, start, end) is not None or _WORTH.longest(text[start:end]):
        return True
    given = text.find("发", start, end) >= 0 and _GIVES_OUT.search(text, start, end) is not None
    return given and text.find("元", start, end) >= 0


@dataclass(slots=True)
class Reading:
    """What has been read of one entry so far: findings, grants with their thresholds, who received last."""

    findings: list[Finding] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    loose: list[tuple[Part, Piece]] = field(default_factory=list)
    beside: list[tuple[Part, Piece]] = field(default_factory=list)
    opening: list[tuple[Part, Piece]] = field(default_factory=list)
    pending: Antecedent | None = None
    expected: bool = False
    announced: bool = False
    also: list[Finding] = field(default_factory=list)


def read_grants(
    ctx: Context, start: int, end: int, heading: str = "", pending: Antecedent | None = None, *, expected: bool = False
) -> list[Finding]:
    """Amounts, caps, beneficiaries and gating conditions of ``text[start:end]``; [] where nothing is granted.

    ``heading`` is the section's title: it says the kind of a grant whose own words do not. ``pending`` is what a lead-in
    above the list says of who earns the grants and by what (see ``opening_of``).
    """
    bare = not expected and not _worth(ctx.text, start, end) and not announces(heading.split(" ", 1)[0])
    if bare and (ctx.text.find("元", start, end) < 0 or not _lists(ctx.text, start, end, heading)):
        return []
    wide = widen(ctx, start, end)
    found = _read(wide, start, end, heading, pending, expected=expected)
    as_printed(ctx, wide, found)
    return found


def _lists(text: str, start: int, end: int, heading: str) -> bool:
    return any(lists_sums(text, s.start, s.end, heading) for s in sentences(text, start, end))


def _read(
    ctx: Context, start: int, end: int, heading: str, pending: Antecedent | None, *, expected: bool
) -> list[Finding]:
    reading = Reading(pending=pending, expected=expected, announced=announces(heading.split(" ", 1)[0]))
    rows = read_text_rows(ctx, start, end, heading) if expected or reading.announced else []
    told = {row.start for row in rows} if rows else ()
    for sentence in sentences(ctx.text, start, end):
        if sentence.start in told:
            continue
        stated = reading.announced and ctx.text.find("元", sentence.start, sentence.end) >= 0
        listed = not expected and lists_sums(ctx.text, sentence.start, sentence.end, heading)
        reading.announced = reading.announced or listed
        if expected or stated or listed or _worth(ctx.text, sentence.start, sentence.end):
            _sentence(ctx, sentence, heading, reading)
        if not reading.announced and ctx.text.find("元", sentence.end, end) >= 0:
            reading.announced = announces(sentence.of(ctx.text))
    amounts: list[Finding] = []
    choose_tiers(ctx, reading.grants)
    for number, grant in enumerate(reading.grants):
        paid = amounts_of(ctx, grant)
        if number and amounts:
            pay_per(ctx, (reading.grants[number - 1], amounts[-1]), (grant, paid[0]))
        amounts += paid
    conditions = _conditions(ctx, reading)
    if not reading.grants:
        known = {c.figures for c in conditions}
        alone = [c for part, sentence in reading.loose for c in _gate_alone(ctx, part, sentence)]
        conditions += [c for c in alone if not c.figures or c.figures not in known]
    conditions += [c for part, segment in reading.beside for c in _gate_alone(ctx, part, segment)]
    amounts += rows
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
        found += once_only(ctx, sentence, found)
    return found


def _sentence(ctx: Context, sentence: Piece, heading: str, reading: Reading) -> None:
    parts = read_frame(
        ctx, sentence, granted=bool(reading.grants), expected=reading.expected, announced=reading.announced
    )
    if not any(part.role is Role.GRANT for part in parts):
        _open(ctx, sentence, parts, reading)
    reading.also += figureless(ctx, sentence, parts)
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
        elif _REPLACED.match(ctx.text, part.series.end):
            ctx.exclude(list(part.series.indices), "replaced")
        elif part.role is Role.METRIC:
            thresholds.append(part)
        elif part.role is Role.PER:
            per = part
        elif part.role is Role.CAP:
            reading.findings += cap_of(ctx, part, sentence, reading.grants)
            reading.findings += chosen(ctx, part, sentence)
        elif part.role is Role.BUDGET:
            reading.findings += budget_of(ctx, part)
        elif part.role is Role.GRANT:
            grant = _grant(ctx, part, last_end, reading, thresholds=thresholds, per=per, heading=heading)
            grant.sentence = sentence
            if not thresholds and len(part.series) > 1:
                grant.thresholds = _ladder_before(part, reading)
            following = parts[number + 1].series.start if number + 1 < len(parts) else part.clause.end
            grant.until = min(following, part.clause.end)
            if reading.pending is not None and not grant.antecedent.mentions and not grant.recipients:
                grant.antecedent.mentions = reading.pending.mentions
                if grant.antecedent.trigger_text(ctx.text) is None and grant.per is None:
                    grant.antecedent.trigger = reading.pending.trigger
            reading.grants.append(grant)
            reading.findings += beneficiaries(ctx, grant)
            if part.limited:
                reading.findings += cap_of(ctx, part, sentence, reading.grants)
            last_end, thresholds, per = _end_of_grant(ctx, part), [], None
    if not any(part.role is Role.GRANT for part in parts):
        reading.loose += [(part, sentence) for part in parts if part.role is Role.METRIC]
    else:
        granting = {part.segment.start for part in parts if part.role is Role.GRANT}
        beside = [part for part in parts if part.role is Role.METRIC and part.segment.start not in granting]
        reading.beside += [(part, part.segment) for part in beside]
    if parts or reading.grants or _SHARED.search(ctx.text, sentence.start, sentence.end):
        reading.findings += once_only(ctx, sentence, reading.findings)


_OPENS = deferred(
    r"(?:进行|给予|予以|实行|发放)[^，。；：\d]{0,14}(?:奖励|补助|补贴|资助|扶持|支持|补偿)(?:[，：:]|$)|(?:按照?|执行)[^，。；]{0,10}标准[^，。；]{0,12}(?:奖励|补助|补贴|资助)?[：:]?$"
)


def _ladder_before(part: Part, reading: Reading) -> list[Part]:
    """The thresholds of the lead-in (对营业收入超过10亿元、5亿元的企业给予奖励。分别奖励20万元、10万元) that the figures
    go with, one by one."""
    ladders = [p for p, _ in reading.opening if len(p.series) == len(part.series)]
    reading.opening = [(p, where) for p, where in reading.opening if p not in ladders]
    return ladders


_OPENED = deferred(r"(?:[^，。；]{0,40}[，,])?(?:对|凡)")
_SHARED = deferred("资助|补助|补贴|奖励|扶持|申[报请领]")


def _open(ctx: Context, sentence: Piece, parts: list[Part], reading: Reading) -> None:
    """对…的运动员，按以下标准给予奖励：the words that earn the grants of the sentences that follow."""
    if _OPENED.match(ctx.text, sentence.start, sentence.end) is None:
        return
    opens = _OPENS.search(ctx.text, sentence.start, sentence.end)
    if opens is None:
        return
    reading.pending = read_antecedent(ctx, sentence.start, opens.start())
    reading.opening += [(part, sentence) for part in parts if part.role is Role.METRIC]


def _end_of_grant(ctx: Context, part: Part) -> int:
    """Where the words of this grant stop: its noun after the figure (…元的一次性奖励) belongs to it."""
    tail = pattern(
        r"[^，。；、：]{{0,16}}?(?:奖励|补助|补贴|资助|扶持|支持|经费|资金|奖金|补偿|津贴)?(?=[，。；、：]|$)"
    ).match(ctx.text, part.series.end, part.clause.end)
    return tail.end() if tail else part.series.end


def _grant(
    ctx: Context, part: Part, start: int, reading: Reading, *, thresholds: list[Part], per: Part | None, heading: str
) -> Grant:
    verb = part.verb if part.verb is not None else part.series.start
    stop = min(verb, part.series.start)
    antecedent = read_antecedent(ctx, start, stop)
    recipients = recipient_after(ctx, _after_verb(ctx, verb), part.series.start) if verb < part.series.start else []
    return Grant(part, antecedent, recipients, list(thresholds), per, heading)


def _after_verb(ctx: Context, verb: int) -> int:
    match = pattern(r"(?:分别|再|一次性)*(?:{grant_verb}|{weak_grant_verb})").match(ctx.text, verb)
    return match.end() if match else verb


def _conditions(ctx: Context, reading: Reading) -> list[Finding]:
    found: list[Finding] = []
    for grant in reading.grants:
        for part in grant.thresholds:
            if part is not grant.tier_part and not (
                len(part.series) > 1 and len(part.series) == len(grant.part.series)
            ):
                found += _gate(ctx, grant, part)
    for part, sentence in reading.opening:
        found += _gate_alone(ctx, part, sentence)
    return found


_BENEFIT = deferred(
    r"(?:给予|予以)[^，。；]{0,12}(?:补贴|补助|奖励|贴息|支持|资助|扶持|优惠|减免)|(?:优先|享受)[^，。；]{2,}|可(?:以)?(?:申请|享受|办理|申领)|返还|列为|纳入|照顾|减免|免费|(?:补贴|补助|奖励|贴息)(?:支持)?$"
)


#: 年均开发2万个以上的公益性岗位，优先安排…: what is to be done, no gate
_AIMS = deferred(r"(?:年均|每年|全[市区县省]|力争|计划)*(?:新增|开发|建设|建成|新建|打造|筹集|培育|完成|实现)")


def _gate_alone(ctx: Context, part: Part, sentence: Piece) -> list[Finding]:
    """The figure that gates a benefit without one (投资3000万元以上的，按比例给予贴息)."""
    rest = ctx.text[part.series.end : sentence.end]
    if not _BENEFIT.search(rest) or POINTS.search(rest):
        return []
    if not re.search(r"^[^。；]{0,40}?(?:的|，)", rest) or not re.search(
        r"对|凡|的", ctx.text[sentence.start : part.series.end + 20]
    ):
        return []
    antecedent = read_antecedent(ctx, part.segment.start, part.clause.end)
    aims = _AIMS.match(ctx.text, part.clause.start, part.series.start)
    if aims and not antecedent.mentions and not rest.startswith(("的，", "，")):
        return []
    grant = Grant(part, antecedent, [], [part], None, "")
    return [*(beneficiary(m) for m in antecedent.mentions), *_gate(ctx, grant, part)]


def _gate(ctx: Context, grant: Grant, part: Part) -> list[Finding]:
    start, end = grant.condition_span(ctx, part)
    text = ctx.text[start:end].strip("的，,、 ")
    return [
        ConditionFinding(start, end, text, "require", metric_of(ctx, index, start, end), gates=True, figures=(index,))
        for index in part.series.indices
        if demands_figure(ctx, index)
    ]
