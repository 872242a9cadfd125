"""Who receives: beneficiaries of grants, and of named benefits without a figure."""

from __future__ import annotations

import re

from tiaokuan.extractors.antecedents import read_antecedent
from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.benefits import commends, read_served
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import Piece, sentences
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.findings import ApplicantFinding, Finding
from tiaokuan.extractors.given_before import (
    given_before,
    given_within,
    listed_under,
    named_first,
    served_before,
    standard_of,
)
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.parties import is_party
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.extractors.payees import POLICY, leading_classes, read_aided, read_payees
from tiaokuan.extractors.recipients import PARTIES, counted_class, gives, paid_after, told_apart
from tiaokuan.extractors.to_whom import given_to, of_their_part, of_what_they_run, paid_out
from tiaokuan.gazetteer.deferred import deferred

_ALSO = deferred(
    r"(?:^|[，,；;：])对(?P<who>[^，,。；;]{4,80}?)[，,]?(?:从[^，。；]{2,16}中|按[^，。；]{2,16})?(?:给予|予以)(?:[^，。；\d]{0,10}(?:奖励|补助|补贴|资助|扶持|支持)|[^，。；元]{0,24}(?:救助金?|慰问金?|津贴|抚恤金|补偿金?))(?=[，；。]|$)"
)


def figureless(ctx: Context, sentence: Piece, parts: list[Part]) -> list[Finding]:
    """Who receives beside a grant with a figure: 安排经费100万元 …，对主办活动的社会组织，从经费中予以补贴."""
    found = _also(ctx, sentence, parts)
    if not any(part.role is Role.GRANT for part in parts):
        found += read_benefits(ctx, sentence.start, sentence.end)
    else:
        found += [beneficiary(m) for m in [*read_payees(ctx, sentence), *read_aided(ctx, sentence, paid=True)]]
    return found


def _also(ctx: Context, sentence: Piece, parts: list[Part]) -> list[Finding]:
    """Those whom a 对 names before a subsidy without a figure."""
    found: list[Finding] = []
    text = sentence.of(ctx.text)
    for match in _ALSO.finditer(text) if "对" in text and ("给予" in text or "予以" in text) else ():
        start, end = sentence.start + match.start("who"), sentence.start + match.end()
        if POINTS.search(match.group()) or any(start <= part.series.start < end for part in parts):
            continue
        antecedent = read_antecedent(ctx, start - 1, sentence.start + match.end("who"))
        found += [beneficiary(m) for m in antecedent.mentions]
    return found


