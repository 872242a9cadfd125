"""Frames: a sentence of a granting clause, with one role for each of its figures.

Who · earns it by what · verb of granting, limiting or demanding · how much · per what · up to what. All figures of a
sentence are put into series first; each series then gets its role from the words beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tiaokuan.extractors.base import Interval, Kind, Quantity
from tiaokuan.extractors.clauses import Piece, clauses, segments
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.metrics import counts_from_status, is_lookback
from tiaokuan.extractors.series import Series, find_series
from tiaokuan.gazetteer.lexicon import pattern


class Role(StrEnum):
    """What a figure of a granting clause is."""

    GRANT = "grant"
    CAP = "cap"
    METRIC = "metric"
    BUDGET = "budget"
    PER = "per"
    INSTALMENT = "instalment"
    PRICE = "price"
    LOOKBACK = "lookback"
    PERIOD = "period"
    NONE = "none"


@dataclass(slots=True)
class Part:
    """A series in its place: role, the clause and segment it stands in, the text beside it that is its own, the verb
    or noun that grants it, and whether words (最高, 不超过) make it a ceiling."""

    series: Series
    role: Role
    clause: Piece
    segment: Piece
    left: int
    right: int
    verb: int | None = None
    limited: bool = False


_MODIFIER = (
    r"(?:一次性|无偿|人民币|分别|各|再|另外?|额外|总额|共计?|合计|累计|约|按照?|为|达到?|是|的|：|:|标准|首年|当年|每年|年度|财政|市级|区级|省级|最多|最高|相应|每[^，。；、\d]{1,8}|单[个项家户位]|（[^（）]*）)"
)
_GRANT_NOUN = r"(?:{award_word}|{subsidy_word}|{compensation_word}|扶持|支持|经费|资金|安家费|启动金)"
_NOUN_HEAD = (
    r"(?:{award_word}|{subsidy_word}|{compensation_word}|扶持|支持|安家|项目|经费|资金)(?:资金|金额|标准|额度|总额|比例|费用?|金|款|限额|上限|数额|经费|限度|总量|系数)?"
    rf"{_MODIFIER}*$"
)
_STRONG = r".*(?P<verb>{grant_verb})(?P<m>[^，。；]{{0,30}})$"
_WEAK = r".*(?P<verb>{weak_grant_verb})(?P<m>[^，。；]{{0,16}})$"
_METRIC_END = r"(?:{metric_noun})(?:[（(][^）)]*[）)])?(?:首次|累计|合计|已|均|都|每年)*(?:达到?了?|在|为|满|是|超|逾|比|较)*$"
_RIGHT_NOUN = rf"^(?:[（(][^）)]*[）)])?(?:的)?(?:人民币)?(?:比例|标准|额度)?(?:的)?[^，。；、：\d的]{{{{0,10}}}}?{_GRANT_NOUN}"
_RIGHT_VERB = r"^(?:[（(][^）)]*[）)])?(?:的)?(?:比例|标准|额度)?[^，。；、：\d]{{0,12}}?(?:给予|予以|进行|{grant_verb}|计发|计算|核定|报销|减免|承担|标准确定|标准执行|标准发放)"
_GATE = re.compile(r"^(?:[（(][^）)]*[）)])?(?:的|且|、|并|和|或|及|，|,|$|[一-龥]{0,12}的)")
_LIMIT_RATE = r"(?:{limit_word})[^，。；、\d]{{0,16}}$"
_LIMIT_FAR = r"(?:{limit_word})(?:[^，。；、]{{0,24}}的)?$|(?:{limit_word})[为达至]?$"
_RATE_METRIC = re.compile(r"(?:比例|占比|比重|率|增长|增幅|增速|提高|提升|下降|降低|同比|环比|占[^，。；]{1,24}|满意度|覆盖[面率]|持股|股权|股份)(?:[（(][^）)]*[）)])?(?:均|都|已|应|须|原则上|年均)*(?:达到?了?|在|为|到|至)?$")
_GRANT_RATE = re.compile(r"(?:兑现|补贴|补助|资助|奖励|贴息|支持|报销|减免|补偿|扶持|分担)(?:比例|标准|率|额度)[^，。；]{0,4}$")
_PER = re.compile(r"每(?![年轮届批月期])(?:[^，。；、\d每]{0,10})$")
_QUOTA = (
    r"(?:共|总共|合计|拟|计划|择优|每年|年度|每批|每届|全年|首批)[^，。；、\d]{{0,10}}$|(?:{quota_word})[^，。；、\d]{{0,6}}$|(?:名额|数量|总数|奖)(?:为|是|：|:|原则上|共|各|控制在|总数)*$"
)
_CAP_CONTEXT = r"{award_word}|{subsidy_word}|{compensation_word}|扶持|支持|申报|申请|享受|推荐|名额|择优|评选|遴选|认定|给予|予以|获得|联合|领取"
_RAISED = re.compile(r"(?:提高|调整|上调|下调|降低|提升)(?:至|到|为)$")
_LOAN = re.compile(r"(?:贷款|担保|授信)[^，。；]{0,12}(?:额度|金额|上限)?[^，。；]{0,8}$")
_MATCHED = re.compile(r"(?:的)?(?:比例|额度|标准)?(?:分别)?(?:给予|予以|配套|奖励|发放)[^，。；]{0,20}(?:奖励|资助|补助|补贴|配套|支持|资金)?")
_QUALIFIES = re.compile(r"的[^，。；]{2,}")
_TOTAL = re.compile(r"同一[^，。；对]{1,20}(?:累计|合计|总计|总额|总量)")
_ITS_OWN = re.compile(r"(?:、|和|及)[^，。；、\d的]{1,10}")
_GIVEN_NOUN = re.compile(r"的?[^，。；、\d]{0,6}?(?:资金|奖金|奖励|补助|补贴|资助|经费|扶持|支持)(?=[，。；、]|$)")
_ATTRIBUTED = re.compile(r"的[^，。；\d]{2,24}?(?:给予|予以|奖励|补助|补贴|资助)")


def read_frame(ctx: Context, sentence: Piece, *, granted: bool = False, expected: bool = False) -> list[Part]:
    """All series of a sentence with their roles, in order; ``granted`` where the sentences before grant something,
    ``expected`` where the section's heading announces what is paid (补贴标准)."""
    parts: list[Part] = []
    for segment in segments(ctx.text, sentence.start, sentence.end):
        pieces = clauses(ctx.text, segment.start, segment.end)
        series = find_series(ctx, segment.start, segment.end)
        for number, one in enumerate(series):
            clause = next((p for p in pieces if p.start <= one.start < p.end), segment)
            before = series[number - 1].end if number else clause.start
            after = series[number + 1].start if number + 1 < len(series) else clause.end
            part = Part(one, Role.NONE, clause, segment, max(before, clause.start), min(after, clause.end))
            part.right = max(part.right, one.end)
            parts.append(part)
            _classify(ctx, part, parts, granted)
            if expected and part.role is Role.NONE and one.kind is Kind.MONEY and not part.limited:
                _expect(ctx, part)
            _pay_alike(ctx, parts)
    return parts


