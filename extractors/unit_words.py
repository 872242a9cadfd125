"""The unit word after a numeral: the longest that its neighbours allow (5人 is a count, 5人才 is not)."""

from __future__ import annotations

from tiaokuan.extractors.figures import Numeral
from tiaokuan.gazetteer.quantity_units import QuantityTables, Unit

_NO_POINTS = (10, 100, 1000, 10000)


def unit_at(text: str, at: int, tables: QuantityTables, numeral: Numeral | None = None) -> Unit | None:
    """The longest unit word at ``at`` that what follows it, and ``numeral`` before it, allow."""
    for length in tables.lengths.get(text[at], ()):
        for unit in tables.units.get(text[at : at + length], ()):
            if _allowed(text, at + length, unit, numeral):
                return unit
    return None


def _allowed(text: str, end: int, unit: Unit, numeral: Numeral | None) -> bool:
    following = text[end : end + 1]
    if following:
        if following in unit.not_before and not text.startswith(("以", "之"), end):
            return False
        if unit.only_before is not None and following not in unit.only_before:
            return False
        if unit.word.isascii() and following.isascii() and following.isalpha():
            return False
    if numeral is None:
        return True
    if unit.limit is not None and numeral.mantissa > unit.limit:
        return False
    return not (unit.word == "分" and numeral.chinese and numeral.low in _NO_POINTS)  # 十分重要
