"""Sums and rates of a granting sentence that are no grant's own: shares of those who pay, what one pays oneself, terms of a formula."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role

_SPLIT_UP = re.compile(
    r"[（(](?:由|其中)?[^（）()，；]{0,10}?[省市县区镇乡](?:、[省市县区镇乡])*(?:级)?(?:财政)?(?:各|分别)?(?:承担|负担|出资|安排|补助|配套)?$"
)
#: 分5年发放，每年4万元
_IN_PARTS = re.compile(
    r"分[两二三四五六\d]个?[年期次批](?![^，。；]{0,6}给予)[^，。；\d]{0,8}，?每[年期次批](?:发放|拨付|支付|给予|兑现|为)*$"
)
#: 日常经费10万元（每年5万元，共两年）
_EACH_YEAR = re.compile(r"\d万?元（每[年期次批](?:拨付|发放|给予)?$")
_IN_YEARS = re.compile(r"，?(?:共|分|连续|连发)[两二三四五\d]个?[年期次批]")
#: 500万元（含）以下部分，按4%补助
_PART_OF = re.compile(r"的?部分，?(?:按|给予|予以|奖励|补[助贴])")
_FORMULA = re.compile(r"[×=＝*]|^[+＋]")
_RELAXED = re.compile(r"可以?(?:小于|低于|少于)")
_OWN_PAY = re.compile(
    r"(?:自[缴付筹理费]|自行(?:承担|负担|解决)|(?:农户|农民|养殖户|种植户|投保人|家庭|用户)(?:自行)?(?:承担|负担|缴纳)|个人(?:缴费|承担|负担|缴纳|自付))(?:部分|标准|金额|资金)?(?:为|每人|每年|约|的)*$"
)


def aside_role(ctx: Context, part: Part, parts: list[Part]) -> Role | None:
    """The role of a sum that is none of a grant's own: a share of those who pay (奖励2万元（市、县级各1万元）), a
    threshold let go (可小于1万元), a step (每新上一个5亿元级台阶), a term of a formula (1250元×6月); else None."""
    if _adds_up(ctx, part, parts):
        return Role.INSTALMENT
    text = ctx.text
    if text.startswith(("部分", "的部分"), part.series.end) and _PART_OF.match(text, part.series.end):
        return Role.METRIC
    if _OWN_PAY.search(text[max(part.left, part.series.start - 14) : part.series.start]):
        return Role.NONE
    if _DEDUCTS.search(text, part.left, part.series.start):
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


def _adds_up(ctx: Context, part: Part, parts: list[Part]) -> bool:
    """True where the sums of the clause only say who bears a sum before it (补助25元，其中省级15元、县级10元)."""
    if not ctx.text.startswith(("其中", "由"), part.clause.start):
        return False
    whole = next((p for p in reversed(parts[:-1]) if p.clause != part.clause and p.series.kind is Kind.MONEY), None)
    own = [ctx.quantities[i] for i in ctx.live(part.clause.start, part.clause.end)]
    shares = [q.value.min for q in own if q.kind is Kind.MONEY and isinstance(q.value.min, (int, float))]
    return whole is not None and len(shares) > 1 and sum(shares) == ctx.quantities[whole.series.indices[0]].value.min


#: 扣减补助资金|10万元: what is taken off is granted to nobody
_DEDUCTS = re.compile(r"(?:扣减|扣除|核减|扣回|扣罚|调减|削减|扣发)[^，。；、\d税]{0,12}$")
_GIVES_BACK = re.compile(r"退还|退回|追回|收回|缴回|退缴|追缴")
_DRAWS = re.compile(r"(?:提取|计提|划拨|提留)(?:[^，。；]{0,8})$")
_SHARES_OF = re.compile(
    r"(?:人数|成员|委员|评委|专家|代表|票数|得票)(?![^，。；]{0,4}(?:薪|工资|报酬|费|金|额|租))[^，。；]{0,8}$|(?:用地|土地)[^，。；]{0,20}(?:指标|总量|面积|规模)的?$"
)
#: 以月平均工资的40%为缴费基数: a rate that only says what another rate is taken of
_IS_BASE = re.compile(
    r"的?(?:标准|比例)?(?:作?为|确定|核定)(?:缴费|缴纳|计算|计发|计提|补贴|补助|奖励|测算|核算|核定|参保|社保)*(?:基数|基准)"
)
_SET_ASIDE = re.compile(r"的?部分|的?(?:比例)?，?(?:将|从|安排|提取|计提|进行设置|设置|配建|配套建设|单列|予以单列)")
#: 职工工资按岗位标准的80%发放: what an employer pays
_WAGES = re.compile(r"(?:工资|薪酬|报酬)(?:待遇)?按照?[^，。；]{0,20}$")
_IS_PAID = re.compile(r"的?(?:比例|标准)?(?:发放|支付|计发|执行)(?=[，。；]|$)")
_PRICED = re.compile(r"(?:地价|底价|出让价|评估价|最低价标准|市场价|成交价)的?$")
_LEVELS = re.compile(
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
    if _WAGES.search(left) and _IS_PAID.match(rest):
        return Role.NONE
    if levels_share(left, rest.partition("，")[0]):
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
