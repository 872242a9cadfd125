"""Numerals of all writings, and that values are exact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaokuan.extractors.numerals import parse_number

CASES: list[tuple[str, float | int | None]] = json.loads(
    (Path(__file__).parent / "cases" / "numerals.json").read_text("utf-8")
)
DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(("numeral", "value"), CASES)
def test_numeral(numeral: str, value: float | int | None) -> None:
    assert parse_number(numeral) == value


def spoken(number: int) -> str:
    """Chinese for 1–9999, written the long way."""
    out, zero = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            out += ("零" if zero and out else "") + DIGITS[digit] + word
            zero = False
        else:
            zero = True
    return out


@given(st.integers(1, 9999), st.integers(0, 9999), st.integers(0, 9999))
def test_round_trip(high: int, middle: int, low: int) -> None:
    text = spoken(high) + "亿"
    text += ("零" if 0 < middle < 1000 else "") + spoken(middle) + "万" if middle else ""
    gap = low and (low < 1000 or not middle)
    text += ("零" if gap else "") + spoken(low) if low else ""
    assert parse_number(text) == high * 10**8 + middle * 10**4 + low


@given(st.integers(0, 10**12))
def test_thousands(number: int) -> None:
    assert parse_number(f"{number:,}") == number


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    value = parse_number(text)
    assert value is None or isinstance(value, int | float)
