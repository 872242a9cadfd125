"""Sums that only bound what has been granted before them (按50%补贴，每个单位不超过30万元)."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

#: 最高100万元租金、最高|30万元物业费
_OTHER_COST = deferred(r"(?:租金|[^，。；、：\d]{1,6}费用?)(?:补贴|补助|扶持|资助|奖励)?、")
_EACH_OWN = deferred(r"、[^，。；、]{4,}单[户家个项]")
#: 每个单位年度资助总额|不超过200万元
_TOTAL = deferred(
    r"同一[^，。；对]{1,20}(?:累计|合计|总计|总额|总量)"
    r"|(?:每[个家户]|单[个家户])[^，。；对\d]{1,12}?(?:年度|每年|当年|全年|每一?年度|累计)[^，。；对\d]{0,10}(?:总额|总量|总计|合计|总和)"
    r"|(?:同一|每[个家户]|单[个家户])[^，。；对\d]{1,16}?(?:(?:享受|获得|领取)[^，。；对\d]{0,16}(?:累计|合计|总计|总额)|(?:累计|合计)(?:享受|获得|领取))"
)
_CAP_ONLY = deferred(
    r"(?:累计|总额|合计|总计|年度|每年|全年|同一|每[个家户人名件项位]|单[个家户项一笔]|个人|最高|封顶|上限)"
)
_SAME_GIFT = deferred(r"(?:的)?(?:比例)?[，、]?(?:给予|予以)(?:单[^，。；\d]{1,6})?(?:年度|每年)?")
#: 按实际支出的50%|分别给予最高|100万元、50万元
_EACH_LIMIT = deferred(r"的?(?:比例)?[，、]?(?:分别)?(?:给予|予以)?(?:分别)?(?:最高|不超过)+")


def only_limits(ctx: Context, part: Part, parts: list[Part], left: str, *, granted: bool) -> bool:
    """True where a ceiling with words of granting beside it only bounds a grant before it; ``granted`` where the
    sentences before grant something."""
    first = ctx.quantities[part.series.indices[0]]
    if _each_its_own(parts, left) or _OTHER_GIFT.match(ctx.text[part.clause.start : first.core_start]):
        return False
    return (
        _only_limits(ctx, part, parts, left)
        or _TOTAL.search(ctx.text[part.clause.start : first.core_start]) is not None
        or (granted and _ONLY_TOP.fullmatch(ctx.text, part.clause.start, first.core_start) is not None)
        or ((granted or any(p.role is Role.GRANT for p in parts[:-1])) and _sums_up(ctx, part))
    )


def _each_its_own(parts: list[Part], left: str) -> bool:
    """True for the later of sums that each bound a case of their own (给予补贴，省内展会单户不超过2000元、省外展会单户
    不超过4000元)."""
    before = parts[-2] if len(parts) > 1 else None
    if before is None or before.role is not Role.GRANT or not before.limited:
        return False
    if before.clause == parts[-1].clause and _OTHER_COST.match(left):
        return True
    announced = before.verb == before.left
    return announced and _EACH_OWN.match(left) is not None


#: 开业补贴1万元，租金补贴每年最高6000元: a gift of its own
_OTHER_GIFT = deferred(
    r"(?!年度|累计|最高|每|单|同一|该|其|全年|合计|总|个人|企业|项目|实际|享受|补|奖|资助|市|区|县|两|上述|以上|各)[一-龥]{2,8}(?:补贴|补助|津贴)"
    r"(?:标准|金额)?(?:每[年月人户]|一次性)*(?:最高|不超过|最多)+(?:为|达)?$"
)


#: 最高奖励|不超过30万元, behind what has been granted
_ONLY_TOP = deferred(r"最高(?:奖励|补助|补贴|资助|支持)(?:金额|额度|总额)?(?:不得?超过|为)?")
_STAGED = deferred(r"(?:第|前|后)[^，。；\d]{1,5}(?:年|个月)")


def _only_limits(ctx: Context, part: Part, parts: list[Part], left: str) -> bool:
    """True where the figure bounds a grant that stands before it (按50%补贴，每个单位不超过30万元) and grants nothing
    of its own."""
    if (
        len(part.series) > 1
        and len(parts) > 1
        and parts[-2].role is Role.GRANT
        and parts[-2].series.kind is Kind.RATE
        and _EACH_LIMIT.fullmatch(ctx.text, parts[-2].series.end, ctx.quantities[part.series.indices[0]].core_start)
    ):
        return True
    if len(part.series) > 1 or not any(p.role is Role.GRANT for p in parts[:-1] if p.segment == part.segment):
        return False
    if (
        parts[-2].role is Role.GRANT
        and parts[-2].series.kind is Kind.RATE
        and _SAME_GIFT.fullmatch(ctx.text[parts[-2].series.end : part.series.start])
    ):
        return True
    if re.search(r"(?:给予|发放|提供|予以)[^，。；]{0,8}$", left) or _STAGED.match(ctx.text, part.clause.start):
        return False
    last = [p for p in parts[:-1] if p.role in (Role.GRANT, Role.CAP) and p.series.kind is not Kind.COUNT][-1]
    between = ctx.text[last.series.end : ctx.quantities[part.series.indices[0]].core_start]
    if re.search(r"对(?!其|同一|单个)[^，。；]{2,}(?:的|给予)|；", between):
        return False
    return _CAP_ONLY.search(between) is not None or ctx.quantities[last.series.indices[0]].kind is Kind.RATE


def _sums_up(ctx: Context, part: Part) -> bool:
    """True where the clause bounds what the sentences before granted (同一申请人年度资助不超过10万元)."""
    left = ctx.text[part.clause.start : ctx.quantities[part.series.indices[0]].core_start]
    return (
        pattern(
            r"(?:{scope_lead}|累计|合计|总额|总计)[^，。；对]{{0,24}}(?:{grant_verb}|{award_word}|{subsidy_word}|扶持|支持)?[^，。；]{{0,10}}?(?:{limit_word})[^，。；]{{0,8}}$"
        ).search(left)
        is not None
        and re.search(r"对|安排|给予|予以|发放|提供", left) is None
    )
