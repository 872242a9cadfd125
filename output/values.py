"""Values of the contract in Chinese words: 300000 → 30万元, P20D → 20天, 2024-06 → 2024年6月."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from tiaokuan.output.labels import CURRENCIES, label
from tiaokuan.pipeline.schema import IntervalValue

Scalar = float | int | str

_DURATION = re.compile(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?)?")
_UNITS = ("年", "个月", "周", "天", "小时", "分钟")
_DATE = re.compile(r"(\d{4})?(?:-{0,2}(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?")


def number(value: Scalar) -> str:
    """A number without an exponent, trailing zeros or binary noise; a string as it is."""
    if isinstance(value, str):
        return value
    text = format(Decimal(repr(value)).quantize(Decimal("0.000001")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Scalar, currency: str | None = None) -> str:
    """A sum in the unit that officials write it in: 元, 万元 from 10,000, 亿元 from 100 million."""
    unit = label(CURRENCIES, currency or "CNY")
    if isinstance(value, str):
        return value + unit
    for scale, prefix in ((10**8, "亿"), (10**4, "万")):
        if abs(value) >= scale:
            return f"{number(float(Decimal(repr(value)) / scale))}{prefix}{unit}"
    return number(value) + unit


def percent(value: Scalar) -> str:
    """A fraction as a percentage: 0.5 → 50%."""
    return value if isinstance(value, str) else f"{number(float(Decimal(repr(value)) * 100))}%"


def duration(value: Scalar, *, working_days: bool = False) -> str:
    """An ISO 8601 duration: P3Y → 3年, P20D of working days → 20个工作日. What is none is given back."""
    text = str(value)
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return text
    units = (*_UNITS[:3], "个工作日", *_UNITS[4:]) if working_days else _UNITS
    return "".join(f"{count}{unit}" for count, unit in zip(match.groups(), units, strict=True) if count)


def date(value: Scalar) -> str:
    """An ISO 8601 date of any precision: 2024-06 → 2024年6月, --10 → 10月. What is none is given back."""
    text = str(value)
    match = _DATE.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        return text
    year, month, day, clock = match.groups()
    named = ((year, "年"), (month and str(int(month)), "月"), (day and str(int(day)), "日"), (clock, ""))
    return "".join(part + unit for part, unit in named if part)


def interval(value: IntervalValue, words: Callable[[Scalar], str]) -> str:
    """An interval in words, each end by ``words``: 不超过30万元, 5万元—10万元（不含10万元）, 约200万元, 1:3."""
    if value.ratio is not None:
        return ":".join(map(number, value.ratio))
    about = "约" if value.approximate else ""
    low, high = value.min, value.max
    if low is not None and high is not None:
        if low == high:
            return about + words(low)
        return f"{about}{words(low)}—{words(high)}{_excluded(value, words)}"
    if high is not None:
        return about + _upper(high, value.max_inclusive is not False) + words(high)
    if low is not None:
        return about + _lower(low, value.min_inclusive is not False) + words(low)
    return "未写明"


def _is_date(end: Scalar) -> bool:
    return isinstance(end, str) and not end.startswith("P")


def _upper(end: Scalar, inclusive: bool) -> str:
    if _is_date(end):
        return "不晚于" if inclusive else "早于"
    return "不超过" if inclusive else "低于"


def _lower(end: Scalar, inclusive: bool) -> str:
    if _is_date(end):
        return "不早于" if inclusive else "晚于"
    return "不低于" if inclusive else "超过"


def _excluded(value: IntervalValue, words: Callable[[Scalar], str]) -> str:
    ends = [
        words(end)
        for end, inclusive in ((value.min, value.min_inclusive), (value.max, value.max_inclusive))
        if end is not None and inclusive is False
    ]
    return f"（不含{'、'.join(ends)}）" if ends else ""


def measured(value: IntervalValue, unit: str | None, currency: str | None = None) -> str:
    """A metric's interval with its unit: money where the unit is 元, a percentage where there is none and the figure
    is a fraction, a date or duration where it is a string."""
    if currency is not None or unit == "元":
        return interval(value, lambda end: money(end, currency))
    if unit is None:
        return interval(value, _bare)
    return interval(value, lambda end: number(end) + unit)


def _bare(end: Scalar) -> str:
    if isinstance(end, str):
        return duration(end) if end.startswith("P") else date(end)
    return percent(end) if -1 <= end <= 1 and not isinstance(end, int) else number(end)
