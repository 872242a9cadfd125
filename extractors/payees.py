"""Who is paid or served where no 对 names them: 补贴拨付用人单位, 给予用人单位留用补贴, 资助困难学生, 学生享受免费培训."""

from __future__ import annotations

import re

from tiaokuan.extractors.antecedents import list_end, read_antecedent
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parties import is_party, receives
from tiaokuan.gazetteer.classes import find_classes
from tiaokuan.gazetteer.deferred import deferred

_MONEY = r"(?:补贴|补助|奖补|奖励|津贴|奖金|资金|经费|款项|贴息)"
_PAID = deferred(
    rf"{_MONEY}[^，。；\d]{{0,8}}?(?:拨付|支付|发放|兑付|划拨|返还)(?:给予?|至|到|予)?(?P<who>[^，。；：\d]{{2,40}})(?=[，；。]|$)"
)
_NOT_PAID = deferred(
    r"账[户号]|财政|部门|政府|[局厅委办]|区县|各[市县区]|之?日|后$|前$|期间|时$|完毕|到位|方式|标准|情况|工作"
)
_GENERIC = frozenset(
    {
        "个人",
        "其他人员",
        "其他个人",
        "本人",
        "机构",
        "单位",
        "申请人",
        "申请单位",
        "人员",
        "对象",
        "主体",
        "申报单位",
        "项目单位",
    }
)

POLICY = deferred(r".{0,2}(?<!新)人才")  # 人才补贴, 专项人才奖励 name the policy
_UNDERTAKES = deferred(r"(?P<verb>承担|实施|组织|开展|提供)[^，。；]{0,8}的?(?:机构|单位)")
_BY = deferred(r"由(?P<who>[^，。；：]{2,60}?)(?:负责)?(?P<verb>承担|实施|组织|开展|提供)")
_GIVES = deferred(
    r"(?P<verb>给予|申领|申请(?:享受|领取)?)(?P<years>(?:最长|不超过|最多|连续)?[\d一二两三五]{1,2}(?:年|个月)的?)?(?!适当|一定|相应|重点|优先|大力|有力|必要|政策|资金|全力|积极|更多|优惠|相关)(?P<who>[^，。；：\d的和]{2,24}?(?:补贴|补助|奖励|资助|津贴|补偿))(?=[，；。]|$)"
)
_CLOSED = deferred(r"的(?:，?(?:可|由|向|按(?![^，。；]{0,20}(?:政策|办法))|在|自|从|经)[^，。；]{0,24}|，)?$")
_FREE = deferred(
    r"(?:对|为|向)(?P<who>[^，。；：]{2,60}?)(?:每[年月季])?(?:提供|开展|实施|进行|给予|组织)[^，。；]{0,3}免费[^，。；的]{2,24}(?=[，。；]|$)"
    r"|(?:^|[，；。：])[^，；。：]{0,8}(?:对|为|向)(?P<who3>[^，。；：每]{2,60}?)每[人户家]每[年月季天日次周](?:提供|发放|配送)[^，。；]{2,30}(?=[，。；]|$)"
    r"|(?:^|[，；。：])对(?P<who2>[^，。；：]{2,60}?)，?[^，。；：的]{0,8}(?:免收|减收|免除|减半收取|免费(?:提供|发放|办理|接种))[^，。；的]{2,16}(?=[，。；]|$)"
)
_AIDED = deferred(
    r"(?:^|[，；。：])(?:[^，。；：]{0,12}用于)?(?:奖励|资助|补助|救助|帮扶){1,2}(?P<who>[^，；。：\d]{2,60}?)"
    r"(?P<costs>的(?:基本)?(?:生活|学习|学费|住宿)[^，。；]{0,8})?(?P<after>接受|参加|完成|购买|开展|就读|入学|就医|(?=[，；。：]|$))"
)
_PLACED_FIRST = deferred(
    r"优先(?:培训|安排|安置|招用|招录|录用|聘用|吸纳|录取|保障|资助|救助)(?P<who>[^，；。：\d]{2,50}?)(?:就近|免费|直接)?(?:就业|上岗|入学|入住|入园)?(?=[，；。：]|$)"
)
_ENJOYS = deferred(
    r"(?:^|[，；。：])(?P<who>[^，；。：元%]{2,60}?)(?:均|可以?|全部|同等|依法|按规定|免费|同时|继续|平等|分别)*"
    r"(?:享受免费[^，。；：的]{2,14}|免费享受[^，。；：的]{2,16}|享受(?!.{0,20}(?:期间|的|后|前))[^，。；：]{2,24}(?:服务|待遇|政策|补贴|津贴|补助|优惠|减免|资助)(?:[^，。；：的]{0,8})?|(?:免(?:除|收|交|缴|征|费)?|减免|减收)[^，。；：的]{0,8}(?:费|税|租金)(?:、[^，。；]{2,20})?"
    r"|优先(?:入住|入学|入园|入读|就医|租赁|租住|承租|录取|落户|晋升|评聘)[^，。；：的]{0,16}|缓缴[^，。；：的]{2,16}|免费(?:乘坐|参观|游览|体检|接种|参加|接受)[^，。；：的]{0,16})"
    r"(?:[（(][^（）()]*[）)])?(?=[，；。]|$)"
)
_EXEMPT = deferred(
    r"(?:免除|免收|减免|全免|代缴)(?P<who>[^，。；\d的]{2,16}?)(?:在校|在园|就读|参保)?(?:期间)?的?(?:学费|住宿费|书本费|租金|报名费|检测费|保险费|参保费|挂号费|保教费)"
)
_KIN = deferred("的?(?:子女|配偶|父母|家属)")
_FREED = deferred("免费|免收|减收|免除|减半收取")
_EACH = deferred("每[人户家]每[年月季天日次周](?:提供|发放|配送)")
_FORM = deferred(r"(?:表|书|名单|登记册|办法|细则)$")
_NOT_SERVED = deferred(
    r"^其(?!他)|加快|实现|推动|推进|确保|允许|规定|落实|执行|除对|使|同一|同时|已|未|曾|不|如|若|若干|重复|其他|任何|必须|期间|年内$|后$|只能|应$|可$|的$|每[家户个人名位]"
)


