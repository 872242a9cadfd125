"""What a document itself says of its bound words (“以上”含本数，“以下”不含本数), put into the figures they bound."""

from __future__ import annotations

from tiaokuan.extractors.base import Interval, Quantity
from tiaokuan.gazetteer.deferred import deferred

#: What closes a statement; whether it denies stands in its first group.
_SAID = deferred(r"(?P<no>不)?(?:均|都)?(?:包[括含]|含)(?:本数|本级|该数|本值)")
_WORDS = ("以上", "以下", "以内", "超过", "不足", "不满")
_SIDES = {"以上": "min", "以下": "max", "以内": "max", "超过": "min", "不足": "max", "不满": "max"}


def apply_statement(text: str, found: list[Quantity]) -> list[Quantity]:
    """``found`` with the ends open or closed as the text says of 以上、以下 …, where it does."""
    if "本数" not in text and "该数" not in text and "本值" not in text:
        return found
    said = _statement(text)
    if not said:
        return found
    return [_said_of(text, quantity, said) if not quantity.value.is_exact else quantity for quantity in found]


def _next(text: str, start: int) -> int:
    found = [at for at in (text.find(word, start) for word in ("本数", "该数", "本值")) if at >= 0]
    return min(found) if found else -1


def _statement(text: str) -> dict[str, bool]:
    """Bound words → whether they include the figure; only those of which the text says otherwise than the law."""
    said: dict[str, bool] = {}
    at = -1
    while (at := _next(text, at + 1)) >= 0:
        start = max(text.rfind(mark, 0, at) for mark in "。；，,;\n") + 1
        match = _SAID.search(text, start, at + 2)
        if match is None:
            continue
        clause = text[start : match.start()]
        if not any(word in clause for word in _WORDS):
            clause = text[max(text.rfind(mark, 0, start - 1) for mark in "。；，,;\n") + 1 : start]
        for word in _WORDS:
            if word in clause:
                said[word] = match["no"] is None
    usual = {"以上": True, "以下": True, "以内": True, "超过": False, "不足": False, "不满": False}
    return {word: included for word, included in said.items() if included is not usual[word]}


def _said_of(text: str, quantity: Quantity, said: dict[str, bool]) -> Quantity:
    printed = text[quantity.start : quantity.end]
    if "含" in printed or "括" in printed:
        return quantity
    value = quantity.value
    low, high = value.min_inclusive, value.max_inclusive
    for word, included in said.items():
        if word not in printed or f"不{word}" in printed:
            continue
        if _SIDES[word] == "min" and value.min is not None:
            low = included
        elif _SIDES[word] == "max" and value.max is not None:
            high = included
    if (low, high) == (value.min_inclusive, value.max_inclusive):
        return quantity
    return quantity._replace(value=Interval(value.min, value.max, low, high, value.approximate, value.ratio))
