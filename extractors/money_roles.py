"""What a sum of money is in a granting sentence: grant, ceiling, threshold, budget, price or count."""

from __future__ import annotations

import re

from tiaokuan.extractors.budgets import SET_UP, budgeted, for_each, is_budget
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.lending import LOAN, lends
from tiaokuan.extractors.money_aside import aside_role, listed_limit
from tiaokuan.extractors.money_limits import only_limits
from tiaokuan.extractors.parts import Part, Role, far_limit, is_band
from tiaokuan.extractors.rungs import is_rung
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_MODIFIER = r"(?:一次性|无偿|人民币|分别|各|再|另外?|额外|总额|共计?|合计|累计|约|按照?|为|达到?|是|的|：|:|标准|首年|当年|每年|年度|财政|市级|区级|省级|最多|最高|相应|每[^，。；、\d]{1,8}|单[个项家户位]|（[^（）]*）)"
GRANT_NOUN = r"(?:{award_word}|{subsidy_word}|{compensation_word}|扶持|支持|经费|资金|安家费|启动金)"
_NOUN_HEAD = (
    r"(?:{award_word}|{subsidy_word}|{compensation_word}|扶持|支持|安家|项目|经费|资金)(?:资金|金额|标准|额度|总额|比例|费用?|金|款|限额|上限|数额|经费|限度|总量|系数)?"
    rf"{_MODIFIER}*$"
)
STRONG = r".*(?P<verb>{grant_verb})(?P<m>[^，。；]{{0,30}})$"
_WEAK = r".*(?P<verb>{weak_grant_verb})(?P<m>[^，。；]{{0,16}})$"
_METRIC_END = (
    r"(?:{metric_noun})(?:[（(][^）)]*[）)])?(?:首次|累计|合计|已|均|都|每年)*(?:达到?了?|在|为|满|是|超|逾|比|较)*$"
)
RIGHT_NOUN = (
    rf"^(?:[（(][^）)]*[）)])?(?:的)?(?:人民币)?(?:比例|标准|额度)?(?:的)?[^，。；、：\d的]{{{{0,10}}}}?{GRANT_NOUN}"
)
RIGHT_VERB = r"^(?:[（(][^）)]*[）)])?(?:的)?(?:比例|标准|额度)?[^，。；、：\d]{{0,12}}?(?:给予|予以|进行|{grant_verb}|计发|计算|核定|报销|减[免征缴收]|免[征缴收]|承担|标准确定|标准执行|标准发放)"
_GATE = deferred(r"^(?:[（(][^）)]*[）)])?(?:的|且|、|并|和|或|及|，|,|$|[一-龥]{0,12}的)")
LIMIT_FAR = r"(?:{limit_word})(?:[^，。；、]{{0,24}}的)?$|(?:{limit_word})[为达至]?(?:每[^，。；、\d]{{1,8}})?$|最[高多]可?(?:以|一次性)?(?:给予|予以|奖励|补助|补贴|资助|支持|发放|申领|申请|领取|使用|抵扣|报销)[^，。；、\d按的]{{0,12}}$"
CAP_CONTEXT = r"{award_word}|{subsidy_word}|{compensation_word}|扶持|支持|申报|申请|享受|推荐|名额|择优|评选|遴选|认定|给予|予以|获得|联合|领取"
_DEDUCTS = deferred(r"的?(?:为)?(?:限?额)?(?:标准)?，?内?(?:依次|据实|定额)*(?:扣减|抵扣|扣除)")
_AT_STANDARD = deferred(
    r"的?(?:标准)?(?:安排|拨付|下达|兑付|落实)(?:到位)?(?:[，。；]|$)|[、，]?(?:最高|最多|不超过)\d+(?:平方米|人|亩|台|张|个月)[^，。；\d]{0,6}(?:给予|予以|发放)|的?(?:标准|额度)，(?:由[^，。；]{2,14}|一次性|分别|每[年月])?(?:给予|予以|发放|实行|进行|拨付|对[^，。；]{2,20}给予)"
)
_RAISED = deferred(r"(?:提高|调整|上调|下调|降低|提升|放宽)(?:至|到|为)$")
#: 500吨以上的|补30万元
_MAKES_UP = deferred(r"(?<=[的上下内再另各可）])补$")
_GIVING = deferred(r"(?:给予|予以|给与|颁发|发放|发给)(?=[^，。；\d]{0,24}$)")
_RAISES_IT = deferred(r"[^，。；、\d]{0,8}[，、]?(?:则|再|可|补贴|补助|奖励|资助|相应|分别)*(?:提高|调整|上调|提升)(?:至|到|为)")
_IN_ALL = deferred(r"[、，]?(?:且|但|并)?[^，。；、\d]{0,6}总额")
_GIVEN_NOUN = deferred(r"的?[^，。；、\d]{0,6}?(?:资金|奖金|奖励|补助|补贴|资助|经费|扶持|支持)(?=[，。；、]|$)")


