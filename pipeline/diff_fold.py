"""Folding: what is left of a text when typography is taken away, so that like can be compared with like.

Two stretches whose folded forms are equal differ in width, spacing, punctuation or the way of writing a figure at most.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from tiaokuan.extractors.base import Kind, Quantity, Scalar

_KEPT = frozenset("%‰/&@#+°×<>=≥≤")
_POINT = re.compile(r"(?<=[0-9０-９])[.．](?=[0-9０-９])")
_COLON = re.compile(r"(?<=[0-9０-９])[:：](?=[0-9０-９])")
_DASH = re.compile(r"(?<=[0-9０-９])\s?[-—–－~～]+\s?(?=[0-9０-９])")
_MONTHS = re.compile(r"P(\d+)M")
_POINT_MARK, _COLON_MARK, _DASH_MARK = "\ue000", "\ue001", "\ue002"
CITATION = re.compile(
    r"第[〇零一二三四五六七八九十百\d]{1,5}(?:编|章|节|条|款|项|目)(?:之[一二三四五六七八九十])?"
    r"|第?[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）](?=[项目款条])"
    r"|附件\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?![\d、万])"
)


class _Table(dict[int, str]):
    """Character → folded form, worked out when first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if _POINT_MARK <= char <= _DASH_MARK:
            form = char
        else:
            wide = unicodedata.normalize("NFKC", char).lower()
            form = "".join(c for c in wide if c in _KEPT or unicodedata.category(c)[0] in "LNS")
        self[code] = form
        return form


@cache
def _table() -> _Table:
    return _Table()


def fold(text: str) -> str:
    """``text`` without spaces, punctuation and width: letters lower case, signs between digits kept apart."""
    if any(c in text for c in ".．:：-—–－~～"):
        text = _POINT.sub(_POINT_MARK, text)
        text = _COLON.sub(_COLON_MARK, text)
        text = _DASH.sub(_DASH_MARK, text)
    return text.translate(_table())


def quantity_key(quantity: Quantity) -> str:
    """A figure in one form, however it is written: 三十万元, 300000元 and 30万元 are the same."""
    value = quantity.value
    ends: Sequence[Scalar | None]
    if value.ratio is not None:
        ends = value.ratio
    elif value.min == value.max or value.max is None:
        ends = (value.min,)
    else:
        ends = (value.max,) if value.min is None else (value.min, value.max)
    about = "c" if value.approximate else ""
    unit = quantity.currency if quantity.kind == Kind.MONEY else quantity.unit
    if quantity.kind in (Kind.DATE, Kind.DATE_RANGE, Kind.DURATION, Kind.RATE, Kind.RATIO):
        unit = "工作日" if quantity.working_days else ""
    body = _DASH_MARK.join(_scalar(end) for end in ends)
    return f"{_SIGNS[quantity.kind]}{about}{body}{fold(unit or '')}"


_SIGNS = {
    Kind.MONEY: "¤", Kind.RATE: "‰", Kind.RATIO: "∶", Kind.DATE: "日", Kind.DATE_RANGE: "期",
    Kind.DURATION: "时", Kind.COUNT: "数", Kind.NUMBER: "号",
}  # fmt: skip


def quantity_sign(quantity: Quantity) -> str:
    """One character for the kind of figure: the figure's place in a skeleton, whatever its value."""
    return _SIGNS[quantity.kind]


def _scalar(value: Scalar | None) -> str:
    if isinstance(value, str):
        months = _MONTHS.fullmatch(value)
        return f"P{int(months[1]) // 12}Y" if months and int(months[1]) % 12 == 0 else value
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
