"""Sums of a granting sentence that are no grant's own: shares of those who pay, what one pays oneself, terms of a formula."""

from __future__ import annotations

import re

from tiaokuan.extractors.base import Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role

_SPLIT_UP = re.compile(
    r"[（(](?:由|其中)?[^（）()，；]{0,10}?[省市县区镇乡](?:、[省市县区镇乡])*(?:级)?(?:财政)?(?:各|分别)?(?:承担|负担|出资|安排|补助|配套)?$"
)
_RELAXED = re.compile(r"可以?(?:小于|低于|少于)")
_OWN_PAY = re.compile(
    r"(?:自[缴付筹理费]|自行(?:承担|负担|解决)|(?:农户|农民|养殖户|种植户|投保人|家庭|用户)(?:自行)?(?:承担|负担|缴纳)|个人(?:缴费|承担|负担|缴纳|自付))(?:部分|标准|金额)?(?:为|每人|每年|约|的)*$"
)


def aside_role(ctx: Context, part: Part, parts: list[Part]) -> Role | None:
    """The role of a sum that is none of a grant's own: a share of those who pay (奖励2万元（市、县级各1万元）), a
    threshold let go (可小于1万元), a step (每新上一个5亿元级台阶), a term of a formula (1250元×6月); else None."""
    if _adds_up(ctx, part, parts):
        return Role.INSTALMENT
    text = ctx.text
    if _OWN_PAY.search(text[max(part.left, part.series.start - 14) : part.series.start]):
        return Role.NONE
    if _SPLIT_UP.search(text[part.clause.start : part.series.start]):
        return Role.INSTALMENT
    if _RELAXED.search(text[max(0, part.series.start - 3) : part.series.start + 2]):
        return Role.NONE
    if text.startswith("级", part.series.end):
        return Role.METRIC
    beside = text[max(0, part.series.start - 1) : part.series.start] + text[part.series.end : part.series.end + 4]
    return Role.NONE if re.search(r"[×=＝*]|^[+＋]", beside) else None


def _adds_up(ctx: Context, part: Part, parts: list[Part]) -> bool:
    """True where the sums of the clause only say who bears a sum before it (补助25元，其中省级15元、县级10元)."""
    if not ctx.text.startswith(("其中", "由"), part.clause.start):
        return False
    whole = next((p for p in reversed(parts[:-1]) if p.clause != part.clause and p.series.kind is Kind.MONEY), None)
    own = [ctx.quantities[i] for i in ctx.live(part.clause.start, part.clause.end)]
    shares = [q.value.min for q in own if q.kind is Kind.MONEY and isinstance(q.value.min, (int, float))]
    return whole is not None and len(shares) > 1 and sum(shares) == ctx.quantities[whole.series.indices[0]].value.min