def leading_classes(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The classes that a stretch begins with, what follows being what they are given: 用人单位留用补贴, 企业培训补贴."""
    hits = find_classes(ctx.text[start:end])
    if not hits or "的" in ctx.text[start : start + hits[0].end]:
        return []
    stop = hits[0].end
    for hit in hits[1:]:
        if hit.start != stop:
            break
        stop = hit.end
    kin = _KIN.match(ctx.text, start + stop, end)
    stop = kin.end() - start if kin else list_end(ctx.text[start:end], stop)
    found = parse_class_list(ctx.text, start, start + stop, ctx.home)
    if not found or found[-1].end != start + stop or POLICY.fullmatch(found[-1].label):
        return []
    return found


def read_payees(ctx: Context, sentence: Piece) -> list[ClassMention]:
    """To whom a subsidy is paid out: 培训费补贴拨付职工所在企业."""
    text = sentence.of(ctx.text)
    found: list[ClassMention] = []
    if not ("付" in text or "发放" in text or "划拨" in text or "返还" in text):  # the verbs of the pattern
        return found
    for match in _PAID.finditer(text):
        if _NOT_PAID.search(match["who"]) is None:
            named = _classes(ctx, sentence.start + match.start("who"), sentence.start + match.end("who"))
            found += [m for m in named if m.label not in _GENERIC and not m.label.endswith(("个人", "本人"))]
            found += _undertaking(ctx, sentence, sentence.start + match.start("who"), match["who"])
    return found


def _undertaking(ctx: Context, sentence: Piece, before: int, who: str) -> list[ClassMention]:
    """Those who undertake the work, where the payee is only called after it: 由实训基地承担，补贴拨付承担培训的机构."""
    named = _UNDERTAKES.fullmatch(who)
    by = list(_BY.finditer(ctx.text, sentence.start, before)) if named else []
    return _classes(ctx, *by[-1].span("who")) if named and by and by[-1]["verb"] == named["verb"] else []


def read_aided(ctx: Context, sentence: Piece, *, paid: bool = False) -> list[ClassMention]:
    """Whom a measure aids, places first or lets have something free: 资助孤儿接受教育, 学生免学费. ``paid``: the sentence
    holds a grant with a figure, which names its own."""
    text = sentence.of(ctx.text)
    found: list[ClassMention] = []
    found += [] if paid else _given(ctx, sentence)
    for match in _FREE.finditer(text) if _FREED.search(text) or _EACH.search(text) else ():
        group = next(group for group in ("who", "who2", "who3") if match[group])
        served = _classes(ctx, sentence.start + match.start(group), sentence.start + match.end(group))
        found += [m for m in served if m.category == "individual" or m.qualifiers]
    for match in _EXEMPT.finditer(text) if "免" in text or "代缴" in text else ():
        freed = leading_classes(ctx, sentence.start + match.start("who"), sentence.start + match.end("who"))
        found += [m for m in freed if m.category == "individual"]
    for pattern in _aids(text):
        for match in pattern.finditer(text) if not paid or pattern is not _PLACED_FIRST else ():
            if paid and pattern is _AIDED and not (match["after"] or match["costs"]):
                continue
            start, end = sentence.start + match.start("who"), sentence.start + match.end("who")
            if pattern is _ENJOYS and (
                _FORM.search(match.group()) or _NOT_SERVED.search(match["who"]) or _demanded(text[match.end() :])
            ):
                continue
            people = [
                m
                for m in _classes(ctx, start, end)
                if m.category in ("individual", "team", "agricultural_operator") or pattern is _ENJOYS
            ]
            found += [m for m in people if m.label not in _GENERIC or m.qualifiers]
    return found


def _aids(text: str) -> list[re.Pattern[str]]:
    """The patterns whose verbs stand in the sentence."""
    found: list[re.Pattern[str]] = []
    if "奖励" in text or "助" in text or "帮扶" in text:
        found.append(_AIDED)
    first = "优先" in text
    if first:
        found.append(_PLACED_FIRST)
    if first or "享受" in text or "免" in text or "减收" in text or "减免" in text or "缓缴" in text:
        found.append(_ENJOYS)
    return found


def _given(ctx: Context, sentence: Piece) -> list[ClassMention]:
    """给予企业社会保险补贴: who is given a named subsidy; the subject of the sentence where that is the same in full."""
    text = sentence.of(ctx.text)
    found: list[ClassMention] = []
    for match in _GIVES.finditer(text) if "给予" in text or "申" in text else ():
        named = leading_classes(ctx, sentence.start + match.start("who"), sentence.start + match.end("who"))
        own = match["verb"] == "给予"
        named = [m for m in named if own and receives(m) and is_party(m)]
        begin = max(text.rfind("；", 0, match.start()), text.rfind("：", 0, match.start())) + 1
        before = read_antecedent(ctx, sentence.start + begin, sentence.start + match.start())
        same = any(
            s.label.endswith(m.label[-2:] if before.opened and s.qualifiers else m.label)
            for s in before.mentions
            for m in named
        )
        closed = _CLOSED.search(text, begin, match.start()) or (match["years"] and before.opened)
        found += before.mentions if same or (closed and not named) else named
    return found


def _demanded(rest: str) -> bool:
    return re.match(r"[，；](?:须|应|需|不|必须|但|同时应)", rest) is not None


def _classes(ctx: Context, start: int, end: int) -> list[ClassMention]:
    mentions = parse_class_list(ctx.text, start, end, ctx.home)
    if not mentions or end - mentions[-1].end > 1:
        return []
    return [m for m in mentions if receives(m) and is_party(m)]
