"""Two figures that are one: 100-500万元, 2014年至2016年, 500万元以上1000万元以下, 从1月到3月."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from tiaokuan.extractors.base import Interval, Kind, Quantity
from tiaokuan.extractors.dates import Moment, inherit
from tiaokuan.extractors.durations import iso_duration
from tiaokuan.extractors.figures import Figure, Numeral
from tiaokuan.gazetteer.deferred import deferred

_DASH = "-－—–―~～〜∼─﹣"
_INCLUDED = r"(?P<b>[（(](?P<no>不)?含[^（）()\n]{0,8}[）)])?"
_BETWEEN = r"(?=[^，。；]{1,14}(?:之间|间))"
CONNECTOR = deferred(rf"{_INCLUDED}[ ]?(?:[{_DASH}]{{1,2}}|至|到|(?P<and>和|与|、){_BETWEEN})[ ]?")
"""Between the two ends of a range; ``and`` only in 介于…和…之间."""
JOIN = deferred(
    rf"{_INCLUDED}(?:[（(](?:星期|周)[一二三四五六日天][）)])?(?:起|开始|始)?[，,]?[ ]?"
    rf"(?:[{_DASH}]{{1,2}}|至|到|截至|截止到|(?P<and>和|与){_BETWEEN})[ ]?"
)
"""The same between dates, which 起 may follow."""
_GAP = deferred(r"(?:的?[，,])?(?:且|并且|并|但|而且|和|及|至|到|、|[-—~～])?")
_OPEN = deferred(r"(?:数|若干)(?=[\u4e00-\u9fff])")
_NOW = deferred(r"今(?!年|后|天|日)|现在|目前")
_AROUND = deferred(r"[ ]?(?P<low>[≤≦<＜])[ ]?[^0-9，。；\n≤≦<＜]{1,12}(?P<high>[≤≦<＜])[ ]?")
_BY_ADVERB = ("最", "至", "顶", "起码")


def join(text: str, first: Figure, second: Figure, match: re.Match[str]) -> Figure | None:
    """The range from ``first`` to ``second``, or None where the two do not belong together."""
    if first.kind.startswith("date") or second.kind.startswith("date"):
        return _join_dates(text, first, second)
    if first.kind == "number" and second.kind == "number":
        return _join_bare(text, first, second, match)
    if first.kind == "rate" and second.kind == "number" and first.denominator:
        second.low, second.high = Decimal(second.low) / first.denominator, Decimal(second.high) / first.denominator
        second.kind = "rate"
        second.label = first.label
    if second.kind == "number" and not _adopts(text, first, second):
        return None
    if first.kind == "number":
        _distribute(first, second)
    elif first.kind != second.kind or not _same_unit(first, second):
        return None
    return _range(first, second)


def join_around(text: str, first: Figure, second: Figure, match: re.Match[str]) -> Figure | None:
    """50%≤X＜80%: one interval with the inclusion that the signs say."""
    joined = join(text, first, second, match)
    if joined is not None:
        joined.opened, joined.closed = match["low"] in "≤≦", match["high"] in "≤≦"
    return joined


def _range(first: Figure, second: Figure) -> Figure | None:
    if first.kind == "ratio" or (first.kind != "duration" and first.low > second.high):
        return None
    joined = replace(
        second,
        start=min(first.start, second.start),
        low=first.low,
        iso_low=first.iso_low or second.iso_low,
        is_range=True,
        weak=False,
    )
    joined.approximate = first.approximate or second.approximate
    if first.currency not in (None, "CNY"):
        joined.currency, joined.label = first.currency, first.label
    return joined


def _same_unit(first: Figure, second: Figure) -> bool:
    if first.kind == "money":
        return "CNY" in (first.currency, second.currency) or first.currency == second.currency
    return first.kind in ("rate", "duration") or first.label == second.label


def _adopts(text: str, first: Figure, second: Figure) -> bool:
    """10万元-20万: the second end takes the first one's unit where it has its own scale."""
    if first.kind != "money" or second.numeral is None or not second.numeral.scaled:
        return False
    second.kind, second.label, second.currency, second.unit = "money", first.label, first.currency, first.unit
    return True


def _distribute(first: Figure, second: Figure) -> None:
    """100-500万元: the first figure takes the second one's unit, and its 万 where it has none of its own."""
    numeral, other, unit = first.numeral, second.numeral, second.unit
    if numeral is None or other is None:
        return
    low = numeral.low
    if other.scaled and not numeral.scaled and low <= other.mantissa:
        low = low * other.scale
    first.kind = second.kind
    first.low = low * unit.factor if unit is not None and second.kind != "duration" else low
    if unit is not None and second.kind == "duration":
        first.iso_low = iso_duration({unit.iso: low * unit.factor})


def _join_bare(text: str, first: Figure, second: Figure, match: re.Match[str]) -> Figure | None:
    """2021-2035 are years; 从20到30 and 20～30 numbers; 1-3 alone may be anything."""
    years = _as_year(text, first), _as_year(text, second)
    if years[0] is not None and years[1] is not None and years[0] < years[1]:
        return Figure(
            "date_range", first.start, second.end, first=Moment(years[0]), last=Moment(years[1]), is_range=True
        )
    words = match.group().strip()
    between = text[second.end : second.end + 2] == "之间" or text[max(0, first.start - 2) : first.start] == "介于"
    if first.low >= second.high or not (between or words[-1:] in "至到~～〜≤≦<＜"):
        return None
    return _range(first, second)


