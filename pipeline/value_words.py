"""Values of the contract in the words of a conclusion: 300000 → 30万元, P20D → 20个工作日, 2024-06 → 2024年6月.

Kept apart from the writers of ``output``, because the change report's sentences are part of its model.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.pipeline.schema import IntervalValue

_DURATION = deferred(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?)?")
_DATE = deferred(r"(\d{4})?(?:-{0,2}(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?")
_UNITS = ("年", "个月", "周", "天", "小时", "分钟")
_CURRENCIES = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "MOP": "澳门元", "JPY": "日元", "GBP": "英镑"}


def number(value: Any) -> str:
    """A number without exponent, trailing zeros or binary noise; a string as it is."""
    if isinstance(value, str):
        return value
    text = format(Decimal(repr(float(value))).quantize(Decimal("0.000001")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Any, currency: str | None = None) -> str:
    """A sum in 元, 万元 from 10,000, 亿元 from 100 million."""
    unit = _CURRENCIES.get(currency or "CNY", currency or "")
    amount = Decimal(repr(float(value)))
    for scale, prefix in ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")):
        if abs(amount) >= scale:
            return f"{number(float(amount / scale))}{prefix}{unit}"
    return number(value) + unit


def percent(value: Any) -> str:
    """A fraction as a percentage."""
    return f"{number(float(Decimal(repr(float(value))) * 100))}%"


def duration(value: str, *, working_days: bool = False) -> str:
    """An ISO 8601 duration; what is none is given back."""
    match = _DURATION.fullmatch(value)
    if match is None or not any(match.groups()):
        return value
    units = (*_UNITS[:3], "个工作日" if working_days else "天", *_UNITS[4:])
    return "".join(f"{count}{unit}" for count, unit in zip(match.groups(), units, strict=True) if count)


def date(value: str) -> str:
    """An ISO 8601 date of any precision; what is none is given back."""
    match = _DATE.fullmatch(value)
    if match is None or not (match[1] or match[2]):
        return value
    year, month, day, clock = match.groups()
    named = ((year, "年"), (month and str(int(month)), "月"), (day and str(int(day)), "日"), (clock, ""))
    return "".join(part + unit for part, unit in named if part)


def end_words(value: Any, unit: str | None = None, currency: str | None = None) -> str:
    """One end of an interval with its unit: money for 元, a percentage for a bare fraction, a date or duration."""
    if isinstance(value, str):
        return duration(value) if value.startswith("P") else date(value)
    if unit == "元" or currency is not None:
        return money(value, currency)
    if unit is None and isinstance(value, float) and -1 <= value <= 1:
        return percent(value)
    return number(value) + (unit or "")


def interval(value: IntervalValue, unit: str | None = None, currency: str | None = None) -> str:
    """An interval in words: 不超过30万元, 5万元至10万元, 超过60%."""
    if value.ratio is not None:
        return ":".join(number(part) for part in value.ratio)
    about = "约" if value.approximate else ""
    low, high = value.min, value.max
    if low is not None and low == high:
        return about + end_words(low, unit, currency)
    if low is not None and high is not None:
        return f"{about}{end_words(low, unit, currency)}至{end_words(high, unit, currency)}"
    if high is not None:
        return about + ("不超过" if value.max_inclusive is not False else "低于") + end_words(high, unit, currency)
    if low is not None:
        return about + ("不低于" if value.min_inclusive is not False else "超过") + end_words(low, unit, currency)
    return "未写明"