def bounded(ctx: Context, part: Part, side: str) -> bool:
    """True where words bound the first or the last figure of the series on ``side`` (min, max)."""
    found, indices = ctx.quantities, part.series.indices
    return found[indices[0]].bound == side or found[indices[-1]].bound == side


_ITS_LIMIT = deferred(r"[，、；]?(?:单[项笔个户家]|每[项笔个户家]|同一)")
#: 租金在每平方米每月50元以下的，按30%补贴
_BAND_OF = deferred(r"(?:以下|不[满足])(?:（[^（）]{1,4}）)?[^，。；]{0,4}的")
_STEP_OF = deferred(r"每(?:新?增加?|[净递]增|增长|满|超过?|达到?|完成|实现|增)(?:[^，。；\d]{0,6})$")


def money_role(ctx: Context, part: Part, parts: list[Part], *, granted: bool, left: str, right: str) -> None:
    """Set the role of a series of sums, and the verb that grants it. ``left`` and ``right`` are its own words beside it."""
    aside = aside_role(ctx, part, parts)
    if aside is not None:
        part.role = aside
        return
    raised = _RAISED.search(left)
    part.limited = (
        bounded(ctx, part, "max")
        or far_limit(LIMIT_FAR, left) is not None
        or _under_one_limit(parts, left)
        or listed_limit(ctx, part)
        or (raised is not None and re.search("最高|上限|限额|封顶", left) is not None)
    )
    strong = pattern(STRONG).match(left)
    first = ctx.quantities[part.series.indices[0]]
    inside = pattern(r"{grant_verb}|支持").search(ctx.text[first.start : first.core_start])
    if left in ("（", "(") and bounded(ctx, part, "max") and right[:1] in ("）", ")") and len(parts) > 1 and parts[-2].role is Role.METRIC:
        part.role = Role.NONE
    elif raised and "可" in left[-8:] and len(parts) > 1 and parts[-2].limited and parts[-2].segment == part.segment:
        part.role, part.limited = Role.CAP, True
    elif raised and ("标准" in ctx.text[part.clause.start : part.series.start] or _raises(parts, left)):
        part.role, part.verb = Role.GRANT, part.left
    elif (left.endswith("每") and _leads_on(ctx, part, right)) or (
        _STEP_OF.search(left) and not part.limited and _leads_on_far(ctx, part)
    ):
        part.role = Role.PER
    elif pattern(r"{price_noun}").search(left) and strong is None:
        part.role = Role.METRIC if is_rung(ctx, part) else Role.PRICE
    elif budgeted(ctx, part) or _sets_aside(ctx, part, parts, granted=granted, left=left, verb=strong is not None):
        part.role = Role.BUDGET
    elif inside and part.limited:
        part.role, part.verb = Role.GRANT, first.start
    elif strong and _hands_out(strong["m"]):
        part.role, part.verb = Role.GRANT, part.left + _first_verb(left, strong.start("verb"))
        if bounded(ctx, part, "min") and gates(ctx, part, right) and not _GIVEN_NOUN.match(right):
            part.role, part.verb = Role.METRIC, None
    elif head := (_MAKES_UP if left.endswith("补") else pattern(_NOUN_HEAD)).search(left):
        part.role, part.verb = Role.GRANT, part.left + head.start()
    elif (
        lends(part, left, right, ctx.text[part.left : first.core_start])
        or _starts_up(left, right)
        or (_FAVOUR.match(right) and _ENJOYS.search(ctx.text, part.left, first.core_start))
        or (
            bounded(ctx, part, "min")
            and pattern(RIGHT_NOUN).match(right)
            and re.search(r"(?:申请|享受|给予|获得|领取|提供)(?:分别|每年|最高|不超过)*$", left)
        )
    ):
        part.role, part.verb = Role.GRANT, part.left
    elif (
        (pattern(_METRIC_END).search(left) and not re.search(r"每.{1,4}$", left))
        or bounded(ctx, part, "min")
        or _leads_on(ctx, part, right)
        or is_rung(ctx, part)
    ):
        part.role = Role.METRIC
    elif "按" in ctx.text[part.clause.start : part.series.start] and (
        _AT_STANDARD.match(ctx.text, part.series.end, part.segment.end)
        or (_CARRIED.match(right) and any(p.role is Role.GRANT for p in parts[:-1]))
    ):
        part.role, part.verb = Role.GRANT, part.series.end
    elif part.limited and _DEDUCTS.match(right):
        part.role, part.verb, part.limited = Role.GRANT, part.left, True
    elif pattern(RIGHT_NOUN).match(right) or (pattern(RIGHT_VERB).match(right) and not left.endswith("的")):
        part.role, part.verb = Role.GRANT, part.series.end
        weak = pattern(_WEAK).match(left)
        if weak:
            part.verb = part.left + weak.start("verb")
    elif (pattern(_WEAK).match(left) and pattern(GRANT_NOUN).search(left)) or (
        _announced(ctx, part, parts, left)
        and not (part.limited and (granted or any(p.role is Role.GRANT and p.verb != p.left for p in parts[:-1])))
    ):
        part.role, part.verb = Role.GRANT, part.left
    elif part.limited and _BAND_OF.search(ctx.text, part.series.start, part.series.end + 6) and gates(ctx, part, right):
        part.role = Role.METRIC
    elif part.limited or (LOAN.search(left) and re.search(r"最高|上限|不超过", left)):
        part.role = Role.CAP
    _settle(ctx, part, parts, granted=granted, left=left, right=right)


