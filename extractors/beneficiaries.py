"""Who receives: beneficiaries of grants, and of named benefits without a figure."""

from __future__ import annotations

import re

from tiaokuan.extractors.antecedents import counted_class, read_antecedent
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import ApplicantFinding, Finding
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.parts import Part

_ALSO = re.compile(
    r"(?:^|[，；：])对(?P<who>[^，。；]{4,80}?)，?(?:从[^，。；]{2,16}中|按[^，。；]{2,16})?(?:给予|予以)[^，。；\d]{0,10}(?:奖励|补助|补贴|资助|扶持|支持)(?=[，；。]|$)"
)


def figureless(ctx: Context, sentence: Piece, parts: list[Part]) -> list[Finding]:
    """Who receives beside a grant with a figure: 安排经费100万元 …，对主办活动的社会组织，从经费中予以补贴."""
    found: list[Finding] = []
    text = sentence.of(ctx.text)
    for match in _ALSO.finditer(text):
        start, end = sentence.start + match.start("who"), sentence.start + match.end()
        if POINTS.search(match.group()) or any(start <= part.series.start < end for part in parts):
            continue
        antecedent = read_antecedent(ctx, start - 1, sentence.start + match.end("who"))
        found += [beneficiary(m) for m in antecedent.mentions]
    return found


_SERVES = re.compile(
    r"(?:^|[，；。：])(?:[^，；。]{0,14}?)(?:对|向|为)(?P<who>[^，。；]{3,80}?)(?:，)?(?:按[^，。；]{2,20})?(?:由[^，。；]{2,14})?(?:给予|予以|实行|发放|落实|免征|减征|减免|提供|优先|可申领|可享受|可申请|享受|按规定执行|返还)(?P<what>[^，。；\d]{0,24})(?=[，；。]|$)"
)
_MAY = re.compile(
    r"(?:^|[，；。：])(?P<who>[^，。；]{2,40}?)(?:，经[^，。；]{1,8})?，?(?:均?可|可以|优先|允许)(?P<what>(?:享受|优先|申请|解决|推荐|随同|先?落户|入读|不受)[^，。；]{2,24})|(?:^|[，；。：])(?P<who2>[^，。；]{2,40}?)(?:统筹|优先)(?P<what2>解决[^，。；]{2,24})"
)
_INTO = re.compile(r"(?:^|[，；。：])将(?P<who>[^，。；]{3,60}?)纳入(?P<what>[^，。；\d]{2,30})(?=[，；。]|$)")
_SERVED = re.compile(
    r"经营场地|场地[^，。；]{0,8}费用|健康体检|疗养|公益性岗位|编制数|随同登记|租购同权|保障范围|借用|应急转贷|保险金|救助金|津贴|住房保障|电价|生活补助|奖励|激励|补贴|补助|优惠|退税|减免|免征|减征|支持|照顾|绿色通道|待遇|政策|贴息|车辆购置税|税|入读|落户|优先|培训|资助"
)
_VAGUE = re.compile(
    r"适当|一定|酌情|参照|按[^，。；]{0,16}办法|按规定|指导|鼓励|表扬|通报|大力支持|政策支持|技术支持|有力|宣传|跟踪|监督|管理|检查|考核|约谈|处罚|追究|问责|批评"
)


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
                found += [
                    beneficiary(m) for m in antecedent.mentions if m.category not in ("government", "project", "other")
                ]
    return found


def beneficiary(m: ClassMention) -> ApplicantFinding:
    """The class as a beneficiary."""
    return ApplicantFinding(
        m.start, m.end, m.label, m.category, "beneficiary", m.region, list(m.qualifiers), None, m.size, m.honours
    )


def chosen(ctx: Context, part: Part, sentence: Piece) -> list[Finding]:
    """Those of whom a number is chosen to be supported (选择100户…重点企业纳入计划，并优先给予扶持)."""
    if part.series.kind is not Kind.COUNT or not re.search(
        r"选择|选取|遴选|择优", ctx.text[part.clause.start : part.series.start]
    ):
        return []
    if not re.search(r"给予|扶持|支持|优先", ctx.text[part.series.end : sentence.end]):
        return []
    stop = re.search(r"纳入|作为|给予|进行|予以|开展|$", ctx.text[part.series.end : part.clause.end])
    assert stop is not None
    return [
        beneficiary(m) for m in parse_class_list(ctx.text, part.series.end, part.series.end + stop.start(), ctx.home)
    ]


def beneficiaries(ctx: Context, grant: Grant) -> list[Finding]:
    """Those who receive the grant: named before it, behind its verb, or counted (每家企业)."""
    earlier = [
        m
        for m in grant.antecedent.mentions
        if grant.antecedent.opened
        or not (m.category == "government" or (m.category == "park" and len(m.label) <= 2 and not m.qualifiers))
    ]  # 区县奖励50万元，园区奖励20万元 names who pays
    recipients = [r for r in grant.recipients if not any(m.label.endswith(r.label) for m in earlier)]
    mentions: list[ClassMention] = [*recipients, *earlier]
    mentions += _paid_after(ctx, grant)
    if not mentions and not grant.antecedent.opened and grant.sentence is not None:
        mentions = _served_before(ctx, grant)
    if not mentions and not grant.antecedent.opened:
        mentions = counted_class(ctx, grant.part.clause.start, grant.part.series.start)
    return [beneficiary(m) for m in mentions]


_PAYS = re.compile(
    r"，?(?:的标准)?，?(?:用于)?(?:奖励|补助|资助|补贴|扶持)(?P<who>[^，。；\d]{3,60}?)(?=[。；，]|等单位|等机构|，用于|$)"
)


def _paid_after(ctx: Context, grant: Grant) -> list[ClassMention]:
    """按贷款总额的1%，奖励经办银行、运营管理机构: who stands behind a verb that follows the figure."""
    match = _PAYS.match(ctx.text, grant.part.series.end, grant.part.segment.end)
    if match is None:
        return []
    return [
        m for m in parse_class_list(ctx.text, match.start("who"), match.end("who"), ctx.home) if m.category != "project"
    ]


def _served_before(ctx: Context, grant: Grant) -> list[ClassMention]:
    """对困难人员再给予生活费补贴，补贴标准不超过50元: who the clause before the figure serves."""
    assert grant.sentence is not None
    text = ctx.text[grant.sentence.start : grant.part.clause.start]
    found = list(
        re.finditer(
            r"(?:^|[，；。])(?:[^，；。]{0,14}?)(?:对|向|为)(?P<who>[^，。；]{3,60}?)(?:，)?(?:按[^，。；]{2,20})?(?:再|另)?(?:给予|予以|发放)[^，。；\d]{2,20}(?=[，；]|$)",
            text,
        )
    )
    if not found:
        return []
    begin = grant.sentence.start + found[-1].start("who")
    return read_antecedent(ctx, begin - 1, grant.sentence.start + found[-1].end("who")).mentions


POINTS = re.compile(r"适当|参照|按照?《|按[^，。；]{0,12}(?:办法|规定)执行")