_SERVES = deferred(
    r"(?:^|[，；。：])(?:[^，；。：]{0,14}?)(?:对(?!象)|向|(?<![定作成评列认行勇])为)(?P<who>[^，。；]{3,200}?)，?(?:按[^，。；]{2,20})?(?:由[^，。；]{2,14})?(?:(?:综合|根据|视)[^，。；]{2,40}?)?(?:自[^，。；]{2,14}[起内]，?)?"
    r"(?:可|每月|每年|及时|直接|依法|再)*(?:给予|予以|实行|发放|落实|免征|减征|减免|提供|优先|申领|享受|申请|按规定执行|返还|开辟|增加|赋予|纳入|(?:申请)?办理(?=[^，。；]{0,12}(?:户口|落户|入户|入学|居住证|签证)))"
    r"(?P<what>[^，。；\d]{0,60})(?=[，；。]|$)"
)
_MAY = deferred(
    r"(?:^|[，；。：])(?P<who>[^，；。]{2,60}?)(?:，(?:经[^，。；]{1,8}|在[^，。；]{2,40}|同等条件下)){0,3}，?(?:予以)?(?:均?即?可|可以|优先|(?=优先(?:评审|推荐|晋升|评聘|入学|入读|享受))|允许|按规定)(?P<what>(?:享受|优先|申请|解决|推荐|随同|先?落户|入读|不受|直接|聘用|招聘|通过[^，。；]{2,8}方式|采取[^，。；]{2,40}方式(?:招聘|聘用))[^，。；]{0,40})"
    r"|(?:^|[，；。：])(?P<who2>[^，；。]{2,40}?)(?:统筹|优先|按照[^，。；]{2,8})(?P<what2>解决[^，。；]{2,24})"
    r"|(?:^|[，；。：])(?P<who4>[^，。；]{4,80}?)，在[^，。；]{2,10}期?内(?:每[年月])?(?P<what4>享受[^，。；]{2,30})"
    r"|(?:^|[，；。：])(?P<who3>[^，；。]{2,60}?)(?:分别|均)?按(?:照)?[^，。；]{2,24}(?P<what3>(?:落实|享受)[^，。；]{0,10}(?:待遇|政策))"
)
_WIDENED = deferred(
    r"(?:补贴|补助|资助|支持|保障)(?:对象)?范围(?:由[^，。；]{2,40}?)?(?:扩展|扩大|调整|放宽|延伸)(?:至|到|为)(?P<who>[^，。；]{3,60})"
)
_INTO = deferred(
    r"(?:^|[，；。：])将(?P<who>[^，。；]{3,60}?)(?:全部|全员|单独|优先|逐步|及时|统一)*纳入(?P<what>[^，。；\d]{2,30})(?=[，；。]|$)"
)
_AID = deferred("救助金|慰问金|抚恤金|补偿金|津贴")
#: Without one of these words none of the patterns above can match.
_TOWARDS = deferred("对|向|为")
_LETS = deferred(
    "享受|优先|解决|落实|可申|可以申|可推|可以推|可随|可以随|可先|可以先|可落|可以落|可入|可以入|可不|可以不|可直|可以直|可聘|可以聘|可招|可以招|可通|可以通|可采|可以采|允许|按规定"
)
_INCLUDES = deferred("纳入")
_SERVED = deferred(
    r"户口|低保|经营场地|场地[^，。；]{0,16}费用|健康体检|疗养|公益性岗位|编制数|随同登记|租购同权|保障范围|借用|应急转贷|保险金|救助金|津贴|住房保障|电价|生活补助|奖励|激励|补贴|补助|优惠|退税|减免|免征|减征|支持|照顾|绿色通道|待遇|政策|贴息|车辆购置税|税|入读|落户|优先|培训|资助|奖补|职数|积分|分值|加分|入户|专家证|居住证|聘用|招聘|编制"
)
_AS_ELSEWHERE = deferred(r"力度$|参照|(?:适当|酌情)$|按照?[^，。；]{2,30}(?:办法|规定)$")
#: 向公安机关为其父母申请入户: those for whom, not those to whom.
_FOR = deferred("(?<![定作成评列认行勇])为(?!期|止|准)")
#: What is done towards another: 企业向院校购买技术.
_DEALS = deferred(r"购买|采购|转让|申请|提出|捐赠")
_VAGUE = deferred(
    r"适当|一定(?!期限|比例|标准)|酌情|参照|按[^，。；]{0,16}办法|按规定(?!执行|享受[^，。；]{2,16}(?:补贴|津贴|补助))|指导|鼓励|表扬|通报|大力支持|(?:提供|给予|予以)(?:大力|积极)?支持$|政策支持|技术支持|信贷支持|贷款支持|金融支持|融资[^，。；]{0,4}支持|融资服务|增信|保险保障|有力|宣传|跟踪|监督|管理|检查|(?<!直接)考核(?!招聘|聘用)|约谈|处罚|追究|问责|批评"
)


def read_benefits(ctx: Context, start: int, end: int) -> list[Finding]:
    """Who receives a named benefit without a figure (对首次实现出口的企业给予奖励, …人才可享受优惠政策); vague support
    (适当补助, 一定支持) names nobody."""
    found: list[Finding] = []
    for sentence in sentences(ctx.text, start, end):
        found += _once(_benefits(ctx, sentence))
    return found


