"""Which thresholds choose among figures, and which only gate."""

from __future__ import annotations

from collections.abc import Callable

from tiaokuan.extractors.base import Interval
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.grant import Grant
from tiaokuan.extractors.metrics import metric_of
from tiaokuan.extractors.parts import Part, spread
from tiaokuan.gazetteer.deferred import deferred


def _segment(grant: Grant) -> int:
    return grant.part.segment.start


def _sentence(grant: Grant) -> int:
    return grant.sentence.start if grant.sentence else 0


def _anywhere(_: Grant) -> int:
    return 0


_PLACES: tuple[Callable[[Grant], int], ...] = (_segment, _sentence, _anywhere)


def _is_share(ctx: Context, part: Part) -> bool:
    """True where the band is for a part of the sum only (500万元以上的部分按6%)."""
    return ctx.text.startswith(("部分", "的部分"), part.series.end)


def choose_tiers(ctx: Context, grants: list[Grant]) -> None:
    """Tell the thresholds that choose among several figures (``grant.tier_part``) from those that only gate.

    They choose where the same measure has other bounds for other figures: bands that adjoin (500万元以上不满1000万元,
    1000万元以上), or one threshold each of the same name. Looked for within a segment first, then a sentence, then all.
    """
    shares = [(g, p) for g in grants for p in g.thresholds if len(p.series) == 1 and _is_share(ctx, p)]
    for grant, part in shares:
        if len(shares) > 1 or ctx.text.startswith("部分", part.series.end):
            grant.tier_part, grant.tier_name = part, _inherited(ctx, part, shares[0][1])
    for place in _PLACES:
        groups: dict[int, list[Grant]] = {}
        for grant in grants:
            if grant.tier_part is None and not any(len(p.series) > 1 for p in grant.thresholds):
                groups.setdefault(place(grant), []).append(grant)
        for group in groups.values():
            _choose_in(ctx, group)


def _choose_in(ctx: Context, grants: list[Grant]) -> None:
    by_measure: dict[tuple[str, str | None], list[tuple[Grant, Part]]] = {}
    for grant in grants:
        for part in grant.thresholds:
            quantity = ctx.quantities[part.series.indices[0]]
            unit = "周岁" if quantity.unit == "岁" else quantity.unit
            by_measure.setdefault((quantity.kind.value, unit), []).append((grant, part))
    for pairs in by_measure.values():
        values = [spread(ctx, part)[0] for _, part in pairs]
        if len({id(grant) for grant, _ in pairs}) < 2 or len(set(values)) < len(values):
            continue
        if adjoin(values) or _same_single(ctx, pairs):
            sorts = _SORTS.search(ctx.text, pairs[0][1].segment.start, pairs[0][1].series.start)
            for grant, part in pairs:
                grant.tier_part, grant.tier_name = part, _inherited(ctx, part, pairs[0][1])
                if sorts and len(_said(ctx, pairs[0][1])) < 2:
                    grant.tier_name = sorts["name"] or sorts["by"]


#: 按|投资额|分档补助：500万元以下的8%
_SORTS = deferred(r"按照?(?:其)?(?P<name>[^，。；：、\d]{2,16}?)(?:的?(?:不同|大小|多少|高低|规模))?(?:分[两二三四五六]?个?[档级段类等]|划分)[^，。；\d]{0,10}[：:，]|按照?(?P<by>[^，。；：、\d]{1,10}(?:[数额量值]|面积|规模))(?:给予)?(?:奖励|补助|补贴|资助)[^，。；\d]{0,4}[：:]")


def _said(ctx: Context, part: Part) -> str:
    """The words of its own before a threshold."""
    return ctx.text[part.left : part.series.start].strip("，、：: 的在为")


_SAYS = deferred("[^；，、的且为在 ]")


def _inherited(ctx: Context, part: Part, first: Part) -> str | None:
    """The name that the first band gives and a later one leaves out (种植面积50亩至100亩的…；100亩至500亩的…)."""
    if part is first:
        return None
    says = _SAYS.search(ctx.text, part.left, part.series.start) is not None
    name = metric_of(ctx, first.series.indices[0], first.clause.start, first.clause.end).name
    return None if says and not name.endswith(_said(ctx, part)) else name


def adjoin(values: list[Interval]) -> bool:
    """True where some band is bounded above and an end of one is the beginning of another (or overlaps it)."""
    tops = {value.max for value in values if value.max is not None}
    bottoms = {value.min for value in values if value.min is not None}
    next_up = {top + 1 for top in tops if isinstance(top, int)}
    return bool(tops) and (bool(tops & bottoms) or bool(next_up & bottoms) or len(tops) == len(values))


def _of_class(ctx: Context, part: Part) -> bool:
    """True where the threshold follows another one within its clause, and is no case of its own."""
    return any(index not in part.series.indices for index in ctx.live(part.clause.start, part.series.end))


def _name(ctx: Context, part: Part) -> str:
    return metric_of(ctx, part.series.indices[0], part.clause.start, part.clause.end).name


def _named_alike(ctx: Context, pairs: list[tuple[Grant, Part]]) -> bool:
    """True where each later grant has one threshold, of the very name that the first one prints (参赛人数1000人以上且…；参赛人数3000人以上)."""
    name = _name(ctx, pairs[0][1])
    return len(name) > 2 and all(len(g.thresholds) == 1 and _name(ctx, p) == name for g, p in pairs[1:])


def _same_single(ctx: Context, pairs: list[tuple[Grant, Part]]) -> bool:
    """True where each grant has this one threshold, under one name (or a name left out because it was said before)."""
    names = []
    for number, (grant, part) in enumerate(pairs):
        if len(grant.thresholds) > 1 and _named_alike(ctx, pairs) and not number:
            names.append(_name(ctx, part))
            continue
        if len(grant.thresholds) > 1 and (number or part is not grant.thresholds[-1] or _of_class(ctx, part)):
            return False
        left = ctx.text[part.left : part.series.start]
        name = metric_of(ctx, part.series.indices[0], part.clause.start, part.clause.end).name
        names.append("" if len(left.strip("的，且 达到首次")) < 2 else name)
    said = {name for name in names if name}
    return len(said) <= 1
