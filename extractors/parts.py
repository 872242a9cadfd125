"""The series of a sentence in their places, and the roles that they can have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tiaokuan.extractors.base import Interval, Quantity
from tiaokuan.extractors.clauses import Piece
from tiaokuan.extractors.context import Context
from tiaokuan.extractors.series import Series
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.lexicon import pattern

#: 100平方米以下的1万元, 10人（含）以下每人500元: a band with its sum
#: 每位消费者每类产品可补贴1件
MAY_HAVE = deferred(
    r"每[位名人户家个类种款][^，。；\d]{0,12}?(?:可|仅?限|只能|最多)(?:以|再)?(?:享受|申领|领取|购买|申请)?(?:补贴?|补助|享受?|申?领|领取|购买?)$"
)
PAID_SUM = deferred(
    r"的?(?:，|：)?(?:给予|按照?|奖励|补助|补贴|一次性|每[^，。；、\d]{1,6}|为|各)*\d[\d.,]*[十百千万亿]*元"
)
BAND_PAID = deferred(rf"(?:以[下内]|不[满足])(?:（[^（）]{{1,4}}）)?{PAID_SUM.pattern}")


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
    or noun that grants it, whether words (最高, 不超过) make it a ceiling, and whether it is something that need not be paid."""

    series: Series
    role: Role
    clause: Piece
    segment: Piece
    left: int
    right: int
    verb: int | None = None
    limited: bool = False
    relief: bool = False


def is_band(quantity: Quantity) -> bool:
    """True for a quantity with both ends (500万元以上不满1000万元)."""
    value = quantity.value
    return value.min is not None and value.max is not None and not value.is_exact


_AT_LEAST_EACH = deferred(r"(?:不(?:得)?(?:低于|少于)|至少|最低)(?:为)?每[^，。；、\d]{1,8}$")


def spread(ctx: Context, part: Part) -> list[Interval]:
    """The values of a series, with a bound that stands once made to hold for all (不超过30万元、20万元、10万元)."""
    quantities = [ctx.quantities[index] for index in part.series.indices]
    first, last = quantities[0], quantities[-1]
    lower = last.bound == "min" or first.bound == "min" or _AT_LEAST_EACH.search(ctx.text[part.left : first.core_start])
    upper = part.limited
    closed = (first if first.bound == "min" else last).value.min_inclusive
    return [_with_bound(q, bool(lower), upper, closed) for q in quantities]


def _with_bound(quantity: Quantity, lower: bool, upper: bool, closed: bool) -> Interval:
    value = quantity.value
    if not value.is_exact or quantity.bound is not None:
        return value
    if lower:
        return Interval(value.min, None, closed, approximate=value.approximate)
    return Interval(None, value.max, approximate=value.approximate) if upper else value


_NO_LIMIT = frozenset("期年权界有时局极受无")


def far_limit(template: str, left: str) -> re.Match[str] | None:
    """The limiting words of ``template`` before a figure; not the 限 of 期限, 年限."""
    found = pattern(template).search(left)
    while found is not None and found.group().startswith("限") and left[found.start() - 1 : found.start()] in _NO_LIMIT:
        found = pattern(template).search(left, found.end())
    return found