def _as_year(text: str, figure: Figure) -> int | None:
    numeral = figure.numeral
    if numeral is None or numeral.end - numeral.start != 4 or numeral.scaled or not 1900 <= numeral.low <= 2100:
        return None
    return int(numeral.low)


def _join_dates(text: str, first: Figure, second: Figure) -> Figure | None:
    begin, end = _moment(text, first, second), _moment(text, second, first)
    if begin is None or end is None:
        return None
    end = inherit(begin, second.last or end)
    if begin.year is not None and end.year is not None and end.year < begin.year:
        return None
    return Figure("date_range", first.start, second.end, first=begin, last=end, is_range=True)


def _moment(text: str, figure: Figure, other: Figure) -> Moment | None:
    """``figure`` as one end of a stretch of time: its own date, or the year, month or day that a bare figure is."""
    if figure.first is not None:
        return figure.first
    numeral = figure.numeral
    if numeral is None or other.first is None:
        return None
    if (year := _as_year(text, figure)) is not None and figure.kind == "number":
        return Moment(year)
    if figure.kind == "duration" and figure.label in ("日", "号") and numeral.low <= 31 and other.first.day is not None:
        return Moment(day=int(numeral.low))
    if (
        figure.kind == "number"
        and numeral.low <= 12
        and other.first.year is None
        and other.first.month is not None
        and other.first.day is None
    ):
        return Moment(month=int(numeral.low))
    return None


def listed(text: str, numeral: Numeral | None, last: Figure) -> Figure | None:
    """An earlier entry of the list that ``last`` closes, with its unit and, where the entry has none, its 万."""
    if numeral is None or numeral.chinese:
        return None
    if last.kind == "date":
        year = _as_year(text, Figure("number", numeral.start, numeral.end, numeral))
        return (
            None
            if year is None or last.first is None
            else Figure("date", numeral.start, numeral.end, first=Moment(year))
        )
    if last.unit is None or last.numeral is None:
        return None
    value = numeral.low * last.unit.factor * (last.numeral.scale if not numeral.scaled else 1)
    return Figure(
        last.kind, numeral.start, numeral.end, numeral, value, value, last.unit, last.label, currency=last.currency
    )


def around(text: str, figure: Figure) -> re.Match[str] | None:
    """The middle of 50%≤X＜80%, where one stands after ``figure``."""
    following = text[figure.end : figure.end + 1]
    return _AROUND.match(text, figure.end) if following and following in " ≤≦<＜" else None


def open_range(text: str, figure: Figure, at: int) -> Figure | None:
    """A range whose end is not said: 一件至数件, 2014年至今."""
    end = 0
    if figure.kind == "count" and figure.label and (match := _OPEN.match(text, at)):
        end = match.end() + len(figure.label) if text.startswith(figure.label, match.end()) else 0
    elif figure.kind == "date" and (match := _NOW.match(text, at)):
        end = match.end()
    if not end:
        return None
    kind = "date_range" if figure.kind == "date" else figure.kind
    return replace(figure, kind=kind, end=end, is_range=True, open_end=True, weak=False)


def merge_bounds(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """500万元以上1000万元以下, 大于20小于30, 18周岁以上、60周岁以下: two open sides that close one another."""
    if first.kind != second.kind or first.currency != second.currency:
        return None
    if second.bound is None:
        return _up_to(text, first, second)
    if first.bound is None:
        return _repeated(text, first, second)
    return None if first.bound == second.bound else _closing(text, first, second)


def _up_to(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """100万元以上至500万元（含）: the second end needs no bound word of its own."""
    if first.bound != "min" or not second.value.is_exact or text[first.end : second.start] not in ("至", "到"):
        return None
    if first.unit != second.unit or not _rising(first.number or first.value, second.number or second.value):
        return None
    return second._replace(
        value=_closed(first.value, second.value), start=first.start, core_start=first.core_start,
        number=_closed(first.number, second.number) if first.number and second.number else None,
    )  # fmt: skip


def _closing(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    low, high = (first, second) if first.bound == "min" else (second, first)
    comma = "，" in text[first.end : second.start] or "," in text[first.end : second.start]
    gap = second.start - first.end < 4 and _GAP.fullmatch(text, first.end, second.start)
    mixed = first.kind == Kind.DURATION and first.unit != second.unit
    if not gap or (comma and (mixed or low is not first)) or (mixed and low is not first):
        return None
    if not mixed and (
        first.unit not in (second.unit, None) or not _rising(low.number or low.value, high.number or high.value)
    ):
        return None
    head = text[second.start : second.core_start]
    if head.startswith(_BY_ADVERB) or text[first.start : first.core_start].startswith(_BY_ADVERB):
        return None
    return second._replace(
        value=_closed(low.value, high.value), start=first.start, core_start=first.core_start, bound=None,
        number=_closed(low.number, high.number) if low.number and high.number and not mixed else None,
    )  # fmt: skip


def _repeated(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """两项或两项以上: said twice, one figure."""
    if text[first.end : second.start] != "或" or first.unit != second.unit or not first.value.is_exact:
        return None
    return second._replace(start=first.start) if first.value.min == second.value.min else None


def _closed(low: Interval, high: Interval) -> Interval:
    return Interval(low.min, high.max, low.min_inclusive, high.max_inclusive, low.approximate or high.approximate)


def _rising(low: Interval, high: Interval) -> bool:
    if low.min is None or high.max is None:
        return False
    if isinstance(low.min, str) or isinstance(high.max, str):
        return str(low.min) < str(high.max)
    return low.min < high.max