def _raises(parts: list[Part], left: str) -> bool:
    """True where the sum takes the place of one granted before it (补贴1500元；达到70%以上的，提高到2000元)."""
    return _RAISES_IT.fullmatch(left) is not None and any(
        p.role is Role.GRANT and p.series.kind is parts[-1].series.kind for p in parts[:-1]
    )


def _sets_aside(
    ctx: Context, part: Part, parts: list[Part], *, granted: bool, left: str, verb: bool
) -> bool:
    """True where the sum is set aside for a fund or a programme, and for nobody in particular."""
    before = granted or any(p.role in (Role.GRANT, Role.CAP) for p in parts[:-1])
    if (bounded(ctx, part, "min") or (part.limited and before)) and SET_UP.search(left) is None:
        return False
    rest = ctx.text[part.series.end : (part.segment if part.limited else part.clause).end]
    return not for_each(ctx, part, parts, left) and is_budget(left, rest, verb)


def _settle(ctx: Context, part: Part, parts: list[Part], *, granted: bool, left: str, right: str) -> None:
    """Make a ceiling of what only bounds a grant before it, and a threshold of a band that gates."""
    if part.role is Role.GRANT and part.limited and only_limits(ctx, part, parts, left, granted=granted):
        part.role = Role.CAP
    if part.role is Role.NONE and (
        (is_band(ctx.quantities[part.series.indices[0]]) and gates(ctx, part, right)) or is_rung(ctx, part)
    ):
        part.role = Role.METRIC
    if (
        part.role is Role.METRIC
        and part.limited
        and not gates(ctx, part, right)
        and (
            pattern(CAP_CONTEXT).search(left)
            or ((granted or len(parts) > 1) and _ITS_LIMIT.match(left))
            or (_IN_ALL.match(left) and any(p.role in (Role.CAP, Role.GRANT) for p in parts[:-1]))
        )
    ):
        part.role = Role.CAP