def _once(found: list[Finding]) -> list[Finding]:
    """Each class of a sentence once, with all that the readers say of it."""
    kept: dict[str, ApplicantFinding] = {}
    for finding in found:
        if not isinstance(finding, ApplicantFinding):
            continue
        first = kept.setdefault(finding.label, finding)
        first.qualifiers += [
            q for q in finding.qualifiers if not any(q in known or known in q for known in first.qualifiers)
        ]
    return list(kept.values())


def _benefits(ctx: Context, sentence: Piece) -> list[Finding]:
    text = sentence.of(ctx.text)
    if "是指" in text or "力争" in text:
        return []
    found = read_kin(ctx, sentence.start, sentence.end)
    found += [beneficiary(m) for m in [*read_payees(ctx, sentence), *read_aided(ctx, sentence)]]
    found += _also(ctx, sentence, []) if _AID.search(text) else []
    for widened in _WIDENED.finditer(text) if "范围" in text else ():
        begin, stop = sentence.start + widened.start("who"), sentence.start + widened.end("who")
        found += [beneficiary(m) for m in parse_class_list(ctx.text, begin, stop, ctx.home)]
    for pattern, lead in ((_SERVES, _TOWARDS), (_MAY, _LETS), (_INTO, _INCLUDES)) if _SERVED.search(text) else ():
        for match in pattern.finditer(text) if lead.search(text) else ():
            found += [beneficiary(m) for m in _served(ctx, sentence, match, given=pattern is _SERVES)]
    return [*found, *(beneficiary(m) for m in read_served(ctx, sentence))]


def _served(ctx: Context, sentence: Piece, match: re.Match[str], *, given: bool) -> list[ClassMention]:
    """The classes of one match of the patterns of benefits; ``given``: of the pattern that opens with 对, 向 or 为."""
    text = sentence.of(ctx.text)
    number = next((n for n in ("", "2", "3", "4") if match.groupdict().get(f"who{n}") is not None), "")
    what, who = f"what{number}", f"who{number}"
    rest = match[what] if number == "4" else text[match.end(who) : match.end()]
    if not _SERVED.search(match.group()[-30:]) or _VAGUE.search(rest):
        return []
    if text.startswith("向", match.start(who) - 1) and _DEALS.search(match[who]):
        return []
    if _AS_ELSEWHERE.search(match[who]) or commends(match[who]):
        return []
    if number != "4" and ctx.live(sentence.start + match.start(what), sentence.start + match.end()):
        return []
    begin, stop = sentence.start + match.start(who), sentence.start + match.end(who)
    favoured = _FOR.search(ctx.text, begin, stop) if text.startswith("向", match.start(who) - 1) else None
    begin = favoured.end() if favoured else begin
    own = given and ctx.text.startswith("其", begin)
    begin = sentence.start + 1 if own else begin
    antecedent = read_antecedent(ctx, begin - 1 if given else begin, stop)
    if re.search(r"如下|以下|下列", text[match.end() :]) or (own and not antecedent.opened):
        return []
    return [m for m in antecedent.mentions if is_party(m)]


_KIN = deferred(
    r"(?:^|[，；。：])(?:其|与其[^，；。：]{2,12}的)?(?P<who>[^，；。：]{0,40}?(?:配偶|子女|父母|家属)[^，。；可]{0,24}?)，?(?:均|都)?"
    r"(?:可以?|优先|允许)(?:同时|一并|选择|在[^，。；]{2,8}|按[^，。；]{2,10}|申请|办理|就近|直接|免试|优先)*(?:随(?:调|迁|同)|落户|入户|入学|入读|就读)"
)


