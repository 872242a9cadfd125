"""Grants measured in months of a public standard: 不超过6个月低保标准的救助金 is an ``up_to`` rate of 6."""

from __future__ import annotations

from tiaokuan.extractors.base import Interval, Kind
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.parts import Part, Role
from tiaokuan.gazetteer.deferred import deferred

#: 本市12个月|最低生活保障标准; not where the sum only decides who approves (标准的，由区民政部门审批)
_OF_STANDARD = deferred(
    r"的?(?:[本我全当]?[市县区地]|城乡|城镇|城市|农村|月|户月){0,3}(?:居民)?(?:最低生活保障|低保)(?:标准|金)(?!的?[，,]?(?:由|应)|的家庭|的人|以[上下])"
)
_PLACE = deferred(r"(?:[本我全当][市县区地]|城乡|城镇)+$")
_GIVES = deferred(r"救助|补助|给予|发放|资助|慰问|补贴")
_AT_MOST = deferred(r"(?:不(?:得)?(?:超过|高于)|最高|最多|至多)[^，。；\d]{0,8}$")
_AT_LEAST = deferred(r"不(?:得)?(?:低于|少于)[^，。；\d]{0,8}$")
_VERB = deferred(r"[，,]?(?:原则上|[人户]均|每[人户]|给予|发放|予以|按照?|最高|不(?:得)?(?:超过|高于|低于|少于))[^，。；]*$")
_MONTHS = deferred(r"P(\d+)M")


def months_role(ctx: Context, part: Part) -> bool:
    """True where the duration counts months of a standard that is paid; it is a grant then, with its verb and whether it is a
    ceiling."""
    quantity = ctx.quantities[part.series.indices[0]]
    if ctx.text.find("标准", part.series.end, part.series.end + 18) < 0 and not ctx.text.startswith(
        "低保", part.series.end
    ):
        return False
    if _MONTHS.fullmatch(str(quantity.value.max if quantity.value.min is None else quantity.value.min)) is None:
        return False
    if _OF_STANDARD.match(ctx.text, part.series.end, part.clause.end + 6) is None:
        return False
    if _GIVES.search(ctx.text, part.segment.start, part.clause.end) is None:
        return False
    left = ctx.text[part.left : quantity.core_start]
    if "超过" in left and "不" not in left:
        return False
    part.limited = quantity.bound == "max" or _AT_MOST.search(left) is not None
    verb = _VERB.search(left)
    part.role, part.verb = Role.GRANT, part.left + (verb.start() if verb else 0)
    return True


def months_value(ctx: Context, part: Part) -> Interval | None:
    """How many months of the standard are paid; None where the series is no duration."""
    quantity = ctx.quantities[part.series.indices[0]]
    if quantity.kind is not Kind.DURATION:
        return None
    found = _MONTHS.fullmatch(str(quantity.value.max if quantity.value.min is None else quantity.value.min))
    if found is None:
        return None
    months = int(found[1])
    left = ctx.text[part.left : quantity.core_start]
    if part.limited:
        return Interval(None, months)
    if quantity.bound == "min" or _AT_LEAST.search(left):
        return Interval(months, None)
    return Interval(months, months)


def months_base(ctx: Context, part: Part) -> str | None:
    """The standard with its months, as printed (本市12个月最低生活保障标准)."""
    quantity = ctx.quantities[part.series.indices[0]]
    found = _OF_STANDARD.match(ctx.text, part.series.end)
    place = _PLACE.search(ctx.text[part.left : quantity.core_start])
    start = quantity.core_start - (len(place.group()) if place else 0)
    return ctx.text[start : found.end()] if found else None


_NAMED = deferred(r"(?:其中|开展|对)?(?P<what>[^，。；、\d]{2,12}?)标准")
_EACH = deferred(r"[人户]均|每[人户]")


def months_scope(ctx: Context, part: Part) -> str | None:
    """What such a ceiling is for: the relief whose standard it bounds, else for each of whom."""
    own = ctx.text[part.clause.start : ctx.quantities[part.series.indices[0]].core_start]
    named = _NAMED.match(own)
    each = _EACH.search(own)
    return named["what"] if named and named["what"] != "救助" else each.group() if each else None
