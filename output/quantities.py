"""Quantities alone as JSON lines (contract, "Quantities on their own")."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tiaokuan.errors import ReadError
from tiaokuan.extractors.base import Interval, Quantity


def interval_json(value: Interval) -> dict[str, Any]:
    """An interval as the contract has it; ``{"ratio": [1, 3]}`` for a ratio."""
    if value.ratio is not None:
        return {"ratio": list(value.ratio)}
    return {
        "min": value.min,
        "max": value.max,
        "min_inclusive": value.min_inclusive,
        "max_inclusive": value.max_inclusive,
        "approximate": value.approximate,
    }


def quantity_json(quantity: Quantity, text: str) -> dict[str, Any]:
    """One quantity of ``text``; ``currency`` and ``working_days`` only where they say something."""
    entry: dict[str, Any] = {
        "kind": quantity.kind.value,
        "value": interval_json(quantity.value),
        "unit": quantity.unit,
        "start": quantity.start,
        "end": quantity.end,
        "quote": text[quantity.start : quantity.end],
    }
    if quantity.currency not in (None, "CNY"):
        entry["currency"] = quantity.currency
    if quantity.working_days:
        entry["working_days"] = True
    return entry


def quantity_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """For each line of UTF-8 one line of JSON: the list of its quantities in reading order.

    Raises ``ReadError`` (``undecodable_text``) at a line that is not UTF-8; those before it have been given.
    """
    from tiaokuan.extractors.quantities import find_quantities

    for number, raw in enumerate(lines, start=1):
        text = _decode(raw, number)
        entries = [quantity_json(quantity, text) for quantity in find_quantities(text)]
        yield json.dumps(entries, ensure_ascii=False)


def _decode(raw: bytes, number: int) -> str:
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"标准输入第 {number} 行不是 UTF-8", "请先转码，如 iconv -f GB18030 -t UTF-8", code="undecodable_text"
        ) from error
