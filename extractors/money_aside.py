"""Sums and rates of a granting sentence that are no grant's own: shares of those who pay, what one pays oneself, terms of a formula."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.extractors.rungs import is_rung
from tiaokuan.gazetteer.deferred import deferred

_SPLIT_UP = deferred(
    r"[（(](?:由|其中)?[^（）()，；]{0,10}?[省市县区镇乡](?:、[省市县区镇乡])*(?:级)?(?:财政)?(?:各|分别)?(?:承担|负担|出资|安排|补助|配套)?$"
)
#: 分5年发放，每年4万元
_IN_PARTS = deferred(
    r"分[两二三四五六\d]个?[年期次批](?![^，。；]{0,6}给予)[^，。；\d]{0,8}，?每[年期次批](?:发放|拨付|支付|给予|兑现|为)*$"
)
#: 日常经费10万元（每年5万元，共两年）
_EACH_YEAR = deferred(r"\d万?元（每[年期次批](?:拨付|发放|给予)?$")
_IN_YEARS = deferred(r"，?(?:共|分|连续|连发)[两二三四五\d]个?[年期次批]")
#: 500万元（含）以下部分，按4%补助
_PART_OF = deferred(r"的?部分，?(?:按|给予|予以|奖励|补[助贴])")
_FORMULA = deferred(r"[×=＝*]|^[+＋]")
_RELAXED = deferred(r"可以?(?:小于|低于|少于)")
_OWN_PAY = deferred(
    r"(?:自[缴付筹理费]|自行(?:承担|负担|解决)|(?:农户|农民|养殖户|种植户|投保人|家庭|用户)(?:自行)?(?:承担|负担|缴纳)|个人(?:缴费|承担|负担|缴纳|自付))(?:部分|标准|金额|资金)?(?:为|每人|每年|约|的)*$"
)


def aside_role(ctx: Context, part: Part, parts: list[Part]) -> Role | None:
    """The role of a sum that is none of a grant's own: a share of those who pay (奖励2万元（市、县级各1万元）), a
    threshold let go (可小于1万元), a step (每新上一个5亿元级台阶), a term of a formula (1250元×6月); else None."""
    text = ctx.text
    if _adds_up(ctx, part, parts):
        return Role.INSTALMENT
    if _OF_IT.search(ctx.text, part.clause.start, part.series.start) and _MEANT_FOR.match(ctx.text, part.series.end):
        return Role.INSTALMENT
    if ctx.quantities[part.series.indices[-1]].bound == "max" and _IGNORED.match(ctx.text, part.series.end):
        return Role.NONE
    if _WAGE.search(ctx.text, part.clause.start, ctx.quantities[part.series.indices[0]].core_start):
        return Role.NONE
    if ctx.text.endswith("限价", part.left, ctx.quantities[part.series.indices[0]].core_start):
        return Role.PRICE
    if "资" in text[part.left : part.series.start] and _HAS_GOT.search(text, part.segment.start, part.series.start):
        return Role.NONE
    if _FINE.match(ctx.text, part.series.end) or _DECIDED.match(ctx.text, part.series.end):
        return Role.NONE
    evened = _evened(ctx, part)
    if evened is not None:
        return evened
    if text.startswith(("部分", "的部分"), part.series.end) and _PART_OF.match(text, part.series.end):
        return Role.METRIC
    if _OWN_PAY.search(text[max(part.left, part.series.start - 14) : part.series.start]) and not is_rung(ctx, part):
        return Role.NONE
    if _DEDUCTS.search(text, part.left, part.series.start) or _SPENDS.search(
        text, part.clause.start, part.series.start
    ):
        return Role.NONE
    if _SPLIT_UP.search(text[part.clause.start : part.series.start]):
        return Role.INSTALMENT
    if _RELAXED.search(text[max(0, part.series.start - 3) : part.series.start + 2]):
        return Role.NONE
    if _EACH_YEAR.search(text, part.segment.start, part.series.start) and _IN_YEARS.match(text, part.series.end):
        return Role.INSTALMENT
    if _IN_PARTS.search(text, part.segment.start, part.series.start):
        return Role.INSTALMENT
    if text.startswith("级", part.series.end):
        return Role.METRIC
    beside = text[max(0, part.series.start - 1) : part.series.start] + text[part.series.end : part.series.end + 4]
    return Role.NONE if _FORMULA.search(beside) else None


#: Between a sum and the shares that make it up.
_SPLIT = deferred(
    r"[，；](?:其中|由|包括|(?=(?:中央|[省市州县区镇乡])[^，。；\d]{0,8}(?:补助|补贴|配套|承担|负担|安排|财政|奖补)))|（|分[^，。；\d]{0,2}[两二三四五六\d]?[^，。；\d]{0,2}[次年期批步](?=[^，。；\d]{0,10}(?:下达|拨付|兑现|发放|支付|补助|拨|给|付|，))"
)


#: 处3万元以下|罚款: what is to be paid by those who break a rule
_FINE = deferred(r"(?:以[上下内])?的?(?:罚款|罚金|滞纳金|违约金)(?!金额|数额|的?\d)")
#: 专家咨询费按每人每天|800元标准执行: how what is granted may be spent
_SPENDS = deferred(r"(?:咨询|劳务|评审|差旅|会议|监考|讲课|授课)费[^，。；补资奖\d]{0,12}$")
#: 分三年兑现，|第一年400元，第二、三年各200元
_PAID_WHEN = deferred(
    r"(?:第[一二三四五]|首|次|当|前|后|每)[^，。；\d]{0,6}[年次期批](?:再|各|均|分别|兑现|拨付|发放|支付|补助)*$"
)
#: 奖励5000元（其中|2000元为慰问金）
_OF_IT = deferred(r"[（(]其中[^，。；（）\d]{0,6}$")
_MEANT_FOR = deferred(r"为|用于|作为|由")
#: 不足100元的|不予发放
_IGNORED = deferred(r"的?，?(?:均|一律|则)?(?:不[予补奖发计再]|舍去|忽略)")
#: 外聘教练月薪不超过|1.5万元
#: 单次救助金额在5000元以下的|，可由街道直接审批
_DECIDED = deferred(r"(?:以[上下内])?的，(?:可以?|直接|应当?)*(?:由|委托|授权|报)[^，。；]{2,24}(?:审批|审核|审定|确认|批准|决定|审议)")
_WAGE = deferred(r"(?:月薪|年薪|薪酬|工资)[^，。；补奖\d]{0,6}(?:不得?超过|不高于|最高)$")
#: 累计获得中央补助资金|45亿元，省级奖励资金|3亿元: what an authority has got from those above
_HAS_GOT = deferred(
    r"(?:获得|争取|到位|筹措|获批|下达)[到了]?(?:中央|国家|省|上级|市)[^，。；\d]{0,10}(?:资金|经费)(?:[\d.]+[万亿]*元[，、](?:中央|国家|省|市|县|区)级?[^，。；\d]{0,6}(?:资金|经费))?$"
)
_COUNTS_AS = deferred(r"的?[，,]?(?:均|一律|仍|则)?按照?")


def _evened(ctx: Context, part: Part) -> Role | None:
    """The role of the figures of a rule that only rounds (不足5万元的按5万元计) or bounds (超过10万元的按10万元计) what
    has been granted; None for others."""
    index = part.series.indices[0]
    own = ctx.quantities[index]
    for first, second in ((index, index + 1), (index - 1, index)):
        if first < 0 or second >= len(ctx.quantities):
            continue
        a, b = ctx.quantities[first], ctx.quantities[second]
        if a.bound is None or a.kind is not b.kind or not _COUNTS_AS.fullmatch(ctx.text, a.end, b.start):
            continue
        if ctx.text[a.core_start : a.core_end] == ctx.text[b.core_start : b.core_end]:
            return Role.CAP if own is b and a.bound == "min" else Role.NONE
    return None


def _adds_up(ctx: Context, part: Part, parts: list[Part]) -> bool:
    """True where the sums only say who bears a sum before them, for what, or when it is paid (补助25元，其中省级15元，
    县级10元; 每亩800元，分两年下达，第一年500元、第二年300元)."""
    money = [p for p in parts[:-1] if p.series.kind is Kind.MONEY and p.segment == part.segment]
    whole = next((p for p in reversed(money) if p.role is Role.GRANT), None)
    if whole is None:
        return False
    split = _SPLIT.search(ctx.text, whole.series.end, part.series.start)
    if split is None:
        return False
    if split.group().startswith("分") and _PAID_WHEN.search(ctx.text, part.clause.start, part.series.start):
        return True
    total, found = ctx.quantities[whole.series.indices[-1]].value.min, 0.0
    for number, index in enumerate(ctx.live(split.end(), part.segment.end)):
        share = ctx.quantities[index]
        if share.kind is not Kind.MONEY or not isinstance(share.value.min, (int, float)):
            continue
        found += share.value.min
        if number and found == total:
            return part.series.start <= share.start
    return False


#: 扣减补助资金|10万元: what is taken off is granted to nobody
_DEDUCTS = deferred(r"(?:扣减|(?<!加计)扣除(?!额)|核减|扣回|扣罚|调减|削减|扣发)[^，。；、\d税]{0,12}$")
_GIVES_BACK = deferred(r"退还|退回|追回|收回|缴回|退缴|追缴")
_DRAWS = deferred(r"(?:提取|计提|划拨|提留)(?:[^，。；]{0,8})$")
_SHARES_OF = deferred(
    r"(?:人数|成员|委员|评委|专家|代表|票数|得票)(?![^，。；]{0,4}(?:薪|工资|报酬|费|金|额|租))[^，。；]{0,8}$|(?:用地|土地)[^，。；]{0,20}(?:指标|总量|面积|规模)的?$"
)
#: 以月平均工资的40%为缴费基数: a rate that only says what another rate is taken of
_IS_BASE = deferred(
    r"的?(?:标准|比例)?(?:作?为|确定|核定)(?:缴费|缴纳|计算|计发|计提|补贴|补助|奖励|测算|核算|核定|参保|社保)*(?:基数|基准)"
)
_SET_ASIDE = deferred(r"的?部分|的?(?:比例)?，?(?:将|从|安排|提取|计提|进行设置|设置|配建|配套建设|单列|予以单列)")
#: 第一笔资金按扶持总额的|20%|，在企业进驻后拨付
_FIRST_PART = deferred(r"(?:第[一二三四]|首|尾)[笔期批次](?![^，。；]{0,4}(?:达|上))[^，。；\d]{0,20}$")
_PAID_LATER = deferred(r"[^。；）)]{0,40}?(?:拨付|支付|兑现|兑付|到位)")
#: 分3年按|40%、30%、30%|比例发放
_BY_YEARS = deferred(r"分[两二三四五六\d]个?(?:年度?|期|次|批|阶段|学年)[^，。；\d]{0,6}\d[\d.]*[%％]")
_PAID_OUT = deferred(r"的?(?:比例)?(?:依次|逐年|分别|予以|进行)*(?:发放|拨付|兑现|支付|兑付|给付|到位)(?=[，。；]|$)")
#: 职工工资按岗位标准的80%发放: what an employer pays
_WAGES = deferred(r"(?:工资|薪酬|报酬)(?:待遇)?按照?[^，。；]{0,20}$")
_IS_PAID = deferred(r"的?(?:比例|标准)?(?:发放|支付|计发|执行)(?=[，。；]|$)")
#: 按市60%、区40%|分担; 奖励金额的20%|可用于奖励团队
_SHARED_OUT = deferred(
    r"(?:[、，和][^，。；、\d]{1,6}[\d.]+[%％])*的?(?:比例)?，?(?:共同|分别|各自)?(?:分担|分摊|共担|承担|负担)(?=[，。；]|$)"
)
#: 保费由专项资金|全额|承担
_BORNE_WHOLLY = deferred(r"(?:费用?|租金|利息|税)(?:部分)?由[^，。；、\d]{0,10}(?:财政|资金|经费|政府)$")
_OF_GIFT = deferred(r"(?:奖励|补助|补贴|资助|扶持|奖补)(?:资金|金额|额度|款)?总?额?的?$")
#: 投资9亿元，其中省补助|40%
_OF_LEVEL = deferred(r"其中(?:中央|[省市州县区])级?(?:财政)?(?:补助|补贴|配套|奖补)$")
_PRICED = deferred(r"(?:地价|底价|出让价|评估价|最低价标准|市场价|成交价)的?$")
_LEVELS = deferred(
    r"(?:(?:中央|[省市县区镇乡州旗])级?(?:[、和与及](?:中央|[省市县区镇乡州旗])级?)*(?:财政)?|财政|地方)(?:资金|部门)?(?:共同|分别|各自?|再)?(?:按照?|承担|负担|分担|配套|出资)[^，。；]{0,6}$"
)


def rate_aside(whole: str, left: str, rest: str) -> Role | None:
    """The role of a share that nobody is paid: a refund (退还全额), what feeds a fund, a vote, land, a building norm; a
    price's share; a part paid in advance; else None."""
    if (
        _GIVES_BACK.search(whole)
        or _DEDUCTS.search(left)
        or _DRAWS.search(left)
        or _SHARES_OF.search(left)
        or _SET_ASIDE.match(rest)
        or _IS_BASE.match(rest)
    ):
        return Role.NONE
    if ("第" in left or "首" in left or "尾" in left) and _FIRST_PART.search(left) and _PAID_LATER.match(rest):
        return Role.INSTALMENT
    if "分" in whole and _BY_YEARS.search(whole) and _PAID_OUT.match(rest):
        return Role.INSTALMENT
    if _WAGES.search(left) and _IS_PAID.match(rest):
        return Role.NONE
    if levels_share(left, rest.partition("，")[0]) or _OF_LEVEL.search(left):
        return Role.NONE
    if (_SHARED_OUT.match(rest) and not _BORNE_WHOLLY.search(left)) or (_OF_GIFT.search(left) and rest.startswith(("可用于", "用于", "可奖励", "作为", "奖励给", "分配给"))):
        return Role.NONE
    if _PRICED.search(left):
        return Role.PRICE
    return Role.INSTALMENT if "预拨" in left else None


