"""What a numeral measures: the unit after it (money, rate, duration, count) or a currency mark before it."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from tiaokuan.extractors.figures import Figure, Numeral
from tiaokuan.extractors.numerals import DIGITS, Exact, decimal_of, plain
from tiaokuan.gazetteer.quantity_units import QuantityTables, Unit, quantity_tables

_SPACES = " \u3000\xa0"
_CHANGE = re.compile(r"[零]?([0-9一二三四五六七八九]{1,2})[角毛]钱?(?:([0-9一二三四五六七八九]{1,2})分钱?)?|[零]?([0-9一二三四五六七八九]{1,2})分(?:钱)?(?![之别为])|([0-9一二三四五六七八九])(?![0-9一二三四五六七八九十百千万\u4e00-\u9fff.．%])")
_MORE = re.compile(r"[零又]?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(个月|个?工作日|天|日|个?小时|分钟|周)|(半)(?!年|个|天|小)")
_PER = re.compile(
    r"[/／∕]([\u4e00-\u9fffA-Za-z㎡]{1,5})(?:[·•・.．*×/／]([\u4e00-\u9fff]{1,2}))?(?![\u4e00-\u9fffA-Za-z])"
    r"|每(平方米|公里|千瓦时?|课时|人次|[个件人家户项次吨亩])(?:每([年月天日]))?"
)
_PER_TIME = ("年", "月", "天", "日")
_INNER = re.compile(r"[（(](不)?含[）)]")
_ISO = ("Y", "M", "W", "D", "TH", "TM", "TS")


def read_unit(text: str, numeral: Numeral) -> Figure | None:
    """The figure that the unit after ``numeral`` (or the currency mark before it) makes of it; None for a bare one."""
    tables = quantity_tables()
    at = numeral.end
    length = len(text)
    if at < length and text[at] in _SPACES:
        at += 1
    if at < length:
        special = _half_unit(text, numeral, at) if text[at] == "个" else None
        if special is not None:
            return special
        if text[at] in "（(" and (match := _INNER.match(text, at)):
            return _with_inner(text, numeral, match, tables)
        unit = unit_at(text, at, tables, numeral)
        if unit is not None:
            return _measured(text, numeral, unit, at + len(unit.word))
    return _marked(text, numeral, tables)


def _with_inner(text: str, numeral: Numeral, match: re.Match[str], tables: QuantityTables) -> Figure | None:
    """1000万（不含）美元: what is included stands before the unit."""
    unit = unit_at(text, match.end(), tables, numeral) if match.end() < len(text) else None
    figure = _measured(text, numeral, unit, match.end() + len(unit.word)) if unit is not None else None
    if figure is not None:
        figure.closed = not match[1]
    return figure


def unit_at(text: str, at: int, tables: QuantityTables, numeral: Numeral | None = None) -> Unit | None:
    """The longest unit word at ``at`` that its neighbours allow."""
    for length in tables.lengths.get(text[at], ()):
        word = text[at : at + length]
        for unit in tables.units.get(word, ()):
            if _allowed(text, at + length, unit, numeral):
                return unit
    return None


def _allowed(text: str, end: int, unit: Unit, numeral: Numeral | None) -> bool:
    following = text[end : end + 1]
    if following and following in unit.not_before and not text.startswith(("以", "之"), end):
        return False
    if unit.only_before is not None and following and following not in unit.only_before:
        return False
    if unit.word.isascii() and following.isascii() and following.isalpha():
        return False
    if numeral is None:
        return True
    if unit.limit is not None and numeral.mantissa > unit.limit:
        return False
    return not (unit.word == "分" and numeral.chinese and numeral.low in (10, 100, 1000, 10000))


def _measured(text: str, numeral: Numeral, unit: Unit, end: int) -> Figure | None:
    figure = Figure(unit.kind, numeral.start, end, numeral, numeral.low, numeral.high, unit, unit.unit, approximate=numeral.approximate)
    if unit.kind == "money":
        _money(text, figure)
    elif unit.kind == "rate":
        factor = unit.factor * (Decimal("0.1") if unit.word == "折" and numeral.mantissa >= 10 else 1)
        figure.low, figure.high = numeral.low * factor, numeral.high * factor
    elif unit.kind == "duration":
        _duration(text, figure)
    else:
        _count(figure)
    return figure


def _money(text: str, figure: Figure) -> None:
    unit = figure.unit
    if unit is None or figure.numeral is None:
        return
    figure.currency = unit.currency
    figure.low, figure.high = figure.numeral.low * unit.factor, figure.numeral.high * unit.factor
    bare_scale = figure.numeral.chinese and text[figure.numeral.start : figure.numeral.end].strip("万亿千萬億") == ""
    figure.weak = bare_scale and text[figure.numeral.start] in "万亿萬億"
    if unit.word in ("元", "块", "圆"):
        _add_change(text, figure)
    prefix = currency_before(text, figure.start)
    if prefix is not None:
        figure.start = prefix[0]
        figure.currency = prefix[1] if figure.currency == "CNY" and prefix[1] == "CNY" else figure.currency


def _add_change(text: str, figure: Figure) -> None:
    """三块五毛, 12元5角3分, 12块5."""
    match = _CHANGE.match(text, figure.end)
    if match is None or (match[4] and (figure.unit is None or figure.unit.word != "块")):
        return
    tenths, cents = decimal_of(match[1] or match[4] or "0"), decimal_of(match[2] or match[3] or "0")
    more = (tenths or 0) * Decimal("0.1") + (cents or 0) * Decimal("0.01")
    figure.low, figure.high, figure.end = figure.low + more, figure.high + more, match.end()


def currency_before(text: str, at: int) -> tuple[int, str] | None:
    """Where a currency mark that ends just before ``at`` begins, and its ISO code."""
    tables = quantity_tables()
    end = at - 1 if at and text[at - 1] in _SPACES else at
    if end == 0 or text[end - 1] not in _symbol_ends():
        return None
    for size in (5, 4, 3, 2, 1):
        code = tables.symbols.get(text[end - size : end]) if size <= end else None
        if code is not None and not (text[end - size].isascii() and text[end - size].isalpha() and text[end - size - 1 : end - size].isascii() and text[end - size - 1 : end - size].isalpha()):
            return end - size, code
    return None


@lru_cache(maxsize=1)
def _symbol_ends() -> frozenset[str]:
    return frozenset(mark[-1] for mark in quantity_tables().symbols)


def _marked(text: str, numeral: Numeral, tables: QuantityTables) -> Figure | None:
    prefix = currency_before(text, numeral.start)
    if prefix is None:
        return None
    names = [unit.unit for words in tables.units.values() for unit in words if unit.currency == prefix[1]] if prefix[1] != "CNY" else ["元"]
    return Figure("money", prefix[0], numeral.end, numeral, numeral.low, numeral.high, tables.units["元"][0], names[0], currency=prefix[1], approximate=numeral.approximate)


def _duration(text: str, figure: Figure) -> None:
    unit, numeral = figure.unit, figure.numeral
    if unit is None or numeral is None:
        return
    if text[figure.end : figure.end + 1] == "多" and text[figure.end + 1 : figure.end + 2] == "月":
        return
    parts: dict[str, Exact] = {}
    match = _MORE.match(text, figure.end)
    low, high = numeral.low * unit.factor, numeral.high * unit.factor
    if match is not None and match[3]:
        low, high = low + Decimal("0.5"), high + Decimal("0.5")
        figure.low, figure.high, figure.end = numeral.low + Decimal("0.5"), numeral.high + Decimal("0.5"), match.end()
    elif match is not None and unit.iso in ("Y", "M", "TH", "D") and not unit.working:
        other = _more_iso(match[2])
        if _ISO.index(other) > _ISO.index(unit.iso):
            more = decimal_of(match[1])
            if more is not None:
                parts[other] = more
                figure.end = match.end()
                figure.label = None
    figure.iso_low, figure.iso_high = iso_duration({unit.iso: low} | parts), iso_duration({unit.iso: high} | parts)


def _more_iso(word: str) -> str:
    return {"个月": "M", "天": "D", "日": "D", "分钟": "TM", "周": "W"}.get(word, "TH" if "小时" in word else "D")


_BELOW = {"Y": ("M", 12), "M": ("D", 30), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}


def iso_duration(parts: dict[str, Exact]) -> str:
    """ISO 8601 of ``{"Y": 1, "M": 6}``. A half goes to the unit below (一年半 P1Y6M, 半个月 P15D, 半天 PT12H); other
    fractions stay decimal (P0.3Y)."""
    whole = dict(parts)
    for name, value in parts.items():
        below = _BELOW.get(name)
        if below and value != int(value) and (value - int(value)) * below[1] == int((value - int(value)) * below[1]):
            whole[name] = int(value)
            whole[below[0]] = whole.get(below[0], 0) + int((value - int(value)) * below[1])
    if len(whole) > 1:
        whole = {name: value for name, value in whole.items() if value}
    date = "".join(f"{plain(whole[name])}{name}" for name in _ISO[:4] if name in whole)
    time = "".join(f"{plain(whole[name])}{name[1]}" for name in _ISO[4:] if name in whole)
    return f"P{date}T{time}" if time else f"P{date}"


def _half_unit(text: str, numeral: Numeral, at: int) -> Figure | None:
    """一个半月, 两个半小时, 3个多月."""
    if at + 2 > len(text) or text[at + 1] not in "半多":
        return None
    tables = quantity_tables()
    unit = unit_at(text, at + 2, tables) or (tables.units["个月"][0] if text.startswith("月", at + 2) else None)
    end = at + 3 if text.startswith("月", at + 2) else at + 2 + (len(unit.word) if unit else 0)
    if unit is None or unit.kind != "duration":
        return None
    more = Decimal("0.5") if text[at + 1] == "半" else 0
    low, high = numeral.low + more, numeral.high + more
    figure = Figure("duration", numeral.start, end, numeral, low, high, unit, unit.unit, approximate=numeral.approximate or not more)
    figure.iso_low, figure.iso_high = iso_duration({unit.iso: low * unit.factor}), iso_duration({unit.iso: high * unit.factor})
    return figure


def read_half(text: str, at: int) -> Figure | None:
    """半年, 半个月, 半天, 半小时, 半个工作日 at ``at``."""
    tables = quantity_tables()
    half = Decimal("0.5")
    numeral = Numeral(at, at + 1, half, half, half, 1, True)
    unit = unit_at(text, at + 1, tables) if at + 1 < len(text) else None
    if unit is None or unit.kind != "duration" or (at and text[at - 1] in "上下前后"):
        return None
    figure = Figure("duration", at, at + 1 + len(unit.word), numeral, half, half, unit, unit.unit)
    figure.iso_low = figure.iso_high = iso_duration({unit.iso: half * unit.factor})
    return figure


def _count(figure: Figure) -> None:
    numeral, unit = figure.numeral, figure.unit
    if numeral is None or unit is None:
        return
    single = numeral.chinese and numeral.low == 1 and numeral.high == 1
    bare_scale = numeral.chinese and numeral.end - numeral.start == 1 and numeral.low in (100, 1000, 10000, 10**8)
    figure.weak = unit.strength == "weak" or (single and not unit.one) or bare_scale


def read_per(text: str, figure: Figure) -> int:
    """Set ``per_unit`` from 元/个, 元/人·月, 元每人每月; returns where it ends (``figure.end`` where there is none)."""
    mark = text[figure.end : figure.end + 1]
    if not mark or mark not in "/／∕每":
        return figure.end
    if mark != "每" and (end := _per_word(text, figure)):
        return end
    match = _PER.match(text, figure.end)
    if match is None:
        return figure.end
    figure.per_unit = "".join(group for group in match.groups() if group)
    return match.end()


def _per_word(text: str, figure: Figure) -> int:
    """10万元/个奖励, 20元/人·月: a unit word after the stroke, and a time after that; 0 where there is none."""
    at = figure.end + 1
    if at >= len(text):
        return 0
    unit = unit_at(text, at, quantity_tables())
    word = unit.word if unit else text[at] if text[at] in "年月天日证" else ""
    if not word:
        return 0
    end = at + len(word)
    if text[end : end + 1] in ("·", "•", "・", "/", "／", "*", ".") and text[end + 1 : end + 2] in _PER_TIME:
        word, end = word + text[end + 1], end + 2
    elif word not in _PER_TIME and text[end : end + 1] in _PER_TIME:
        word, end = word + text[end], end + 1
    figure.per_unit = word
    return end


def ratio_number(numeral: str) -> Exact | None:
    """The value of one side of a ratio."""
    return DIGITS.get(numeral) if numeral in DIGITS else decimal_of(numeral)