def _under_one_limit(parts: list[Part], left: str) -> bool:
    """True where the limit of the sum before holds for this one too (最高1000万元租金、200万元物业费扶持)."""
    before = parts[-2] if len(parts) > 1 else None
    if before is None or not before.limited or before.role is not Role.GRANT or before.clause != parts[-1].clause:
        return False
    return re.fullmatch(r"[^，。；、：\d]{1,8}、", left) is not None


def _first_verb(left: str, verb: int) -> int:
    """Where the chain of granting verbs begins: 给予企业一次性奖励 begins at 给予."""
    giving = _GIVING.search(left[:verb])
    return giving.start() if giving else verb


def _hands_out(between: str) -> bool:
    """True where the words between a granting verb and a figure leave the figure to the verb."""
    return (
        pattern(_METRIC_END).search(between) is None
        or pattern(_NOUN_HEAD).search(between) is not None
        or between in ("金额", "资金额", "总额", "额度", "额", "数额")
    )


def gates(ctx: Context, part: Part, right: str) -> bool:
    """True where the figure only qualifies what follows (…以上的企业, …以上，), and something else is granted."""
    rest = ctx.text[part.series.end : part.segment.end]
    return _GATE.match(right) is not None and pattern(r"给予|予以|{grant_verb}").search(rest) is not None


#: 自有房产改建的按0.6万元|执行
_CARRIED = deferred(r"的?(?:标准)?(?:执行|计发|计算|核定)(?=[，。；]|$)")
_ENJOYS = deferred(r"(?:享受|获得|领取|给予)(?:最高|不超过)?$")
_FAVOUR = deferred(r"的?[^，。；、\d]{0,8}?(?:优惠|减免|抵扣券|消费券|购房券)")


def _starts_up(left: str, right: str) -> bool:
    """True where money for a purpose is provided (提供10万元企业开办费)."""
    return left.endswith("提供") and re.match(r"的?[^，。；、\d]{0,8}(?:费|经费|资金|资助|补助)", right) is not None


def _leads_on_far(ctx: Context, part: Part) -> bool:
    return (
        pattern(r"^[^，。；]{{0,4}}，?(?:再|另外?)?(?:给予|予以|{grant_verb})[^，。；\d]{{0,8}}\d").match(
            ctx.text[part.series.end : part.segment.end]
        )
        is not None
    )


def _announced(ctx: Context, part: Part, parts: list[Part], left: str) -> bool:
    """True where the clauses before announce a grant (给予运营补助，乳儿班每人每月600元；省内500元，省外1000元)."""
    if (
        re.search(r"(?:每[^，。；、\d]{1,8}|分别为?|为|是|：|:|标准|单[户家个项][^，。；、\d]{0,4})$", left) is None
        and len(left) > 8
    ):
        return False
    before = ctx.text[part.segment.start : part.clause.start]
    granted = any(p.role is Role.GRANT for p in parts[:-1] if p.segment == part.segment)
    return (
        granted
        or pattern(
            rf"(?:给予|发放|享受|按|执行|提供)[^，。；]{{{{0,24}}}}{GRANT_NOUN}|{GRANT_NOUN}(?:标准|金额|额度)(?:为|如下|：|:)?"
        ).search(before)
        is not None
    )


def _leads_on(ctx: Context, part: Part, right: str) -> bool:
    """True where a granting verb between this figure and the next one takes the next (…100万美元奖励10万元)."""
    return (
        pattern(rf"^[^，。；、]{{{{0,6}}}}(?:{{grant_verb}}|给予){_MODIFIER}*$").match(right) is not None
        and part.right < part.clause.end
    )