def _pay_alike(ctx: Context, parts: list[Part]) -> None:
    """A sum that only its own words part from one that is granted is granted with it (按A类8万元、B类5万元的标准补助)."""
    if len(parts) < 2:
        return
    earlier, part = parts[-2], parts[-1]
    if earlier.clause != part.clause or earlier.role is not Role.NONE or part.role is not Role.GRANT:
        return
    gap = ctx.text[earlier.series.end : part.series.start]
    if earlier.series.kind is part.series.kind is Kind.MONEY and _ITS_OWN.fullmatch(gap):
        earlier.role = part.role
        earlier.verb, earlier.limited = earlier.left, part.limited and earlier.limited


def _classify(ctx: Context, part: Part, parts: list[Part], granted: bool) -> None:
    quantity = ctx.quantities[part.series.indices[0]]
    left = ctx.text[part.left : part.series.start]
    right = ctx.text[part.series.end : part.right]
    if quantity.kind is Kind.MONEY:
        _money(ctx, part, parts, granted, left, right)
    elif quantity.kind is Kind.RATE:
        _rate(ctx, part, left, right)
    elif quantity.kind is Kind.COUNT:
        _count(ctx, part, granted, left, parts[-2].role if len(parts) > 1 else None)
    elif quantity.kind is Kind.DURATION:
        _duration(ctx, part, quantity)
    elif quantity.kind is Kind.RATIO:
        paid = _MATCHED.search(ctx.text, part.series.end, part.clause.end) and not re.search(r"应|须|配套资金|不低于", left)
        part.role, part.verb = (Role.GRANT, part.left) if paid else (Role.METRIC, None)


