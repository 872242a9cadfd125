"""Figures that only their own words, or the years they are for, part from one that is granted."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_ITS_OWN = deferred(r"(?:、|和|及|以及)[^，。；、\d的]{1,24}|，[^，。；、\d的]{0,16}每[^，。；、\d]{1,8}")
_LISTED = deferred(r"，(?!再|另|并|给|奖|补|最|累|单|总|每年)[^，。；、\d的]{2,24}")
_STAGE = (
    r"(?:前|后|第|首|其后|之后|以后|其余|余下|最后)?(?:[一二两三四五六七八九十\d](?:[至到\-—－~～](?:第)?[一二两三四五六七八九十\d])?)?个?"
    r"(?:年|月|季度|学年|学期)(?:内|期间|每年|每月)?"
)
_NEXT_STAGE = deferred(rf"[，,、；;]{_STAGE}(?:再)?(?:按照?|为|给予)?")
#: 500万元以下的部分按4%|、500万元以上的部分按|6%
_NEXT_PART = deferred(r"[、，；][^。；，]{2,30}部分，?(?:再|则)?(?:按照?|给予|补助|奖励)*")


def pay_alike(ctx: Context, parts: list[Part]) -> None:
    """The figures that only their own words, or the years they are for, part from one that is granted are granted with
    it (按A类8万元、B类5万元的标准补助; 前三年100%，后两年50%给予奖励)."""
    if len(parts) > 1:
        _pay_below(ctx, parts[-2], parts[-1])
    if len(parts) < 2 or parts[-1].role is not Role.GRANT:
        return
    later = parts[-1]
    for earlier in reversed(parts[:-1]):
        if earlier.segment != later.segment:
            return
        if earlier.role in (Role.PERIOD, Role.LOOKBACK):
            continue
        if earlier.role is Role.METRIC and ctx.text.startswith(("部分", "的部分"), earlier.series.end):
            continue
        if earlier.series.kind is not later.series.kind:
            return
        if earlier.role is not Role.NONE and not (
            earlier.role is Role.CAP and case_of(ctx, earlier) and case_of(ctx, later)
        ):
            return
        gap = ctx.text[earlier.series.end : later.series.start]
        if not _alike(ctx, later, gap, earlier):
            return
        earlier.role = Role.GRANT
        earlier.verb, earlier.limited = earlier.left, later.limited and earlier.limited
        later = earlier


_CASE = deferred(
    r"(?:^|[，、]|按照?)(?P<case>(?!每|单|同一|累计|合计|总|年度|最|个人)[^，。；、\d]{2,12}?)(?:的|为)?$"
)
_AT_THESE = deferred(r"[^，。；]{0,60}?的?(?:标准|额度|限额)")


def case_of(ctx: Context, part: Part) -> str | None:
    """The case of its own that a ceiling in a list of standards is for (按小型不超过3万元、中型不超过6万元的标准补助);
    None where it stands in no such list."""
    text = ctx.text
    first = ctx.quantities[part.series.indices[0]]
    if not part.limited or "按" not in text[part.clause.start : first.start]:
        return None
    if (
        _AT_THESE.match(text, part.series.end, part.clause.end) is None
        or "、" not in text[part.clause.start : part.clause.end]
    ):
        return None
    found = _CASE.search(text[max(part.clause.start, part.left) : first.start])
    return found["case"].removeprefix("可按照").removeprefix("按照").removeprefix("按") if found else None


#: 在主板上市的企业|200万元，在新三板挂牌的奖励80万元: the first of two alike, its verb left out
_GOT = deferred(
    r"(?:上市|挂牌|获[得评批]?|评为|认定|入选|通过|升级|建成|创建|完成|取得|晋级|列入)[^，。；\d]{0,16}的[^，。；、的\d]{0,6}$"
)
_GOT_TOO = deferred(
    r"，[^，。；\d]{2,24}的[^，。；、的\d]{0,10}(?:给予|予以|奖励|补助|补贴|资助)[^，。；、的\d]{0,8}"
)


#: 按每集10万元|、单部最高300万元给予扶持
_ITS_CEILING = deferred(r"、(?:单|每|同一|年度|累计|最高|最多|总额|合计)[^，。；、\d]{0,12}")
_PAID_BEHIND = deferred(r"的?(?:标准|额度)?(?:给予|予以|进行|发放|拨付|补助|补贴|奖励|资助)")


def _pay_below(ctx: Context, paid: Part, ceiling: Part) -> None:
    """Make a grant of a sum whose ceiling stands behind it, before the verb that grants both."""
    if paid.role is not Role.NONE or ceiling.role not in (Role.GRANT, Role.CAP) or not ceiling.limited or paid.limited:
        return
    if paid.series.kind is not Kind.MONEY or ceiling.series.kind is not Kind.MONEY or paid.clause != ceiling.clause:
        return
    gap = ctx.text[paid.series.end : ctx.quantities[ceiling.series.indices[0]].core_start]
    before = ctx.text[paid.clause.start : paid.series.start]
    if "按" in before and _ITS_CEILING.fullmatch(gap) and _PAID_BEHIND.match(ctx.text, ceiling.series.end):
        paid.role, paid.verb = Role.GRANT, ceiling.series.end
        ceiling.role, ceiling.verb = Role.CAP, None


_LEVELED = deferred(
    r"[^，。；、：\d每单]{0,8}(?:国家|省|市|县|区|州|[级类档等])[^，。；、：\d每单同]{0,8}(?:最高|不超过|最多)"
)


def pays_level(ctx: Context, part: Part, parts: list[Part]) -> None:
    """Make a grant of a ceiling that is all that is said of a level (国家级赛事补助40%；省级赛事最高20万元)."""
    if part.role is not Role.CAP or part.series.kind is not Kind.MONEY or part.clause.start != part.segment.start:
        return
    if any(p.segment == part.segment for p in parts[:-1]) or not any(p.role is Role.GRANT for p in parts[:-1]):
        return
    if _LEVELED.fullmatch(ctx.text, part.clause.start, ctx.quantities[part.series.indices[0]].core_start):
        part.role, part.verb = Role.GRANT, part.left


def _alike(ctx: Context, later: Part, gap: str, earlier: Part) -> bool:
    if _NEXT_STAGE.fullmatch(gap) or ("部分" in gap and later.series.kind is Kind.RATE and _NEXT_PART.fullmatch(gap)):
        return True
    if (
        later.series.kind is Kind.MONEY
        and _LISTED.fullmatch(gap)
        and re.match("按照?", ctx.text[earlier.segment.start : earlier.series.start].split("，")[-1])
    ):
        return later.verb is not None and (later.verb >= later.series.end or later.verb == later.left)
    if (
        later.series.kind is Kind.MONEY
        and later.verb is not None
        and later.verb < later.series.start
        and gap.startswith("，")
        and _GOT.search(ctx.text, earlier.left, earlier.series.start)
        and _GOT_TOO.fullmatch(gap)
    ):
        return True
    if later.series.kind is not Kind.MONEY or _ITS_OWN.fullmatch(gap) is None or pattern(r"{grant_verb}").search(gap):
        return False
    return gap[0] != "，" or (later.verb is not None and later.verb >= later.series.end) or later.verb == later.left