def levels_share(left: str, rest: str) -> bool:
    """True where levels of government share what is paid (省、市、县财政按4:3:3分担; 省级承担60%)."""
    if not _LEVELS.search(left):
        return False
    bears = re.search(r"(?:承担|负担|分担|配套|出资)[^，。；]{0,6}$", left) or re.match(
        r"的?(?:比例)?(?:共同|分别|各自)?(?:承担|负担|分担|配套|安排|筹集|出资)", rest
    )
    return bears is not None and re.search(r"奖励|补助|资助|补贴|支持", rest[:16]) is None


#: 补助上限：本科院校200万元，高职院校|150万元
_LIMITS = deferred(
    r"(?:补助|补贴|奖励|资助|扶持)[^，。；：\d]{0,6}(?:上限|最高限额|封顶线|限额)(?:标准)?(?:分别)?(?:为|：)"
    r"(?:[^，。；、：\d]{1,12}\d[\d.]*[百千万亿]*元[，、])*[^，。；、：\d]{1,12}$"
)


def listed_limit(ctx: Context, part: Part) -> bool:
    """True where the sum stands in a list of upper limits (补助上限：本科院校200万元，高职院校150万元)."""
    start, end = part.segment.start, part.series.start
    return ctx.text.find("限", start, end) >= 0 and _LIMITS.search(ctx.text, start, end) is not None