_STATED = re.compile(r"(?:每[^，。；、\d]{1,8}|一次性|标准(?:为|是|：|:)?|分别为?|为|是|：|:|按)$")


def _expect(ctx: Context, part: Part) -> None:
    """Under a heading that announces what is paid, a sum that is merely stated is granted (每人一次性1000元)."""
    left = ctx.text[part.left : part.series.start]
    formula = re.search(r"[×=＝*/（(]", ctx.text[max(part.left, part.series.start - 2) : part.series.start] + ctx.text[part.series.end : part.series.end + 1])
    if formula is None and (len(left) < 2 or _STATED.search(left)):
        part.role, part.verb = Role.GRANT, part.left


def _bounded(ctx: Context, part: Part, side: str) -> bool:
    return any(ctx.quantities[i].bound == side for i in (part.series.indices[0], part.series.indices[-1]))


def _money(ctx: Context, part: Part, parts: list[Part], granted: bool, left: str, right: str) -> None:
    part.limited = _bounded(ctx, part, "max") or pattern(_LIMIT_FAR).search(left) is not None
    strong = pattern(_STRONG).match(left)
    first = ctx.quantities[part.series.indices[0]]
    inside = pattern(r"{grant_verb}|支持").search(ctx.text[first.start : first.core_start])
    raised = _RAISED.search(left)
    if raised and "标准" in ctx.text[part.clause.start : part.series.start]:
        part.role, part.verb = Role.GRANT, part.left
    elif re.search(r"每(?:新?增加?|满|超过?|达到?|完成|实现|增)(?:[^，。；\d]{0,6})$", left) and not part.limited and _leads_on_far(ctx, part):
        part.role = Role.PER
    elif pattern(r"{price_noun}").search(left) and strong is None:
        part.role = Role.PRICE
    elif _is_budget(left, ctx.text[part.series.end : (part.segment if part.limited else part.clause).end], strong is not None):
        part.role = Role.BUDGET
    elif inside and part.limited:
        part.role, part.verb = Role.GRANT, first.start
    elif strong and _hands_out(strong["m"]):
        part.role, part.verb = Role.GRANT, part.left + _first_verb(left, strong.start("verb"))
        if _bounded(ctx, part, "min") and _gates(ctx, part, right) and not _GIVEN_NOUN.match(right):
            part.role, part.verb = Role.METRIC, None
    elif pattern(_NOUN_HEAD).search(left):
        head = pattern(_NOUN_HEAD).search(left)
        assert head is not None
        part.role, part.verb = Role.GRANT, part.left + head.start()
    elif _lends(left, right):
        part.role, part.verb = Role.GRANT, part.left
    elif _bounded(ctx, part, "min") and pattern(_RIGHT_NOUN).match(right) and re.search(r"(?:申请|享受|给予|获得|领取|提供)(?:分别|每年|最高|不超过)*$", left):
        part.role, part.verb = Role.GRANT, part.left
    elif (pattern(_METRIC_END).search(left) and not re.search(r"每.{1,4}$", left)) or _bounded(ctx, part, "min") or _leads_on(ctx, part, right):
        part.role = Role.METRIC
    elif pattern(_RIGHT_NOUN).match(right) or (pattern(_RIGHT_VERB).match(right) and not left.endswith("的")):
        part.role, part.verb = Role.GRANT, part.series.end
        weak = pattern(_WEAK).match(left)
        if weak:
            part.verb = part.left + weak.start("verb")
    elif pattern(_WEAK).match(left) and pattern(_GRANT_NOUN).search(left):
        part.role, part.verb = Role.GRANT, part.left
    elif _announced(ctx, part, parts, left) and not (part.limited and (granted or any(p.role is Role.GRANT and p.verb != p.left for p in parts[:-1]))):
        part.role, part.verb = Role.GRANT, part.left
    elif part.limited or (_LOAN.search(left) and re.search(r"最高|上限|不超过", left)):
        part.role = Role.CAP
    if part.role is Role.GRANT and part.limited and (_only_limits(ctx, part, parts, left) or _TOTAL.search(left) or ((granted or any(p.role is Role.GRANT for p in parts[:-1])) and _sums_up(ctx, part))):
        part.role = Role.CAP
    if part.role is Role.NONE and _is_band(ctx.quantities[part.series.indices[0]]) and _gates(ctx, part, right):
        part.role = Role.METRIC
    if part.role is Role.METRIC and part.limited and not _gates(ctx, part, right) and pattern(_CAP_CONTEXT).search(left):
        part.role = Role.CAP


