"""Who is given something in words that are no granting clause: prizes and titles bestowed (向获得一等奖的作者颁发证书), and a
subsidy's definition (岗位津贴是指对在海岛工作的教师给予的补助)."""

from __future__ import annotations

from tiaokuan.extractors.antecedents import read_antecedent
from tiaokuan.extractors.benefits import commends
from tiaokuan.extractors.class_list import ClassMention, parse_class_list
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parties import receives
from tiaokuan.gazetteer.deferred import deferred

_PRIZE = r"(?:证书|奖牌|奖杯|奖章|牌匾|奖状|锦旗|称号|奖品|纪念品|铭牌|标牌|证牌|奖旗|绶带|奖金)"
_GIVES = r"(?:颁发|颁授|授予|发给|授给|赠予|赠送|颁予)"
_ADVERBS = r"(?:统一|分别|集中|予以|优先|同时|一次性|再)*"
_TO = deferred(
    rf"(?:^|[，；。：\n])(?P<ahead>[^，；。：\n对向]{{0,20}}?)(?:向|对|(?<![定作成评列认行勇])为|给)(?P<who>[^，。；\n]{{2,60}}?)，?(?:由[^，。；]{{2,30}}?|按[^，。；]{{2,16}}?)?{_ADVERBS}{_GIVES}"
    rf"[^，。；\n]{{0,40}}?{_PRIZE}"
)
_TOPIC = deferred(
    rf"(?:^|[，；。：\n])(?P<who>(?![对向为给将由])[^，；。：\n]{{2,60}}?)(?:的|者)?，(?:由|经|按)[^，。；\n]{{2,60}}?(?:，[^，。；\n]{{2,20}})?{_ADVERBS}{_GIVES}[^，。；\n]{{0,40}}?{_PRIZE}"
)
_OBJECT = deferred(
    r"(?:^|[，；。：\n])(?P<ahead>[^，；。：\n]{0,30}?)授予(?P<who>(?![“《”])[^，。；“”\n]{2,40}?)(?=“[^“”\n]{2,30}”|荣誉称号|[^，。；\n]{0,6}(?:奖章|称号))"
)
_DEFINED = deferred(
    r"(?:补贴|补助|津贴|贴息|资助|奖励|奖补|奖学金|助学金|救助金?|补偿|慰问金|奖金|补助金|补贴金)(?:资金)?(?:（[^（）]{1,30}）)?，?(?:是指|系指|特指|即|指)"
    r"(?P<how>[^。；\n]{0,60}?(?:用于(?:奖励|补助|补贴|资助|对)|对于?(?![外口接象方])|给予|发放给|发给|面向|奖励|资助|补助|支持))(?P<who>[^。；\n]{2,120})"
)
#: Whom somebody has given it to before: 被省政府授予称号的企业.
_PASSIVE = deferred("被|获|曾|近|经")
#: A prize with a name of its own, or a thing handed out.
_PRIZE_NAMED = deferred("“|奖|证书|牌匾|锦旗")
_GENERIC = frozenset({"企业", "单位", "个人", "人员", "机构", "对象", "申请人", "获奖者", "获奖单位", "获奖个人"})
_NOBODY = frozenset({"government", "project", "other"})


def read_bestowed(ctx: Context, sentence: Piece) -> list[ClassMention]:
    """Those to whom the sentence gives a prize, a title or a certificate."""
    text = sentence.of(ctx.text)
    if not ("颁" in text or "授" in text or "赠" in text or "发给" in text):
        return []
    found: list[ClassMention] = []
    for pattern in (_TO, _TOPIC, _OBJECT):
        for match in pattern.finditer(text):
            if _PASSIVE.search(match.groupdict().get("ahead") or ""):
                continue
            if commends(match["who"]) and _PRIZE_NAMED.search(text, match.end("who")) is None:
                continue  # 对成绩突出的单位授予荣誉称号: praise, no prize
            start, end = sentence.start + match.start("who"), sentence.start + match.end("who")
            named = parse_class_list(ctx.text, start, end, ctx.home) or read_antecedent(ctx, start, end).mentions
            found += [m for m in named if _stands(m)]
    return found


def read_defined(ctx: Context, sentence: Piece) -> list[ClassMention]:
    """Those whom the sentence's definition of a subsidy names."""
    text = sentence.of(ctx.text)
    if "指" not in text and "即" not in text:
        return []
    match = _DEFINED.search(text)
    if match is None:
        return []
    start, end = sentence.start + match.start("who"), sentence.start + match.end("who")
    named = read_antecedent(ctx, start, end).mentions or _leading(ctx, start, end)
    return [m for m in named if m.category not in _NOBODY and receives(m)]


_ENDS = deferred(
    r"(?=的?(?:给予|予以|发放|提供|进行|实施|实行)|在[^，。；]{2,20}(?:期内|期间|内|中)|从[^，。；]{2,20}(?:获得|取得)|因|按|的(?:补贴|补助|津贴|贴息|资助|奖励|奖补|救助|补偿|奖学金|助学金|资金|经费|专项))"
)


def _leading(ctx: Context, start: int, end: int) -> list[ClassMention]:
    """The classes that end where the predicate begins, at the first place where one can begin."""
    for cut in _ENDS.finditer(ctx.text, start, end):
        named = parse_class_list(ctx.text, start, cut.start(), ctx.home) if cut.start() - start > 1 else []
        if named and named[-1].end >= cut.start() - 1:
            return named
    return []


def _stands(mention: ClassMention) -> bool:
    return (
        mention.category not in _NOBODY
        and receives(mention)
        and (mention.label not in _GENERIC or bool(mention.qualifiers))
    )