def read_kin(ctx: Context, start: int, end: int) -> list[Finding]:
    """The kin of those who receive, where a benefit names them: 其配偶、未成年子女可随迁."""
    found: list[Finding] = []
    words = ctx.text[start:end]
    if not ("配偶" in words or "子女" in words or "父母" in words or "家属" in words):
        return found
    for match in _KIN.finditer(ctx.text, start, end):
        mentions = parse_class_list(ctx.text, match.start("who"), match.end("who"), ctx.home)
        found += [beneficiary(m) for m in mentions if m.category == "individual" and m.label != "本人"]
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
    if grant.recipients and _BRINGS.match(grant.antecedent.trigger_text(ctx.text) or ""):
        earlier = []  # 对引进专家的，给予用人单位5万元: those brought in receive nothing
    to = given_to(ctx, grant, earlier)
    if to:
        return [beneficiary(m) for m in to]
    if gives(ctx, grant, earlier) or told_apart(ctx, grant, earlier):
        earlier = []
    direct = [] if told_apart(ctx, grant, grant.recipients) or paid_out(ctx, grant, earlier) else grant.recipients
    recipients = [r for r in direct if not any(m.label.endswith(r.label) for m in earlier)]
    recipients = recipients or given_within(ctx, grant, earlier)
    if recipients and not earlier and named_first(ctx, grant, recipients):
        return []
    if earlier and all(r.label in PARTIES for r in recipients):
        recipients = []  # 企业购买技术的，给予买方补助: the party is the class named before
    if recipients:
        earlier = [m for m in earlier if m.label not in PARTIES and not any(_EACH_TAKEN.match(q) for q in m.qualifiers)]
        earlier = [] if of_what_they_run(recipients, earlier) else earlier
        recipients = [] if of_their_part(recipients, earlier) else recipients
    mentions: list[ClassMention] = [*recipients, *earlier]
    if not mentions:
        mentions = given_before(ctx, grant)
    mentions += [m for m in paid_after(ctx, grant) if not (mentions and m.label in PARTIES)]
    matched = _MATCHED.match(ctx.text, grant.part.series.end, grant.part.segment.end)
    given = parse_class_list(ctx.text, *matched.span("who"), ctx.home) if matched else []
    given = [g for g in given if not (earlier and POLICY.fullmatch(g.label))]
    given = given or (leading_classes(ctx, *matched.span("who")) if matched else [])
    given = [g for g in given if not (earlier and g.label in PARTIES)]
    if of_their_part(given, earlier):
        given = []
    if given and not any(m.label.endswith(g.label) for m in earlier for g in given):
        return [beneficiary(m) for m in given if m.category not in ("project", "government")]
    heads = listed_under(ctx, grant)
    if heads:
        return [
            beneficiary(m)
            for m in [*heads, *(m for m in mentions if not any(m.label.endswith(h.label[-2:]) for h in heads))]
        ]
    if not mentions and not grant.antecedent.opened and grant.sentence is not None:
        mentions = served_before(ctx, grant)
    if not mentions and not grant.antecedent.opened:
        mentions = counted_class(ctx, grant.part.clause.start, grant.part.series.start) or standard_of(ctx, grant)
    return [beneficiary(m) for m in mentions]


_BRINGS = deferred(
    r"(?:首次|新|成功|全职|柔性|每)*(?:引进|聘用|聘请|推荐|招聘|选派|举荐|介绍|输送|招引|招用|吸纳)(?!的)(?!.*的[^，。；的]{2,12}$)"
)
#: 每招录1名人才给予用人单位2万元: those taken on receive nothing.
_EACH_TAKEN = deferred(
    r"每(?:成功|新|全职|正式|首次)*(?:引进|聘用|聘请|推荐|招聘|选派|举荐|介绍|输送|招引|招用|吸纳|招录|录用|新增|培养|培训|招收|留用|接收|安置|带动)\d"
)
_MATCHED = deferred(
    r"(?:、[^，。；、]{2,24}元)*的?(?:额度|标准|比例)?(?:额外|另外|另行|再|统一|分别)?(?:给予|发给|支付)(?P<who>[^，。；\d]{2,20}?)(?:配套|一次性|专项)?(?:奖励|补助|补贴|资助|津贴)(?=[，。；]|$)"
)
POINTS = deferred(r"适当|参照|按照?《|按[^，。；]{0,12}(?:办法|规定)执行")