def _first_verb(left: str, verb: int) -> int:
    """Where the chain of granting verbs begins: 给予企业一次性奖励 begins at 给予."""
    giving = re.search(r"(?:给予|予以|给与)(?=[^，。；\d]{0,24}$)", left[:verb])
    return giving.start() if giving else verb


def _hands_out(between: str) -> bool:
    """True where the words between a granting verb and a figure leave the figure to the verb."""
    return pattern(_METRIC_END).search(between) is None or pattern(_NOUN_HEAD).search(between) is not None or between in ("金额", "资金额", "总额", "额度", "额", "数额")


def _gates(ctx: Context, part: Part, right: str) -> bool:
    """True where the figure only qualifies what follows (…以上的企业, …以上，), and something else is granted."""
    rest = ctx.text[part.series.end : part.segment.end]
    return _GATE.match(right) is not None and pattern(r"给予|予以|{grant_verb}").search(rest) is not None


def _lends(left: str, right: str) -> bool:
    """True where the sum is a loan that one may have (可申请最高15万元的创业担保贷款)."""
    given = re.search(r"(?:申请|发放|给予|提供|享受|获得|按)(?:额度|最高|单户|每人)*$", left)
    return given is not None and re.match(r"(?:以内)?的?[^，。；：]{0,14}贷款", right) is not None


def _leads_on_far(ctx: Context, part: Part) -> bool:
    return pattern(r"^[^，。；]{{0,4}}，?(?:再|另外?)?(?:给予|予以|{grant_verb})[^，。；\d]{{0,8}}\d").match(ctx.text[part.series.end : part.segment.end]) is not None


def _announced(ctx: Context, part: Part, parts: list[Part], left: str) -> bool:
    """True where the clauses before announce a grant (给予运营补助，乳儿班每人每月600元；省内500元，省外1000元)."""
    if re.search(r"(?:每[^，。；、\d]{1,8}|分别为?|为|是|：|:|标准|单[户家个项][^，。；、\d]{0,4})$", left) is None and len(left) > 8:
        return False
    before = ctx.text[part.segment.start : part.clause.start]
    granted = any(p.role is Role.GRANT for p in parts[:-1] if p.segment == part.segment)
    return granted or pattern(rf"(?:给予|发放|享受|按|执行|提供)[^，。；]{{{{0,24}}}}{_GRANT_NOUN}|{_GRANT_NOUN}(?:标准|金额|额度)(?:为|如下|：|:)?").search(before) is not None


