"""Rungs of a ladder: bounds that choose what is paid (不足10万元的，奖励1000元；满5年不满10年的，每人每月100元)."""

from __future__ import annotations

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

_CLOSES = deferred(
    r"(?:[（(][^（）()]{1,12}[）)])?(?:以[上下内])?(?:(?:的部分|部分|的|者)(?:[，：:]|(?=给予|予以|按|每|奖|再?补|资助|一次性|发放|安排|支付))|(?=[补奖]\d))"
)
#: 80—89周岁老人每月发放50元
_AGED = deferred(
    r"(?:[（(][^（）()]{1,12}[）)])?(?:以[上下])?的?[^，。；、\d]{0,10}?(?:[，：:]|(?=给予|按|每[人年月]|奖|补[助贴]|一次性|发[放给]))"
)
#: 每人限报2项的，…; 可推荐不超过5家的: how much one may apply for, no rung
_APPLIES = deferred(r"享受|申[报请领]|推荐|限报|限额|名额|遴选|评选")
_SUM_ONLY = deferred(
    r"的?[，：:]?(?:(?:则|再|均|各|分别|统一|可|将|一次性|按照?|为|是|标准|补助|补贴|给予|予以|最高|不超过|不少于|不低于)|每(?:年度?|[^，。；、\d每]{1,6}))*+"
)
_SUM_NEXT = deferred(r"(?:[（(][^（）()]{1,12}[）)])?的?[，：:]?(?:为|各|再?补|奖)?\d[\d.]*[十百千万亿]*元")
_GIVEN = (Kind.MONEY, Kind.RATE)


def is_rung(ctx: Context, part: Part) -> bool:
    """True where the figure is a bound that what follows is paid for: it closes its phrase (不满500万元的，…; 20人以下
    者，…), and a sum or a rate comes after it in the segment."""
    quantity = ctx.quantities[part.series.indices[-1]]
    if quantity.bound is None and (quantity.value.is_exact or quantity.value.ratio is not None):
        return False
    closes = _AGED if quantity.unit in ("岁", "周岁") else _CLOSES
    if closes.match(ctx.text, part.series.end, part.segment.end) is None:
        return False
    if _APPLIES.search(ctx.text, part.left, part.series.start) or _grants_itself(ctx, part):
        return False
    later = ctx.live(part.series.end, part.segment.end)
    if not later or ctx.quantities[later[0]].kind not in (*_GIVEN, Kind.COUNT):
        return False
    if not any(ctx.quantities[i].kind in _GIVEN for i in later):
        return False
    rest = ctx.text[part.series.end : part.segment.end]
    return (
        "每" in rest
        or "按" in rest
        or _SUM_NEXT.match(rest) is not None
        or pattern(r"给予|{grant_verb}|{award_word}|{subsidy_word}|经费").search(rest) is not None
    )


def _grants_itself(ctx: Context, part: Part) -> bool:
    """True where a granting verb has the figure (给予不超过5万元的补助，…)."""
    if part.series.kind not in _GIVEN:
        return False
    return (
        pattern(r"(?:给予|{grant_verb})[^，。；、的]{{0,10}}$").search(ctx.text[part.left : part.series.start])
        is not None
    )


_STAGE = r"(?:第|前|后|首|次(?=年)|其后|之后|以后|其余|余下|最后)[^，。；、\d]{0,8}?(?:[一二三四五六七八九十\d、第至到-]{1,8})?[^，。；、\d]{0,2}?(?:年|季度|学年|学期)(?:内|期间|起|每年|每月)?"
_NEXT_STAGE = deferred(rf"[，、；]?{_STAGE}(?:再|则|可)?(?:按照?|为|给予|补贴|补助|奖励|减免|减按)*")
_ENDS = deferred(r"[，。；、）]|的?(?:标准|比例)|$")


def pays_stage(ctx: Context, part: Part, parts: list[Part]) -> None:
    """Make a grant of a rate that is only said for a later year (第一年补贴100%，第二年按70%，第三年50%)."""
    if part.role is not Role.NONE or part.series.kind is not Kind.RATE or len(parts) < 2:
        return
    before = next((p for p in reversed(parts[:-1]) if p.role is not Role.PERIOD), None)
    if before is None or before.role is not Role.GRANT or before.series.kind is not Kind.RATE or before.relief:
        return
    first = ctx.quantities[part.series.indices[0]]
    words = ctx.text[before.series.end : first.start]
    at = max(words.rfind("，"), words.rfind("、"), words.rfind("；"), 0)
    if _NEXT_STAGE.fullmatch(words[at:]) and _ENDS.match(ctx.text, part.series.end):
        part.role, part.verb = Role.GRANT, part.left


def pays_rung(ctx: Context, part: Part, parts: list[Part]) -> None:
    """Make a grant of a sum that stands behind a rung alone, where the segment before pays another one (10人以下的，补助
    2万元；10人以上的，3万元; …，每座每年1万元)."""
    if part.role not in (Role.NONE, Role.CAP) or part.series.kind not in _GIVEN or len(parts) < 3:
        return
    rung = parts[-2]
    if rung.role is not Role.METRIC or rung.segment != part.segment:
        return
    first = ctx.quantities[part.series.indices[0]]
    if _SUM_ONLY.fullmatch(ctx.text, rung.series.end, first.core_start) is None:
        return
    paid = [number for number, p in enumerate(parts[:-2]) if p.role is Role.GRANT and number]
    if any(parts[number - 1].role in (Role.METRIC, Role.PER) for number in paid):
        part.role, part.verb = Role.GRANT, part.left
