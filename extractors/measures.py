"""What a numeral measures: the unit after it (money, rate, duration, count) or a currency mark before it."""

from __future__ import annotations

import re
from decimal import Decimal

from tiaokuan.extractors.durations import half_between, set_duration
from tiaokuan.extractors.figures import Figure, Numeral
from tiaokuan.extractors.money import marked_money, set_money
from tiaokuan.extractors.numerals import DIGITS
from tiaokuan.extractors.unit_words import unit_at
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import QuantityTables, Unit, quantity_tables

_SPACES = " \u3000\xa0"
_TENTH = deferred(r"[一二三四五六七八九]")
_INNER = deferred(r"[（(](不)?含[）)]")
_BARE_SCALES = (100, 1000, 10**4, 10**8)


def read_unit(text: str, numeral: Numeral) -> Figure | None:
    """The figure that the unit after ``numeral`` (or the currency mark before it) makes of it; None for a bare one."""
    tables = quantity_tables()
    at = numeral.end
    length = len(text)
    if at < length and text[at] in _SPACES:
        at += 1
    if at < length:
        if text[at] == "个" and (figure := half_between(text, numeral, at)) is not None:
            return figure
        if text[at] in "（(" and (match := _INNER.match(text, at)):
            return _with_inner(text, numeral, match, tables)
        unit = unit_at(text, at, tables, numeral)
        if unit is not None:
            return _measured(text, numeral, unit, at + len(unit.word))
    return marked_money(numeral, text, tables)


def _with_inner(text: str, numeral: Numeral, match: re.Match[str], tables: QuantityTables) -> Figure | None:
    """1000万（不含）美元: what is included stands before the unit."""
    unit = unit_at(text, match.end(), tables, numeral) if match.end() < len(text) else None
    if unit is None:
        return None
    figure = _measured(text, numeral, unit, match.end() + len(unit.word))
    figure.closed = not match[1]
    return figure


def _measured(text: str, numeral: Numeral, unit: Unit, end: int) -> Figure:
    figure = Figure(unit.kind, numeral.start, end, numeral, numeral.low, numeral.high, unit, unit.unit)
    figure.approximate = numeral.approximate
    if unit.kind == "money":
        set_money(text, figure)
    elif unit.kind == "rate":
        _set_rate(text, figure, unit, numeral)
    elif unit.kind == "duration":
        set_duration(text, figure)
        figure.weak = _bare_scale(numeral)
    else:
        single = numeral.chinese and numeral.low == numeral.high == 1
        figure.weak = unit.strength == "weak" or (single and not unit.one) or _bare_scale(numeral)
    return figure


def _bare_scale(numeral: Numeral) -> bool:
    """百家, 千户: no figure unless a word makes it one (近百家)."""
    return numeral.chinese and numeral.end - numeral.start == 1 and numeral.low in _BARE_SCALES


def _set_rate(text: str, figure: Figure, unit: Unit, numeral: Numeral) -> None:
    """Fractions; 七五折 is 0.75 and 六成五 0.65."""
    factor = unit.factor * (Decimal("0.1") if unit.word == "折" and numeral.mantissa >= 10 else 1)
    figure.low, figure.high = numeral.low * factor, numeral.high * factor
    if unit.word == "成" and (tenth := _TENTH.match(text, figure.end)):
        more = DIGITS[tenth.group()] * Decimal("0.01")
        figure.low, figure.high, figure.end = figure.low + more, figure.high + more, tenth.end()