def _leads_on(ctx: Context, part: Part, right: str) -> bool:
    """True where a granting verb between this figure and the next one takes the next (…100万美元奖励10万元)."""
    return pattern(rf"^[^，。；、]{{{{0,6}}}}(?:{{grant_verb}}|给予){_MODIFIER}*$").match(right) is not None and part.right < part.clause.end


def _is_budget(left: str, rest: str, granted: bool) -> bool:
    sets_aside = re.search(r"(?:安排|设立|出资|预算|统筹|列支|筹集|规模|总额|资金池|基金|首期|注资)[^，。；]{0,20}$", left)
    if re.search(r"(?:项目|建设|任务|本年度|年度)资金(?:总额|规模|预算)?(?:为|是|共|：|:|约)*$", left):
        return True
    if sets_aside is None or (granted and "安排" not in sets_aside.group()):
        return False
    if re.match(r"^的(?![^，。；]{0,12}(?:资金|基金|经费|预算))", rest):
        return False
    return re.match(r"^(?:的)?[^。；]{0,16}?(?:支持|予以|给予|用于|奖励|补助|补贴)", rest) is None


_CAP_ONLY = re.compile(r"(?:累计|总额|合计|总计|年度|每年|全年|同一|每[个家户人名件项位]|单[个家户项一笔]|个人|最高)")


_SAME_GIFT = re.compile(r"(?:的)?(?:比例)?[，、]?(?:给予|予以)(?:单[^，。；\d]{1,6})?(?:年度|每年)?")


def _only_limits(ctx: Context, part: Part, parts: list[Part], left: str) -> bool:
    """True where the figure bounds a grant that stands before it (按50%补贴，每个单位不超过30万元) and grants nothing
    of its own."""
    if len(part.series) > 1 or not any(p.role is Role.GRANT for p in parts[:-1] if p.segment == part.segment):
        return False
    if parts[-2].role is Role.GRANT and parts[-2].series.kind is Kind.RATE and _SAME_GIFT.fullmatch(ctx.text[parts[-2].series.end : part.series.start]):
        return True
    if re.search(r"(?:给予|发放|提供|予以)[^，。；]{0,8}$", left):
        return False
    last = [p for p in parts[:-1] if p.role in (Role.GRANT, Role.CAP)][-1]
    between = ctx.text[last.series.end : part.series.start]
    if re.search(r"对(?!其|同一|单个)[^，。；]{2,}(?:的|给予)|；", between):
        return False
    return _CAP_ONLY.search(between) is not None or ctx.quantities[last.series.indices[0]].kind is Kind.RATE


def _sums_up(ctx: Context, part: Part) -> bool:
    """True where the clause bounds what the sentences before granted (同一申请人年度资助不超过10万元)."""
    left = ctx.text[part.clause.start : ctx.quantities[part.series.indices[0]].core_start]
    return pattern(
        r"(?:{scope_lead}|累计|合计|总额|总计)[^，。；对]{{0,24}}(?:{grant_verb}|{award_word}|{subsidy_word}|扶持|支持)?[^，。；]{{0,10}}?(?:{limit_word})[^，。；]{{0,8}}$"
    ).search(left) is not None and re.search(r"对|安排|给予|予以|发放|提供", left) is None


