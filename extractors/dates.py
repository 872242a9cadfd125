"""Dates and times of day: 2023年9月8日, 二○○七年三月, 2023-09-08, 9月30日17时, 2024年第三季度, 上世纪90年代.

Values are ISO 8601 with reduced precision (2023, 2023-09); what is missing in front is left open as in ISO 8601:2000
(--09-30, --10, ---15), a time alone is T17:00.
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass, replace

from tiaokuan.extractors.numerals import decimal_of
from tiaokuan.gazetteer.deferred import deferred


@dataclass(frozen=True, slots=True)
class Moment:
    """A date with reduced precision; ``time`` is HH:MM."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    time: str | None = None

    def iso(self) -> str:
        """ISO 8601; --MM-DD, --MM and ---DD without a year or a month, THH:MM for a time alone."""
        if self.year is None and self.month is None and self.day is None:
            return f"T{self.time}"
        date = "-" if self.year is None else f"{self.year:04d}"
        if self.month is not None or self.day is not None:
            date += "-" if self.month is None else f"-{self.month:02d}"
        if self.day is not None:
            date += f"-{self.day:02d}"
        return f"{date}T{self.time}" if self.time else date


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in the text, or with ``last`` a stretch of time (2024年1-6月, 第三季度)."""

    start: int
    end: int
    first: Moment
    last: Moment | None = None


_S = r"[ \u3000\xa0]?"
_YEAR = r"(?:[12１２][0-9０-９]{3}|[一二][〇○零ＯOo一二三四五六七八九]{3})"
_N = r"(?:[0-9０-９]{1,2}(?![0-9０-９])|[一二三四五六七八九十廿卅]{1,3})"
_TO = rf"{_S}(?:[-－—–―~～〜─]{{1,2}}|至|到){_S}"
_WEEKDAY = r"(?:[（(](?:星期|周|礼拜)[一二三四五六日天][）)])?"
_MONTHS = (
    rf"(?P<m>{_N}|元){_S}(?:月?{_TO}(?P<m2>{_N}){_S})?月份?(?P<mt>上旬|中旬|下旬|底|末|初)?"
    rf"(?:{_S}(?P<d>{_N}){_S}(?:[日号]?{_TO}(?P<d2>{_N}){_S})?[日号])?"
)
_OF_YEAR = r"(?:年?(?P<yt>底|末|初|中(?![小国级心标])|[上下]半年|第?[一二三四1-4]季度))"
_WORDS = deferred(
    rf"(?:(?P<y>{_YEAR}|[0-9]{{2}}(?={_S}年{_S}[0-9]{{1,2}}{_S}月)){_S}年度?{_S}(?:{_MONTHS}|{_OF_YEAR})?)"
)
_NO_YEAR = deferred(_MONTHS)
_NUMERIC = deferred(
    r"(?P<y>(?:19|20)[0-9]{2})(?P<s>[-./．／])(?P<m>[0-9]{1,2})(?:(?P=s)(?P<d>[0-9]{1,2}))?(?![0-9]|[.．][0-9])"
)
_DECADE = deferred(r"(?:(?P<c>20|二十|19|十九)世纪)?(?P<n>(?:19|20)?[0-9]0|[一二三四五六七八九]?十)年代")
_CLOCK = (
    rf"(?P<h>{_N}){_S}(?:[:：](?P<mi>[0-5][0-9])(?:[:：][0-5][0-9])?"
    rf"|[时点](?:(?P<mc>{_N})分|(?P<half>半)|整)?)(?![0-9])"
)
_TIME = deferred(rf"{_WEEKDAY}{_S}[，,]?(?P<ap>上午|下午|中午|晚上|傍晚|凌晨|早上|晚)?{_S}{_CLOCK}")
#: …至6月14日，上午9:00—12:00: the hours of each day.
_HOURS = deferred(rf"{_TO}[上中下]?午?{_S}[0-9]{{1,2}}[:：时点]")
_ALONE = deferred(r"(?P<h>[0-9]{1,2})[:：](?P<mi>[0-5][0-9])(?:[:：][0-5][0-9])?(?![0-9:：])")
_QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))
_PARTS: dict[str, tuple[int, int | None]] = {
    **{f"{name}季度": _QUARTERS[i % 4] for i, name in enumerate("一二三四1234")},
    **{"上半年": (1, 6), "下半年": (7, 12)},
    **{"底": (12, None), "末": (12, None), "初": (1, None), "中": (6, None)},
}
_LAST_DAY = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_date(text: str, at: int) -> DateSpan | None:
    """The date that begins at ``at`` (its year, month or century), or None."""
    found = _read_words(text, at) or _read_numeric(text, at) or _read_decade(text, at)
    if found is None:
        return _read_clock(text, at)
    if found.last is None and found.first.day is not None:
        return _with_time(text, found)
    return found


def year_of(numeral: str) -> int | None:
    """The year that four digits say (2023, 二○○七), None where they are out of 1900–2100."""
    value = decimal_of(numeral)
    return int(value) if value is not None and 1900 <= value <= 2100 else None


def _small(numeral: str | None, top: int) -> int | None:
    value = 1 if numeral == "元" else decimal_of(numeral) if numeral else None
    return int(value) if value is not None and 1 <= value <= top else None


def _read_words(text: str, at: int) -> DateSpan | None:
    match = _WORDS.match(text, at)
    if match is not None and (year := _full_year(match["y"])) is not None:
        if match["yt"]:
            return _part_of_year(match, year)
        if match["m"] is None:
            end = match.end()
            while text[end - 1] in " \u3000\xa0":
                end -= 1
            return DateSpan(at, end, Moment(year)) if text[end : end + 1] != "代" else None
        return _months(match, year)
    match = _NO_YEAR.match(text, at)
    return None if match is None else _months(match, None)


def _full_year(numeral: str) -> int | None:
    if len(numeral) == 2:
        return 2000 + int(numeral) if int(numeral) < 70 else 1900 + int(numeral)
    return year_of(numeral)


def _part_of_year(match: re.Match[str], year: int) -> DateSpan:
    first, last = _PARTS[match["yt"].lstrip("第")]
    end = Moment(year, last) if last else None
    return DateSpan(match.start(), match.end(), Moment(year, first), end)


def _months(match: re.Match[str], year: int | None) -> DateSpan | None:
    month, month2 = _small(match["m"], 12), _small(match["m2"], 12)
    day, day2 = _small(match["d"], 31), _small(match["d2"], 31)
    if month is None or (match["m2"] and month2 is None) or (match["d2"] and day2 is None):
        return None
    if match["d"] and (day is None or day > _LAST_DAY[(month2 or month) - 1]):
        return None
    if month2 is not None:
        later = year + 1 if year is not None and month2 < month else year
        return DateSpan(match.start(), match.end(), Moment(year, month), Moment(later, month2, day))
    if month == 2 and 29 in (day, day2) and year is not None and not isleap(year):
        return DateSpan(match.start(), match.end(), Moment(year, month))  # a printed slip: there is no such day
    first = Moment(year, month, day)
    return DateSpan(match.start(), match.end(), first, replace(first, day=day2) if day2 else None)


def _read_numeric(text: str, at: int) -> DateSpan | None:
    match = _NUMERIC.match(text, at)
    if match is None or (at and text[at - 1] in "-/."):
        return None
    month, day = _small(match["m"], 12), _small(match["d"], 31)
    if month is None or (match["d"] and (day is None or day > _LAST_DAY[month - 1])):
        return None
    if day is None and (match["s"] not in "-.．" or len(match["m"]) < 2):
        return None
    if month == 2 and day == 29 and not isleap(int(match["y"])):
        day = None
    return DateSpan(at, match.end(), Moment(int(match["y"]), month, day))


def _read_decade(text: str, at: int) -> DateSpan | None:
    match = _DECADE.match(text, at)
    value = decimal_of(match["n"]) if match else None
    if match is None or value is None:
        return None
    decade = int(value)
    if decade < 100:
        century = 1800 if match["c"] in ("19", "十九") else 1900 if match["c"] or decade >= 30 else 2000
        decade += century
    return DateSpan(at, match.end(), Moment(decade), Moment(decade + 9))


def _clock(match: re.Match[str]) -> str | None:
    hour = decimal_of(match["h"])
    groups = match.groupdict()
    minute = 30 if groups.get("half") else decimal_of(match["mi"] or groups.get("mc") or "0")
    if hour is None or minute is None or hour > 24 or minute > 59:
        return None
    if (
        groups.get("ap") in ("下午", "晚上", "傍晚", "晚", "中午")
        and 1 <= hour < 12
        and not (groups["ap"] == "中午" and hour > 2)
    ):
        hour += 12
    return f"{int(hour):02d}:{int(minute):02d}"


def _with_time(text: str, found: DateSpan) -> DateSpan:
    match = _TIME.match(text, found.end)
    time = _clock(match) if match else None
    if match is None or time is None or (match[0][0] in "，," and _HOURS.match(text, match.end())):
        return found
    return DateSpan(found.start, match.end(), replace(found.first, time=time))


def _read_clock(text: str, at: int) -> DateSpan | None:
    """9:00 or 17：30 alone; 1：10 is left to the ratios unless its minutes or its hour say that it is a time."""
    match = _ALONE.match(text, at)
    if match is None or int(match["h"]) > 24:
        return None
    if match["mi"][0] != "0" and (int(match["h"]) < 6 or int(match["mi"]) % 5):
        return None
    before = text[max(0, at - 2) : at]
    hour = int(match["h"]) + (12 if before in ("下午", "晚上") and int(match["h"]) < 12 else 0)
    return DateSpan(at, match.end(), Moment(time=f"{hour:02d}:{match['mi']}"))


def inherit(first: Moment, last: Moment) -> Moment:
    """The end of a stretch with what its beginning says: 2025年8月11日—22日, 2024年11月至3月."""
    if last.year is not None or (last.month is None and last.day is None and first.day is None):
        return last
    if last.month is None and last.day is None:
        return replace(first, time=last.time)
    month = last.month if last.month is not None else first.month
    year = first.year
    if year is not None and month is not None and first.month is not None and month < first.month:
        year += 1
    return replace(last, year=year, month=month)
