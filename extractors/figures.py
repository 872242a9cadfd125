"""One figure of the text while it is being read: the numeral alone (``Numeral``), and with its unit (``Figure``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tiaokuan.extractors.dates import Moment
from tiaokuan.extractors.numerals import DIGITS, Exact, decimal_of, scale_of
from tiaokuan.gazetteer.deferred import deferred
from tiaokuan.gazetteer.quantity_units import Unit


class Numeral(NamedTuple):
    """A numeral in the text. ``mantissa`` × ``scale`` is ``low``; ``high`` differs where the numeral itself is a range
    (三五家, 数十人); ``approximate`` where 多、余、几 stand in it. ``fuzz_end``: where a closing 多/余 ends."""

    start: int
    end: int
    low: Exact
    high: Exact
    mantissa: Exact
    scale: int
    chinese: bool
    approximate: bool = False
    fuzzy_tail: bool = False

    @property
    def scaled(self) -> bool:
        """True where the numeral has its own 万 or 亿."""
        return self.scale > 1


@dataclass(slots=True)
class Figure:
    """A numeral with its unit, or a date.

    ``low``/``high`` in the base unit (yuan, fraction, count); for durations in the printed unit, with ``iso_low`` and
    ``iso_high`` beside. ``weak``: needs a bound or a cue to count. ``opened``/``closed``: whether the ends of a range
    are included; ``closed`` is also what an inner （不含） says (1000万（不含）美元). ``denominator``: of 百分之.
    """

    kind: str
    start: int
    end: int
    numeral: Numeral | None = None
    low: Exact = 0
    high: Exact = 0
    unit: Unit | None = None
    label: str | None = None
    iso_low: str = ""
    iso_high: str = ""
    first: Moment | None = None
    last: Moment | None = None
    currency: str | None = None
    approximate: bool = False
    weak: bool = False
    ratio: tuple[float, float] | None = None
    bound: tuple[str, bool] | None = None
    per_unit: str | None = None
    is_range: bool = False
    open_end: bool = False
    denominator: int = 0
    closed: bool | None = None
    opened: bool = True


_D = "0-9０-９"
_SCALE = r"(?:(?:十(?![分字])|百(?!分)|千(?![分瓦米克卡帕赫伏字]))?(?:万亿|万(?!分之)|亿)?)"
_ARABIC = deferred(
    rf"((?:[{_D}]{{1,3}}(?:[,，][{_D}]{{3}}){{1,5}}+(?![{_D}])|[{_D}]{{1,16}}+)(?:[.．][{_D}]{{1,8}}+)?)"
    rf"[ \u3000\xa0]?([多余几来](?!自|额|于))?({_SCALE})"
)
_TAIL = deferred(rf"(?:[{_D}]{{1,5}}(?:[.．][{_D}]{{1,4}})?(?:十|百|千(?![瓦米克卡帕赫伏]))?万?)")
CHINESE = "一二三四五六七八九十百千万亿两廿卅〇○零壹贰叁肆伍陆柒捌玖拾佰仟萬億"
_CN_DIGIT = "一二三四五六七八九〇○零两"
_CHINESE = deferred(
    rf"([几数]?[{CHINESE}]{{1,20}}+)(?:点([{_CN_DIGIT}]{{1,8}}+)([十百千万亿]{{0,2}}))?([多余几来](?!自|额|于))?([百千]?[万亿]?(?!分之))"
)
_UNIT_AFTER = {"千": "瓦米克卡帕赫伏", "百": "分", "十": "分", "万": "分", "亿": ""}
_PAIR = deferred(r"([二三四五六七八九]?十)?([一二两三四五六七八九])([二两三四五六七八九])([十百千万亿]{0,2})$")


def read_numeral(text: str, at: int) -> Numeral | None:
    """The numeral that begins at ``at``, or None where what stands there is no number."""
    return _read_arabic(text, at) if text[at].isdigit() else _read_chinese(text, at)


def _read_arabic(text: str, at: int) -> Numeral | None:
    match = _ARABIC.match(text, at)
    if match is None:
        return None
    digits, fuzz, words = match.groups()
    mantissa = decimal_of(digits)
    if mantissa is None:
        return None
    scale = scale_of(words)
    value = mantissa * scale
    end = match.end(3) if words else match.end(2) if fuzz else match.end(1)
    if words and end < len(text) and text[end].isdigit() and scale >= 1000:
        tail = _TAIL.match(text, end)
        whole = decimal_of(text[at : tail.end()]) if tail else None
        if tail and whole is not None:
            return Numeral(at, tail.end(), whole, whole, whole, 1, False)
    return Numeral(at, end, value, value, mantissa, scale, False, bool(fuzz), bool(fuzz) and not words)


def _read_chinese(text: str, at: int) -> Numeral | None:
    match = _CHINESE.match(text, at)
    if match is None:
        return None
    run, decimals, point_scale, fuzz, words = match.groups()
    if decimals is None and fuzz is None:
        run = _without_unit(run, text[match.end(1) : match.end(1) + 1])
        if not run:
            return None
        return _plain_chinese(at, at + len(run), run)
    if decimals is not None:
        value = decimal_of(f"{run}点{decimals}")
        scale = scale_of(point_scale)
        if value is None:
            return None
        tail = bool(fuzz) and not words
        scale *= scale_of(words)
        return Numeral(at, match.end(), value * scale, value * scale, value, scale, True, bool(fuzz), tail)
    value = decimal_of(run)
    if value is None or (fuzz == "几" and (value < 10 or value % 10)):
        return None
    scale = scale_of(words)
    low, high = (value + 1, value + 9) if fuzz == "几" and value < 100 else (value, value)
    return Numeral(at, match.end(), low * scale, high * scale, value, scale, True, True, not words)


def _without_unit(run: str, following: str) -> str:
    """``run`` without a closing 千 that begins 千瓦 or 千米, or the 百 of 百分之."""
    while run and following and run[-1] in _UNIT_AFTER and following in _UNIT_AFTER[run[-1]]:
        following, run = run[-1], run[:-1]
    return run


def _plain_chinese(at: int, end: int, run: str) -> Numeral | None:
    if run[0] in "几数":
        scale = decimal_of("一" + run[1:]) if len(run) > 1 else None
        return None if scale is None else Numeral(at, end, scale * 2, scale * 9, scale, 1, True, True)
    pair = _PAIR.match(run)
    if pair and _neighbours(pair[2], pair[3]) and not (pair[1] and pair[4]):
        scale, tens = scale_of(pair[4]), int(decimal_of(pair[1]) or 0) if pair[1] else 0
        first, second = DIGITS[pair[2]] + tens, DIGITS[pair[3]] + tens
        return Numeral(at, end, first * scale, second * scale, first, scale, True, True)
    value = decimal_of(run)
    if value is None:
        return None
    big = run.rstrip("万亿萬億")
    scale = scale_of(run[len(big) :]) if big else 1
    mantissa = decimal_of(big) if big else value
    return Numeral(at, end, value, value, value if mantissa is None else mantissa, scale, True)


def _neighbours(first: str, second: str) -> bool:
    return DIGITS[second] - DIGITS[first] == 1 or (first, second) == ("三", "五")