def _rate(ctx: Context, part: Part, left: str, right: str) -> None:
    part.limited = _bounded(ctx, part, "max") or pattern(_LIMIT_RATE).search(left) is not None
    strong = pattern(_STRONG).match(left)
    whole = ctx.text[part.clause.start : part.clause.end]
    printed = ctx.text[part.series.start : part.series.end]
    if printed.endswith("减半") and ctx.text[part.series.end : part.series.end + 1] not in ("收", "征", "缴", "给"):
        part.role = Role.INSTALMENT
        return
    if pattern(r"{instalment_word}|支付").search(whole) and not pattern(rf"给予|{_GRANT_NOUN}").search(right) and strong is None:
        part.role = Role.INSTALMENT
    elif _GRANT_RATE.search(left):
        part.role, part.verb = Role.GRANT, part.left
    elif _RATE_METRIC.search(left) and (pattern(_RIGHT_NOUN).match(right) is None or (_bounded(ctx, part, "min") and _gates(ctx, part, right))):
        part.role = Role.METRIC
    elif (strong and "的" not in strong["m"][-1:]) or pattern(_RIGHT_NOUN).match(right) or pattern(_RIGHT_VERB).match(right):
        part.role = Role.GRANT
        part.verb = part.left + strong.start("verb") if strong else part.series.end
    elif re.search(r"按照?|以|给予", left) and pattern(r"{grant_verb}|给予").search(ctx.text[part.series.end : part.segment.end]):
        part.role, part.verb = Role.GRANT, part.series.end
    elif strong or (len(part.series) == 1 and pattern(rf"{_GRANT_NOUN}").search(left) and left.endswith("的")):
        part.role, part.verb = Role.GRANT, part.left
    elif _bounded(ctx, part, "min") or _RATE_METRIC.search(left):
        part.role = Role.METRIC
    elif part.limited:
        part.role = Role.CAP


def _count(ctx: Context, part: Part, granted: bool, left: str, before: Role | None) -> None:
    whole = ctx.text[part.segment.start : part.clause.end]
    part.limited = _bounded(ctx, part, "max") or pattern(_LIMIT_FAR).search(left) is not None
    quantity = ctx.quantities[part.series.indices[0]]
    if quantity.value.is_exact and quantity.value.min == 1 and (quantity.unit == "次" or re.search(r"(?:只能|仅能|仅可|只可|仅限|只限)[^，。；]{0,8}$", left)):
        return
    if quantity.unit in ("期", "批", "轮", "届") and not part.limited:
        return
    if _is_band(quantity) and _gates(ctx, part, ctx.text[part.series.end : part.right]):
        part.role = Role.METRIC
    elif quantity.bound == "max" and _ATTRIBUTED.match(ctx.text, quantity.end, part.clause.end):
        part.role = Role.METRIC
    elif _PER.search(left) and not part.limited:
        part.role = Role.PER
    elif part.limited and not _bounded(ctx, part, "min") and (granted or pattern(_CAP_CONTEXT).search(whole)):
        part.role = Role.CAP
    elif _bounded(ctx, part, "min"):
        part.role = Role.METRIC
    elif pattern(_QUOTA).search(left) or (left.startswith("、") and before is Role.CAP):
        part.role = Role.CAP
    else:
        part.role = Role.NONE


def _is_band(quantity: Quantity) -> bool:
    value = quantity.value
    return value.min is not None and value.max is not None and not value.is_exact


def _duration(ctx: Context, part: Part, quantity: Quantity) -> None:
    if is_lookback(ctx, part.series.indices[0]):
        part.role = Role.LOOKBACK
    elif quantity.bound == "min" and not quantity.working_days:
        part.role = Role.METRIC
    elif counts_from_status(ctx, part.series.indices[0], part.clause.start, part.clause.end):
        part.role = Role.METRIC
    elif quantity.bound == "max" and _QUALIFIES.match(ctx.text, quantity.end, part.clause.end) and not quantity.working_days:
        part.role = Role.METRIC
    else:
        part.role = Role.PERIOD


def spread(ctx: Context, part: Part) -> list[Interval]:
    """The values of a series, with a bound that stands once made to hold for all (不超过30万元、20万元、10万元)."""
    quantities = [ctx.quantities[index] for index in part.series.indices]
    first, last = quantities[0], quantities[-1]
    lower = last.bound == "min" or first.bound == "min"
    upper = part.limited
    closed = (first if first.bound == "min" else last).value.min_inclusive
    return [_with_bound(q, lower, upper, closed) for q in quantities]


def _with_bound(quantity: Quantity, lower: bool, upper: bool, closed: bool) -> Interval:
    value = quantity.value
    if not value.is_exact or quantity.bound is not None:
        return value
    if lower:
        return Interval(value.min, None, closed, approximate=value.approximate)
    return Interval(None, value.max, approximate=value.approximate) if upper else value
