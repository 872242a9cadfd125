"""Units, currencies and bound words of quantities (``data/quantity_units.json``), validated on load.

Currencies are ISO 4217. What 以上、超过、不满 … include follows the Civil Code of the PRC, art. 1259. Every entry of
the table carries examples, and the tests run each of them through the grammar.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tiaokuan.errors import GazetteerError


@dataclass(frozen=True, slots=True)
class Unit:
    """One word after a figure.

    ``kind``: money, rate, duration or count. ``unit`` is what is printed in the result, ``factor`` what the figure is
    multiplied by (角 → 0.1 yuan). ``not_before``: characters that must not follow (人才 is no 人); ``only_before``:
    one of these or the end must follow. ``strength`` of a count: strong (physical units), plain (measure words), weak
    (words that need a bound word or a pause beside them). ``one``: 一 before it is a figure and no article.
    """

    word: str
    kind: str
    unit: str
    factor: Decimal = Decimal(1)
    currency: str | None = None
    iso: str = ""
    working: bool = False
    not_before: str = ""
    only_before: str | None = None
    strength: str = "strong"
    one: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that opens or closes a side: ``side`` min or max; ``kinds`` empty means any; ``verbs``: which words may
    stand between it and the figure (最高**给予**50万元): none, grant (the listed ones) or any."""

    word: str
    side: str
    inclusive: bool
    kinds: tuple[str, ...] = ()
    not_before: str = ""
    verbs: str = "none"


@dataclass(frozen=True, slots=True)
class RateWord:
    """A word that is a rate by itself: 全额, 一半, 过半."""

    word: str
    value: Decimal
    bound: str | None = None
    inclusive: bool = True
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class QuantityTables:
    """All tables of the grammar. ``lengths``: for a first character the lengths of the unit words that begin with it,
    longest first. ``symbols``: currency marks before a figure → ISO code."""

    units: dict[str, tuple[Unit, ...]]
    lengths: dict[str, tuple[int, ...]]
    symbols: dict[str, str]
    rate_words: tuple[RateWord, ...]
    before: tuple[BoundWord, ...]
    after: tuple[BoundWord, ...]
    grant_verbs: tuple[str, ...]
    any_stop: str
    approx_before: tuple[str, ...]
    approx_after: tuple[str, ...]
    money_before: tuple[str, ...]
    money_after: tuple[str, ...]
    figure_cues: tuple[str, ...]
    names: tuple[str, ...]


def _raw() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        files("tiaokuan.gazetteer").joinpath("data/quantity_units.json").read_text("utf-8")
    )
    return data


def _money_units(raw: dict[str, Any]) -> list[Unit]:
    units = []
    for row in raw["yuan"]:
        for word in row["words"]:
            only = row.get("money_only_before")
            units.append(
                Unit(
                    word,
                    "money",
                    "元",
                    Decimal(row["factor"]),
                    "CNY",
                    not_before=row.get("not_before", ""),
                    only_before=only,
                )
            )
    for row in raw["currencies"]:
        units += [Unit(name, "money", name, currency=row["code"]) for name in row["names"]]
        units += [
            Unit(mark, "money", row["names"][0], currency=row["code"]) for mark in row["symbols"] if mark == row["code"]
        ]
    names = {row["code"]: row["names"][0] for row in raw["currencies"]}
    for row in raw["minor"]:
        units += [Unit(word, "money", names[row["code"]], Decimal(row["factor"]), row["code"]) for word in row["words"]]
    return units


def _other_units(raw: dict[str, Any]) -> list[Unit]:
    units = []
    for row in raw["rate"]:
        for word in row["words"]:
            units.append(
                Unit(
                    word,
                    "rate",
                    word,
                    Decimal(row["factor"]),
                    not_before=row.get("not_before", ""),
                    only_before=row.get("only_before"),
                    limit=row.get("max"),
                )
            )
    for row in raw["duration"]:
        for word in row["words"]:
            units.append(
                Unit(
                    word,
                    "duration",
                    word,
                    Decimal(row.get("times", 1)),
                    iso=row["iso"],
                    working=row.get("working", False),
                    not_before=row.get("not_before", ""),
                )
            )
    count = raw["count"]
    units += [Unit(word, "count", word) for word in count["strong"]]
    for strength in ("plain", "weak"):
        units += [
            Unit(word, "count", word, not_before=stop, strength=strength, one=word in count["one"])
            for word, stop in count[strength].items()
        ]
    return units


def _bounds(rows: list[dict[str, Any]]) -> tuple[BoundWord, ...]:
    words = [
        BoundWord(
            r["word"],
            r["side"],
            r["inclusive"],
            tuple(r.get("kinds", ())),
            r.get("not_before", ""),
            r.get("verbs", "none"),
        )
        for r in rows
    ]
    if any(word.side not in {"min", "max"} for word in words):
        raise GazetteerError("量词表的界限词只能是 min 或 max", "请检查 gazetteer/data/quantity_units.json 的 bounds")
    return tuple(sorted(words, key=lambda word: -len(word.word)))


def _symbols(raw: dict[str, Any]) -> dict[str, str]:
    marks = dict.fromkeys(raw["yuan_prefixes"], "CNY")
    for row in raw["currencies"]:
        marks |= dict.fromkeys(row["symbols"], row["code"])
    return marks


def examples() -> list[tuple[str, str]]:
    """(where in the table, example) of every entry, for the tests."""
    raw = _raw()
    rows = [
        (name, row) for name in ("yuan", "currencies", "minor", "rate", "rate_words", "duration") for row in raw[name]
    ]
    rows += [(name, raw[name]) for name in ("count", "bounds", "approx", "money_places")]
    return [(name, example) for name, row in rows for example in row["examples"]]


@lru_cache(maxsize=1)
def quantity_tables() -> QuantityTables:
    """The tables, checked. Raises GazetteerError where an entry is incomplete or without examples."""
    try:
        return _tables(_raw())
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise GazetteerError(f"量词表不完整：{error}", "请检查 gazetteer/data/quantity_units.json") from error


def _tables(raw: dict[str, Any]) -> QuantityTables:
    units: dict[str, tuple[Unit, ...]] = {}
    for unit in [*_money_units(raw), *_other_units(raw)]:
        units[unit.word] = (*units.get(unit.word, ()), unit)
    lengths: dict[str, set[int]] = {}
    for word in units:
        lengths.setdefault(word[0], set()).add(len(word))
    rate_words = tuple(
        RateWord(r["word"], Decimal(r["value"]), r.get("bound"), r.get("inclusive", True), r.get("not_before", ""))
        for r in raw["rate_words"]
    )
    bounds, approx, places = raw["bounds"], raw["approx"], raw["money_places"]
    return QuantityTables(
        units,
        {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
        _symbols(raw),
        rate_words,
        _bounds(bounds["before"]),
        _bounds(bounds["after"]),
        tuple(sorted(bounds["grant_verbs"], key=len, reverse=True)),
        bounds["any_stop"],
        tuple(approx["before"]),
        tuple(approx["after"]),
        tuple(places["before"]),
        tuple(places["after"]),
        tuple(raw["count"]["figure_cues"]),
        tuple(raw["names"]["words"]),
    )
