"""Numbers as they are written in Chinese texts: Arabic, Chinese, financial capitals, and mixtures of them.

``parse_number`` takes a whole numeral; ``decimal_of`` is the same with exact decimals, for the grammar. Readings
follow GB/T 15835 and common use: 一万二 is 12000, 三百五 350, 二○○七 2007, 叁拾万 300000, 2亿5000万 250000000.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from tiaokuan.gazetteer.deferred import deferred

Exact = int | Decimal

DIGITS = {
    **{
        char: value
        for value, chars in enumerate(
            ("〇○零ＯOo", "一壹弌", "二贰貳两兩", "三叁參叄", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
        )
        for char in chars
    },
}
"""Chinese digits; ○, Ｏ and O are how 〇 is often typed in years."""

SCALES = {
    "十": 10,
    "拾": 10,
    "百": 100,
    "佰": 100,
    "千": 1000,
    "仟": 1000,
    "万": 10**4,
    "萬": 10**4,
    "亿": 10**8,
    "億": 10**8,
}
"""Words that multiply what stands before them."""

_TENS = {"廿": 20, "卅": 30}
_FOLD = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_TAIL = deferred(r"[圆元]?[整正]$")
_ARABIC = deferred(r"(?:\d{1,3}(?:,\d{3})+|\d{1,16}+)(?:\.\d{1,8}+)?")
_MIXED = deferred(r"(?:(?P<n>\d[\d,]{0,20}+(?:\.\d{1,8}+)?)\s?(?P<s>[十百千万亿]*))")


def parse_number(numeral: str) -> float | int | None:
    """The value of a whole numeral, None where it is not one (数十 and 几百 have no single value, nor has 统一).

    >>> parse_number("一百二十三"), parse_number("1.5万"), parse_number("叁拾万元整"), parse_number("1，000")
    (123, 15000, 300000, 1000)
    """
    value = decimal_of(numeral)
    return None if value is None else plain(value)


def plain(value: Exact) -> float | int:
    """``value`` as a JSON number: an int where it is whole, the nearest float where it is not."""
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


@lru_cache(maxsize=4096)
def decimal_of(numeral: str) -> Exact | None:
    """The exact value of a whole numeral, or None."""
    text = _TAIL.sub("", numeral.strip().translate(_FOLD)).replace(" ", "")
    if not text:
        return None
    if text[0] in "-－负":
        value = decimal_of(text[1:])
        return None if value is None else -value
    if text == "半":
        return Decimal("0.5")
    if text[0].isdigit():
        return _arabic(text)
    return _with_point(text)


def _arabic(text: str) -> Exact | None:
    if _ARABIC.fullmatch(text):
        return _exact(text.replace(",", ""))
    return _mixed(text)


def _exact(digits: str) -> Exact:
    return Decimal(digits) if "." in digits else int(digits)


def scale_of(words: str) -> int:
    """What a run of scale words multiplies by: 百万 → 1000000, '' → 1."""
    product = 1
    for word in words:
        product *= SCALES[word]
    return product


def _mixed(text: str) -> Exact | None:
    """3千, 5百万, 2亿5000万, 1万2: figures each with its scale, falling."""
    total: Exact = 0
    last = 0
    at = 0
    while at < len(text):
        match = _MIXED.match(text, at)
        if match is None or match.end() == at:
            return None
        scale = scale_of(match["s"])
        figure = _exact(match["n"].replace(",", ""))
        if last and not match["s"] and len(match["n"]) == 1:
            scale = last // 10
        if last and scale >= last:
            return None
        total = total + figure * scale
        last, at = scale, match.end()
    return total


def _with_point(text: str) -> Exact | None:
    whole, point, rest = text.partition("点")
    if not point:
        return _chinese(text)
    decimals = rest.rstrip("十百千万亿拾佰仟萬億")
    head = _chinese(whole)
    if head is None or not decimals or any(char not in DIGITS for char in decimals):
        return None
    digits = "".join(str(DIGITS[char]) for char in decimals)
    return (Decimal(head) + Decimal(f"0.{digits}")) * scale_of(rest[len(decimals) :])


def _chinese(text: str) -> Exact | None:
    if all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))
    return _spoken(text)


def _spoken(text: str) -> int | None:
    """Digits and scales read in turn; ``section`` is what stands under the next 万 or 亿."""
    total = section = 0
    digit: int | None = None
    after = 1  # the scale that a last digit without its own counts by: 一万二
    for char in text:
        if char in _TENS:
            section, digit, after = section + _TENS[char], None, 1
        elif char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
            after = 1 if digit == 0 else after
        elif char not in SCALES:
            return None
        else:
            scale = SCALES[char]
            if scale < 10**4:
                section += (1 if digit is None or digit == 0 else digit) * scale
            else:
                section = section + (digit or 0)
                whole = (total + section) if scale == 10**8 else section
                total = (whole or 1) * scale + (0 if scale == 10**8 else total)
                section = 0
            digit, after = None, scale
    if digit:
        section += digit * (after // 10 if after >= 100 else 1)
    return total + section
