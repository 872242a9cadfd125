"""Lengths of time as ISO 8601: 3年, 一年半, 20个工作日, 两个半小时, 3年零2个月, 半年."""

from __future__ import annotations

from decimal import Decimal

from tiaokuan.extractors.figures import Figure, Numeral
from tiaokuan.extractors.numerals import Exact, decimal_of, plain
from tiaokuan.extractors.unit_words import unit_at
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import QuantityTables, quantity_tables

_MORE = deferred(
    r"[零又]?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(个月|个?工作日|天|日|个?小时|分钟|周)|(半)(?!年|个|天|小)"
)
_MORE_ISO = {"个月": "M", "天": "D", "日": "D", "个工作日": "D", "工作日": "D", "分钟": "TM", "周": "W"}
_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_BELOW = {"Y": ("M", 12), "M": ("D", 30), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}
_HALF = Decimal("0.5")


def iso_duration(parts: dict[str, Exact]) -> str:
    """ISO 8601 of ``{"Y": 1, "M": 6}`` (T before the letters of times of day).

    A fraction that makes a whole number of the unit below goes there (一年半 P1Y6M, 半个月 P15D by 30 days a month,
    半天 PT12H); others stay decimal (P0.3Y).
    """
    if len(parts) == 1:
        ((name, value),) = parts.items()
        if value == int(value):
            return f"P{int(value)}{name}" if len(name) == 1 else f"PT{int(value)}{name[1]}"
    whole = dict(parts)
    for name, value in parts.items():
        below = _BELOW.get(name)
        if below and value != int(value) and (value - int(value)) * below[1] == int((value - int(value)) * below[1]):
            whole[name] = int(value)
            whole[below[0]] = whole.get(below[0], 0) + int((value - int(value)) * below[1])
    if len(whole) > 1:
        whole = {name: value for name, value in whole.items() if value}
    date = "".join(f"{plain(whole[name])}{name}" for name in _ORDER[:4] if name in whole)
    time = "".join(f"{plain(whole[name])}{name[1]}" for name in _ORDER[4:] if name in whole)
    return f"P{date}T{time}" if time else f"P{date}"


def set_duration(text: str, figure: Figure) -> None:
    """Give ``figure`` its ISO values, with a half (一年半) or a smaller unit (1年6个月) that follows."""
    unit, numeral = figure.unit, figure.numeral
    if unit is None or numeral is None:
        return
    parts: dict[str, Exact] = {}
    match = _MORE.match(text, figure.end)
    if match is not None and match[3]:
        figure.low, figure.high, figure.end = numeral.low + _HALF, numeral.high + _HALF, match.end()
    elif match is not None and not unit.working:
        other, more = _MORE_ISO.get(match[2], "TH"), decimal_of(match[1])
        if more is not None and _ORDER.index(other) > _ORDER.index(unit.iso):
            parts[other] = more
            figure.end, figure.label = match.end(), None
    first: dict[str, Exact] = {unit.iso: figure.low * unit.factor}
    last: dict[str, Exact] = {unit.iso: figure.high * unit.factor}
    figure.iso_low, figure.iso_high = iso_duration(first | parts), iso_duration(last | parts)


def half_between(text: str, numeral: Numeral, at: int) -> Figure | None:
    """一个半月, 两个半小时, 3个多月: 半 or 多 between 个 (at ``at``) and the unit."""
    if at + 2 >= len(text) or text[at + 1] not in "半多":
        return None
    tables = quantity_tables()
    month = text.startswith("月", at + 2)
    unit = tables.units["个月"][0] if month else unit_at(text, at + 2, tables)
    if unit is None or unit.kind != "duration":
        return None
    more = _HALF if text[at + 1] == "半" else Decimal(0)
    low, high = numeral.low + more, numeral.high + more
    end = at + 3 if month else at + 2 + len(unit.word)
    figure = Figure("duration", numeral.start, end, numeral, low, high, unit, unit.unit)
    figure.approximate = numeral.approximate or not more
    figure.iso_low = iso_duration({unit.iso: low * unit.factor})
    figure.iso_high = iso_duration({unit.iso: high * unit.factor})
    return figure


def read_half(text: str, at: int) -> Figure | None:
    """半年, 半个月, 半天, 半小时 at ``at``; not the half of 上半年."""
    tables: QuantityTables = quantity_tables()
    if at + 1 >= len(text) or (at and text[at - 1] in "上下前后"):
        return None
    unit = unit_at(text, at + 1, tables)
    if unit is None or unit.kind != "duration":
        return None
    numeral = Numeral(at, at + 1, _HALF, _HALF, _HALF, 1, True)
    figure = Figure("duration", at, at + 1 + len(unit.word), numeral, _HALF, _HALF, unit, unit.unit)
    figure.iso_low = figure.iso_high = iso_duration({unit.iso: _HALF * unit.factor})
    return figure
